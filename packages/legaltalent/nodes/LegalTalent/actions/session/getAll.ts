// Lists sessions.

import { kyc } from '../../api/calls';
import { getManyOperation } from '../list';

export const getAll = getManyOperation(
	{ action: 'Get many sessions', description: 'List the sessions of all customers' },
	{ thing: 'sessions', idName: 'session_id', call: kyc.sessions },
);

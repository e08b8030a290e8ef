// Lists workflows.

import { kyc } from '../../api/calls';
import { getManyOperation, type List } from '../list';

export const workflows: List = {
	thing: 'workflows',
	idName: 'workflow_id',
	call: kyc.workflows,
};

export const getAll = getManyOperation(
	{ action: 'Get many workflows', description: 'List the workflows of LegalTalent' },
	workflows,
);

// Gives a session's link a longer life.

import { sessionWrite } from './write';
import { kyc } from '../../api/calls';

export const extend = sessionWrite({
	value: 'extend',
	name: 'Extend',
	action: 'Extend session',
	description: 'Give the link of a session a longer life',
	ifRepeated: 'Running it again may extend it once more: read the session first.',
	call: kyc.extendSession,
});

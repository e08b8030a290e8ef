// Makes a new link of a session, which ends the old one.

import { sessionWrite } from './write';
import { kyc } from '../../api/calls';

export const generateLink = sessionWrite({
	value: 'generateLink',
	name: 'Generate Link',
	action: 'Generate link of session',
	description: 'Make a new link of a session. Its old link ends at once.',
	ifRepeated:
		'Running it again makes one more link, and ends the one before: send the last one alone.',
	call: kyc.generateLink,
});

// Waits until a customer has answered an agreement session.

import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { includeInputField, outputOf } from '../../../shared/node/options';
import { timeLimitField, waitUntil, whenTimeIsUpField } from '../../../shared/node/wait';
import { v1 } from '../../api/v1';
import { shortened } from '../../../shared/form/lists';
import { SESSION_ANSWERED } from '../../api/statuses';
import { sessionLocator, sessionOutput } from './session';

export const waitForSignature: Operation = {
	value: 'waitForSignature',
	name: 'Wait for Signature',
	action: 'Wait for signature of agreement session',
	description:
		'Read the session until the customer has signed or declined: declined sessions come out too, with their status',
	kind: 'read',
	fields: [
		sessionLocator,
		timeLimitField('For a wait of hours or days use the BVNK Onboarding Trigger.'),
		whenTimeIsUpField,
	],
	options: [includeInputField],
	async execute(item) {
		const output = outputOf(item);
		const session = setting(item, sessionLocator);
		const { value, reached, reads, waitedSeconds } = await waitUntil(item, {
			read: async () => (await item.client.call(v1.session(session))).value,
			isReached: ({ status }) =>
				typeof status === 'string' && SESSION_ANSWERED.includes(status.trim().toUpperCase()),
			describe: ({ status }) => `The session is ${shortened(status ?? 'without a status')}`,
			hint: 'Send the customer hostedUrl of Agreement Session › Create, where it signs. For long waits use the BVNK Onboarding Trigger, with Agreement Session Status Changed.',
		});
		const { reference, status, ...others } = await sessionOutput(item, value);
		return [output({ reference, status, reached, ...others, reads, waitedSeconds })];
	},
};

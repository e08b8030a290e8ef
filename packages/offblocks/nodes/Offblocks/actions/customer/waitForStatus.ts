// Waits until a customer has one of the chosen statuses, and no longer than that is possible.

import { givenError } from '../../../../../../nodes/shared/check/findings';
import { shortened } from '../../../../../../nodes/shared/form/lists';
import { setting } from '../../../../../../nodes/shared/form/read';
import type { Operation } from '../../../../../../nodes/shared/node/operation';
import {
	timeLimitField,
	waitUntil,
	whenTimeIsUpField,
} from '../../../../../../nodes/shared/node/wait';
import type { StatusAnswer } from '../../api/answers';
import { api } from '../../api/offblocks';
import { CUSTOMER_STATUSES, REJECTED } from '../../api/statuses';
import { customerLocator } from '../locators';
import { statusesField } from '../read';

const statuses = statusesField(
	{
		displayName: 'Statuses',
		name: 'statuses',
		description:
			'Goes on as soon as the status is one of these. Rejected is final: it ends the wait even where it is not chosen.',
		default: ['active', REJECTED],
	},
	CUSTOMER_STATUSES,
);

const statusOf = ({ status }: StatusAnswer) => status?.toLowerCase() ?? '';

export const waitForStatus: Operation = {
	value: 'waitForStatus',
	name: 'Wait for Status',
	action: 'Wait for status of customer',
	description: 'Read the customer until it is active or rejected',
	kind: 'read',
	fields: [
		customerLocator,
		statuses,
		timeLimitField('For a wait of hours or days use the Offblocks Trigger.'),
		whenTimeIsUpField,
	],
	async execute(item) {
		const id = setting(item, customerLocator);
		const wanted = setting(item, statuses).map((status) => status.toLowerCase());
		if (wanted.length === 0) throw givenError(item, "'Statuses' is empty", 'Choose at least one.');
		const { value, reached, reads, waitedSeconds } = await waitUntil(item, {
			read: async () => (await item.client.call(api.customer(id))).value,
			isReached: (customer) => [...wanted, REJECTED].includes(statusOf(customer)),
			describe: ({ status }) => `The customer is ${shortened(status ?? 'without a status')}`,
			hint: "Raise 'Time Limit (Minutes)', or use the Offblocks Trigger for long waits.",
		});
		const isWanted = reached && wanted.includes(statusOf(value));
		if (reached && !isWanted) {
			const words = 'The customer was rejected, which is final';
			if (setting(item, whenTimeIsUpField) === 'error') {
				throw givenError(
					item,
					words,
					"Choose Rejected in 'Statuses' to go on with such customers.",
				);
			}
			item.remark(words);
		}
		// what state it is in comes first, because tables show fields in their order
		const { id: customerId, status, ...others } = value;
		return [{ id: customerId, status, reached: isWanted, ...others, reads, waitedSeconds }];
	},
};

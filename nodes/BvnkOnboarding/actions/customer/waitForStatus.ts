// Waits until a customer has one of the chosen statuses.

import { givenError } from '../../../shared/check/findings';
import { shortened } from '../../../shared/form/lists';
import { setting } from '../../../shared/form/read';
import type { Field } from '../../../shared/form/field';
import type { Item, ReadOperation } from '../../../shared/node/operation';
import { timeLimitField, waitUntil, whenTimeIsUpField } from '../../../shared/node/wait';
import { CURRENT_STATUSES } from '../../api/statuses';
import { v1 } from '../../api/v1';
import { simpleCustomer, type SimpleCustomer } from '../../output/simplify';
import { customerLocator, customerOf } from '../customerLocator';
import { isAmong, statusesField, statusGroupsField } from '../statusFields';

const groupsField = statusGroupsField({
	displayName: 'Status Groups',
	name: 'statusGroups',
	default: ['actionRequired', 'rejected', 'terminated', 'verified'],
	description:
		'Goes on as soon as the status belongs to one of these, whatever BVNK calls it. Rejected customers come out too: route on statusGroup, or choose Verified alone.',
});

/** What is read again and again: at least in which state the customer is. */
type InState = Pick<SimpleCustomer, 'name' | 'status' | 'statusGroup'>;

/**
 * The operation, for one generation of the API.
 *
 * @param own.known statuses that this generation has
 * @param own.readerOf finds out which customer is meant, and gives what reads it
 */
export function waitForStatusOperation<Customer extends InState>(own: {
	locator: Field;
	known: readonly string[];
	readerOf: (item: Item) => Promise<() => Promise<Customer>>;
}): ReadOperation {
	const statuses = statusesField(
		{
			displayName: 'Statuses',
			name: 'statuses',
			description: "Goes on with one of these as well, in BVNK's own words",
		},
		own.known,
	);

	/** Whether a customer has what is waited for: a status of one of the groups, or one of the statuses. */
	const wantedStatus = (item: Item): ((customer: Customer) => boolean) => {
		const groups = setting(item, groupsField);
		const wanted = setting(item, statuses);
		if (groups.length + wanted.length === 0) {
			throw givenError(
				item,
				"'Status Groups' is empty",
				"Choose at least one, or one of 'Statuses'.",
			);
		}
		return (customer) => isAmong(groups, wanted, customer);
	};

	return {
		value: 'waitForStatus',
		name: 'Wait for Status',
		action: 'Wait for status of customer',
		description:
			'Read the customer until there is something to decide or to do, whether it was verified, rejected, or must give more',
		builderHint:
			'For minutes alone. Rejected customers and those who must act come out too: put a Switch on statusGroup behind it.',
		kind: 'read',
		fields: [
			own.locator,
			groupsField,
			statuses,
			timeLimitField('For a wait of hours or days use the BVNK Onboarding Trigger.'),
			whenTimeIsUpField,
		],
		async execute(item) {
			const read = await own.readerOf(item);
			const { value, reached, reads, waitedSeconds } = await waitUntil(item, {
				read,
				isReached: wantedStatus(item),
				describe: ({ status }) => `The customer is ${shortened(status ?? 'without a status')}`,
				hint: "Raise 'Time Limit (Minutes)', or use the BVNK Onboarding Trigger for long waits.",
			});
			const { name, status, statusGroup, ...others } = value;
			// what state it is in comes first, because tables show fields in their order
			return [{ name, status, statusGroup, reached, ...others, reads, waitedSeconds }];
		},
	};
}

export const waitForStatus = waitForStatusOperation({
	locator: customerLocator,
	known: CURRENT_STATUSES,
	async readerOf(item) {
		const reference = await customerOf(item);
		return async () => simpleCustomer((await item.client.call(v1.customer(reference))).value);
	},
});

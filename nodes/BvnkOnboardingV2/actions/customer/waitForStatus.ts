// Waits until a customer has one of the chosen statuses.

import { statusesField, statusGroupsField } from '../../../BvnkOnboarding/actions/statusFields';
import { V2_STATUSES } from '../../../BvnkOnboarding/api/statuses';
import { givenError } from '../../../shared/check/findings';
import { shortened } from '../../../shared/form/lists';
import { setting } from '../../../shared/form/read';
import type { Item, Operation } from '../../../shared/node/operation';
import { timeLimitField, waitUntil, whenTimeIsUpField } from '../../../shared/node/wait';
import { v2 } from '../../api/v2';
import { simpleCustomer, type SimpleCustomer } from '../../output/simplify';
import { customerLocator, customerOf } from '../customerLocator';

const groupsField = statusGroupsField({
	displayName: 'Status Groups',
	name: 'statusGroups',
	default: ['actionRequired', 'rejected', 'terminated', 'verified'],
	description:
		'Goes on as soon as the status belongs to one of these, whatever BVNK calls it. Rejected customers come out too: route on statusGroup, or choose Verified alone.',
});

const statuses = statusesField(
	{
		displayName: 'Statuses',
		name: 'statuses',
		description: "Goes on with one of these as well, in BVNK's own words",
	},
	V2_STATUSES,
);

export const waitForStatus: Operation = {
	value: 'waitForStatus',
	name: 'Wait for Status',
	action: 'Wait for status of customer',
	description:
		'Read the customer until there is something to decide or to do, whether it was verified, rejected, or must give more',
	kind: 'read',
	fields: [
		customerLocator,
		groupsField,
		statuses,
		timeLimitField('For a wait of hours or days use the BVNK Onboarding Trigger.'),
		whenTimeIsUpField,
	],
	async execute(item) {
		const id = await customerOf(item);
		const { value, reached, reads, waitedSeconds } = await waitUntil(item, {
			read: async () => simpleCustomer((await item.client.call(v2.customer(id))).value),
			isReached: wantedStatus(item),
			describe: ({ status }) => `The customer is ${shortened(status ?? 'without a status')}`,
			hint: "Raise 'Time Limit (Minutes)', or use the BVNK Onboarding Trigger for long waits.",
		});
		const { status, statusGroup, ...others } = value;
		// what state it is in comes first, because tables show fields in their order
		const first = { id: value.id, status, statusGroup, reached };
		return [{ ...first, ...others, reads, waitedSeconds }];
	},
};

/** Whether a customer has what is waited for: a status of one of the groups, or one of the statuses. */
function wantedStatus(item: Item): (customer: SimpleCustomer) => boolean {
	const groups = setting(item, groupsField);
	const wanted = setting(item, statuses).map((status) => status.toUpperCase());
	if (groups.length + wanted.length === 0) {
		throw givenError(
			item,
			"'Status Groups' is empty",
			"Choose at least one, or one of 'Statuses'.",
		);
	}
	return ({ statusGroup, status }) =>
		groups.includes(statusGroup) || wanted.includes(status?.toUpperCase() ?? '');
}

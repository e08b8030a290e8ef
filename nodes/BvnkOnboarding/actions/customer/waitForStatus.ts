// Waits until a customer has one of the chosen statuses.

import { choiceOf, number } from '../../../shared/check/checks';
import { givenError } from '../../../shared/check/findings';
import { field } from '../../../shared/form/field';
import { shortened } from '../../../shared/form/lists';
import { setting } from '../../../shared/form/read';
import { pause } from '../../../shared/http/abort';
import type { Item, Operation } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';
import { simpleCustomer, type SimpleCustomer } from '../../output/simplify';
import { customerLocator, customerOf } from '../customerLocator';
import { statusesField, statusGroupsField } from '../statusFields';

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;
const GROWTH = 1.5;
const MS_A_MINUTE = 60_000;

const groupsField = statusGroupsField({
	displayName: 'Status Groups',
	name: 'statusGroups',
	default: ['verified', 'rejected', 'terminated'],
	description: 'Waits until the status belongs to one of these, whatever BVNK calls it',
});

const statuses = statusesField({
	displayName: 'Statuses',
	name: 'statuses',
	description: "Waits for one of these as well, in BVNK's own words",
});

const timeLimitField = field({
	displayName: 'Time Limit',
	name: 'timeLimit',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 5,
	description:
		'In minutes. The execution stays open all the while: for a wait of hours or days use the BVNK Onboarding Trigger, or the Wait node in a loop.',
	check: number(0),
	personal: false,
});

const whenTimeIsUpField = field({
	displayName: 'When Time Is Up',
	name: 'whenTimeIsUp',
	type: 'options',
	options: [
		{
			name: 'Continue',
			value: 'continue',
			description: 'Returns the customer as it is, with reached set to false',
		},
		{ name: 'Stop With an Error', value: 'error' },
	],
	default: 'continue',
	description: 'What to do when the customer has none of the statuses by then',
	check: choiceOf(['continue', 'error'], { continue: 'Continue', error: 'Stop With an Error' }),
	personal: false,
});

export const waitForStatus: Operation = {
	value: 'waitForStatus',
	name: 'Wait for Status',
	action: 'Wait for status of customer',
	description:
		'Read the customer until it is verified or has another of the chosen statuses. For waits of hours use the trigger.',
	kind: 'read',
	fields: [customerLocator, groupsField, statuses, timeLimitField, whenTimeIsUpField],
	async execute(item) {
		const reference = await customerOf(item);
		const isWanted = wantedStatus(item);
		const minutes = setting(item, timeLimitField);
		const whenTimeIsUp = setting(item, whenTimeIsUpField);
		// not the wall clock, which may be set while this waits
		const startedAt = performance.now();
		const endsAt = startedAt + minutes * MS_A_MINUTE;
		for (
			let reads = 1, wait = FIRST_PAUSE_MS;
			;
			reads++, wait = Math.min(wait * GROWTH, LONGEST_PAUSE_MS)
		) {
			const { value } = await item.client.call(v1.customer(reference));
			const customer = simpleCustomer(value);
			const reached = isWanted(customer);
			if (reached || performance.now() >= endsAt) {
				if (!reached && whenTimeIsUp === 'error') {
					throw givenError(
						item,
						`The customer is ${shortened(customer.status ?? 'without a status')} after ${minutes} minutes`,
						"Raise 'Time Limit', or use the BVNK Onboarding Trigger for long waits.",
					);
				}
				const waitedSeconds = Math.round((performance.now() - startedAt) / 1000);
				return [{ ...customer, reached, reads, waitedSeconds }];
			}
			await pause(item.context, Math.min(wait, endsAt - performance.now()));
		}
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

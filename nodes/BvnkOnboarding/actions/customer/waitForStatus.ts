// Waits until a customer has one of the chosen statuses.

import type { INodeProperties } from 'n8n-workflow';
import { customerAnswer } from '../../api/answers';
import { endpoints } from '../../api/endpoints';
import { simpleCustomer, type SimpleCustomer } from '../../output/simplify';
import { CURRENT_STATUSES, STATUS_GROUPS } from '../../api/statuses';
import { choices, statusGroupChoices } from '../../../shared/form/choices';
import { customerReferenceField, optionsField } from '../../fields/common';
import { pause } from '../../../shared/http/client';
import { expectAnswer } from '../../../shared/http/expect';
import { inputError, parameter } from '../../../shared/form/read';
import type { Call, Operation } from '../../../shared/node/operation';
import { customerReference } from './customerReference';

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;
const GROWTH = 1.5;
const MS_A_MINUTE = 60_000;

const fields: INodeProperties[] = [
	customerReferenceField,
	{
		displayName: 'Status Groups',
		name: 'statusGroups',
		type: 'multiOptions',
		options: statusGroupChoices,
		default: ['verified', 'rejected', 'terminated'],
		description: 'Waits until the status belongs to one of these, whatever BVNK calls it',
	},
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: choices(CURRENT_STATUSES),
		allowArbitraryValues: true,
		default: [],
		description: "Waits for one of these as well, in BVNK's own words",
	},
	{
		displayName: 'Time Limit',
		name: 'timeLimit',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 5,
		description:
			'In minutes. The execution stays open all the while: for a wait of hours or days use the BVNK Onboarding Trigger, or the Wait node in a loop.',
	},
	{
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
	},
];

export const waitForStatus: Operation = {
	value: 'waitForStatus',
	name: 'Wait for Status',
	action: 'Wait for status of customer',
	description:
		'Read the customer until it is verified or has another of the chosen statuses. For waits of hours use the trigger.',
	fields: [...fields, optionsField({ concurrency: 4 })],
	concurrency: 4,
	async execute(call) {
		const reference = await customerReference(call);
		const isWanted = wantedStatus(call);
		const startedAt = Date.now();
		const endsAt = startedAt + timeLimit(call);
		for (
			let reads = 1, wait = FIRST_PAUSE_MS;
			;
			reads++, wait = Math.min(wait * GROWTH, LONGEST_PAUSE_MS)
		) {
			const customer = await read(call, reference);
			const reached = isWanted(customer);
			const isLate = Date.now() >= endsAt;
			if (reached || isLate) {
				if (!reached && parameter<string>(call, 'whenTimeIsUp', 'continue') === 'error') {
					throw inputError(
						call,
						`The customer is ${customer.status ?? 'without a status'} after ${parameter(call, 'timeLimit', 5)} minutes`,
						"Raise 'Time Limit', or use the BVNK Onboarding Trigger for long waits.",
					);
				}
				return [
					{
						...customer,
						reached,
						reads,
						waitedSeconds: Math.round((Date.now() - startedAt) / 1000),
					},
				];
			}
			await pause(call.context, Math.min(wait, endsAt - Date.now()));
		}
	},
};

/** Whether a customer has what is waited for: a status of one of the groups, or one of the statuses. */
function wantedStatus(call: Call): (customer: SimpleCustomer) => boolean {
	const chosen = (name: string) =>
		[parameter<unknown>(call, name, [])].flat().filter(Boolean).map(String);
	const groups = chosen('statusGroups');
	const statuses = chosen('statuses').map((status) => status.toUpperCase());
	if (groups.length + statuses.length === 0) {
		throw inputError(
			call,
			"'Status Groups' is empty",
			"Choose at least one, or one of 'Statuses'.",
		);
	}
	const known: readonly string[] = STATUS_GROUPS;
	const unknown = groups.find((group) => !known.includes(group));
	if (unknown !== undefined) {
		throw inputError(
			call,
			`'Status Groups' holds '${unknown}', which is none`,
			`It may hold ${known.join(', ')}. BVNK's own words belong into 'Statuses'.`,
		);
	}
	return ({ statusGroup, status }) =>
		groups.includes(statusGroup) || statuses.includes(status?.toUpperCase() ?? '');
}

/** Milliseconds. */
function timeLimit(call: Call): number {
	const minutes = parameter<unknown>(call, 'timeLimit', 5);
	if (typeof minutes === 'number' && minutes >= 0) return minutes * MS_A_MINUTE;
	throw inputError(call, "'Time Limit' must be a number of minutes, 0 or more");
}

async function read(call: Call, reference: string): Promise<SimpleCustomer> {
	const request = { method: 'GET' as const, path: endpoints.customer(reference) };
	const answer = await call.client.send(request);
	return simpleCustomer(expectAnswer(call.client, request, answer, customerAnswer, 'a customer'));
}

// Starts an agreement session: what a customer signs before it can be created.

import type { INodeProperties } from 'n8n-workflow';
import { createSessionRequest } from '../../api/agreementSession';
import { endpoints } from '../../api/endpoints';
import { CUSTOMER_TYPES, USE_CASES } from '../../api/enums';
import { choices, valueField } from '../../../shared/form/choices';
import { optionsField } from '../../fields/common';
import { countryField } from '../../fields/person';
import { chosenIdempotencyKey, keyOfThisRun } from '../../../shared/node/idempotencyKey';
import { checked, filledIn, inputError, parameter } from '../../../shared/form/read';
import { labelOfSpelling } from '../../../shared/form/labels';
import type { Call, Operation } from '../../../shared/node/operation';
import { session } from './session';

const bodyFields: INodeProperties[] = [
	{
		displayName: 'Customer Type',
		name: 'customerType',
		type: 'options',
		options: choices(CUSTOMER_TYPES),
		default: 'INDIVIDUAL',
		description: 'Who will sign. The session is good for a customer of this type alone.',
	},
	countryField({
		displayName: 'Country',
		name: 'countryCode',
		required: true,
		description: 'Where the customer lives or is registered',
	}),
	valueField({
		displayName: 'Use Case',
		name: 'useCase',
		required: true,
		description: 'What the customer will use BVNK for',
		options: choices(USE_CASES),
	}),
];

const IF_REPEATED =
	'A retry of the node (Retry On Fail) starts no second session, another execution does; a session that nobody signs does no harm.';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create agreement session',
	description: 'Start a session in which a customer signs the agreements',
	concurrency: 1,
	ifRepeated: IF_REPEATED,
	fields: [
		...bodyFields,
		{
			displayName: 'Redirect URL',
			name: 'redirectUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.org/welcome',
			description:
				"Where BVNK's page sends the customer after signing, with the session's status. It becomes part of the output's hostedUrl.",
		},
		optionsField({
			concurrency: 1,
			idempotencyKey:
				'Made from the execution and the item: a retry of the node starts no second session',
		}),
	],
	async execute(call) {
		const body = checked(call, createSessionRequest, filledIn(call, bodyFields)) as Record<
			string,
			string
		>;
		const redirectUrl = givenRedirectUrl(call);
		const request = {
			method: 'POST' as const,
			path: endpoints.agreementSessions,
			body,
			idempotencyKey: chosenIdempotencyKey(call, () => keyOfThisRun(call)),
			ifRepeated: IF_REPEATED,
			labelOf: (field: string) => labelOfSpelling(field, call.fields),
		};
		const answer = await call.client.send(request);
		return [await session(call, request, answer, redirectUrl)];
	},
};

function givenRedirectUrl(call: Call): string | undefined {
	const given = parameter<unknown>(call, 'redirectUrl', '');
	if (given === '' || given === undefined || given === null) return undefined;
	const isUrl = typeof given === 'string' && /^https?:\/\//i.test(given) && URL.canParse(given);
	if (isUrl) return given;
	throw inputError(
		call,
		"'Redirect URL' must be a URL that starts with https://",
		'Give the whole address of a page of yours, or leave it empty.',
	);
}

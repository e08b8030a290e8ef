// Offblocks' calls as this package makes them, for a comparison with the document that Offblocks publishes.

import type { Field } from '../../../../nodes/shared/form/field';
import { knownCalls, type Details } from '../../../../test/tools/conformance/calls';
import { bodyOf } from '../../../../test/tools/conformance/fields';
import type { KnownCall, KnownField, Table } from '../../../../test/tools/conformance/openapi';
import { environments, ROOT } from '../../credentials/offblocks/hosts';
import { EVENT_TYPES } from '../../nodes/Offblocks/api/events';
import { api } from '../../nodes/Offblocks/api/offblocks';
import {
	ACCOUNT_STATUSES,
	CARD_STATUSES,
	CUSTOMER_STATUSES,
} from '../../nodes/Offblocks/api/statuses';
import { accountFields } from '../../nodes/Offblocks/bodies/account';
import { cardFields } from '../../nodes/Offblocks/bodies/card';
import { signedFields } from '../../nodes/Offblocks/bodies/challenge';
import { customerFields } from '../../nodes/Offblocks/bodies/customer';

type Fields = Map<string, KnownField>;

const body = (fields: Field[]) => ({ body: bodyOf([fields]) });

/** Fields of an answer without which an operation fails; others are passed on as they come. */
const needed = (...names: string[]): Fields =>
	new Map(names.map((name) => [name, { required: true }]));

const thing = (statuses: readonly string[], ...more: string[]): { answer: Fields } => ({
	answer: new Map<string, KnownField>([
		...needed('id', ...more),
		['status', { required: false, values: [...statuses] }],
	]),
});
const customer = thing(CUSTOMER_STATUSES);
const account = thing(ACCOUNT_STATUSES);
const card = thing(CARD_STATUSES);
const challenge = { answer: needed('challenge') };

const types = { required: true, values: EVENT_TYPES.map(({ value }) => value) };
const webhook = {
	answer: new Map<string, KnownField>([...needed('id', 'callbackUrl'), ['types', types]]),
};

const details: Details = {
	customers: customer,
	customer,
	createCustomer: { ...body(customerFields), ...thing(CUSTOMER_STATUSES, 'challenge') },
	customerChallenge: challenge,
	signCustomerChallenge: body(signedFields),
	deactivateCustomer: customer,
	activateCustomer: customer,
	accounts: account,
	accountsOf: account,
	account,
	createAccount: { ...body(accountFields), ...thing(ACCOUNT_STATUSES, 'challenge') },
	accountChallenge: challenge,
	signAccountChallenge: body(signedFields),
	deactivateAccount: account,
	activateAccount: account,
	cards: card,
	cardsOf: card,
	card,
	createCard: { ...body(cardFields), ...card },
	deactivateCard: card,
	activateCard: card,
	chains: { answer: needed('id') },
	assets: { answer: needed('id') },
	putWebhook: {
		...webhook,
		body: new Map<string, KnownField>([
			['id', { required: false }],
			['callbackUrl', { required: true }],
			['types', types],
		]),
	},
	webhooks: webhook,
	webhook,
	verificationKey: { answer: needed('keyId', 'key') },
};

/** Query parameters, by the names of calls. */
const QUERIES: Record<string, string[]> = { assets: ['chain'] };

/** The headers that the credential makes for a call, and its query. */
function parametersOf({ name, method, body: sent }: KnownCall): string[] {
	return [
		...['Signature', 'Signature-Input'],
		...(method === 'GET' ? [] : ['Idempotency-Key']),
		...(sent ? ['Content-Digest'] : []),
		...(QUERIES[name] ?? []),
	];
}

/** What the credential calls by itself, without a signature. */
const token: KnownCall = {
	name: 'token',
	method: 'POST',
	path: '/auth/token',
	body: needed('apiKey', 'apiSecret'),
	answer: needed('token'),
	parameters: [],
};

/** All that the package knows of Offblocks. Payments, and what is destructive below `/auth`, are not offered. */
export const table: Table = {
	vendor: 'Offblocks',
	servers: Object.values(environments).map(({ origin }) => origin + ROOT),
	calls: [
		token,
		...knownCalls(api, details, ROOT).map((one) => ({ ...one, parameters: parametersOf(one) })),
	],
	within: [
		...['/customers', '/accounts', '/cards', '/chains', '/assets', '/webhooks'],
		'/simulator/customers',
	],
	leftOut: ['GET /accounts/{}/transactions', 'GET /cards/{}/transactions'],
};

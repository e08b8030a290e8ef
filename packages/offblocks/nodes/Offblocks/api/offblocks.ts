// Offblocks, as the shared floor knows a vendor, and its calls: path, name of the thing, and how the answer is
// read, a line each. No other file spells a path. The source is Offblocks' specification, api.yaml of 2024-02-02.

import type { IDataObject } from 'n8n-workflow';
import { ROOT } from '../../../credentials/offblocks/hosts';
import { IDEMPOTENCY_HEADER } from '../../../credentials/offblocks/signature';
import type { Api } from '../../../../../nodes/shared/api';
import { isUuid, type Reference } from '../../../../../nodes/shared/check/reference';
import { isPlainObject } from '../../../../../nodes/shared/form/json';
import { calls, path } from '../../../../../nodes/shared/http/call';
import { advise, SIGNED } from './advice';
import {
	assetsAnswer,
	chainsAnswer,
	challengeAnswer,
	statusAnswer,
	statusListAnswer,
	verificationKeyAnswer,
	webhookAnswer,
	webhooksAnswer,
} from './answers';
import { readProblem } from './errors';

/** The name of the credential type, as `credentials/` has it. */
export const CREDENTIAL = 'offblocksApi';

/** What the shared floor knows of Offblocks. */
export const offblocks: Api = {
	name: 'Offblocks',
	credential: CREDENTIAL,
	idempotency: {
		header: IDEMPOTENCY_HEADER,
		namespace: '0d1f6a4e-7f0c-5b8e-9a53-2b7c1e64d9f0',
		isKey: isUuid,
		form: 'a UUID',
	},
	// safe, because every write carries an idempotency key
	renewsTokenOn401: true,
	readProblem,
	advise,
};

const { get, post, put, patch, del } = calls(ROOT);

/** Whether an answer is about what was asked for. What it does not name counts as such. */
const about = (expected: Record<string, unknown>) => ({
	isAbout: (body: unknown): boolean =>
		Object.entries(expected).every(([name, wanted]) => {
			const said = isPlainObject(body) && Object.hasOwn(body, name) ? body[name] : undefined;
			if (typeof said !== 'string' || typeof wanted !== 'string') return true;
			return said.toLowerCase() === wanted.toLowerCase();
		}),
});

/** By what they do. Each makes a call for a client to send. */
export const api = {
	customers: () => get(path`/customers`, 'list of customers', statusListAnswer),
	customer: (of: Reference) =>
		get(path`/customers/${of}`, 'customer', statusAnswer, about({ id: of })),
	createCustomer: (body: IDataObject) => {
		const { chainId, externalId } = body;
		return post(path`/customers`, 'customer', statusAnswer, {
			body,
			...about({ chainId, externalId }),
		});
	},
	customerChallenge: (of: Reference) =>
		get(path`/customers/${of}/challenge`, 'customer', challengeAnswer),
	signCustomerChallenge: (of: Reference, body: IDataObject) =>
		post(path`/customers/${of}/challenge/sign`, SIGNED, undefined, { body }),
	deactivateCustomer: (of: Reference) =>
		patch(path`/customers/${of}/deactivate`, 'customer', statusAnswer, about({ id: of })),
	activateCustomer: (of: Reference) =>
		patch(path`/customers/${of}/activate`, 'customer', statusAnswer, about({ id: of })),

	accounts: () => get(path`/accounts`, 'list of accounts', statusListAnswer),
	accountsOf: (customer: Reference) =>
		get(path`/customers/${customer}/accounts`, 'list of accounts', statusListAnswer),
	account: (of: Reference) =>
		get(path`/accounts/${of}`, 'account', statusAnswer, about({ id: of })),
	createAccount: (customer: Reference, body: IDataObject) =>
		post(path`/customers/${customer}/accounts`, 'account', statusAnswer, {
			body,
			...about({ customerId: customer }),
		}),
	accountChallenge: (of: Reference) =>
		get(path`/accounts/${of}/challenge`, 'account', challengeAnswer),
	signAccountChallenge: (of: Reference, body: IDataObject) =>
		post(path`/accounts/${of}/challenge/sign`, SIGNED, undefined, { body }),
	deactivateAccount: (of: Reference) =>
		patch(path`/accounts/${of}/deactivate`, 'account', statusAnswer, about({ id: of })),
	activateAccount: (of: Reference) =>
		patch(path`/accounts/${of}/activate`, 'account', statusAnswer, about({ id: of })),
	closeAccount: (of: Reference) => del(path`/accounts/${of}`, 'account'),

	cards: () => get(path`/cards`, 'list of cards', statusListAnswer),
	cardsOf: (account: Reference) =>
		get(path`/accounts/${account}/cards`, 'list of cards', statusListAnswer),
	card: (of: Reference) => get(path`/cards/${of}`, 'card', statusAnswer, about({ id: of })),
	createCard: (account: Reference, body: IDataObject) =>
		post(path`/accounts/${account}/cards`, 'card', statusAnswer, {
			body,
			...about({ accountId: account }),
		}),
	deactivateCard: (of: Reference) =>
		patch(path`/cards/${of}/deactivate`, 'card', statusAnswer, about({ id: of })),
	activateCard: (of: Reference) =>
		patch(path`/cards/${of}/activate`, 'card', statusAnswer, about({ id: of })),
	terminateCard: (of: Reference) => del(path`/cards/${of}`, 'card'),

	chains: () => get(path`/chains`, 'list of blockchains', chainsAnswer),
	assets: (query: IDataObject) => get(path`/assets`, 'list of assets', assetsAnswer, { query }),

	/** Creates a subscription, or changes the one whose `id` the body has. */
	putWebhook: (body: IDataObject) =>
		put(path`/webhooks`, 'webhook', webhookAnswer, { body, ...about({ id: body.id }) }),
	webhooks: () => get(path`/webhooks`, 'list of webhooks', webhooksAnswer),
	webhook: (of: Reference) =>
		get(path`/webhooks/${of}`, 'webhook', webhookAnswer, about({ id: of })),
	deleteWebhook: (of: Reference) => del(path`/webhooks/${of}`, 'webhook'),
	verificationKey: () =>
		get(path`/webhooks/verification-key`, 'verification key', verificationKeyAnswer),

	/** Answers 202; the status follows a moment later. */
	verifyCustomer: (of: Reference) => patch(path`/simulator/customers/${of}/verify`, 'customer'),
	rejectCustomer: (of: Reference) => patch(path`/simulator/customers/${of}/reject`, 'customer'),
};

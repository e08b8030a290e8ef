// The endpoints, as the published specification of 2024-02-02 has them (OffBlocks/offblocks-api-spec).
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { validate } from 'uuid';
import * as z from 'zod/v4';
import { accountIdShape, checkSigned } from './challenges';
import * as entities from './entities';
import { ApiError, badRequest } from './errors';
import type { OffblocksState } from './state';

declare module 'fastify' {
	interface FastifyContextConfig {
		/** True: it is neither signed nor does it take a token or a key. */
		isOpen?: boolean;
	}
}

/** Chains that the documentation names. */
const CHAINS = [
	{ id: 'eip155:324', name: 'zkSync Era' },
	{ id: 'eip155:300', name: 'zkSync Sepolia' },
	{ id: 'eip155:137', name: 'Polygon' },
	{ id: 'eip155:42161', name: 'Arbitrum One' },
];

const ASSETS = CHAINS.map(({ id }) => ({
	id: `${id}/erc20:0x${'0'.repeat(39)}1`,
	blockchain: id,
	name: 'Invented Dollar',
	symbol: 'INVD',
}));

const tokenShape = z.strictObject({ apiKey: z.uuid(), apiSecret: z.string() });

const customerShape = z.strictObject({
	// "EVM only today" (the documentation's page on signing in)
	chainId: accountIdShape.regex(/^eip155:\d+:0x[0-9a-fA-F]{40}$/),
	externalId: z.string().min(1),
});

const accountShape = z.strictObject({
	type: z.literal('card_account'),
	currencies: z.array(z.string().regex(/^[A-Z]{3}$/)).min(1),
});

const addressShape = z.strictObject({
	firstLine: z.string().min(1),
	secondLine: z.string().optional(),
	city: z.string().min(1),
	state: z.string().optional(),
	country: z.string().regex(/^[A-Z]{2}$/),
	postCode: z.string().min(1),
});

const cardShape = z
	.strictObject({
		type: z.enum(['virtual', 'physical']),
		billingAddress: addressShape,
		shippingAddress: addressShape.optional(),
	})
	.refine(({ type, shippingAddress }) => type === 'virtual' || shippingAddress !== undefined);

/** Adds the endpoints under `/v1`. */
export function addRoutes(app: FastifyInstance, state: OffblocksState): void {
	addToken(app, state);
	addReferenceData(app);
	addCustomers(app, state);
	addAccounts(app, state);
	addCards(app, state);
	addWebhooks(app, state);
	addSimulator(app, state);
}

function addToken(app: FastifyInstance, state: OffblocksState): void {
	app.post('/v1/auth/token', { config: { isOpen: true } }, async (request) => {
		const { apiKey, apiSecret } = tokenShape.parse(bodyOf(request));
		const { options } = state;
		if (apiKey !== options.apiKey || apiSecret !== options.apiSecret) {
			throw new ApiError(401, 'Not authorised');
		}
		return state.newToken();
	});
}

function addReferenceData(app: FastifyInstance): void {
	app.get('/v1/chains', async () => CHAINS);
	app.get<{ Querystring: { chain?: string } }>('/v1/assets', async ({ query: { chain } }) => {
		return chain ? ASSETS.filter(({ blockchain }) => blockchain === chain) : ASSETS;
	});
}

function addCustomers(app: FastifyInstance, state: OffblocksState): void {
	const customerOf = finder('customerId', state.customers);

	app.post('/v1/customers', async (request, reply) => {
		const customer = entities.newCustomer(state, customerShape.parse(bodyOf(request)));
		const challenge = entities.challengeCustomer(state, customer);
		state.callbacks.emit('customer.updated', customer);
		return reply.code(201).send({ ...customer, challenge });
	});
	app.get('/v1/customers', async () => [...state.customers.values()]);
	app.get('/v1/customers/:customerId', async (request) => customerOf(request));
	app.get('/v1/customers/:customerId/challenge', async (request) => ({
		challenge: entities.challengeCustomer(state, customerOf(request)),
	}));
	app.post('/v1/customers/:customerId/challenge/sign', async (request, reply) => {
		const customer = customerOf(request);
		if (customer.status !== 'initiating') throw new ApiError(409, 'Challenge already signed');
		checkSigned(state, customer.id, customer.chainId, bodyOf(request));
		entities.screen(state, customer);
		return reply.code(204).send();
	});
	for (const [word, from, to] of SWITCHES) {
		app.patch(`/v1/customers/:customerId/${word}`, async (request) => {
			withoutBody(request);
			const customer = customerOf(request);
			if (customer.status !== from) throw new ApiError(409, 'Invalid state transition');
			entities.moveCustomer(state, customer, to);
			return customer;
		});
	}
}

const SWITCHES = [
	['deactivate', 'active', 'inactive'],
	['activate', 'inactive', 'active'],
] as const;

function addAccounts(app: FastifyInstance, state: OffblocksState): void {
	const customerOf = finder('customerId', state.customers);
	const accountOf = finder('accountId', state.accounts);

	app.post('/v1/customers/:customerId/accounts', async (request, reply) => {
		const customer = customerOf(request);
		const account = entities.newAccount(state, customer, accountShape.parse(bodyOf(request)));
		const challenge = entities.challengeAccount(state, account);
		return reply.code(201).send({ ...account, challenge });
	});
	app.get('/v1/customers/:customerId/accounts', async (request) =>
		state.accountsOf(customerOf(request).id),
	);
	app.get('/v1/accounts', async () => [...state.accounts.values()]);
	app.get('/v1/accounts/:accountId', async (request) => accountOf(request));
	app.delete('/v1/accounts/:accountId', async (request, reply) => {
		withoutBody(request);
		const account = accountOf(request);
		const mayClose = ['active', 'inactive'].includes(account.status);
		if (!mayClose || state.closing.has(account.id)) {
			throw new ApiError(409, 'Invalid state transition');
		}
		state.closing.add(account.id);
		return reply.code(204).send();
	});
	app.get('/v1/accounts/:accountId/challenge', async (request) => ({
		challenge: entities.challengeAccount(state, accountOf(request)),
	}));
	app.post('/v1/accounts/:accountId/challenge/sign', async (request, reply) => {
		const account = accountOf(request);
		if (account.status !== 'initiating' && !state.closing.has(account.id)) {
			throw new ApiError(409, 'Challenge already signed');
		}
		const owner = state.customers.get(account.customerId)!.chainId;
		checkSigned(state, account.id, owner, bodyOf(request));
		entities.transact(state, account);
		return reply.code(204).send();
	});
	for (const [word, from] of SWITCHES) {
		app.patch(`/v1/accounts/:accountId/${word}`, async (request) => {
			withoutBody(request);
			const account = accountOf(request);
			if (account.status !== from) throw new ApiError(409, 'Invalid state transition');
			entities.switchAccount(state, account, word === 'activate');
			return account;
		});
	}
}

function addCards(app: FastifyInstance, state: OffblocksState): void {
	const accountOf = finder('accountId', state.accounts);
	const cardOf = finder('cardId', state.cards);

	app.post('/v1/accounts/:accountId/cards', async (request, reply) => {
		const account = accountOf(request);
		const card = entities.newCard(state, account, cardShape.parse(bodyOf(request)));
		return reply.code(201).send(card);
	});
	app.get('/v1/accounts/:accountId/cards', async (request) => state.cardsOf(accountOf(request).id));
	app.get('/v1/cards', async () => [...state.cards.values()]);
	app.get('/v1/cards/:cardId', async (request) => cardOf(request));
	app.delete('/v1/cards/:cardId', async (request, reply) => {
		withoutBody(request);
		const card = cardOf(request);
		if (['terminated', 'issue_failed'].includes(card.status)) {
			throw new ApiError(409, 'Invalid state transition');
		}
		entities.moveCard(state, card, 'terminated');
		return reply.code(204).send();
	});
	for (const [word, from, to] of SWITCHES) {
		app.patch(`/v1/cards/:cardId/${word}`, async (request) => {
			withoutBody(request);
			const card = cardOf(request);
			if (card.status !== from) throw new ApiError(409, 'Invalid state transition');
			entities.moveCard(state, card, to);
			return card;
		});
	}
}

function addWebhooks(app: FastifyInstance, { callbacks }: OffblocksState): void {
	app.put('/v1/webhooks', async (request) => callbacks.put(bodyOf(request)));
	app.get('/v1/webhooks', async () => callbacks.all());
	app.get('/v1/webhooks/verification-key', async () => callbacks.verificationKey());
	app.get('/v1/webhooks/:webhookId', async (request) => {
		const found = callbacks.get(idIn(request, 'webhookId'));
		if (!found) throw new ApiError(404, 'Webhook not found');
		return found;
	});
	app.delete('/v1/webhooks/:webhookId', async (request, reply) => {
		withoutBody(request);
		const isFound = callbacks.delete(idIn(request, 'webhookId'));
		if (!isFound) throw new ApiError(404, 'Webhook not found');
		return reply.code(204).send();
	});
}

function addSimulator(app: FastifyInstance, state: OffblocksState): void {
	const customerOf = finder('customerId', state.customers);
	const cardOf = finder('cardId', state.cards);
	for (const [word, status] of [
		['verify', 'active'],
		['reject', 'rejected'],
	] as const) {
		app.patch(`/v1/simulator/customers/:customerId/${word}`, async (request, reply) => {
			withoutBody(request);
			const customer = customerOf(request);
			if (customer.status !== 'verifying') throw badRequest('No verification is pending');
			state.later(() => entities.verdict(state, customer, status));
			return reply.code(202).send();
		});
	}
	for (const [word, status] of [
		['issue', 'active'],
		['fail', 'issue_failed'],
	] as const) {
		app.patch(`/v1/simulator/cards/:cardId/${word}`, async (request, reply) => {
			withoutBody(request);
			const card = cardOf(request);
			if (card.status !== 'issuing') throw badRequest('The card is not being issued');
			state.later(() => entities.issueCard(state, card, status));
			return reply.code(202).send();
		});
	}
}

/** Finds what a path names. */
function finder<Found>(name: string, all: Map<string, Found>): (request: FastifyRequest) => Found {
	return (request) => {
		const found = all.get(idIn(request, name));
		if (!found) throw new ApiError(404, 'Not found');
		return found;
	};
}

function idIn({ params }: FastifyRequest, name: string): string {
	const id = (params as Record<string, string>)[name]!;
	if (!validate(id)) throw badParameter(name);
	return id.toLowerCase();
}

/** The one error with a body of its own in the vendor's sibling API. */
function badParameter(name: string): ApiError {
	const error = `Invalid format for parameter ${name}`;
	return new ApiError(400, error, { error });
}

/** The parsed body. @throws ApiError 400 where it is no JSON, or does not say that it is */
function bodyOf({ headers, rawBody }: FastifyRequest): unknown {
	if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
		throw badRequest('The content type is not JSON');
	}
	try {
		return JSON.parse(rawBody.toString('utf8'));
	} catch {
		throw badRequest('The body is not JSON');
	}
}

function withoutBody({ rawBody }: FastifyRequest): void {
	if (rawBody.length > 0) throw badRequest('This request has no body');
}

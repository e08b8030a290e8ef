// What a person reads when Offblocks says no: its bodies are probably empty, so the words are ours.

import { created, locator, runNode, withOffblocks } from './engine';
import { walletOf } from '../sandbox/wallets';

const offblocks = withOffblocks();

const ID = '04c5851c-2f1a-5bd9-8c1e-6f0a3d9b7e21';
const get = { operation: 'get', customerId: locator(ID), options: { maxTries: 1 } };
const failed = async (parameters: object, status: number, body?: unknown) => {
	offblocks.fail(
		{ path: /\/v1\/(customers|accounts|cards|simulator)/, times: Infinity },
		{ status, body: body ?? '' },
	);
	const { error } = await runNode(offblocks, { parameters: { ...parameters } });
	return { message: error!.message, description: error!.description, httpCode: error!.httpCode };
};

test.each([
	[400, 'Offblocks did not take the request', 'signing key id, private key and clock apart'],
	[404, 'Offblocks knows no such customer', "It is Offblocks' own id"],
	[
		500,
		'Offblocks could not process the request (status 500)',
		'may answer so where the id does not exist',
	],
	[503, 'Offblocks could not process the request (status 503)', 'Run it again later.'],
	[429, 'Offblocks asks for fewer requests', "Lower 'Concurrency'"],
	[403, 'Offblocks does not allow this call', 'permission'],
])('%i without a body', async (status, message, description) => {
	const error = await failed(get, status);

	expect(error.message).toBe(message);
	expect(error.description).toContain(description);
	expect(error.httpCode).toBe(String(status));
});

test.each([
	['{"error": "…"}', { error: 'Invalid format for parameter customerId' }],
	[
		'{"error": {"message": "…"}}',
		{ error: { message: 'Invalid format for parameter customerId' } },
	],
	['{"msg": "…"}', { msg: 'Invalid format for parameter customerId' }],
	['{"message": "…"}', { message: 'Invalid format for parameter customerId' }],
	[
		'a problem (RFC 9457)',
		{ type: 'BadRequest', detail: 'Invalid format for parameter customerId' },
	],
])('its words are kept: %s', async (_, body) => {
	const { message, description } = await failed(get, 400, body);

	expect(message).toBe(
		'Offblocks did not take the request: Invalid format for parameter customerId',
	);
	expect(description).not.toContain('signing key');
});

test.each([
	['deactivate', 'customer', 'Offblocks does not allow this from the customer’s present status'],
	['close', 'account', 'Offblocks does not allow this from the account’s present status'],
	['terminate', 'card', 'Offblocks does not allow this from the card’s present status'],
])('409 for %s of a %s', async (operation, resource, message) => {
	const parameters = { resource, operation, [`${resource}Id`]: locator(ID) };
	const error = await failed(parameters, 409);

	expect(error.message).toBe(message.replaceAll('’', "'"));
	expect(error.description).toContain('still in work');
});

test.each([
	['account', 'create', { customerId: locator(ID), currencies: 'EUR' }, 'customer'],
	['account', 'getAll', { filters: { customerId: locator(ID) } }, 'customer'],
	['card', 'getAll', { filters: { accountId: locator(ID) } }, 'account'],
	['card', 'get', { cardId: locator(ID) }, 'card'],
])('a 404 of %s %s is about what its path names', async (resource, operation, more, thing) => {
	const { message } = await failed({ resource, operation, ...more }, 404);

	expect(message).toBe(`Offblocks knows no such ${thing}`);
});

test('a refusal by the simulator leads to the status', async () => {
	const parameters = { resource: 'sandbox', operation: 'verifyCustomer', customerId: locator(ID) };
	const { description } = await failed(parameters, 400);

	expect(description).toContain("The customer's present status may not allow it");
});

test('a token that is quoted is blotted out', async () => {
	const { message } = await failed(get, 400, { error: 'Bad token eyJhbGciOiJI.eyJleHAiOjE3.c2ln' });

	expect(message).toBe('Offblocks did not take the request: Bad token •••');
});

test('an answer about another customer is not taken', async () => {
	const { id } = await created(offblocks);
	offblocks.fail(
		{ path: `/v1/customers/${id as string}` },
		{ status: 200, body: { id: ID, status: 'active' } },
	);
	const { error } = await runNode(offblocks, {
		parameters: { operation: 'get', customerId: locator(id) },
	});

	expect(error!.message).toBe(
		'Offblocks answered with another customer than the one that was asked for',
	);
});

test('a list of another form is not taken', async () => {
	offblocks.fail({ path: '/v1/customers' }, { status: 200, body: { customers: [] } });
	const { error } = await runNode(offblocks, { parameters: { operation: 'getAll' } });

	expect(error!.message).toBe(
		'Offblocks answered another form where a list of customers was expected',
	);
});

test('a read is tried again while Offblocks is away', async () => {
	const { id } = await created(offblocks, walletOf());
	offblocks.fail({ path: `/v1/customers/${id as string}` }, { status: 503 });

	const { rows, error } = await runNode(offblocks, {
		parameters: { operation: 'get', customerId: locator(id) },
	});

	expect(error).toBeUndefined();
	expect(rows).toMatchObject([{ id }]);
});

test('fields that nobody has documented pass through', async () => {
	const { id } = await created(offblocks);
	const customer = {
		...offblocks.customers.get(id as string),
		verification: { url: 'https://kyc.example' },
	};
	offblocks.fail({ path: `/v1/customers/${id as string}` }, { status: 200, body: customer });

	const { rows } = await runNode(offblocks, {
		parameters: { operation: 'get', customerId: locator(id) },
	});

	expect(rows).toMatchObject([{ verification: { url: 'https://kyc.example' } }]);
});

// The embedded BVNK tells of v2's changes, five of them under the new and under the retiring name.
import { type Receiver, startReceiver } from '../sandbox/receiver';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { speaker } from '../sandbox/v2/client';
import { companyBodyV2, individualBodyV2 } from '../sandbox/v2/data';

jest.setTimeout(30_000);

let sandbox: Sandbox;
let receiver: Receiver;
beforeAll(async () => {
	sandbox = await startSandbox();
	receiver = await startReceiver();
});
beforeEach(() => {
	sandbox.reset();
	receiver.reset();
	sandbox.webhooks.register(receiver.url);
});
// A delivery that outlives its test would arrive in the next one.
afterEach(() => expect(sandbox.webhooks.pending).toBe(0));
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});

const { ask, get, post, upload } = speaker(() => sandbox);
const created = async (body: object = individualBodyV2(1)) =>
	(await post('/customers', body)).body.id;

/** What has been told: names with their data, in the order of the names. */
async function told(): Promise<Array<[string, Record<string, unknown>]>> {
	await sandbox.webhooks.idle();
	return receiver
		.events()
		.map(({ event, data }) => [event, data as Record<string, unknown>] as [string, never])
		.sort(([a], [b]) => a.localeCompare(b));
}
/** What is told from now on. */
async function forget(): Promise<void> {
	await sandbox.webhooks.idle();
	receiver.reset();
}

test('a create says initialized, and the link that comes later created', async () => {
	const customerId = await created();
	const first = await told();
	await forget();
	await get(`/customers/${customerId}`);
	await get(`/customers/${customerId}`);

	const data = { customerId, reference: 'v2-000001', customerType: 'INDIVIDUAL' };
	expect(first).toEqual([
		['platform:accounts:customer:initialized', expect.objectContaining(data)],
	]);
	expect(await told()).toEqual([
		['platform:accounts:customer:created', expect.objectContaining(data)],
	]);
});

test('with a delay the link comes by itself, and is told once', async () => {
	sandbox.settings.linkDelayMs = 0;
	const id = await created();
	const end = Date.now() + 10_000;
	while (!sandbox.v2.customers.get(id)!.linkIssued && Date.now() < end) await get('/customers');
	const { body } = await get(`/customers/${id}`);

	expect(body.authenticatedLink).toBeDefined();
	expect((await told()).filter(([name]) => name.endsWith(':created'))).toHaveLength(1);
});

test('a change of status comes under two names, with what is asked', async () => {
	const customerId = await created();
	await forget();
	sandbox.v2.requireAction(customerId, { type: 'BLOCKER', code: 'REVIEW', status: 'REQUIRED' });
	sandbox.v2.finish(customerId);
	await forget();
	sandbox.v2.requireAction(customerId, { type: 'BLOCKER', code: 'SECOND', status: 'REQUIRED' });

	const data = {
		customerId,
		status: 'ACTIONS_REQUIRED',
		customerType: 'INDIVIDUAL',
		requiredActions: expect.arrayContaining([expect.objectContaining({ code: 'SECOND' })]),
	};
	expect(await told()).toEqual([
		['bvnk:customers:status-change', data],
		['platform:accounts:customer:status-change', data],
	]);
});

test('an answer to an agreement is told, before there is a customer under the working set', async () => {
	const reference = 'v2-000001';
	const set = { reference, useCase: 'FIAT', customerType: 'INDIVIDUAL', countryCode: 'DE' };
	const { id, agreements } = (await post('/agreements', set)).body;
	const [first, second] = agreements;
	const actionsOf = (agreementId: string) => [{ agreementId, type: 'ACCEPT' }];
	await post('/agreements/actions', { reference, actions: actionsOf(first!.id) });
	const before = await told();
	const customerId = await created();
	await forget();
	await post('/agreements/actions', { reference, actions: actionsOf(second!.id) });

	const data = { status: 'ACCEPTED', respondedAt: expect.any(String) };
	const names = [
		'bvnk:customers:agreements:status-change',
		'platform:accounts:customer:agreement-status-change',
	];
	expect(before).toEqual(
		names.map((name) => [name, { ...data, customerId: id, agreementId: first!.id }]),
	);
	expect(await told()).toEqual(
		names.map((name) => [name, { ...data, customerId, agreementId: second!.id }]),
	);
});

test('documents are told of: of the customer one by one, with its type', async () => {
	const customerId = await created();
	await forget();
	const files = [
		{ type: 'PASSPORT', countryCode: 'DE' },
		{ type: 'SELFIE', countryCode: 'DE' },
	];
	await upload(`/customers/${customerId}/documents`, files);

	const events = await told();
	expect(events.map(([name]) => name)).toEqual([
		'bvnk:customers:documents:status-change',
		'bvnk:customers:documents:status-change',
		'platform:accounts:customer:document-status-change',
		'platform:accounts:customer:document-status-change',
	]);
	expect(events[0]![1]).toEqual({
		customerId,
		customerType: 'INDIVIDUAL',
		documentId: expect.any(String),
		type: expect.any(String),
		status: 'PENDING',
	});
});

test('documents of an associate are told of together, and so is its check', async () => {
	const customerId = await created(companyBodyV2(1));
	const { content } = (await get(`/customers/${customerId}/associates`)).body;
	const associateId = content[0]!.id;
	await forget();
	const path = `/customers/${customerId}/associates/${associateId}/identification-documents`;
	await upload(path, [{ type: 'PASSPORT' }, { type: 'SELFIE' }, { type: 'UTILITY_BILL' }]);

	const documents = ['PASSPORT', 'SELFIE', 'UTILITY_BILL'].map(
		(type) => expect.objectContaining({ type, status: 'PENDING' }) as object,
	);
	expect(await told()).toEqual([
		['bvnk:customers:associates:documents:status-change', { customerId, associateId, documents }],
		['bvnk:customers:associates:status-change', { customerId, associateId, status: 'PENDING' }],
		[
			'platform:accounts:customer:associate-document-status-change',
			{ customerId, associateId, documents },
		],
		[
			'platform:accounts:customer:associate-status-change',
			{ customerId, associateId, status: 'PENDING' },
		],
	]);
});

test('an associate that is deleted is told of under the new name only', async () => {
	const customerId = await created(companyBodyV2(1));
	const { content } = (await get(`/customers/${customerId}/associates`)).body;
	const associateId = content[0]!.id;
	await forget();
	await ask('DELETE', `/customers/${customerId}/associates/${associateId}`);

	expect(await told()).toEqual([
		['platform:accounts:customer:associate-deleted', { customerId, associateId }],
	]);
});

test('a change of a customer of the first version may come under three names', async () => {
	sandbox.settings.newEventNames = true;
	sandbox.seedCustomers(1);
	const [customerId] = [...sandbox.customers.keys()];
	sandbox.setStatus(customerId!, 'REJECTED');

	expect(await told()).toMatchObject([
		['bvnk:customers:status-change', { customerId, status: 'REJECTED' }],
		['bvnk:platform:customer:status-change', { reference: customerId, status: 'REJECTED' }],
		['platform:accounts:customer:status-change', { customerId, status: 'REJECTED' }],
	]);
});

test('a replay tells nothing', async () => {
	const key = '0199c0de-0000-7000-8000-000000000001';
	await post('/customers', individualBodyV2(1), key);
	await forget();
	await post('/customers', individualBodyV2(1), key);

	expect(await told()).toEqual([]);
});

// v2's node in a real n8n: from agreements to a verified customer, files that n8n stores, and its promises.
import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { NODE_TYPE_V2, TRIGGER_TYPE } from '../bvnk';
import { speaker } from '../sandbox/v2/client';
import { companyBodyV2, individualBodyV2 } from '../sandbox/v2/data';
import { rows, start, suite } from './suite';
import type { TestNode } from '../tools/n8n/n8n';

const shared = suite({ logLevel: 'debug' });
const { test } = shared;

const TAX_NUMBER = '55512399911';
const REFERENCE = 'v2-e2e-1';

/** A node of v2. */
const v2 = (name: string, parameters: IDataObject, more: Partial<TestNode> = {}): TestNode => ({
	name,
	type: NODE_TYPE_V2,
	credentials: shared.credentials,
	parameters: { resource: 'customer', ...parameters },
	...more,
});

const customer = (value: string) => ({ __rl: true, mode: 'id', value });
const people = (count: number) =>
	Array.from({ length: count }, (_, index) => individualBodyV2(index));
const create = (more: Partial<TestNode> = {}, options: IDataObject = {}) =>
	v2('BVNK', { operation: 'createFromJson', body: '={{ $json }}', options }, more);

test('a prospect’s agreements are made, read as a file and accepted, and it becomes a customer with a link', async () => {
	const body = individualBodyV2(1);
	body.reference = REFERENCE;
	body.individual.taxIdentification.number = TAX_NUMBER;
	body.individual.address.countryCode = 'DE';
	body.individual.taxIdentification.taxResidenceCountryCode = 'DE';
	const run = await shared.n8n.run({
		nodes: [
			...rows([body]),
			v2('Agreements', {
				resource: 'agreement',
				operation: 'create',
				reference: '={{ $json.reference }}',
				customerType: 'INDIVIDUAL',
				countryCode: 'DE',
				useCase: 'FIAT',
			}),
			v2('Text', {
				resource: 'agreement',
				operation: 'download',
				agreementId: '={{ $json.agreements[0].id }}',
			}),
			v2('Answer', {
				resource: 'agreement',
				operation: 'answer',
				agreementsOf: 'prospect',
				reference: REFERENCE,
				answer: 'ACCEPT',
			}),
			{
				name: 'Once',
				type: 'n8n-nodes-base.limit',
				parameters: {},
			},
			v2('Created', { operation: 'createFromJson', body: '={{ $("Rows").first().json }}' }),
			v2('Link', {
				operation: 'getOnboardingLink',
				customerId: customer('={{ $json.id }}'),
				timeLimit: 1,
			}),
			v2('To-dos', {
				operation: 'getRequiredActions',
				customerId: customer('={{ $json.id }}'),
			}),
		],
	});

	expect(run.status).toBe('success');
	expect(run.json('Text')).toMatchObject([
		{ fileName: 'platform-terms.html', mimeType: 'text/html' },
	]);
	expect(shared.bvnk.v2.downloads).toMatchObject([{ signed: false, status: 200 }]);
	expect(run.json('Answer').map(({ answered }) => answered)).toEqual([true, true]);
	expect(run.json('Created')).toMatchObject([
		{ reference: REFERENCE, statusConfirmed: true, existed: false },
	]);
	expect(run.json('Link')).toMatchObject([
		{ reached: true, link: expect.stringContaining('/link/') },
	]);
	expect(run.json('To-dos')).toContainEqual(
		expect.objectContaining({ kind: 'document', operation: 'Document › Upload' }),
	);
	// at its most talkative level n8n’s log has no tax number, no key, and no address that opens the text
	const log = shared.n8n.logs;
	for (const secret of [shared.bvnk.credentials.hawkKey, TAX_NUMBER, 'X-Signature']) {
		expect(log).not.toContain(secret);
	}
});

test('the same 100 rows, run twice, leave 100 customers, and each row is given its own', async () => {
	const nodes = [...rows(people(100)), create({}, { concurrency: 8 })];
	const first = await shared.n8n.run({ nodes });
	const second = await shared.n8n.run({ nodes });

	expect([first.status, second.status]).toEqual(['success', 'success']);
	expect(shared.bvnk.v2.created).toBe(100);
	const idsOf = (run: typeof first) => run.json('BVNK').map(({ id }) => id);
	expect(new Set(idsOf(first)).size).toBe(100);
	expect(idsOf(second)).toEqual(idsOf(first));
	expect(second.json('BVNK').every(({ existed }) => existed === true)).toBe(true);
});

test('a failure in the middle and n8n’s Retry On Fail leave one customer a row, whatever a replay is answered', async () => {
	shared.bvnk.settings.replayAnswer = 400;
	shared.bvnk.fail(
		{ method: 'POST', path: '/platform/v2/customers', nth: 15, before: false },
		{ kind: 'status', status: 500 },
	);
	const run = await shared.n8n.run({
		nodes: [...rows(people(30)), create({ retryOnFail: true, maxTries: 2, waitBetweenTries: 0 })],
	});

	expect(run.status).toBe('success');
	expect(run.json('BVNK').map(({ reference }) => reference)).toEqual(
		people(30).map(({ reference }) => reference),
	);
	expect(shared.bvnk.v2.created).toBe(30);
});

test('files that n8n keeps in its store go to BVNK three at a time, in their order', async () => {
	const run = await shared.n8n.run({
		nodes: [
			...rows(people(1)),
			create(),
			{
				name: 'Files',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				parameters: {
					jsCode: `const binary = {};
for (let at = 0; at < 4; at++) {
	binary['file' + at] = await this.helpers.prepareBinaryData(Buffer.alloc(20000 + at, 'x'), 'bill-' + at + '.pdf', 'application/pdf');
}
return [{ json: $input.first().json, binary }];`,
				},
			},
			v2('Upload', {
				resource: 'document',
				operation: 'upload',
				customerId: customer('={{ $json.id }}'),
				documents: {
					document: Array.from({ length: 4 }, (_, at) => ({
						binaryField: `file${at}`,
						type: { __rl: true, mode: 'id', value: 'UTILITY_BILL' },
						countryCode: 'DE',
					})),
				},
				options: { pause: 0 },
			}),
		],
	});

	expect(run.status).toBe('success');
	const { documents } = [...shared.bvnk.v2.customers.values()][0]!;
	expect(documents.map(({ name, size }) => [name, size])).toEqual([
		['bill-0.pdf', 20000],
		['bill-1.pdf', 20001],
		['bill-2.pdf', 20002],
		['bill-3.pdf', 20003],
	]);
	expect(run.json('Upload')).toMatchObject([{ uploaded: 4 }]);
	expect(shared.bvnk.count({ method: 'POST', path: /documents$/ })).toBe(2);
});

test('a row that is wrong costs nothing, and the error names its field', async () => {
	const [one, two] = people(2) as unknown as [IDataObject, IDataObject];
	const run = await shared.n8n.run({
		nodes: [
			start,
			...rows([
				one,
				{ ...two, individual: { ...(two.individual as object), dateOfBirth: '3/8/1991' } },
			]).slice(1),
			create(),
		],
	});

	expect(run.status).toBe('error');
	expect(run.error?.message).toContain("'Date of Birth' must be a date");
	expect(shared.bvnk.requests).toEqual([]);
});

test('the trigger’s Fetch Customer reads by v2 the customer of an event of v2, and by v1 that of one of v1', async () => {
	const { n8n, bvnk, credentials } = shared;
	const webhookId = randomUUID();
	const id = await n8n.addWorkflow({
		nodes: [
			{
				name: 'Told by BVNK',
				type: TRIGGER_TYPE,
				typeVersion: 2,
				webhookId,
				credentials,
				parameters: { events: ['*'], options: { fetchCustomer: true } },
			},
		],
	});
	await n8n.activate(id);
	const { body } = await speaker(() => bvnk).post('/customers', companyBodyV2(1));
	bvnk.seedCustomers(1);
	const [first] = bvnk.customers.keys();
	// hears what is sent below, and not of what the customers do by themselves
	bvnk.webhooks.register(`${n8n.url}/webhook/${webhookId}/bvnk`, { events: [] });
	await bvnk.webhooks.send('platform:accounts:customer:associate-status-change', {
		customerId: body.id,
		associateId: body.id,
		status: 'INVALID',
	});
	await bvnk.webhooks.send('bvnk:platform:customer:update', { reference: first });
	await n8n.deactivate(id);

	const items: IDataObject[] = [];
	for (const one of await n8n.executionsOf(id)) {
		items.push(...(await n8n.execution(one.id)).json('Told by BVNK'));
	}
	expect(items).toMatchObject([
		{ apiVersion: 'v2', customerApiVersion: 'v2', customer: { id: body.id, type: 'COMPANY' } },
		{ apiVersion: 'v1', customerApiVersion: 'v1', customer: { reference: first } },
	]);
});

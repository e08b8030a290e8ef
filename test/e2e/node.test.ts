import type { IDataObject } from 'n8n-workflow';

import { signFor } from '../sandbox/client';
import { individualBody } from '../sandbox/data';
import { startSandbox } from '../sandbox/server';
import { addCredential, NODE_TYPE } from '../bvnk';
import { bvnkNode, eventually, rows, start, suite } from './suite';

const CUSTOMERS = '/platform/v1/customers';
const TAX_NUMBER = '55512399900';

// at this level n8n writes most: the last test looks for secrets in all of it
const shared = suite({ logLevel: 'debug' });
const { test } = shared;

/** People who have signed their agreements. */
const people = (count: number) =>
	Array.from({ length: count }, (_, index) => {
		const body = individualBody(index);
		signFor(shared.bvnk, body);
		return body;
	});

const create = (more: Parameters<typeof bvnkNode>[2] = {}, options: IDataObject = {}) =>
	bvnkNode(shared, { operation: 'createFromJson', body: '={{ $json }}', options }, more);

describe('creating customers', () => {
	test('the same 200 rows, run twice, leave exactly 200 customers', async () => {
		const nodes = [...rows(people(200)), create({}, { concurrency: 8 })];
		const first = await shared.n8n.run({ nodes });
		const second = await shared.n8n.run({ nodes });
		expect([first.status, second.status]).toEqual(['success', 'success']);
		expect(shared.bvnk.created).toBe(200);
		expect(shared.bvnk.customers.size).toBe(200);
		expect(shared.bvnk.count({ method: 'POST', path: CUSTOMERS })).toBe(400);
		const referencesOf = (run: typeof first) => run.json('BVNK').map((json) => json['reference']);
		expect(new Set(referencesOf(first)).size).toBe(200);
		expect(referencesOf(second)).toEqual(referencesOf(first));
	});

	test("a failure at row 150 and n8n's Retry On Fail leave exactly 200 customers", async () => {
		shared.bvnk.fail({ method: 'POST', path: CUSTOMERS, nth: 150 }, { status: 500 });
		const run = await shared.n8n.run({
			nodes: [
				...rows(people(200)),
				create({ retryOnFail: true, maxTries: 2, waitBetweenTries: 0 }),
			],
		});
		expect(run.status).toBe('success');
		expect(run.items('BVNK')).toHaveLength(200);
		expect(shared.bvnk.created).toBe(200);
		expect(shared.bvnk.count({ method: 'POST', path: CUSTOMERS })).toBe(150 + 200);
	});

	test('so they do when BVNK had acted before it failed', async () => {
		shared.bvnk.fail(
			{ method: 'POST', path: CUSTOMERS, nth: 15, before: false },
			{ kind: 'status', status: 500 },
		);
		const run = await shared.n8n.run({
			nodes: [...rows(people(20)), create({ retryOnFail: true, maxTries: 2, waitBetweenTries: 0 })],
		});
		expect(run.status).toBe('success');
		expect(shared.bvnk.created).toBe(20);
		expect(shared.bvnk.customers.size).toBe(20);
	});

	test('a request that BVNK was too busy for is repeated, and the output panel says so', async () => {
		const headers = { 'retry-after': '0' };
		shared.bvnk.fail({ method: 'POST', path: CUSTOMERS, nth: 2 }, { status: 429, headers });
		const run = await shared.n8n.run({ nodes: [...rows(people(3)), create()] });
		expect(run.status).toBe('success');
		expect(shared.bvnk.created).toBe(3);
		// three of them look at the agreement sessions
		expect(run.hints('BVNK')).toEqual([expect.stringMatching(/3 results, 7 requests, 1 retry/)]);
	});
});

describe('rows that BVNK refuses', () => {
	/** The second has the first one's external reference, the fourth a date that does not exist. */
	const mixed = () => {
		const [first, second, third, fourth, fifth] = people(5).map((body) => structuredClone(body));
		second!.externalReference = first!.externalReference;
		fourth!.individual.dateOfBirth = '1990-02-30';
		return [first!, second!, third!, fourth!, fifth!];
	};
	const facts = {
		httpCode: 400,
		code: 'ACCOUNTS-2000',
		traceId: expect.stringMatching(/^[0-9a-f]+$/) as string,
	};
	const refused = expect.stringMatching(/already exists/) as string;
	const noDate = expect.stringMatching(/Date of Birth/) as string;

	test('become items with the message, status, code and trace id, in their place', async () => {
		const run = await shared.n8n.run({
			nodes: [...rows(mixed()), create({ onError: 'continueRegularOutput' })],
		});
		expect(run.status).toBe('success');
		const items = run.items('BVNK');
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => ({ item })),
		);
		expect(items[1]?.json).toMatchObject({ error: refused, ...facts });
		expect(items[3]?.json).toMatchObject({ error: noDate });
		expect([0, 2, 4].every((index) => items[index]?.json['reference'])).toBe(true);
		expect(shared.bvnk.created).toBe(3);
	});

	test('leave by the error branch, where each still knows its row', async () => {
		const run = await shared.n8n.run({
			nodes: [
				...rows(mixed()),
				create({ onError: 'continueErrorOutput' }),
				{
					name: 'Row',
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					parameters: {
						mode: 'raw',
						jsonOutput: "={{ ({ born: $('Rows').item.json.individual.dateOfBirth }) }}",
						options: {},
					},
				},
			],
			connections: {
				Start: { main: [[{ node: 'List', type: 'main', index: 0 }]] },
				List: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] },
				Rows: { main: [[{ node: 'BVNK', type: 'main', index: 0 }]] },
				BVNK: { main: [[], [{ node: 'Row', type: 'main', index: 0 }]] },
			},
		});
		expect(run.status).toBe('success');
		expect(run.items('BVNK')).toHaveLength(3);
		expect(run.json('BVNK', 1)).toEqual([
			// with the row that it came from, which n8n adds
			expect.objectContaining({
				error: expect.objectContaining({ message: refused, ...facts }) as object,
				externalReference: mixed()[1]?.externalReference,
			}),
			expect.objectContaining({ error: expect.objectContaining({ message: noDate }) as object }),
		]);
		const [second, fourth] = [mixed()[1], mixed()[3]];
		expect(run.json('Row')).toEqual([
			{ born: second?.individual.dateOfBirth },
			{ born: fourth?.individual.dateOfBirth },
		]);
	});
});

describe('finding customers', () => {
	test('Return All gives all of 1,050 customers, each once', async () => {
		shared.bvnk.seedCustomers(1050);
		const run = await shared.n8n.run({
			nodes: [start, bvnkNode(shared, { operation: 'getAll', returnAll: true, simplify: true })],
		});
		expect(run.status).toBe('success');
		const references = run.json('BVNK').map((json) => json['reference']);
		expect(references).toEqual([...shared.bvnk.customers.keys()]);
		expect(new Set(references).size).toBe(1050);
		expect(shared.bvnk.count({ method: 'GET', path: CUSTOMERS })).toBe(11);
	});

	test('the list to choose a customer from is searched by name, page after page', async () => {
		shared.bvnk.seedCustomers(120);
		const ask = async (more: IDataObject) =>
			await shared.n8n.rest<{
				results: Array<{ name: string; value: string }>;
				paginationToken?: string;
			}>('POST /dynamic-node-parameters/resource-locator-results', {
				path: 'parameters.customerReference',
				methodName: 'searchCustomers',
				nodeTypeAndVersion: { name: NODE_TYPE, version: 1 },
				currentNodeParameters: { resource: 'customer', operation: 'get' },
				credentials: shared.credentials,
				...more,
			});
		const first = await ask({});
		const second = await ask({ paginationToken: first.paginationToken });
		const all = [...shared.bvnk.customers.values()];
		expect([...first.results, ...second.results].map(({ value }) => value)).toEqual(
			all.slice(0, 100).map(({ reference }) => reference),
		);
		const { name = '' } = all[7] ?? {};
		const found = await ask({ filter: name });
		expect(found.results.length).toBeGreaterThan(0);
		expect(found.results.every((result) => result.name.startsWith(name))).toBe(true);
	});
});

describe('one workflow for two accounts', () => {
	test('each row is created in the account that the credential gives for it, and read there', async () => {
		const south = await startSandbox({ hawkId: 'south', hawkKey: 'key of south' });
		try {
			const bodies = people(4);
			for (const body of [bodies[1]!, bodies[3]!]) signFor(south, body);
			const of = (field: 'hawkId' | 'hawkKey') =>
				`={{ $json.account === 'south' ? '${south.credentials[field]}' : '${shared.bvnk.credentials[field]}' }}`;
			const credentials = await addCredential(
				shared.n8n,
				{
					environment: 'custom',
					baseUrl: `={{ $json.account === 'south' ? '${south.url}' : '${shared.bvnk.url}' }}`,
					hawkId: of('hawkId'),
					hawkKey: of('hawkKey'),
					webhookSecret: '',
				},
				'Two accounts',
			);
			const run = await shared.n8n.run({
				nodes: [
					...rows(bodies.map((body, index) => ({ body, account: index % 2 ? 'south' : 'north' }))),
					bvnkNode(
						shared,
						{ operation: 'createFromJson', body: '={{ $json.body }}' },
						{ credentials },
					),
				],
			});

			expect(run.status).toBe('success');
			const madeAt = run
				.json('BVNK')
				.map(({ reference }) =>
					[shared.bvnk, south].map((at) => at.customers.has(reference as string)),
				);
			expect(madeAt).toEqual([true, false, true, false].map((north) => [north, !north]));
		} finally {
			await south.close();
		}
	});
});

describe('what n8n keeps of it', () => {
	test('no key, signature or tax number is in its log, at the level that says most', async () => {
		const [first, second, third] = people(3).map((body) => structuredClone(body));
		for (const body of [first!, second!, third!]) {
			body.individual.taxIdentification.number = TAX_NUMBER;
		}
		second!.externalReference = first!.externalReference;
		third!.individual.emailAddress = 'no address';
		const run = await shared.n8n.run({ nodes: [...rows([first!, second!, third!]), create()] });
		expect(run.status).toBe('error');
		await eventually(() => shared.n8n.logs.includes('Workflow execution finished'));

		expect(shared.n8n.logs).toMatch(/\| debug +\|/);
		for (const secret of [shared.bvnk.credentials.hawkKey, TAX_NUMBER, 'mac="']) {
			expect(shared.n8n.logs.includes(secret)).toBe(false);
		}
		expect(JSON.stringify(run.error)).not.toContain(TAX_NUMBER);
	});
});

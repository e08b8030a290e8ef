// The embedded BVNK lists customers in pages, in all three envelopes that BVNK has shown.
import { call, signFor } from '../sandbox/client';
import { individualBody } from '../sandbox/data';
import page1 from '../sandbox/fixtures/list-company-page-1.json';
import { type Sandbox, startSandbox } from '../sandbox/server';

const CUSTOMERS = '/platform/v1/customers';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox({ customers: 83 })));
beforeEach(() => {
	sandbox.reset();
	signFor(sandbox, individualBody(1));
});
afterAll(() => sandbox.close());

const list = async (query = '') => (await call(sandbox, 'GET', CUSTOMERS + query)).json;

describe('envelopes', () => {
	test('page: everything around the content is as BVNK prints it', async () => {
		const { content, ...around } = await list('?page=0&size=2');
		const { content: printed, ...expected } = page1;

		expect(around).toEqual(expected);
		expect(Object.keys(content[0]!)).toEqual(Object.keys(printed[0]!));
	});

	test('page: the last page says so', async () => {
		expect(await list('?page=41&size=2')).toMatchObject({
			last: true,
			numberOfElements: 1,
			number: 41,
		});
		expect(await list('?page=42&size=2')).toMatchObject({ last: true, empty: true, content: [] });
	});

	test('pagedModel: the numbers are in `page`', async () => {
		sandbox.settings.envelope = 'pagedModel';

		expect(await list('?page=1&size=2')).toEqual({
			content: expect.any(Array),
			page: { size: 2, number: 1, totalElements: 83, totalPages: 42 },
		});
	});

	test('v2: `hasNext` tells whether there is more', async () => {
		sandbox.settings.envelope = 'v2';

		expect(await list('?page=0&size=50')).toMatchObject({ hasNext: true, totalElements: 83 });
		expect(await list('?page=1&size=50')).toMatchObject({ hasNext: false });
	});

	test.each(['page', 'pagedModel', 'v2'] as const)(
		'%s without totals tells no end',
		async (name) => {
			Object.assign(sandbox.settings, { envelope: name, omitTotals: true });
			const text = JSON.stringify(await list('?page=0&size=2'));

			expect(text).not.toMatch(/total|"last"|hasNext/);
		},
	);
});

describe('pages', () => {
	test('a page has 20 customers unless told, and 100 at most', async () => {
		expect((await list()).content).toHaveLength(20);
		sandbox.seedCustomers(100);
		expect(await list('?size=500')).toMatchObject({ size: 100, numberOfElements: 100 });
	});

	test('page parameters that cannot be read count as not given', async () => {
		expect(await list('?page=-1&size=many')).toMatchObject({ number: 0, size: 20 });
	});

	test('all pages together hold every customer once, the created ones last', async () => {
		const { json } = await call(sandbox, 'POST', CUSTOMERS, { body: individualBody(1) });
		const seen: string[] = [];
		for (let page = 0; page < 9; page++) {
			const { content } = await list(`?page=${page}&size=10`);
			seen.push(...content.map(({ reference }) => reference));
		}

		expect(new Set(seen).size).toBe(84);
		expect(seen.at(-1)).toBe(json.reference);
		expect(seen).toEqual([...sandbox.customers.keys()]);
	});

	test('name finds a part of the name in any case', async () => {
		const body = individualBody(1);
		const individual = { ...body.individual, firstName: 'Zoë', lastName: 'Quillfeather' };
		await call(sandbox, 'POST', CUSTOMERS, { body: { ...body, individual } });

		expect(await list('?name=QUILL')).toMatchObject({
			totalElements: 1,
			content: [{ name: 'Zoë Quillfeather', status: 'PENDING' }],
		});
		expect((await list('?name=llc')).content.length).toBeGreaterThan(1);
	});

	test('100,000 customers are there at once, and a page of them without delay', async () => {
		const started = performance.now();
		sandbox.seedCustomers(100_000 - 83);
		const { content, totalPages } = await list('?page=999&size=100');

		expect([content.length, totalPages]).toEqual([100, 1000]);
		expect(performance.now() - started).toBeLessThan(10_000);
	});

	test('a rule makes the list repeat its first page', async () => {
		const first = await list('?page=0&size=10');
		sandbox.fail({ path: /page=2/ }, { kind: 'repeatPage' });

		expect((await list('?page=2&size=10')).content).toEqual(first.content);
	});
});

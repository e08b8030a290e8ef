import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { runNode } from './engine';

let bvnk: Sandbox;
beforeAll(async () => (bvnk = await startSandbox()));
beforeEach(() => bvnk.reset());
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await bvnk.close());

const get = (operation: string, more: IDataObject = {}) => ({
	resource: 'referenceData',
	operation,
	...more,
});

describe('Get Industries', () => {
	test('gives them flat, each sub-industry behind its parent', async () => {
		const { items } = await runNode(bvnk, { parameters: get('getIndustries') });

		expect(items).toHaveLength(6);
		expect(items[0]).toEqual({
			json: {
				reference: '30ea15fc-06d8-11ef-b6e1-027612b7f6b5',
				name: 'Accommodation and food services › Food/Beverages',
			},
			pairedItem: { item: 0 },
		});
	});

	test.each<[unknown, number]>([
		['SOFTWARE ', 1],
		['financial', 2],
		['=Financial › {{ "" }}', 0],
		['={{ undefined }}', 6],
		['={{ null }}', 6],
		['={{ 7 }}', 0],
	])('finds those whose name holds %s', async (search, number) => {
		const { rows, error } = await runNode(bvnk, {
			parameters: get('getIndustries', { search: search as string }),
		});

		expect(error).toBeUndefined();
		expect(rows).toHaveLength(number);
	});

	test('gives the tree as BVNK answers it', async () => {
		const { rows } = await runNode(bvnk, {
			parameters: get('getIndustries', { output: 'tree' }),
		});

		expect(rows).toHaveLength(4);
		expect(rows[0]).toEqual({
			reference: '30ea1086-06d8-11ef-b6e1-027612b7f6b5',
			name: 'Accommodation and food services',
			children: [{ reference: '30ea15fc-06d8-11ef-b6e1-027612b7f6b5', name: 'Food/Beverages' }],
		});
	});
});

test('Get Monthly Volumes gives the bands as BVNK answers them', async () => {
	const { rows } = await runNode(bvnk, { parameters: get('getMonthlyVolumes') });

	expect(rows).toHaveLength(4);
	expect(rows[0]).toEqual({
		reference: '00000001-0710-11ef-b6e1-0000000f0001',
		description: '0 - 50,000',
	});
});

describe.each([
	['getIndustries', 'a list of industries'],
	['getMonthlyVolumes', 'a list of volumes'],
])('%s', (operation, expected) => {
	test('asks a busy BVNK again', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		bvnk.fail({ times: 2 }, { status: 503 });
		const { error } = await runNode(bvnk, { parameters: get(operation) });

		expect(error).toBeUndefined();
		expect(bvnk.requests).toHaveLength(3);
	});

	test('says so when no list comes', async () => {
		bvnk.fail({}, { status: 200, body: { content: [] } });
		const { error } = await runNode(bvnk, { parameters: get(operation) });

		expect(error!.message).toBe(`BVNK answered another form where ${expected} was expected`);
	});

	test('gives the list for each item, and goes on after one that fails', async () => {
		bvnk.fail({ nth: 1 }, { status: 400 });
		const { items } = await runNode(bvnk, {
			input: [{}, {}],
			parameters: get(operation, { options: { concurrency: 1 } }),
			settings: { onError: 'continueRegularOutput' },
		});
		const ofItem = (index: number) =>
			items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index);

		expect(ofItem(0)).toMatchObject([{ json: { httpCode: 400 } }]);
		expect(ofItem(1).length).toBeGreaterThan(1);
	});
});

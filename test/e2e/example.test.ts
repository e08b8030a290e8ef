import { BAD_ROW, onboard, readExample, type Onboarded } from '../demo/onboard';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { RealN8n } from './n8n';

const CUSTOMERS = '/platform/v1/customers';

let bvnk: Sandbox;
let n8n: RealN8n;
let seen: Onboarded;

beforeAll(async () => {
	bvnk = await startSandbox({ strictSessions: true });
	n8n = await RealN8n.create();
	const credential = { environment: 'custom', baseUrl: bvnk.url, ...bvnk.credentials };
	let ran = false;
	try {
		seen = await onboard(n8n, { baseUrl: bvnk.url, credential, referencePrefix: 'example-' });
		ran = true;
	} finally {
		await n8n.dispose({ keepLog: !ran });
	}
}, 120_000);

afterAll(async () => await bvnk?.close());

describe('the workflow examples/onboard-customers.json, run in n8n', () => {
	test('creates every good row once, each with a signed agreement of its own', () => {
		expect(seen.rows).toBeGreaterThanOrEqual(20);
		expect(seen.customers).toHaveLength(seen.rows - 1);
		expect(bvnk.created).toBe(seen.rows - 1);
		expect(bvnk.count({ method: 'POST', path: CUSTOMERS })).toBe(seen.rows - 1);
	});

	test('creates individuals and companies', () => {
		expect(new Set(seen.customers.map(({ type }) => type))).toEqual(
			new Set(['INDIVIDUAL', 'COMPANY']),
		);
	});

	test('shows the bad row with its message, and goes on', () => {
		expect(seen.refused).toEqual([
			{ id: BAD_ROW, message: expect.stringMatching(/Date of Birth/) as string },
		]);
	});

	test('reads each customer back and lists them all', () => {
		const references = [...bvnk.customers.keys()];
		expect(seen.customers.map(({ reference }) => reference).sort()).toEqual([...references].sort());
		expect(seen.listed).toEqual(references);
	});

	test('asks what is missing of each', () => {
		expect(seen.requiredInfo).toHaveLength(seen.customers.length);
		expect(seen.requiredInfo.every((info) => info.status === 'INFO_REQUIRED')).toBe(true);
	});

	test('updates the one with a new e-mail address', () => {
		const customer = bvnk.customers.get(String(seen.updated?.reference));
		expect(customer?.individual?.emailAddress).toBe(seen.updated?.emailAddress);
		expect(bvnk.count({ method: 'PATCH' })).toBe(1);
	});
});

describe('the workflow as a file', () => {
	test('holds no credential data and no address but that of BVNK', async () => {
		const workflow = await readExample();
		const text = JSON.stringify(workflow);
		expect(text).not.toMatch(/hawkKey|hawkId|127\.0\.0\.1|localhost/);
		expect([...text.matchAll(/https?:\/\/([^/"\\]+)/g)].map(([, host]) => host)).toEqual([
			'api.sandbox.bvnk.com',
		]);
	});

	test('lays no node over another', async () => {
		const nodes = (await readExample()).nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		const near = nodes.flatMap((a) =>
			nodes.filter(
				(b) =>
					a.name < b.name &&
					Math.abs(a.position[0] - b.position[0]) < 160 &&
					Math.abs(a.position[1] - b.position[1]) < 120,
			),
		);
		expect(near).toEqual([]);
	});
});

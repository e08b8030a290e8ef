/** The main example as a person without n8n's editor has it: imported and run with n8n's command line. */
import { readExample } from '../demo/examples';
import { BAD_ROW, onboard, type Onboarded } from '../demo/onboard';
import { INDUSTRIES } from '../sandbox/reference-data';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { CREDENTIAL_TYPE, credentialOf } from '../bvnk';
import { RealN8n } from '../tools/n8n/n8n';

const CUSTOMERS = '/platform/v1/customers';

let bvnk: Sandbox;
let n8n: RealN8n;
let seen: Onboarded;

beforeAll(async () => {
	bvnk = await startSandbox();
	n8n = await RealN8n.create();
	const data = credentialOf(bvnk);
	let ran = false;
	try {
		const { nodes } = await readExample('onboard-customers.json');
		const reference = nodes.find(({ credentials }) => credentials)?.credentials?.[CREDENTIAL_TYPE];
		const { id, name } = reference!;
		await n8n.importCredentials([{ id: id!, name, type: CREDENTIAL_TYPE, data }]);
		seen = await onboard(async (workflow) => {
			await n8n.importWorkflows([workflow]);
			return await n8n.execute(workflow.id);
		});
		ran = true;
	} finally {
		await n8n.dispose({ keepLog: !ran });
	}
}, 120_000);

afterAll(async () => await bvnk?.close());

describe('the workflow examples/onboard-customers.json, imported and run by n8n’s command line', () => {
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

	test('gives a company the industry of its row, looked up by name', () => {
		const of = (name: string) =>
			[...bvnk.customers.values()].find((customer) => customer.name === name)?.company;
		const { children } = INDUSTRIES.find(({ name }) => name === 'Manufacturing')!;
		expect(of('Northwind Robotics GmbH')?.industryReference).toBe(children[0]?.reference);
		expect(of('Fjordlys ApS')?.industryReference).not.toBe(children[0]?.reference);
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

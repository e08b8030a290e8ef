/** The package in a real n8n: its credential, its examples as they run, and its trigger. */
import { readdirSync } from 'node:fs';
import type { INode } from 'n8n-workflow';
import { WatchedTests } from '../../../../test/tools/n8n/suite';
import { CREDENTIAL_TYPE, credentialOf, NODE_TYPE } from '../legaltalent';
import { EXAMPLES, nodeOf, readExample, Stage, type Answers } from '../stage';

const START_MS = 330_000;
const watched = new WatchedTests(240_000);
const { test: it } = watched;

let stage: Stage;
beforeAll(
	async () => await watched.watch(async () => void (stage = await Stage.start())),
	START_MS,
);
beforeEach(() => stage?.legalTalent.reset());
afterAll(async () => await stage?.end({ keepLog: watched.failed }), START_MS);

const NORTHWIND: Answers = {
	number: 'merchant-001',
	company: 'Northwind Trading Ltd',
	country: 'Germany',
	website: 'northwind.example',
	contact: 'Amelie Roth',
	email: 'amelie@northwind.example',
};

it('n8n tests the credential', async () => {
	const { n8n, legalTalent } = stage;
	const data = { ...credentialOf(legalTalent) };

	expect(await n8n.testCredential(CREDENTIAL_TYPE, data as never)).toMatchObject({ status: 'OK' });
	legalTalent.settings.permissions = [];
	expect(await n8n.testCredential(CREDENTIAL_TYPE, data as never)).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('its role lacks the permission kyc:read'),
	});
});

it('n8n’s HTTP Request node calls LegalTalent with the credential', async () => {
	const { n8n, legalTalent, credentials } = stage;
	legalTalent.seedCustomers(1);
	const run = await n8n.run({
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{
				name: 'HTTP',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				credentials,
				parameters: {
					authentication: 'predefinedCredentialType',
					nodeCredentialType: CREDENTIAL_TYPE,
					url: `${legalTalent.url}/customers`,
				},
			},
		],
	});

	expect(run.json('HTTP')).toMatchObject([{ status: 'success', data: { count: 1 } }]);
});

describe('onboard-merchant.json', () => {
	it('makes a customer and a session of a form, and a mail with the link', async () => {
		const { legalTalent } = stage;
		const merchants = await stage.merchants();
		const run = await merchants.apply(NORTHWIND);
		const [customer] = legalTalent.customers.values();
		const [session] = legalTalent.sessions.values();

		expect(run.error).toBeUndefined();
		expect(customer).toMatchObject({
			client_id: 'merchant-001',
			name: 'Northwind Trading Ltd',
			country: 'DE',
			website: 'https://northwind.example',
		});
		expect(session).toMatchObject({ customer_id: customer!.customer_id, ttl_days: 14 });
		expect(run.json('Mail with the Link')).toMatchObject([
			{
				to: 'amelie@northwind.example',
				link: `${legalTalent.url}/public/sessions/${session!.access_token}`,
				text: expect.stringContaining(session!.access_token),
			},
		]);
		await stage.n8n.deactivate(merchants.id);
	});

	it('makes no second customer of a form that is sent twice', async () => {
		const merchants = await stage.merchants();
		await merchants.apply(NORTHWIND);
		const again = await merchants.apply(NORTHWIND);

		expect(again.json('For a Colleague')).toMatchObject([
			{ error: { httpCode: 409, message: expect.stringContaining('client ID already') } },
		]);
		expect(stage.legalTalent.customers.size).toBe(1);
		expect(stage.legalTalent.sessions.size).toBe(1);
		await stage.n8n.deactivate(merchants.id);
	});

	it('stops where the answer holds no link, and mails nothing', async () => {
		stage.legalTalent.settings.linksInAnswers = false;
		const merchants = await stage.merchants();
		const run = await merchants.apply(NORTHWIND);

		expect(run.error?.message).toContain('holds no web address');
		expect(run.runs('Send Email')).toHaveLength(0);
		await stage.n8n.deactivate(merchants.id);
	});

	it('takes each decision to its branch once, and keeps a row of each event', async () => {
		const { legalTalent } = stage;
		const merchants = await stage.merchants();
		const decided: Array<[string, Parameters<typeof merchants.decide>[1], string?]> = [
			['Say Welcome', 'approved'],
			['Close the File', 'rejected'],
			['Tell Compliance', 'manual_review'],
			['Tell Compliance', 'approved', 'flagged'],
		];
		for (const [at, [branch, decision, finalDecision]] of decided.entries()) {
			await merchants.apply({ ...NORTHWIND, number: `merchant-${at}` });
			const session = [...legalTalent.sessions.keys()].at(-1)!;
			const runs = await merchants.decide(session, decision, finalDecision);

			expect(runs.map(({ error }) => error)).toEqual([undefined, undefined]);
			// both events bring the same outcome, which goes on once
			expect(runs.filter((run) => run.runs('Audit Row').length > 0)).toHaveLength(2);
			expect(runs.filter((run) => run.runs(branch).length > 0)).toHaveLength(1);
		}
		const rows = await merchants.audit();

		expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(
			new Set(['approved', 'rejected', 'review']),
		);
		expect(new Set(rows.map(({ session }) => session)).size).toBe(4);
		expect(rows).toHaveLength(8);
		await stage.n8n.deactivate(merchants.id);
	});
});

describe('the trigger', () => {
	it('starts once for an event that comes three times, and never for a forged one', async () => {
		const { legalTalent } = stage;
		const merchants = await stage.merchants();
		await merchants.apply(NORTHWIND);
		const [session] = [...legalTalent.sessions.values()];
		const data = { session_id: session!.session_id };
		const { webhooks } = legalTalent;
		const statuses: number[] = [];
		const started = await merchants.startedBy(1, async () => {
			for (const signature of [undefined, undefined, undefined, 'sha256=00', null]) {
				statuses.push(
					await webhooks.send('kyc.session.approved', data, {
						eventId: 'evt_1',
						...(signature === undefined ? {} : { signature }),
					}),
				);
			}
		});

		expect(statuses).toEqual([200, 200, 200, 401, 401]);
		expect(started).toHaveLength(1);
		expect(started[0]!.json('LegalTalent Trigger')).toMatchObject([
			{ id: 'evt_1', type: 'kyc.session.approved', data },
		]);
		await stage.n8n.deactivate(merchants.id);
	});

	it('registers its URL by itself where none is registered, and is called there', async () => {
		const { legalTalent, n8n } = stage;
		const merchants = await stage.merchants('automatic');

		expect(legalTalent.notifications).toEqual({
			webhook_url: merchants.url,
			webhook_secret: legalTalent.credentials.webhookSecret,
		});
		await merchants.apply(NORTHWIND);
		const [session] = legalTalent.sessions.keys();
		const runs = await merchants.decide(session!, 'approved');

		expect(runs.every(({ error }) => error === undefined)).toBe(true);
		await n8n.deactivate(merchants.id);
		expect(legalTalent.notifications.webhook_url).toBe(merchants.url);
	});

	it('does not go live by itself where another URL is registered', async () => {
		stage.legalTalent.setNotifications({ webhook_url: 'https://other.example/hook' });

		await expect(stage.merchants('automatic')).rejects.toThrow('(other.example)');
		expect(stage.legalTalent.notifications.webhook_url).toBe('https://other.example/hook');
	});
});

describe('monthly-risk-profiles.json', () => {
	it('reads every customer’s profile, and keeps one row a month, however often it runs', async () => {
		const { legalTalent, n8n } = stage;
		legalTalent.seedCustomers(25);
		const [first] = legalTalent.customers.keys();
		legalTalent.fail({ path: `/customers/${first}/risk-profile` }, { status: 500 });
		const { id, table } = await stage.stored('monthly-risk-profiles.json');
		const run = await n8n.runStored(id);
		const again = await n8n.runStored(id);
		const rows = await stage.rowsOf(table);
		const closer = again.json<{ score: string }>('Look Closer');

		expect([run.error, again.error]).toEqual([undefined, undefined]);
		expect(run.json('Not Read')).toHaveLength(1);
		expect(again.json('Not Read')).toEqual([]);
		expect(rows.map(({ customer }) => customer).sort()).toEqual(
			[...legalTalent.customers.keys()].sort(),
		);
		expect(closer.length + again.json('Nothing to Do').length).toBe(25);
		expect(closer.every(({ score }) => Number(score) >= 70)).toBe(true);
	});
});

describe('the examples as files', () => {
	const files = readdirSync(EXAMPLES);
	const isNote = ({ type }: INode) => type.endsWith('.stickyNote');

	test.each(files)('%s needs no account but LegalTalent’s, and holds no address', async (file) => {
		const { nodes } = await readExample(file);
		const text = JSON.stringify(nodes);

		expect(new Set(nodes.flatMap(({ credentials = {} }) => Object.keys(credentials)))).toEqual(
			new Set([CREDENTIAL_TYPE]),
		);
		expect(text).not.toMatch(/127\.0\.0\.1|\bsk_|apiToken/);
		expect(nodes.some(({ type }) => type === NODE_TYPE)).toBe(true);
	});

	test.each(files)('%s lays every node over a note', async (file) => {
		const { nodes } = await readExample(file);
		const notes = nodes.filter(isNote);
		const others = nodes.filter((node) => !isNote(node));
		const lies = ([x, y]: [number, number], { position, parameters }: INode) =>
			x >= position[0] &&
			y >= position[1] &&
			x + 100 <= position[0] + Number(parameters['width']) &&
			y + 100 <= position[1] + Number(parameters['height']);

		expect(
			others
				.filter((node) => !notes.some((note) => lies(node.position, note)))
				.map(({ name }) => name),
		).toEqual([]);
	});

	test('the trigger’s events are what the form offers', async () => {
		const example = await readExample('onboard-merchant.json');

		expect(nodeOf(example, 'LegalTalent Trigger').parameters['events']).toHaveLength(4);
	});
});

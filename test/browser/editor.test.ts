/** n8n's editor in a browser, with this package: what a new user sees, clicks and reads. */
import type { IDataObject } from 'n8n-workflow';

import { addCredential } from '../bvnk';
import type { TestNode } from '../tools/n8n/n8n';
import { start } from '../e2e/suite';
import { mira, northwind } from '../engine/rows';
import { operations } from '../operations';
import { signFor } from '../sandbox/client';
import { EXAMPLES } from '../demo/examples';
import { testDrawings } from '../tools/browser/canvases';
import { WINDOW } from '../tools/browser/editor';
import { picture } from '../tools/browser/pictures';
import { NODES_UNDER_TEST } from './operations';
import { bvnkNode, bvnkTrigger, it, suite } from './suite';

const shared = suite();
const CUSTOMER = '/platform/v1/customers';

/** What of the window the pictures show. */
const FORM = { x: 24, y: 24, width: 1232, height: 672 };
const DIALOG = { x: 192, y: 72, width: 896, height: 524 };

/** A reference that no customer has. */
const UNKNOWN = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';
const byReference = (value: string) => ({ __rl: true, mode: 'id', value });

/** One workflow for many tests, made when the first of them opens one of its nodes. */
function workflowOf(nodes: () => TestNode[]) {
	let id: string | undefined;
	return {
		async openNode(name: string): Promise<void> {
			const { editor, n8n } = shared;
			if (!id) {
				const others = nodes().map((node, index) => ({
					...node,
					position: [220 * (index % 7), 200 * (1 + Math.floor(index / 7))] as [number, number],
				}));
				const all = others.map((node) => ({ node: node.name, type: 'main', index: 0 }));
				const connections = { [start.name]: { main: [all] } };
				id = await n8n.addWorkflow({ nodes: [start, ...others], connections });
				await editor.openWorkflow(id);
			}
			await editor.openNode(name);
		},
	};
}

beforeEach(() => {
	shared.bvnk?.reset();
	shared.editor?.takeComplaints();
});

describe('the credential', () => {
	/** The form of a new credential. */
	async function openForm(): Promise<void> {
		const { editor } = shared;
		await editor.openCredentials();
		await editor.part('add-resource-credential').click();
		await editor.part('new-credential-type-select').click();
		await editor.page.keyboard.type('bvnk');
		await editor.part('new-credential-type-select-option').filter({ hasText: 'BVNK' }).click();
		await editor.part('new-credential-type-button').click();
	}
	async function fillInKey({ hawkId, hawkKey }: { hawkId: string; hawkKey: string }) {
		await shared.editor.fill('hawkId', hawkId);
		await shared.editor.fill('hawkKey', hawkKey);
	}
	/** The same, filled in for the embedded BVNK. */
	async function fillIn(more: { hawkKey?: string } = {}): Promise<void> {
		const { editor, bvnk } = shared;
		await openForm();
		await editor.choose('environment', 'Custom');
		await editor.fill('baseUrl', bvnk.url);
		await fillInKey({ ...bvnk.credentials, ...more });
	}
	async function save(): Promise<string> {
		const { editor } = shared;
		// what was typed last has reached the form
		await editor.settled();
		// n8n shows a success while it still asks
		const asked = editor.page.waitForResponse(/\/rest\/credentials\/test/);
		await editor.part('credential-save-button').click();
		await asked;
		await editor.settled();
		const config = editor.part('node-credentials-config-container');
		const details = config.getByText('More details');
		if (await details.isVisible()) await details.click();
		return await config.innerText();
	}

	it('is made from the list of credentials, and its test succeeds', async () => {
		await fillIn();
		await shared.editor.fill('webhookSecret', shared.bvnk.credentials.webhookSecret);
		expect(await save()).toMatch('Connection tested successfully');
		await picture(shared.editor, 'credential', DIALOG);
		expect(shared.editor.takeComplaints()).toEqual([]);
	});

	it.each([
		{ chosen: 'Production', right: 'Sandbox', key: 'sandbox' as const },
		{ chosen: 'Sandbox', right: 'Production', key: 'production' as const },
	])('with a key of $key in $chosen says so, and succeeds in $right', async (one) => {
		const { editor, hosts } = shared;
		await openForm();
		await editor.choose('environment', one.chosen);
		await fillInKey(hosts[one.key].credentials);
		expect(await save()).toMatch(
			`This key belongs to BVNK's ${one.key}, and the credential is set to BVNK's ${one.chosen.toLowerCase()}.`,
		);
		await editor.choose('environment', one.right);
		expect(await save()).toMatch('Connection tested successfully');
	});

	it('with a wrong key says that BVNK does not accept the pair, and where to get another', async () => {
		await fillIn({ hawkKey: 'wrong' });
		expect(await save()).toMatch(/does not accept this Hawk ID and Hawk Key.*Generate API Key/s);
	});

	it('on a computer with a wrong clock says by how much it is off', async () => {
		await fillIn();
		shared.bvnk.settings.clockShiftMs = -2 * 3600_000;
		expect(await save()).toMatch(/clock of the computer.*2 hours ahead of BVNK's/s);
	});

	it('with a base URL that nobody answers says that there is no connection', async () => {
		await fillIn();
		await shared.editor.fill('baseUrl', 'http://127.0.0.1:9');
		expect(await save()).toMatch(/No connection to 127\.0\.0\.1:9/);
	});
});

describe('the node panel', () => {
	/** Opens the panel behind a trigger, where it offers every node. */
	async function openPanel(): Promise<void> {
		const { editor } = shared;
		await editor.openWorkflow(await shared.n8n.addWorkflow({ nodes: [start] }));
		await editor.part('node-creator-plus-button').click();
		await editor.part('node-creator-search-bar').waitFor();
	}
	const listed = () => shared.editor.part('node-creator-item-name').allInnerTexts();

	it('finds the node by its name and by what it is about', async () => {
		const { editor } = shared;
		await openPanel();
		for (const word of ['bvnk', 'kyc', 'kyb', 'onboarding', 'stablecoin', 'hawk']) {
			await editor.part('node-creator-search-bar').fill(word);
			await editor.settled();
			expect([word, await listed()]).toEqual([
				word,
				expect.arrayContaining([expect.stringMatching(/^BVNK Onboarding/)]),
			]);
		}
	});

	it('lists every operation as an action, and adds the one that is clicked', async () => {
		const { editor } = shared;
		await openPanel();
		await editor.part('node-creator-search-bar').fill('kyc');
		await editor.part('node-creator-item-name').filter({ hasText: 'BVNK' }).first().click();
		await editor.page.getByText('Actions (').waitFor();
		expect(await listed()).toEqual(expect.arrayContaining(operations.map(({ action }) => action)));
		await editor.part('node-creator-item-name').filter({ hasText: 'Get many customers' }).click();
		await editor.part('ndv').waitFor();
		expect(await editor.field('operation').locator('input').inputValue()).toBe('Get Many');
		expect(editor.takeComplaints()).toEqual([]);
	});
});

const nodes = workflowOf(() => {
	const [first] = shared.bvnk.customers.keys();
	const get = (name: string, more: IDataObject = {}) =>
		bvnkNode(shared, name, { operation: 'get', ...more });
	return [
		get('Get Customer'),
		get('Get Without Customer'),
		get('Get Unknown Customer', { customerReference: byReference(UNKNOWN) }),
		get('Get Customer of Busy BVNK', { customerReference: byReference(first!) }),
		bvnkNode(shared, 'Create From JSON', {
			operation: 'createFromJson',
			body: '{ "individual": { "dateOfBirth": "1990-02-30" } }',
		}),
	];
});

describe('Get', () => {
	it('takes a customer picked by a part of its name, and shows it as table, JSON and schema', async () => {
		const { editor, bvnk } = shared;
		const [, wanted] = [...bvnk.customers.values()].filter(({ company }) => company);
		await nodes.openNode('Get Customer');
		const label = await editor.pick('customerReference', wanted!.company!.name.slice(4, 26));
		expect(label).toMatch(wanted!.company!.name);
		await editor.execute();
		for (const view of ['table', 'json', 'schema'] as const) {
			expect(await editor.output(view)).toMatch(wanted!.reference);
		}
		await editor.output('table');
		await picture(editor, 'get-customer', FORM);
		expect(editor.takeComplaints()).toEqual([]);
	});

	it('without a customer does not start, and says which field is empty', async () => {
		await nodes.openNode('Get Without Customer');
		await shared.editor.part('node-execute-button').click();
		expect(await shared.editor.notified(/cannot start/)).toMatch(
			'Parameter "Customer" is required',
		);
	});

	it('of a customer that BVNK does not know shows what happened and what to do', async () => {
		const { editor } = shared;
		await nodes.openNode('Get Unknown Customer');
		await editor.execute();
		expect(await editor.part('node-error-message').innerText()).toMatch(
			'BVNK knows no such customer',
		);
		expect(await editor.part('node-error-description').innerText()).toMatch(
			/environment.*traceId/s,
		);
		await picture(editor, 'error', FORM);
	});

	it('that BVNK was too busy for at first says so in a hint', async () => {
		const { editor, bvnk } = shared;
		const [reference] = bvnk.customers.keys();
		bvnk.fail(
			{ method: 'GET', path: `${CUSTOMER}/${reference}`, nth: 1 },
			{ status: 429, headers: { 'retry-after': '0' } },
		);
		await nodes.openNode('Get Customer of Busy BVNK');
		await editor.execute();
		expect(await editor.output()).toMatch(/BVNK: 1 result, 2 requests, 1 retry/);
	});
});

describe('Create From JSON', () => {
	it('names the field that is wrong, as the form names it', async () => {
		const { editor, bvnk } = shared;
		await nodes.openNode('Create From JSON');
		await editor.execute();
		expect(await editor.part('node-error-message').innerText()).toMatch(/'.*'.*and \d+ more/s);
		expect(await editor.part('node-error-description').innerText()).toMatch(
			/'Date of Birth' .*Nothing was sent/s,
		);
		expect(bvnk.count({ method: 'POST', path: CUSTOMER })).toBe(0);
	});
});

describe('every operation', () => {
	it.each(NODES_UNDER_TEST)(
		'of $api has a form that opens, and gives a table with the fields of its preview',
		async ({ operations, calls, chain, previewed }) => {
			const { editor, n8n, bvnk, credentials } = shared;
			signFor(bvnk, { ...mira, type: 'INDIVIDUAL' });
			signFor(bvnk, { ...northwind, type: 'COMPANY' });
			// tall enough for n8n to draw all of a result
			await editor.page.setViewportSize({ width: 1280, height: 2000 });
			await editor.openWorkflow(await n8n.addWorkflow({ nodes: [start, ...chain(credentials)] }));
			await editor.part('execute-workflow-button').first().click();
			await editor
				.part('canvas-node-status-success', editor.node(calls.at(-1)!))
				.waitFor({ timeout: 120_000 });
			const wanting: string[] = [];
			for (const { resource, operation, name: label } of operations) {
				const name = `${resource} ${operation}`;
				expect(calls).toContain(name);
				const fields = await previewed(name);
				await editor.openNode(name);
				const chosen = await editor.field('operation').locator('input').inputValue();
				if (chosen !== label) wanting.push(`${name}: its form shows ${chosen}`);
				// n8n makes JSON and schema of the same fields, as Get shows
				const shown = await editor.output('table');
				const missing = fields.filter((field) => !shown.includes(field));
				if (missing.length > 0) wanting.push(`${name}: no ${missing.join(', ')}`);
				if (shown.includes('[object')) wanting.push(`${name}: an object unread`);
				// n8n has no preview of its own node, and looks for one
				const complaints = editor
					.takeComplaints()
					.filter((words) => !words.includes('convertToFile'));
				wanting.push(...complaints.map((words) => `${name}: ${words}`));
			}
			await editor.page.setViewportSize(WINDOW);
			expect(wanting).toEqual([]);
		},
	);
});

testDrawings(EXAMPLES, () => shared);

describe('the example workflow', () => {
	it('onboard-customers.json opens and runs to its end', async () => {
		const { editor, workflows } = shared;
		const { id } = workflows.find(({ name }) => name === 'Onboard customers to BVNK')!;
		await editor.openWorkflow(id);
		await editor.part('zoom-to-fit').click();
		await editor.settled();
		await picture(editor, 'onboard-customers', { x: 128, y: 108, width: 1096, height: 522 });
		await editor.part('execute-workflow-button').first().click();
		const done = editor.part('canvas-node-status-success', editor.node('Update Customer'));
		await done.waitFor({ timeout: 30_000 });
		expect(editor.takeComplaints()).toEqual([]);
	});
});

describe('the trigger', () => {
	it('has a form that opens', async () => {
		const { editor, n8n, credentials } = shared;
		await editor.openWorkflow(await n8n.addWorkflow({ nodes: [bvnkTrigger(credentials)] }));
		await editor.openNode('Trigger');
		await editor.page.getByText('Trigger On', { exact: true }).waitFor();
		expect(editor.takeComplaints()).toEqual([]);
	});

	async function publish(credentials: typeof shared.credentials): Promise<string> {
		const { editor, n8n } = shared;
		const next = { name: 'Next', type: 'n8n-nodes-base.noOp' };
		const id = await n8n.addWorkflow({ nodes: [bvnkTrigger(credentials), next] });
		await editor.openWorkflow(id);
		await editor.part('workflow-open-publish-modal-button').click();
		await editor.part('workflow-publish-button').click();
		return id;
	}

	it('with a webhook secret goes live, and n8n shows the URL to register', async () => {
		const { editor, n8n } = shared;
		const id = await publish(shared.credentials);
		const dialog = editor.page.getByRole('dialog').filter({ hasText: 'Workflow published' });
		expect(await dialog.innerText()).toMatch(/Check that this URL stands in BVNK’s portal/);
		await editor.openWorkflow(id);
		await editor.openNode('Trigger');
		await editor.page.getByText('Webhook URLs').first().click();
		expect(await editor.part('ndv').innerText()).toMatch(/webhook-test\/[0-9a-f-]+\/bvnk/);
		await picture(editor, 'trigger', FORM);
		await n8n.deactivate(id);
	});

	it('without one does not go live, and says where the secret is found', async () => {
		const { n8n, bvnk, editor } = shared;
		const { hawkId, hawkKey } = bvnk.credentials;
		const data = { environment: 'custom', baseUrl: bvnk.url, hawkId, hawkKey };
		await publish(await addCredential(n8n, data, 'Without secret'));
		// n8n's editor looks after fifteen seconds whether it went well
		expect(await editor.notified(/could not be published/, 40_000)).toMatch(
			/'Webhook Secret'.*is empty.*Public key/s,
		);
	});
});

describe('with the keyboard alone', () => {
	it('the node is added, Get is filled in, and it runs', async () => {
		const { editor } = shared;
		const { keyboard } = editor.page;
		const search = async (words: string) => {
			await keyboard.press('n');
			await editor.part('node-creator-search-bar').waitFor();
			await editor.settled();
			await keyboard.type(words);
			await editor.settled();
			await keyboard.press('Enter');
		};
		await editor.newWorkflow();
		await search('manual');
		await editor.part('canvas-node').waitFor();
		await editor.settled();
		await search('bvnk');
		await editor.page.getByText('Actions (').waitFor();
		const chosen = editor.page.locator(
			'[data-test-id="item-iterator-item"][class*="_active_"]:has-text("Get customer")',
		);
		for (let rows = 0; (await chosen.count()) === 0; rows++) {
			expect(rows).toBeLessThan(operations.length);
			await keyboard.press('ArrowDown');
			await editor.settled();
		}
		await keyboard.press('Enter');
		await editor.part('ndv').waitFor();
		await editor.settled();
		const inTheList = editor.page.locator('[data-test-id="rlc-search"]:focus-within');
		for (let tabs = 0; (await inTheList.count()) === 0; tabs++) {
			expect(tabs).toBeLessThan(30);
			await keyboard.press('Tab');
		}
		await keyboard.type('Mockford');
		await editor.part('rlc-item').filter({ hasText: 'Mockford' }).first().waitFor();
		await editor.settled();
		await keyboard.press('ArrowDown');
		await keyboard.press('Enter');
		await editor.settled();
		// n8n's own list keeps the focus, so the way on is out of the form
		await keyboard.press('Escape');
		await editor.part('ndv').waitFor({ state: 'detached' });
		await keyboard.press('Control+Enter');
		await editor
			.part('canvas-node-status-success', editor.node('Get customer'))
			.waitFor({ state: 'attached' });
		await keyboard.press('Enter');
		await editor.part('ndv').waitFor();
		expect(await editor.output()).toMatch('Mockford');
	});
});

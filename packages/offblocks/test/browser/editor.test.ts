/** n8n's editor in a browser, with this package: how a person fills in its forms, and what they say. */
import type { IDataObject, INode } from 'n8n-workflow';

import { testDrawings } from '../../../../test/tools/browser/canvases';
import { inWindow, it } from '../../../../test/tools/browser/suite';
import { start } from '../../../../test/tools/n8n/suite';
import { EXAMPLES } from '../e2e/examples';
import { NODE_TYPE, startStage, TRIGGER_TYPE } from '../e2e/n8n';
import { accountOf } from '../engine/engine';
import { walletOf } from '../sandbox/wallets';

const stage = inWindow(startStage, async ({ n8n, offblocks }) => {
	await n8n.dispose();
	await offblocks.close();
});

beforeEach(async () => {
	await stage.editor?.leave();
	stage.offblocks?.reset();
});
afterEach(() => expect(stage.editor?.takeComplaints() ?? []).toEqual([]));

/** A workflow with one node, whose form is opened. */
async function open(parameters: IDataObject, more: Partial<INode> = {}): Promise<void> {
	const { editor } = stage;
	const node = {
		name: 'Node',
		type: NODE_TYPE,
		credentials: stage.credentials,
		parameters: parameters as INode['parameters'],
		...more,
	};
	const nodes = node.type === TRIGGER_TYPE ? [node] : [start, node];
	await editor.openWorkflow(await stage.n8n.addWorkflow({ nodes }));
	await editor.openNode('Node');
}

/** What n8n says of the fields that are empty. */
async function missing(): Promise<string> {
	const { editor } = stage;
	await editor.part('node-execute-button').click();
	const said = await editor.notified(/cannot start|required/);
	await editor.dismissMessages();
	return said;
}

it('a credential is made with the private key as it stands in its file', async () => {
	const { editor, offblocks } = stage;
	await editor.openCredentials();
	await editor.part('add-resource-credential').click();
	await editor.part('new-credential-type-select').click();
	await editor.page.keyboard.type('offblocks');
	await editor.part('new-credential-type-select-option').filter({ hasText: 'Offblocks' }).click();
	await editor.part('new-credential-type-button').click();
	await editor.choose('environment', 'Custom');
	await editor.fill('baseUrl', offblocks.url);
	const { privateKey, ...keys } = offblocks.credentials;
	for (const [name, value] of Object.entries(keys)) await editor.fill(name, value);
	// with all its lines, as a person pastes it
	await editor.field('privateKey').locator('input, textarea').first().click();
	await editor.page.keyboard.insertText(privateKey);
	await editor.settled();

	const asked = editor.page.waitForResponse(/\/rest\/credentials\/test/);
	await editor.part('credential-save-button').click();
	await asked;
	await editor.settled();

	const config = editor.part('node-credentials-config-container');
	expect(await config.innerText()).toMatch('Connection tested successfully');
});

it('a customer is created by filling in two fields, which are named while they are empty', async () => {
	const { editor } = stage;
	const wallet = walletOf();
	await open({ resource: 'customer', operation: 'create' });
	const said = await missing();
	for (const label of ['Blockchain Account ID', 'External ID']) {
		expect(said).toContain(`"${label}"`);
	}

	await editor.fill('chainId', accountOf(wallet));
	await editor.fill('externalId', 'cust-1');
	await editor.execute();

	expect(await editor.output('json')).toMatch('wants you to sign in with your Ethereum account');
	expect(stage.offblocks.customers.size).toBe(1);
});

it('a signed challenge is handed in for a customer who is picked from the list', async () => {
	const { editor, offblocks } = stage;
	offblocks.seedCustomers(1);
	const [customer] = offblocks.customers.values();
	await open({ resource: 'customer', operation: 'submitChallenge' });
	const said = await missing();
	for (const label of ['Customer', 'Owner ID', 'Challenge', 'Signature']) {
		expect(said).toContain(`"${label}"`);
	}

	expect(await editor.pick('customerId', customer!.externalId)).toContain(customer!.externalId);
	await editor.fill('signature', '0x1234');
	await editor.fill('ownerId', customer!.chainId);
	await editor.fill('challenge', Buffer.from('Sign this').toString('base64'));
	await editor.execute();

	expect(await editor.output()).toMatch("'Signature' is shorter than a signature of a wallet");
});

it('a card is ordered with its two addresses, of which a virtual one needs one', async () => {
	const { editor } = stage;
	await open({ resource: 'card', operation: 'create' });
	const said = await missing();
	for (const label of ['Account', 'Billing First Line', 'Billing Postal Code', 'Billing Country']) {
		expect(said).toContain(`"${label}"`);
	}
	await editor.fill('firstLine', 'Lindenweg 4');
	await editor.choose('country', 'Germany (DE)');
	const shipping = editor.page.getByRole('button', { name: 'Add shipping address' });
	expect(await shipping.count()).toBe(0);

	await editor.choose('type', 'Physical');
	await shipping.click();
	const lines = editor.field('firstLine').filter({ visible: true }).locator('input');
	await lines.nth(1).fill('Marktplatz 1');

	expect(await lines.nth(0).inputValue()).toBe('Lindenweg 4');
	expect(await lines.nth(1).inputValue()).toBe('Marktplatz 1');
});

it('the trigger says what is registered, and that a body must be signed unless that is allowed', async () => {
	const { editor } = stage;
	await open({}, { type: TRIGGER_TYPE, typeVersion: 2, webhookId: 'a9ee0001' });
	const form = editor.part('ndv');
	await form.getByText('Offblocks must be able to reach it').waitFor();
	await editor.page.getByPlaceholder('Add option').first().click();
	await editor.page.getByRole('option', { name: 'Signed Bodies Only' }).click();
	await editor.settled();

	expect(
		await editor.field('signedBodiesOnly').locator('input, [role=switch]').first().isChecked(),
	).toBe(true);
});

testDrawings(EXAMPLES, () => stage);

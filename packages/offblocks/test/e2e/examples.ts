// The workflows of `examples/`, as a test or the demo reads, changes and plays them.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import type { Workflow } from '../../../../test/tools/n8n/n8n';
import type { Wallet } from '../sandbox/wallets';
import { HOME } from './n8n';

export const EXAMPLES = path.join(HOME, 'examples');

/** An example as it is in the repository. */
export const readExample = async (file: string): Promise<Workflow> =>
	JSON.parse(await readFile(path.join(EXAMPLES, file), 'utf8')) as Workflow;

/** A node by its name. */
export function nodeOf(workflow: Workflow, name: string): INode {
	const node = workflow.nodes.find((candidate) => candidate.name === name);
	if (!node) throw new Error(`The example has no node '${name}'`);
	return node;
}

/** A row of the table of `onboard-by-wallet.json`. */
export interface Row {
	externalId: string;
	name: string;
	emailAddress: string;
	wallet: string;
}

/** `onboard-by-wallet.json` with other customers and addresses of its own, that of its form among them. */
export async function onboardingOf(customers: Row[], n8nUrl: string): Promise<Workflow> {
	const workflow = await readExample('onboard-by-wallet.json');
	for (const node of workflow.nodes) if (node.webhookId) node.webhookId = randomUUID();
	const { webhookId } = nodeOf(workflow, 'Signed Challenge');
	const { parameters } = nodeOf(workflow, 'Customers');
	parameters['jsonOutput'] = JSON.stringify({ form: `${n8nUrl}/form/${webhookId}`, customers });
	return workflow;
}

/** The mail that a customer gets. */
export interface Mail {
	to: string;
	text: string;
}

/**
 * What a customer does with the mail: has the wallet sign the text, and hands the signature in.
 *
 * @returns the page that the form ends with
 */
export async function signByForm({ text }: Mail, wallet: Wallet): Promise<string> {
	const [, challenge] = /within the hour:\n\n([^]*)\n\nThen hand in/.exec(text) ?? [];
	const link = new URL(/https?:\S+$/.exec(text)![0]);
	const page = await open(link);
	const body = new FormData();
	for (const [index, name] of ['customerId', 'ownerId', 'challenge'].entries()) {
		const value = link.searchParams.get(name)!;
		// the page has taken it from the link
		if (!page.includes(escaped(value))) throw new Error(`The form does not show ${name}`);
		body.append(`field-${index}`, value);
	}
	body.append('field-3', wallet.sign(challenge!));
	const answer = await open(link.origin + link.pathname, { method: 'POST', body });
	const { formWaitingUrl } = JSON.parse(answer) as { formWaitingUrl: string };
	const state = new URL(formWaitingUrl);
	state.pathname += '/n8n-execution-status';
	for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) {
		if ((await open(state)) !== 'form-waiting') continue;
		const last = await open(formWaitingUrl);
		// the page tells n8n that it is shown, which ends the workflow
		await open(formWaitingUrl, { method: 'POST' });
		return last;
	}
	throw new Error('The form has no last page');
}

/** Above what a form takes on a busy machine. */
const PATIENCE_MS = 30_000;

/** Opens an address as a browser would, and gives the text of the page. */
async function open(address: string | URL, init: RequestInit = {}): Promise<string> {
	const answer = await fetch(address, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
	const text = await answer.text();
	if (!answer.ok) throw new Error(`The form answers ${answer.status}: ${text.slice(0, 300)}`);
	return text;
}

/** As n8n's page writes a text into an attribute. */
const escaped = (text: string) => text.replaceAll('=', '&#x3D;');

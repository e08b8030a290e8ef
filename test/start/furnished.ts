/** A real n8n as a user finds it after an afternoon's work: package, credential, examples, a BVNK. */
import { readdir } from 'node:fs/promises';

import type { INode } from 'n8n-workflow';

import { addCredential, credentialOf, TRIGGER_TYPE } from '../bvnk';
import { EXAMPLES, readExample, withCredentials } from '../demo/examples';
import { RealN8n, type Workflow } from '../tools/n8n/n8n';
import { startSandbox, type Sandbox } from '../sandbox/server';

/** As the examples name it. */
const CREDENTIAL_NAME = 'BVNK Hawk account';

export interface Furnished {
	n8n: RealN8n;
	bvnk: Sandbox;
	/** The examples, as n8n has them. */
	workflows: Workflow[];
	/** Where BVNK's webhooks go: the two URLs of each trigger in the examples. */
	webhookUrls: string[];
	/** Stops both, and removes n8n's folder. */
	close(options?: { keepLog?: boolean }): Promise<void>;
}

/** All workflows in `examples/`, by the names of their files. */
async function readExamples(): Promise<Workflow[]> {
	const files = (await readdir(EXAMPLES)).filter((name) => name.endsWith('.json')).sort();
	return await Promise.all(files.map(readExample));
}

/**
 * Starts an embedded BVNK with customers, and an n8n with a credential for it and every example.
 *
 * @param options.variables more of n8n's environment variables
 * @param say told before each step, in words for a person
 */
export async function furnish(
	options: { customers: number; variables?: Record<string, string> },
	say: (step: string) => void = () => {},
): Promise<Furnished> {
	const read = await readExamples();
	// A status lasts as long as a person needs to look at it; a webhook nobody takes is soon given up.
	const { customers, variables = {} } = options;
	const bvnk = await startSandbox({
		customers,
		ownLinks: true,
		// v2's hosted page is there soon, whether anybody asks for it or waits to be told.
		linkDelayMs: 500,
		webhookMaxAttempts: 3,
	});
	let n8n: RealN8n | undefined;
	const close: Furnished['close'] = async (how) => {
		await n8n?.dispose(how);
		await bvnk.close();
	};
	try {
		say('Installing the packed package into a fresh n8n');
		n8n = await RealN8n.create({ variables });
		say('Starting n8n');
		await n8n.start();
		say(`Storing a credential and ${read.length} workflows`);
		const credentials = await addCredential(n8n, credentialOf(bvnk), CREDENTIAL_NAME);
		const workflows: Workflow[] = [];
		for (const workflow of read.map((one) => withCredentials(one, credentials))) {
			workflows.push({ ...workflow, id: await n8n.addWorkflow(workflow) });
		}
		const webhookUrls = triggersOf(workflows).flatMap(({ webhookId }) =>
			['webhook', 'webhook-test'].map((kind) => `${n8n?.url}/${kind}/${webhookId}/bvnk`),
		);
		for (const url of webhookUrls) bvnk.webhooks.register(url);
		return { n8n, bvnk, workflows, webhookUrls, close };
	} catch (error) {
		// n8n's last words are in the error
		await close();
		throw error;
	}
}

function triggersOf(workflows: Workflow[]): INode[] {
	return workflows.flatMap(({ nodes }) => nodes.filter(({ type }) => type === TRIGGER_TYPE));
}

/** One n8n, one embedded BVNK and one browser for the tests of a file. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { IDataObject, INode } from 'n8n-workflow';

import { CREDENTIAL_TYPE, NODE_TYPE, type TestNode } from '../tools/n8n/n8n';
import { furnish, type Furnished } from '../start/furnished';
import { findChromium, launch } from '../tools/browser/chromium';
import { Editor } from '../tools/browser/editor';
import { startBvnkHosts, type BvnkHosts } from './hosts';

const START_MS = 90_000;
const TEST_MS = 120_000;
/** Enough for two pages of the list to choose from. */
const CUSTOMERS = 120;

const chromium = findChromium();
if (!chromium) {
	process.stderr.write(
		"SKIPPED: the tests in n8n's editor, because no Chromium is installed here (on Debian: apt-get install chromium)\n",
	);
}

/** What the tests share; filled before the first of them. */
export interface Suite extends Furnished {
	editor: Editor;
	/** BVNK's own two environments, beside the embedded BVNK that most tests use. */
	hosts: BvnkHosts;
	/** The credential for the embedded BVNK, as nodes hold it. */
	credentials: NonNullable<INode['credentials']>;
}

let window: Editor | undefined;

/** Runs a test, and keeps a picture of the window when it fails: what stood there says the most. */
async function watched(body: () => Promise<void>): Promise<void> {
	try {
		await body();
	} catch (error) {
		const file = path.join(tmpdir(), `bvnk-onboarding-editor-${Date.now()}.png`);
		await window?.page.screenshot({ path: file });
		process.stderr.write(`The window as it was is kept: ${file}\n`);
		throw error;
	}
}

const run = chromium ? test : test.skip;

/** A test of jest's; skipped, and counted as such, where no Chromium is found. */
export const it = Object.assign(
	(name: string, body: () => Promise<void>) => run(name, () => watched(body), TEST_MS),
	{
		each:
			<Case extends object>(cases: Case[]) =>
			(name: string, body: (one: Case) => Promise<void>) =>
				run.each(cases)(name, (one) => watched(() => body(one)), TEST_MS),
	},
);

/** Starts all three before the tests of a file, and ends them afterwards. */
export function suite(): Suite {
	const shared: Partial<Suite> = {};
	let end = async () => {};
	beforeAll(async () => {
		if (!chromium) return;
		const hosts = await startBvnkHosts();
		end = async () => await hosts.close();
		const furnished = await furnish({ customers: CUSTOMERS, variables: hosts.variables });
		end = async () => {
			await furnished.close();
			await hosts.close();
		};
		const browser = await launch(chromium);
		end = async () => {
			await browser.close();
			await furnished.close();
			await hosts.close();
		};
		const editor = await Editor.open(browser, furnished.n8n.url);
		window = editor;
		// n8n asks who is there before it shows the log-in page, and is told nobody
		editor.takeComplaints();
		const { url, credentials } = furnished.bvnk;
		const data = { environment: 'custom', baseUrl: url, ...credentials };
		Object.assign(shared, furnished, {
			editor,
			hosts,
			credentials: { [CREDENTIAL_TYPE]: await furnished.n8n.addCredential('BVNK', data) },
		});
	}, START_MS);
	afterAll(async () => await end(), START_MS);
	return shared as Suite;
}

/** A node of this package, for `addWorkflow`. */
export function bvnkNode(shared: Suite, name: string, parameters: IDataObject): TestNode {
	return {
		name,
		type: NODE_TYPE,
		credentials: shared.credentials,
		parameters: parameters as INode['parameters'],
	};
}

/** The trigger of this package, with a URL of its own. */
export function bvnkTrigger(credentials: INode['credentials'], parameters: IDataObject = {}) {
	return {
		name: 'Trigger',
		type: `${NODE_TYPE}Trigger`,
		webhookId: randomUUID(),
		...(credentials ? { credentials } : {}),
		parameters: parameters as INode['parameters'],
	};
}

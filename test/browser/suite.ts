/** One n8n, one embedded BVNK and one browser for the tests of a file. */
import { randomUUID } from 'node:crypto';

import type { IDataObject, INode } from 'n8n-workflow';

import { addCredential, credentialOf, NODE_TYPE, TRIGGER_TYPE } from '../bvnk';
import type { TestNode } from '../tools/n8n/n8n';
import { furnish, type Furnished } from '../start/furnished';
import { launch } from '../tools/browser/chromium';
import { Editor } from '../tools/browser/editor';
import { chromium, useWindow } from '../tools/browser/suite';
import { startBvnkHosts, type BvnkHosts } from './hosts';

export { it } from '../tools/browser/suite';

const START_MS = 300_000;
/** Enough for two pages of the list to choose from. */
const CUSTOMERS = 120;

/** What the tests share; filled before the first of them. */
export interface Suite extends Furnished {
	editor: Editor;
	/** BVNK's own two environments, beside the embedded BVNK that most tests use. */
	hosts: BvnkHosts;
	/** The credential for the embedded BVNK, as nodes hold it. */
	credentials: NonNullable<INode['credentials']>;
}

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
		useWindow(editor);
		// n8n asks who is there before it shows the log-in page, and is told nobody
		editor.takeComplaints();
		const data = credentialOf(furnished.bvnk);
		Object.assign(shared, furnished, {
			editor,
			hosts,
			credentials: await addCredential(furnished.n8n, data),
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
		type: TRIGGER_TYPE,
		webhookId: randomUUID(),
		...(credentials ? { credentials } : {}),
		parameters: parameters as INode['parameters'],
	};
}

/** One n8n, one embedded BVNK and one browser for the tests of a file. */
import { randomUUID } from 'node:crypto';

import type { IDataObject, INode } from 'n8n-workflow';

import { addCredential, credentialOf, NODE_TYPE, TRIGGER_TYPE } from '../bvnk';
import type { TestNode } from '../tools/n8n/n8n';
import { furnish, type Furnished } from '../start/furnished';
import { inWindow } from '../tools/browser/suite';
import { startBvnkHosts } from './hosts';

export { it } from '../tools/browser/suite';

/** Enough for two pages of the list to choose from. */
const CUSTOMERS = 120;

/** What the tests share; filled before the first of them. */
export type Suite = ReturnType<typeof suite>;

/** Starts n8n, what BVNK is to it, and a browser before the tests of a file, and ends all afterwards. */
export function suite() {
	return inWindow(start, async (all) => {
		await all.close();
		await all.hosts.close();
	});
}

/**
 * An n8n with the examples, an embedded BVNK for most tests, and BVNK's own two environments beside it (`hosts`).
 * `credentials` is for the embedded one, as nodes hold it.
 */
async function start() {
	const hosts = await startBvnkHosts();
	let furnished: Furnished | undefined;
	try {
		furnished = await furnish({ customers: CUSTOMERS, variables: hosts.variables });
		const credentials = await addCredential(furnished.n8n, credentialOf(furnished.bvnk));
		return { ...furnished, hosts, credentials };
	} catch (error) {
		await furnished?.close();
		await hosts.close();
		throw error;
	}
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

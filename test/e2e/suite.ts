/** One n8n and one embedded BVNK for the tests of a file, and the node under test. */
import type { IDataObject } from 'n8n-workflow';

import { addCredential, credentialOf, type Credentials, NODE_TYPE } from '../bvnk';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/server';
import { RealN8n, type TestNode } from '../tools/n8n/n8n';
import { WatchedTests } from '../tools/n8n/suite';

export { eventually, httpNode, rows, start } from '../tools/n8n/suite';

const START_MS = 90_000;
const TEST_MS = 120_000;

/** What the tests of a file share; filled before the first of them. */
export interface Suite {
	n8n: RealN8n;
	bvnk: Sandbox;
	/** The credential for the embedded BVNK, as nodes hold it. */
	credentials: Credentials;
	/** Data of that credential. */
	credentialData: IDataObject;
	/** A test of jest's; when it fails, n8n's log is kept. */
	test: WatchedTests['test'];
}

/**
 * Starts n8n and an embedded BVNK before the tests of a file, and stops both after them. BVNK
 * forgets everything before each test.
 */
export function suite(options: { logLevel?: string; bvnk?: Partial<SandboxOptions> } = {}): Suite {
	const watched = new WatchedTests(TEST_MS);
	const shared: Partial<Suite> = { test: watched.test };
	beforeAll(async () => {
		shared.bvnk = await startSandbox(options.bvnk);
		shared.credentialData = credentialOf(shared.bvnk);
		const n8n = await RealN8n.create({ logLevel: options.logLevel ?? 'info' });
		shared.n8n = n8n;
		await watched.watch(async () => await n8n.start());
		shared.credentials = await addCredential(n8n, shared.credentialData);
	}, START_MS);
	beforeEach(() => shared.bvnk?.reset());
	afterAll(async () => {
		await shared.n8n?.dispose({ keepLog: watched.failed });
		await shared.bvnk?.close();
	}, START_MS);
	return shared as Suite;
}

/** The node under test, named `BVNK`. */
export function bvnkNode(
	shared: Suite,
	parameters: IDataObject,
	more: Partial<TestNode> = {},
): TestNode {
	return {
		name: 'BVNK',
		type: NODE_TYPE,
		credentials: shared.credentials,
		parameters: { resource: 'customer', ...parameters },
		...more,
	};
}

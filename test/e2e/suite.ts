/** One n8n and one embedded BVNK for the tests of a file, and nodes that the tests have in common. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/server';
import { CREDENTIAL_TYPE, NODE_TYPE, RealN8n, type TestNode } from '../tools/n8n/n8n';

const START_MS = 90_000;
const TEST_MS = 120_000;

/** What the tests of a file share; filled before the first of them. */
export interface Suite {
	n8n: RealN8n;
	bvnk: Sandbox;
	/** The credential for the embedded BVNK, as nodes hold it. */
	credentials: { [CREDENTIAL_TYPE]: { id: string; name: string } };
	/** Data of that credential. */
	credentialData: IDataObject;
	/** A test of jest's, after which n8n's folder is kept when it fails. */
	test: (name: string, body: () => Promise<void>) => void;
}

/**
 * Starts n8n and an embedded BVNK before the tests of a file, and stops both after them. BVNK
 * forgets everything before each test.
 */
export function suite(options: { logLevel?: string; bvnk?: Partial<SandboxOptions> } = {}): Suite {
	let failed = false;
	const shared: Partial<Suite> = {
		test: (name, body) => {
			test(
				name,
				async () => {
					try {
						await body();
					} catch (error) {
						failed = true;
						throw error;
					}
				},
				TEST_MS,
			);
		},
	};
	beforeAll(async () => {
		shared.bvnk = await startSandbox(options.bvnk);
		shared.n8n = await RealN8n.create({ logLevel: options.logLevel ?? 'info' });
		failed = true;
		await shared.n8n.start();
		failed = false;
		const { url, credentials } = shared.bvnk;
		shared.credentialData = { environment: 'custom', baseUrl: url, ...credentials };
		shared.credentials = {
			[CREDENTIAL_TYPE]: await shared.n8n.addCredential('BVNK', shared.credentialData),
		};
	}, START_MS);
	beforeEach(() => shared.bvnk?.reset());
	afterAll(async () => {
		await shared.n8n?.dispose({ keepLog: failed });
		await shared.bvnk?.close();
	}, START_MS);
	return shared as Suite;
}

/** The trigger of every test's workflow. */
export const start: TestNode = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** Nodes that start a workflow with these items; the last one is named `Rows`. */
export function rows(items: IDataObject[]): TestNode[] {
	return [
		start,
		{
			name: 'List',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
		},
		{
			name: 'Rows',
			type: 'n8n-nodes-base.splitOut',
			parameters: { fieldToSplitOut: 'items', options: {} },
		},
	];
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

/** n8n's own HTTP Request node with the credential under test, named `HTTP`. */
export function httpNode(
	shared: Suite,
	parameters: IDataObject,
	more: Partial<TestNode> = {},
): TestNode {
	return {
		name: 'HTTP',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		credentials: shared.credentials,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: CREDENTIAL_TYPE,
			...parameters,
		},
		...more,
	};
}

/** Waits until something holds; n8n writes its log a little after it answers. */
export async function eventually(holds: () => boolean): Promise<void> {
	for (const end = Date.now() + 5_000; !holds() && Date.now() < end;) await sleep(50);
}

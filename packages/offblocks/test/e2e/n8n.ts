// What the tests in a real n8n, and the demo, are told of this package.

import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { RealN8n, type Execution, type Workflow } from '../../../../test/tools/n8n/n8n';
import { startOffblocks, type Offblocks, type OffblocksOptions } from '../sandbox/server';

export const NODE_TYPE = 'n8n-nodes-offblocks.offblocks';
export const TRIGGER_TYPE = `${NODE_TYPE}Trigger`;
export const CREDENTIAL_TYPE = 'offblocksApi';

/** A credential as nodes hold it. */
export type Credentials = { [CREDENTIAL_TYPE]: { id: string; name: string } };

/** The package's folder: one under `packages/`, or a repository of its own. */
export const HOME = path.resolve(__dirname, '..', '..');

/** The fields of the credential that an embedded Offblocks accepts, as a user would have saved them. */
export const credentialOf = ({
	url,
	credentials,
}: Pick<Offblocks, 'url' | 'credentials'>): IDataObject => ({
	environment: 'custom',
	baseUrl: url,
	...credentials,
});

/** A real n8n with this package, and an embedded Offblocks for it. */
export interface Stage {
	n8n: RealN8n;
	offblocks: Offblocks;
	credentials: Credentials;
}

/** Starts both. Whoever calls it disposes of n8n and closes Offblocks. */
export async function startStage(options: Partial<OffblocksOptions> = {}): Promise<Stage> {
	const offblocks = await startOffblocks(options);
	const n8n = await RealN8n.create({ home: HOME });
	await n8n.start();
	const reference = await n8n.addCredential(CREDENTIAL_TYPE, 'Offblocks', credentialOf(offblocks));
	return { n8n, offblocks, credentials: { [CREDENTIAL_TYPE]: reference } };
}

/** The nodes of a workflow with the credential of this n8n, as a user chooses one after the import. */
export const withCredentials = (workflow: Workflow, credentials: Credentials): Workflow => ({
	...workflow,
	nodes: workflow.nodes.map((node) => (node.credentials ? { ...node, credentials } : node)),
});

/**
 * The run, when it came to its end.
 *
 * @throws Error naming the node that stopped it
 */
export function succeeded(run: Execution): Execution {
	if (!run.error) return run;
	const node = 'node' in run.error ? run.error.node?.name : undefined;
	throw new Error(
		`The workflow stopped at '${node}': ${run.error.message}\n${run.error.description ?? ''}`,
	);
}

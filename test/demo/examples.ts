/** The workflows of `examples/`, as a test or the demo reads, changes and stores them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import type { Execution, Workflow } from '../tools/n8n/n8n';

/** The folder that holds them. */
export const EXAMPLES = path.resolve(__dirname, '..', '..', 'examples');

/** An example as it is in the repository. */
export async function readExample(file: string): Promise<Workflow> {
	return JSON.parse(await readFile(path.join(EXAMPLES, file), 'utf8')) as Workflow;
}

/** The same workflow with another credential in its nodes, as a user chooses one after the import. */
export function withCredentials(
	workflow: Workflow,
	credentials: NonNullable<INode['credentials']>,
): Workflow {
	const nodes = workflow.nodes.map((node) => (node.credentials ? { ...node, credentials } : node));
	return { ...workflow, nodes };
}

/** A node by its name. */
export function nodeOf(workflow: Workflow, name: string): INode {
	const node = workflow.nodes.find((candidate) => candidate.name === name);
	if (!node) throw new Error(`The example has no node '${name}'`);
	return node;
}

/** The JSON of an Edit Fields node: read, and written back. */
export function jsonOf(workflow: Workflow, name: string) {
	const { parameters } = nodeOf(workflow, name);
	return {
		get: <T>() => JSON.parse(parameters['jsonOutput'] as string) as T,
		set: (value: object) => void (parameters['jsonOutput'] = JSON.stringify(value)),
	};
}

/** Has Send Email show what it sends, and send nothing: `to`, `subject` and `text` are its items. */
export function showMails(workflow: Workflow): void {
	const node = nodeOf(workflow, 'Send Email');
	const { toEmail, subject, text } = node.parameters;
	const assignments = Object.entries({ to: toEmail, subject, text }).map(([name, value]) => ({
		id: name,
		name,
		type: 'string',
		value: value as string,
	}));
	Object.assign(node, {
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		disabled: false,
		parameters: { mode: 'manual', assignments: { assignments }, options: {} },
	});
}

/**
 * The run, when it came to its end.
 *
 * @throws Error naming the node that stopped it
 */
export function succeeded(run: Execution): Execution {
	if (!run.error) return run;
	const node = 'node' in run.error ? run.error.node?.name : undefined;
	const { message, description } = run.error;
	throw new Error(`The workflow stopped at '${node}': ${message}\n${description ?? ''}`);
}

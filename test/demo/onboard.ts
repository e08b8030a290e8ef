/** Runs the example workflow in a real n8n, and gathers what a person wants to know of it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { CREDENTIAL_TYPE, type RealN8n, type Workflow } from '../e2e/n8n';

const EXAMPLE = path.resolve(__dirname, '..', '..', 'examples', 'onboard-customers.json');

/** The row of the example that cannot be created: its date of birth is the 30th of February. */
export const BAD_ROW = '015';

/** Which BVNK the workflow talks to. */
export interface Target {
	baseUrl: string;
	/** Data of the credential: environment, id and key. */
	credential: IDataObject;
	/** Put before each row's id to make its external reference, which BVNK takes only once. */
	referencePrefix: string;
}

/** A row of the example. */
interface Row extends IDataObject {
	id: string;
	type: 'INDIVIDUAL' | 'COMPANY';
	newEmailAddress?: string;
}

/** A customer as it was read back. */
export interface Customer extends IDataObject {
	type: string;
	name: string;
	reference: string;
	status: string;
}

/** A row that was not created, and why. */
export interface Refused extends IDataObject {
	id: string;
	message: string;
}

/** What BVNK still needs of one customer. */
export interface RequiredInfo extends IDataObject {
	status: string;
	missingDocuments: Array<{ docSetType: string; anyOf: string[] }>;
	missingQuestionnaires: string[];
}

/** What the run showed. */
export interface Onboarded {
	/** How many rows the example holds. */
	rows: number;
	/** The customers created, in the order of their rows within each type. */
	customers: Customer[];
	/** The rows that were not created. */
	refused: Refused[];
	/** References of all customers that the list gave. */
	listed: string[];
	/** What BVNK says is missing, one for each customer. */
	requiredInfo: RequiredInfo[];
	/** The customer with a new e-mail address; undefined when the update did not run. */
	updated: { reference: string; emailAddress: string } | undefined;
	/** What the nodes reported in their output panels. */
	hints: string[];
}

/** The example as it is in the repository. */
export async function readExample(): Promise<Workflow> {
	return JSON.parse(await readFile(EXAMPLE, 'utf8')) as Workflow;
}

/**
 * Imports the example and a credential, and runs it.
 *
 * @param say told before each step, in words for a person
 * @throws Error naming the node, when the run does not come to its end
 */
export async function onboard(
	n8n: RealN8n,
	target: Target,
	say: (step: string) => void = () => {},
): Promise<Onboarded> {
	const workflow = await readExample();
	const settings = setNode(workflow, 'Settings');
	const { baseUrl, referencePrefix } = target;
	settings.set({ ...settings.get<object>(), baseUrl, referencePrefix });
	const { customers } = setNode(workflow, 'Customers').get<{ customers: Row[] }>();

	say('Importing the credential');
	const reference = workflow.nodes.find((node) => node.credentials)?.credentials?.[CREDENTIAL_TYPE];
	await n8n.importCredentials([
		{
			id: String(reference?.id),
			name: String(reference?.name),
			type: CREDENTIAL_TYPE,
			data: target.credential,
		},
	]);
	say('Importing the workflow examples/onboard-customers.json');
	await n8n.importWorkflows([workflow]);
	say(`Running it: ${customers.length} rows`);
	const run = await n8n.execute(workflow.id);
	if (run.error) {
		const node = 'node' in run.error ? run.error.node?.name : undefined;
		const { message, description } = run.error;
		throw new Error(`The workflow stopped at '${node}': ${message}\n${description ?? ''}`);
	}

	const [moved] = run.json<{ reference: string }>('Has a New E-Mail?');
	const wanted = customers.find((row) => row.newEmailAddress)?.newEmailAddress;
	return {
		rows: customers.length,
		customers: run.json<Customer>('Get Customer'),
		refused: run.json<Refused>('Not Created'),
		listed: run.json<{ reference: string }>('List All Customers').map((row) => row.reference),
		requiredInfo: run.json<RequiredInfo>('Get Required Info'),
		updated:
			moved && wanted && run.items('Update Customer').length === 1
				? { reference: moved.reference, emailAddress: wanted }
				: undefined,
		hints: workflow.nodes.flatMap(({ name }) => run.hints(name)),
	};
}

/** The JSON of an Edit Fields node: read, and written back. */
function setNode(workflow: Workflow, name: string) {
	const node = workflow.nodes.find((candidate) => candidate.name === name);
	if (!node) throw new Error(`The example has no node '${name}'`);
	const { parameters } = node;
	return {
		get: <T>() => JSON.parse(parameters['jsonOutput'] as string) as T,
		set: (value: object) => void (parameters['jsonOutput'] = JSON.stringify(value)),
	};
}

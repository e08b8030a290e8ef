/** Runs `examples/onboard-customers.json`, and gathers what a person wants to know of it. */
import type { IDataObject } from 'n8n-workflow';

import type { Execution, Workflow } from '../tools/n8n/n8n';
import { jsonOf, readExample, succeeded } from './examples';

const FILE = 'onboard-customers.json';

/** The row of the example that cannot be created: its date of birth is the 30th of February. */
export const BAD_ROW = '015';

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
	toDos: Array<{ kind: string; code: string | null; anyOf: string[] }>;
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

/**
 * Runs the example.
 *
 * @param run how: gets the workflow, gives what came of it
 * @param referencePrefix put before each row's id to make its external reference, which BVNK takes once
 * @throws Error naming the node, when the run does not come to its end
 */
export async function onboard(
	run: (workflow: Workflow) => Promise<Execution>,
	referencePrefix = 'example-',
): Promise<Onboarded> {
	const workflow = await readExample(FILE);
	const given = jsonOf(workflow, 'Customers');
	const { customers } = given.get<{ customers: Row[] }>();
	given.set({ referencePrefix, customers });
	const execution = succeeded(await run(workflow));

	const [moved] = execution.json<{ reference: string }>('Has a New E-Mail?');
	const wanted = customers.find((row) => row.newEmailAddress)?.newEmailAddress;
	return {
		rows: customers.length,
		customers: execution.json<Customer>('Get Customer'),
		refused: execution.json<Refused>('Not Created'),
		listed: execution.json<{ reference: string }>('List All Customers').map((row) => row.reference),
		requiredInfo: execution.json<RequiredInfo>('Get Required Info'),
		updated:
			moved && wanted && execution.items('Update Customer').length === 1
				? { reference: moved.reference, emailAddress: wanted }
				: undefined,
		hints: workflow.nodes.flatMap(({ name }) => execution.hints(name)),
	};
}

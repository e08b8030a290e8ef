/** What the demo tells of one person and of one company by v1, from what n8n kept of their workflows. */
import type { IDataObject } from 'n8n-workflow';

import type { Execution, Workflow } from '../tools/n8n/n8n';
import { jsonOf, nodeOf, readExample } from './examples';

/** A step of a story: what it is called, and one or more lines about it. */
export type Step = [name: string, ...lines: string[]];

/** What was told of a customer. */
export interface Story {
	name: string;
	reference: string;
	/** As BVNK called it when the workflow ended. */
	status: string;
	steps: Step[];
	/** What people do behind the links that they got, in this order. */
	errands: Errand[];
}

/** What somebody does on a page of BVNK's. */
export interface Errand {
	/** In words. */
	what: string;
	/** What the person's browser asks for. */
	url: string;
	/** The form that it sends; undefined where it only opens the page. */
	form?: Record<string, string>;
}

interface ToDo extends IDataObject {
	kind: string;
	todo: string;
	name: string;
	code: string | null;
	url: string | null;
}

/** `examples/onboard-individuals.json` for the first of its people alone, with its own waiting time. */
export async function personWorkflow(referencePrefix: string, minutes: number): Promise<Workflow> {
	const workflow = await readExample('onboard-individuals.json');
	const people = jsonOf(workflow, 'People');
	const [first] = people.get<{ people: Referenced[] }>().people;
	people.set({ people: [prefixed(first!, referencePrefix)] });
	nodeOf(workflow, 'Wait for Status').parameters['timeLimit'] = minutes;
	return workflow;
}

/** `examples/onboard-company.json`, with an external reference that BVNK does not have yet. */
export async function companyWorkflow(referencePrefix: string): Promise<Workflow> {
	const workflow = await readExample('onboard-company.json');
	const company = jsonOf(workflow, 'Company');
	company.set(prefixed(company.get<Referenced>(), referencePrefix));
	return workflow;
}

interface Referenced {
	externalReference: string;
}

const prefixed = (one: Referenced, prefix: string): Referenced => ({
	...one,
	externalReference: `${prefix}${one.externalReference}`,
});

/** What became of the person. */
export function personStory(run: Execution): Story {
	const [session] = run.json<{ reference: string }>('Create Session');
	const [asked] = run.json<{ customerName: string; toDos: ToDo[] }>('Get Required Info');
	const [waited] = run.json<{ status: string; reached: boolean; waitedSeconds: number }>(
		'Wait for Status',
	);
	const { reference, status } = created(run, 'Create Individual');
	const uploads = run.json<Upload>('Upload').flatMap(({ documents }) => documents);
	return {
		name: asked?.customerName ?? '',
		reference,
		status: waited?.status ?? 'unknown',
		steps: [
			['Agreement', `session ${session?.reference} is signed`],
			['Created', `${asked?.customerName}, ${reference}, ${status}`],
			['BVNK asks', ...(asked?.toDos ?? []).map(({ todo }) => todo)],
			['Handed in', ...uploads.map(({ type, name }) => `${type} (${name})`)],
			[
				'Waited',
				`${waited?.waitedSeconds} s: ${waited?.reached ? 'it is' : 'it is still'} ${waited?.status}`,
			],
		],
		errands: [],
	};
}

/** What became of the company when its workflow ended. */
export function companyStory(run: Execution): Story {
	const [industry] = run.json<{ name: string }>('Industry');
	const [session] = run.json<{ reference: string }>('Create Session');
	const toDos = run.json<ToDo & { customerName: string }>('Get Required Info');
	const uploads = run.json<Upload>('Upload').flatMap(({ documents }) => documents);
	const [left] = run.json<{ status: string; toDos: ToDo[] }>('What Is Left');
	const { reference, status } = created(run, 'Create Company');
	const name = toDos[0]?.customerName ?? '';
	const links = toDos.filter(({ kind }) => kind === 'verification');
	const others = toDos.filter(({ kind }) => kind !== 'verification');
	const answers = run.items('Submit Answers').length;
	return {
		name,
		reference,
		status: left?.status ?? 'unknown',
		steps: [
			['Industry', industry?.name ?? 'none found'],
			['Agreement', `session ${session?.reference} is signed`],
			['Created', `${name}, ${reference}, ${status}`],
			['BVNK asks', ...others.map(({ todo }) => todo), ...links.map(({ todo }) => todo)],
			['Handed in', ...uploads.map(({ type, name: file }) => `${type} (${file})`)],
			[
				'Answered',
				`${answers} of ${others.filter(({ kind }) => kind === 'questionnaire').length} questionnaires`,
			],
			['Left', ...(left?.toDos ?? []).map(({ todo }) => todo)],
		],
		errands: (left?.toDos ?? []).flatMap(({ name: who, url }) =>
			url ? [{ what: `${who} opens the link, and is verified there`, url: `${url}/complete` }] : [],
		),
	};
}

interface Upload extends IDataObject {
	documents: Array<{ type: string; name: string }>;
}

function created(run: Execution, node: string) {
	const [customer] = run.json<{ reference: string; status: string }>(node);
	if (customer) return customer;
	const [refused] = run.json<{ message: string }>('Not Created');
	throw new Error(`The customer was not created: ${refused?.message}`);
}

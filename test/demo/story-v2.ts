/** What the demo tells of one person and of one company by Customers API v2. */
import type { IDataObject } from 'n8n-workflow';

import type { Execution, Workflow } from '../tools/n8n/n8n';
import { jsonOf, nodeOf, readExample } from './examples';
import type { Story } from './story';

interface Customer extends IDataObject {
	id: string;
	name: string;
	status: string;
}

interface ToDo {
	todo: string;
	name: string | null;
	code: string | null;
}

interface Referenced {
	reference: string;
}

/** `examples/onboard-by-link.json` for the first of its people alone. */
export async function personWorkflowV2(): Promise<Workflow> {
	const workflow = await readExample('onboard-by-link.json');
	const people = jsonOf(workflow, 'People');
	people.set({ people: people.get<{ people: Referenced[] }>().people.slice(0, 1) });
	return workflow;
}

/** `examples/onboard-company-v2.json`, without BVNK's pause between two uploads. */
export async function companyWorkflowV2(): Promise<Workflow> {
	const workflow = await readExample('onboard-company-v2.json');
	nodeOf(workflow, 'Upload').parameters['options'] = { pause: 0 };
	return workflow;
}

/** What became of the person when the mail was out: the rest she does herself. */
export function personStoryV2(run: Execution): Story {
	const [agreements] = run.json<{ pending: number }>('Agreements');
	const [link] = run.json<{ status: string; expiresAt: string }>('Get Onboarding Link');
	const mails = run.json<{ to: string; text: string }>('Link by Mail');
	const customer = created(run, 'Create Individual');
	const [toAgreements, toOnboarding] = mails.flatMap(({ text }) => text.match(/https?:\S+/g) ?? []);
	if (!toAgreements || !toOnboarding) throw new Error('The mail has not both links');
	return {
		name: customer.name,
		reference: customer.id,
		status: link?.status ?? 'unknown',
		steps: [
			['Agreements', `${agreements?.pending} to answer, before there is a customer`],
			['Created', line(customer)],
			['Mail', ...mails.map(({ to }) => `to ${to}, with two links, one until ${link?.expiresAt}`)],
		],
		errands: [
			{
				what: "she accepts the agreements on BVNK's page",
				url: toAgreements,
				form: { type: 'ACCEPT' },
			},
			{
				what: 'she hands in all that is left, behind the second link',
				url: toOnboarding,
				form: {},
			},
		],
	};
}

/** What became of the company when its workflow ended. */
export function companyStoryV2(run: Execution): Story {
	const [set] = run.json<{ agreements: Array<{ id: string; name: string }> }>('Create Agreements');
	const answers = run.json<{ agreementId: string; status: string }>('Answer');
	const turns = run.json<{ customerName: string; toDos: ToDo[] }>('Get Required Actions');
	const uploads = run.json<Upload>('Upload');
	const [waited] = run.json<{ status: string; waitedSeconds: number }>('Wait for Status');
	const customer = created(run, 'Create Company');
	const first = turns[0]?.toDos ?? [];
	const left = turns.at(-1)?.toDos ?? [];
	const nameOf = (id: string) => set?.agreements.find((one) => one.id === id)?.name;
	return {
		name: customer.name,
		reference: customer.id,
		status: waited?.status ?? 'unknown',
		steps: [
			[
				'Agreements',
				answers.map(({ agreementId, status }) => `${nameOf(agreementId)}: ${status}`).join(', '),
			],
			['Created', line(customer)],
			['BVNK asks', ...grouped(first)],
			['Handed in', ...byOwner(uploads)],
			['Left', left.length === 0 ? 'nothing' : left.map(({ todo }) => todo).join(' ')],
			['Waited', `${waited?.waitedSeconds ?? 0} s: it is ${waited?.status ?? 'not known'}`],
		],
		errands: [],
	};
}

interface Upload extends IDataObject {
	associateId: string | null;
	documents: Array<{ type: string; name: string }>;
}

const line = ({ name, id, status }: Customer) => `${name}, ${id}, ${status}`;

/** What is asked of whom, one line for each. */
function grouped(toDos: ToDo[]): string[] {
	const names = [...new Set(toDos.map(({ name }) => name))];
	return names.map((name) => {
		const theirs = toDos.filter((toDo) => toDo.name === name);
		return `${name}: ${theirs.map(({ code, todo }) => code ?? todo).join(', ')}`;
	});
}

/** The files that were handed in, one line for each person or company that they are of. */
function byOwner(uploads: Upload[]): string[] {
	const owners = [...new Set(uploads.map(({ associateId }) => associateId))];
	return owners.map((owner) =>
		uploads
			.filter(({ associateId }) => associateId === owner)
			.flatMap(({ documents }) => documents.map(({ name }) => name))
			.join(', '),
	);
}

function created(run: Execution, node: string): Customer {
	const [customer] = run.json<Customer>(node);
	if (customer) return customer;
	const [refused] = run.items('Not Created');
	throw new Error(`The customer was not created: ${JSON.stringify(refused?.json)}`);
}

/** The workflows of `examples/` in a real n8n, against the embedded BVNK: as files, and as they run. */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { NodeHelpers, type IDataObject, type INode, type INodeTypeDescription } from 'n8n-workflow';

import {
	EXAMPLES,
	jsonOf,
	nodeOf,
	readExample,
	showMails,
	succeeded,
	withCredentials,
} from '../demo/examples';
import type { Customer } from '../sandbox/server';
import { CREDENTIAL_TYPE } from '../bvnk';
import type { Execution, Workflow } from '../tools/n8n/n8n';
import { suite } from './suite';

const CUSTOMERS = '/platform/v1/customers';
/** Above what a page or a step of BVNK's takes on a busy machine. */
const PATIENCE_MS = 20_000;

const shared = suite({ bvnk: { ownLinks: true } });
const { test: it } = shared;

/** Stores an example with the credential under test, after a change to it, and gives its id. */
async function stored(file: string, change: (workflow: Workflow) => void = () => {}) {
	const workflow = await readExample(file);
	change(workflow);
	return await shared.n8n.addWorkflow(withCredentials(workflow, shared.credentials));
}

/** Stores an example and runs it from its Manual Trigger to its end. */
async function run(file: string, change?: (workflow: Workflow) => void): Promise<Execution> {
	return succeeded(await shared.n8n.runStored(await stored(file, change)));
}

const isNote = ({ type }: INode) => type.endsWith('.stickyNote');
const customers = () => [...shared.bvnk.customers.values()];
const statusOf = ({ script, stage }: Customer) => script[stage];
const named = (name: string) => customers().find((customer) => customer.name === name)!;
const creations = () => shared.bvnk.count({ method: 'POST', path: CUSTOMERS });
const names = (execution: Execution, node: string, output = 0) =>
	execution.json<{ name: string }>(node, output).map(({ name }) => name);

/** The text that HTML shows for an attribute. */
const unescaped = (html: string) => html.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');

/** Opens an address as a browser would, and gives the text of the page. */
async function open(address: string | URL, init: RequestInit = {}): Promise<string> {
	const answer = await fetch(address, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
	const text = await answer.text();
	expect({ address: String(address), status: answer.status, text }).toMatchObject({ status: 200 });
	return text;
}

/** Waits until something is there; n8n and BVNK go on by themselves. */
async function until<T>(find: () => Promise<T | undefined> | T | undefined): Promise<T> {
	for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(50)) {
		const found = await find();
		if (found !== undefined) return found;
	}
	throw new Error('It did not come to pass');
}

/** Every node type of n8n's, asked for once: there are many. */
let types: INodeTypeDescription[];
beforeAll(async () => (types = await shared.n8n.nodeTypes()));

describe.each(readdirSync(EXAMPLES))('the file examples/%s', (file) => {
	it('has only parameters that n8n knows, and all that it asks for', async () => {
		const { nodes } = await readExample(file);
		for (const node of nodes) {
			const type = typeOf(types, node);
			const known = NodeHelpers.getNodeParameters(
				type.properties,
				node.parameters,
				true,
				false,
				node,
				type,
			);
			expect({ node: node.name, dropped: unknown(node.parameters, known) }).toEqual({
				node: node.name,
				dropped: [],
			});
			const issues = NodeHelpers.getNodeParametersIssues(type.properties, node, type);
			expect({ node: node.name, issues }).toEqual({ node: node.name, issues: null });
		}
	});

	it('connects nodes that it has, and leaves none out', async () => {
		const { nodes, connections } = await readExample(file);
		const ends = Object.values(
			connections as Record<string, { main: Array<Array<{ node: string }>> }>,
		)
			.flatMap(({ main }) => main.flat())
			.map(({ node }) => node);
		const all = nodes.filter((node) => !isNote(node)).map(({ name }) => name);
		expect(all).toEqual(expect.arrayContaining([...Object.keys(connections), ...ends]));
		expect(all.filter((name) => !(name in connections) && !ends.includes(name))).toEqual([]);
	});

	it('needs no account but BVNK’s, and no code', async () => {
		const { nodes } = await readExample(file);
		const reference = { [CREDENTIAL_TYPE]: { id: 'bvnkHawkExample1', name: 'BVNK Hawk account' } };
		for (const node of nodes.filter(({ disabled }) => !disabled)) {
			expect(node.type).not.toMatch(/\.code$/);
			const needed = (typeOf(types, node).credentials ?? []).filter(
				({ required, displayOptions }) => required && !displayOptions,
			);
			expect(needed.length > 0 ? node.credentials : reference).toEqual(reference);
		}
	});

	it('holds no key, and no address but examples', async () => {
		const text = JSON.stringify(await readExample(file));
		expect(text).not.toMatch(/hawkKey|hawkId|webhookSecret|127\.0\.0\.1|localhost/);
		const hosts = [...text.matchAll(/(?:https?:\/\/|@)([\w.-]+\.[a-z]+)/g)].map(([, host]) => host);
		expect(hosts.filter((host) => !/(^|\.)example(\.(org|com|net))?$/.test(host!))).toEqual([]);
	});

	it('lays each node over a note', async () => {
		const { nodes } = await readExample(file);
		const notes = nodes.filter(isNote);
		const others = nodes.filter((node) => !isNote(node));
		const bare = others.filter(({ position: [x, y] }) =>
			notes.every(({ position: [left, top], parameters: { width, height } }) => {
				const isOver = x >= left && y >= top;
				return !isOver || x + 100 > left + Number(width) || y + 100 > top + Number(height);
			}),
		);
		expect(bare.map(({ name }) => name)).toEqual([]);
	});
});

/** The type of a node in its version. */
function typeOf(types: INodeTypeDescription[], { type, typeVersion }: INode): INodeTypeDescription {
	const found = types.find(
		({ name, version }) => name === type && [version].flat().includes(typeVersion),
	);
	if (!found) throw new Error(`n8n has no ${type} of version ${typeVersion}`);
	return found;
}

/** The paths of values that are not in another object. */
function unknown(given: unknown, known: unknown, path = ''): string[] {
	if (typeof given !== 'object' || given === null) return known === undefined ? [path] : [];
	if (typeof known !== 'object' || known === null) return [path];
	return Object.entries(given).flatMap(([key, value]) =>
		unknown(value, (known as Record<string, unknown>)[key], `${path}/${key}`),
	);
}

describe('first-customer.json', () => {
	const FILE = 'first-customer.json';

	/** Runs it until it waits for the customer, and gives the page to sign on and what comes of the run. */
	async function asked() {
		const { n8n } = shared;
		const id = await stored(FILE);
		await n8n.rest(`POST /workflows/${id}/run`, { triggerToStartFrom: { name: 'Start' } });
		const [execution] = await until(async () => {
			const all = await n8n.executionsOf(id, { wait: false });
			return all.some(({ status }) => status === 'waiting') ? all : undefined;
		});
		const [session] = (await n8n.execution(execution!.id)).json<{ hostedUrl: string }>(
			'Create Session',
		);
		return {
			/** Answers on BVNK's page, and gives the page to which that leads. */
			answer: async (words: 'Sign' | 'Decline') => {
				const { hostedUrl } = session!;
				const [, answer] = new RegExp(`href="([^"]+)">${words}<`).exec(await open(hostedUrl))!;
				return await open(new URL(unescaped(answer!), hostedUrl));
			},
			ended: async () => {
				await n8n.executionsOf(id);
				return await n8n.execution(execution!.id);
			},
		};
	}

	it('has six nodes', async () => {
		const { nodes } = await readExample(FILE);
		expect(nodes.filter((node) => !isNote(node))).toHaveLength(6);
	});

	it('creates the customer once the agreements are signed, and nobody before', async () => {
		const waiting = await asked();
		expect(creations()).toBe(0);
		expect(await waiting.answer('Sign')).toMatch(/Thank you/);
		const execution = succeeded(await waiting.ended());

		expect(execution.items('Create Individual')).toHaveLength(1);
		expect(customers()).toMatchObject([{ name: 'Amelie Roth' }]);
	});

	it('creates nobody who declines, and says why', async () => {
		const waiting = await asked();
		await waiting.answer('Decline');
		const execution = await waiting.ended();

		expect(execution.error?.message).toMatch(/is not signed/);
		expect(creations()).toBe(0);
	});
});

describe('onboard-individuals.json', () => {
	const FILE = 'onboard-individuals.json';
	/** The outputs of Which Status?. */
	const [VERIFIED, REJECTED, NOT_DECIDED] = [0, 1, 2];

	/** Lets the workflow run for one person, who differs from the first row. */
	const onePerson =
		(changes: IDataObject, more: (workflow: Workflow) => void = () => {}) =>
		(workflow: Workflow) => {
			const people = jsonOf(workflow, 'People');
			const [first] = people.get<{ people: IDataObject[] }>().people;
			people.set({ people: [{ ...first, ...changes }] });
			more(workflow);
		};
	/** Without the pause between two uploads, with statuses that follow each other at once, and with mails. */
	const quick = (workflow: Workflow) => {
		showMails(workflow);
		nodeOf(workflow, 'Upload').parameters['options'] = { pause: 0 };
		shared.bvnk.settings.stepMs = 1;
	};
	const inNoTime = (workflow: Workflow) => {
		for (const name of ['Wait for BVNK', 'Wait for Status']) {
			nodeOf(workflow, name).parameters['timeLimit'] = 0;
		}
	};

	it('takes people from rows to verified: two with their files, one gets the link', async () => {
		const execution = await run(FILE, quick);

		expect(names(execution, 'Which Status?', VERIFIED)).toEqual(['Amelie Roth', 'Carmen Iriarte']);
		expect(customers().map(({ name }) => name)).toEqual([
			'Amelie Roth',
			'Bastien Fournier',
			'Carmen Iriarte',
		]);
		expect(customers().map(statusOf)).toEqual(['VERIFIED', 'INFO_REQUIRED', 'VERIFIED']);
		expect(named('Carmen Iriarte').documents).toMatchObject([
			{ type: 'PASSPORT', name: 'identity.png', countryCode: 'ES' },
			{ type: 'SELFIE', name: 'selfie.png', countryCode: 'ES' },
		]);
		const [mail, ...others] = execution.json<{ to: string; text: string }>('Send Email');
		expect(others).toEqual([]);
		expect(mail?.to).toBe('bastien.fournier@example.org');
		const [link] = /http\S+/.exec(mail!.text)!;
		await open(`${link}/complete`);
		expect(named('Bastien Fournier').satisfied).toBe(true);
	});

	it('gives each a session of its own, signed for the address that is theirs', async () => {
		const execution = await run(FILE, quick);

		const sessions = execution.json('Create Session').map(({ reference }) => reference);
		expect(new Set(sessions).size).toBe(3);
		expect(customers().map((one) => one.signedAgreementSessionReference)).toEqual(sessions);
		expect(execution.hints('Sign')).toEqual([]);
	});

	it('makes no second customer when it runs again, and goes on where each stands', async () => {
		const id = await stored(FILE, quick);
		succeeded(await shared.n8n.runStored(id));
		const again = succeeded(await shared.n8n.runStored(id));

		expect(shared.bvnk.created).toBe(3);
		expect(again.json('Create Individual')).toEqual(
			Array(3).fill(expect.objectContaining({ existed: true })),
		);
		expect(names(again, 'Which Status?', VERIFIED)).toEqual(['Amelie Roth', 'Carmen Iriarte']);
		expect(again.runs('Upload')).toEqual([]);
		expect(again.items('Send Email')).toHaveLength(1);
	});

	it('routes who is rejected', async () => {
		const execution = await run(FILE, onePerson({ lastName: 'Reject' }));

		expect(names(execution, 'Which Status?', REJECTED)).toEqual(['Amelie Reject']);
	});

	it('routes who has more to supply when the time is up', async () => {
		shared.bvnk.settings.readsPerStep = 2;
		const execution = await run(
			FILE,
			onePerson({}, (workflow) => {
				nodeOf(workflow, 'Wait for Status').parameters['timeLimit'] = 0;
			}),
		);

		expect(execution.json('Which Status?', NOT_DECIDED)).toEqual([
			expect.objectContaining({ name: 'Amelie Roth', statusGroup: 'actionRequired' }),
		]);
	});

	it('routes who is still pending when the time is up', async () => {
		shared.bvnk.settings.stepMs = 600_000;
		const execution = await run(FILE, onePerson({}, inNoTime));

		expect(execution.json('Which Status?', NOT_DECIDED)).toEqual([
			expect.objectContaining({ name: 'Amelie Roth', statusGroup: 'pending' }),
		]);
	});

	it('shows who cannot be created, with the reason', async () => {
		const execution = await run(FILE, (workflow) => {
			quick(workflow);
			const people = jsonOf(workflow, 'People');
			const { people: rows } = people.get<{ people: IDataObject[] }>();
			rows[0]!['dateOfBirth'] = '1991-02-30';
			people.set({ people: rows });
		});

		expect(execution.json('Not Created')).toEqual([
			expect.objectContaining({
				externalReference: 'person-001',
				message: expect.stringMatching(/Date of Birth/),
			}),
		]);
		expect(names(execution, 'Which Status?', VERIFIED)).toEqual(['Carmen Iriarte']);
	});
});

describe('onboard-from-form.json', () => {
	const FILE = 'onboard-from-form.json';

	const ANSWERS: Record<string, string> = {
		'First name': 'Dario',
		'Last name': 'Conti',
		'Date of birth': '1993-07-19',
		Email: 'dario.conti@example.org',
		'Street and number': 'Via Verdi 9',
		City: 'Torino',
		'Postal code': '10124',
		'Tax number': 'CNTDRA93L19L219X',
	};
	/** What the second page asks, in its order. */
	const ABOUT_THE_ACCOUNT = [
		'Italy (IT)',
		'Italy (IT)',
		'Switzerland (CH)',
		'Italy (IT)',
		'Self-employed',
		'Own business',
		'Goods and services',
		'1500',
		'EUR',
		'A member of my family does',
	];

	/** A form that is being filled in: its execution, page by page. */
	interface Filling {
		id: string;
		url: string;
	}

	/** Publishes the workflow, and fills both pages of its form in. */
	async function fillIn(changes: Record<string, string> = {}): Promise<Filling> {
		const { n8n } = shared;
		const webhookId = randomUUID();
		const id = await stored(FILE, (workflow) => {
			nodeOf(workflow, 'Form').webhookId = webhookId;
			shared.bvnk.settings.stepMs = 1;
		});
		await n8n.activate(id);
		const { parameters } = nodeOf(await readExample(FILE), 'Form');
		const { values } = parameters['formFields'] as { values: Array<{ fieldLabel: string }> };
		const body = new FormData();
		for (const [index, { fieldLabel }] of values.entries()) {
			body.append(`field-${index}`, { ...ANSWERS, ...changes }[fieldLabel]!);
		}
		const answer = await open(`${n8n.url}/form/${webhookId}`, { method: 'POST', body });
		const { formWaitingUrl: url } = JSON.parse(answer) as { formWaitingUrl: string };
		const filling = { id, url };
		const page = await nextPage(filling);
		for (const choice of ABOUT_THE_ACCOUNT.filter((text) => !/^\d+$/.test(text))) {
			expect(page).toContain(choice);
		}
		const second = new FormData();
		for (const [index, text] of ABOUT_THE_ACCOUNT.entries()) second.append(`field-${index}`, text);
		await open(url, { method: 'POST', body: second });
		return filling;
	}

	/** The next page, opened once it is there, which a form asks for before it does. */
	async function nextPage(filling: Filling): Promise<string> {
		await waiting(filling);
		return await open(filling.url);
	}

	/** Goes to BVNK's page, answers there, comes back and goes on; gives the page that follows. */
	async function answerAtBvnk(filling: Filling, words: 'Sign' | 'Decline'): Promise<string> {
		const [, hosted] = /href="([^"]+\/agreements\?[^"]+)"/.exec(await nextPage(filling))!;
		const hostedUrl = unescaped(hosted!);
		expect(new URL(hostedUrl).origin).toBe(shared.bvnk.url);
		const [, link] = new RegExp(`href="([^"]+)">${words}<`).exec(await open(hostedUrl))!;
		const back = await open(new URL(unescaped(link!), hostedUrl));
		expect(back).toMatch(/Open my account/);
		expect(back).not.toMatch(/please read/i);
		expect(creations()).toBe(0);
		const body = new FormData();
		body.append('field-0', '');
		await open(filling.url, { method: 'POST', body });
		return await nextPage(filling);
	}

	/** Hands the documents in; gives the page that ends the form. */
	async function handIn(filling: Filling): Promise<string> {
		const body = new FormData();
		const photo = new File(['invented'], 'photo.jpg', { type: 'image/jpeg' });
		body.append('field-0', 'Identity card');
		for (const field of ['field-1', 'field-2']) body.append(field, photo);
		await open(filling.url, { method: 'POST', body });
		return await nextPage(filling);
	}

	/** Waits until the form has its next page. */
	async function waiting({ url }: Filling): Promise<void> {
		const state = new URL(url);
		state.pathname += '/n8n-execution-status';
		await until(async () => ((await open(state)) === 'form-waiting' ? true : undefined));
	}

	/** What came of it, after the last page has told n8n that it is shown. */
	async function ended({ id, url }: Filling): Promise<Execution> {
		await open(url, { method: 'POST' });
		const [summary] = await shared.n8n.executionsOf(id);
		await shared.n8n.deactivate(id);
		return succeeded(await shared.n8n.execution(summary!.id));
	}

	it('takes a person over BVNK’s page, where the agreements are signed, to verified', async () => {
		const filling = await fillIn();
		expect(await answerAtBvnk(filling, 'Sign')).toMatch(/Identity document/);
		const page = await handIn(filling);
		const execution = await ended(filling);

		expect(page).toMatch(/Thank you/);
		expect(execution.runs('Documents Are Missing')).toEqual([]);
		expect(named('Dario Conti').documents).toMatchObject([
			{ type: 'ID_CARD', name: 'photo.jpg' },
			{ type: 'SELFIE', name: 'photo.jpg' },
		]);
		const sizes = named('Dario Conti').documents.map(({ content }) => content.length);
		expect(sizes).toEqual([8, 8]);
		await until(() => (statusOf(named('Dario Conti')) === 'VERIFIED' ? true : undefined));
	});

	it('tells BVNK what the person has stated, in BVNK’s words', async () => {
		const filling = await fillIn();
		await answerAtBvnk(filling, 'Sign');
		await handIn(filling);
		await ended(filling);

		expect(named('Dario Conti').individual).toMatchObject({
			nationality: 'IT',
			birthCountryCode: 'CH',
			address: { countryCode: 'IT' },
			taxIdentification: { taxResidenceCountryCode: 'IT' },
			cdd: {
				employmentStatus: 'SELF_EMPLOYED',
				sourceOfFunds: 'SELF_EMPLOYMENT',
				intendedUseOfAccount: 'GOODS_SERVICES',
				pepStatus: 'FAMILY_MEMBERS',
				expectedMonthlyVolume: { amount: '1500', currency: 'EUR' },
			},
		});
	});

	it('has created the customer before it asks for documents and says thank you', async () => {
		const filling = await fillIn();
		expect(await answerAtBvnk(filling, 'Sign')).not.toMatch(/Thank you/);
		expect(creations()).toBe(1);
		expect(await handIn(filling)).toMatch(/Thank you/);
		expect(creations()).toBe(1);
		await ended(filling);
	});

	it('tells a colleague when BVNK does not take the documents, and the customer stays', async () => {
		shared.bvnk.fail({ method: 'POST', path: /\/documents$/ }, { status: 400 });
		const filling = await fillIn();
		await answerAtBvnk(filling, 'Sign');
		expect(await handIn(filling)).toMatch(/Thank you/);
		const execution = await ended(filling);

		expect(execution.items('Documents Are Missing')).toHaveLength(1);
		expect(creations()).toBe(1);
	});

	it('says so on the page when the account cannot be opened, and tells a colleague', async () => {
		shared.bvnk.fail({ method: 'POST', path: CUSTOMERS }, { status: 400 });
		const filling = await fillIn();
		const page = await answerAtBvnk(filling, 'Sign');
		const execution = await ended(filling);

		expect(page).toMatch(/could not be opened/);
		expect(page).not.toMatch(/Thank you/);
		expect(execution.json('For a Colleague')).toHaveLength(1);
		expect(execution.json('Not Created')).toEqual([
			expect.objectContaining({ emailAddress: 'dario.conti@example.org' }),
		]);
	});

	it('creates nobody who declines, and says so', async () => {
		const filling = await fillIn();
		expect(await answerAtBvnk(filling, 'Decline')).toMatch(/Not signed/);
		const execution = await ended(filling);

		expect(execution.json('Not Signed')).toEqual([
			expect.objectContaining({ status: 'DECLINED', emailAddress: 'dario.conti@example.org' }),
		]);
		expect(creations()).toBe(0);
	});
});

describe('onboard-company.json', () => {
	const FILE = 'onboard-company.json';
	const COMPANY = 'Elbe Robotics GmbH';

	it('takes a company to where one of its people has to act, and then to verified', async () => {
		const execution = await run(FILE);
		const company = named(COMPANY);

		expect(company.company?.associates.map(({ lastName }) => lastName)).toEqual([
			'Sommer',
			'Vidal',
			'Brandt',
		]);
		const [ida, mateo] = company.personReferences;
		expect(company.documents).toMatchObject([
			{ type: 'COMPANY_DOC', subType: 'INCORPORATION_CERT', name: 'register-extract.pdf' },
			{ type: 'PASSPORT', name: 'passport-sommer.png', customerPersonReference: ida },
			{ type: 'PASSPORT', name: 'passport-vidal.png', customerPersonReference: mateo },
		]);
		expect(
			shared.bvnk.count({ method: 'POST', path: `${CUSTOMERS}/${company.reference}/documents` }),
		).toBe(3);
		expect([...(company.answers.get('otherQuestionnaireFull') ?? [])]).toEqual([
			['natureOfBusiness.businessModel', 'Robots for warehouses, sold and rented out'],
			['natureOfBusiness.customers', 'BUSINESSES'],
			['documentRequirements.hasPolicy', 'YES'],
		]);
		const [left] = execution.json<{ toDos: Array<{ url: string }> }>('What Is Left');
		expect(left).toMatchObject({
			outstanding: 1,
			toDos: [{ name: 'Lena Brandt', kind: 'verification' }],
		});

		shared.bvnk.settings.stepMs = 1;
		await open(`${left!.toDos[0]!.url}/complete`);
		await until(() => (statusOf(company) === 'VERIFIED' ? true : undefined));
	});

	it('looks the industry up by its name', async () => {
		const execution = await run(FILE);

		expect(execution.json('Industry')).toEqual([
			expect.objectContaining({ name: expect.stringMatching(/› Software$/) }),
		]);
		expect(named(COMPANY).company?.industryReference).toBe(
			execution.json('Industry')[0]!['reference'],
		);
	});

	it('stops with the reason when there is no such industry', async () => {
		const id = await stored(FILE, (workflow) => {
			const company = jsonOf(workflow, 'Company');
			company.set({ ...company.get<object>(), industry: 'alchemy' });
		});
		const execution = await shared.n8n.runStored(id);

		expect(execution.error?.message).toMatch(/Industry/);
		expect(creations()).toBe(0);
	});

	it('hands in no file of two people with one name', async () => {
		await run(FILE, (workflow) => {
			const company = jsonOf(workflow, 'Company');
			const { associates, ...others } = company.get<{ associates: IDataObject[] }>();
			Object.assign(associates[1]!, { firstName: 'Ida', lastName: 'Sommer' });
			company.set({ ...others, associates });
		});

		expect(named(COMPANY).documents.map(({ type }) => type)).toEqual(['COMPANY_DOC']);
	});

	it('hands a required question without an answer to a colleague', async () => {
		const execution = await run(FILE, (workflow) => {
			const company = jsonOf(workflow, 'Company');
			const { answers, ...others } = company.get<{ answers: IDataObject }>();
			const { hasPolicy: _, ...left } = answers;
			company.set({ ...others, answers: left });
		});

		expect(execution.json('For a Colleague')).toEqual([
			expect.objectContaining({ error: expect.anything(), code: 'otherQuestionnaireFull' }),
		]);
		expect(execution.json('What Is Left')).toMatchObject([{ outstanding: 2 }]);
	});

	it('makes no second company when it runs again, and uploads nothing twice', async () => {
		const id = await stored(FILE);
		succeeded(await shared.n8n.runStored(id));
		const again = succeeded(await shared.n8n.runStored(id));

		expect(shared.bvnk.created).toBe(1);
		expect(named(COMPANY).documents).toHaveLength(3);
		expect(again.json('What Is Left')).toMatchObject([{ outstanding: 1 }]);
	});
});

describe('sign-by-mail.json', () => {
	const FILE = 'sign-by-mail.json';

	/** Stores it under a table of its own, published where BVNK's webhooks find it. */
	async function mailing(change: (workflow: Workflow) => void = () => {}) {
		const { n8n, bvnk } = shared;
		const webhookId = randomUUID();
		const table = `Agreements ${webhookId}`;
		const id = await stored(FILE, (workflow) => {
			for (const node of workflow.nodes) {
				if (node.parameters['tableName']) node.parameters['tableName'] = table;
				if (node.parameters['dataTableId']) {
					node.parameters['dataTableId'] = { __rl: true, mode: 'name', value: table };
				}
			}
			nodeOf(workflow, 'Agreement Answered').webhookId = webhookId;
			showMails(workflow);
			change(workflow);
		});
		const ask = async () => succeeded(await n8n.runStored(id));
		const asked = await ask();
		await n8n.activate(id);
		bvnk.webhooks.register(`${n8n.url}/webhook/${webhookId}/bvnk`);
		const mails = asked.json<{ to: string; text: string }>('Send Email');
		return {
			ask,
			mails,
			rows: asked.json<{ session: string; externalReference: string }>('Keep Row and Session'),
			/** Answers behind the link of a mail, and gives the executions that BVNK's events have started. */
			answer: async (mail: number, words: 'Sign' | 'Decline') => {
				const [link] = /http\S+/.exec(mails[mail]!.text)!;
				const [, answer] = new RegExp(`href="([^"]+)">${words}<`).exec(await open(link))!;
				const before = (await n8n.executionsOf(id)).length;
				await open(new URL(unescaped(answer!), link));
				await bvnk.webhooks.idle();
				const started = (await n8n.executionsOf(id)).slice(before);
				return await Promise.all(started.map(async (one) => await n8n.execution(one.id)));
			},
			/** What Every Night does, run now. */
			night: async () => {
				const before = (await n8n.executionsOf(id)).length;
				await n8n.rest(`POST /workflows/${id}/run`, {
					triggerToStartFrom: { name: 'Every Night' },
				});
				await until(async () => ((await n8n.executionsOf(id)).length > before ? true : undefined));
				const [, last] = [null, (await n8n.executionsOf(id)).at(-1)!];
				return succeeded(await n8n.execution(last.id));
			},
			/** What the table holds now. */
			table: async () => {
				const run = await n8n.run({
					nodes: [
						{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
						{
							name: 'Rows',
							type: 'n8n-nodes-base.dataTable',
							typeVersion: 1.1,
							parameters: {
								operation: 'get',
								dataTableId: { __rl: true, mode: 'name', value: table },
								returnAll: true,
							},
						},
					],
				});
				return run.json('Rows');
			},
			end: async () => await n8n.deactivate(id),
		};
	}

	it('asks each by mail once, with a link to sign at, and creates nobody before', async () => {
		const mailed = await mailing();
		const again = await mailed.ask();

		expect(mailed.mails.map(({ to }) => to)).toEqual([
			'amelie.roth@example.org',
			'bastien.fournier@example.org',
			'carmen.iriarte@example.org',
		]);
		expect(new Set(mailed.rows.map(({ session }) => session)).size).toBe(3);
		expect(again.items('Send Email')).toEqual([]);
		expect(creations()).toBe(0);
		await mailed.end();
	});

	it('creates who has signed, from the row of that session, and keeps no personal data of it', async () => {
		const mailed = await mailing();
		const [run] = await mailed.answer(1, 'Sign');

		expect(run?.items('Say Welcome')).toHaveLength(1);
		expect(customers()).toMatchObject([
			{
				name: 'Bastien Fournier',
				externalReference: 'mail-002',
				signedAgreementSessionReference: mailed.rows[1]!.session,
			},
		]);
		const rows = await mailed.table();
		expect(rows.map(({ state }) => state)).toEqual(['asked', 'created', 'asked']);
		expect(rows[1]).toMatchObject({ customer: customers()[0]!.reference, person: '' });
		await mailed.end();
	});

	it('creates each once where every event comes three times, and the night comes after', async () => {
		shared.bvnk.settings.webhookCopies = 3;
		const mailed = await mailing();
		await Promise.all([0, 1, 2].map(async (mail) => await mailed.answer(mail, 'Sign')));
		const night = await mailed.night();

		expect(shared.bvnk.created).toBe(3);
		expect(
			customers()
				.map(({ externalReference }) => externalReference)
				.sort(),
		).toEqual(['mail-001', 'mail-002', 'mail-003']);
		expect((await mailed.table()).map(({ state }) => state)).toEqual(Array(3).fill('created'));
		expect(night.runs('Create Individual')).toEqual([]);
		await mailed.end();
	});

	it('creates nobody who declines, and tells a colleague', async () => {
		const mailed = await mailing();
		const [run] = await mailed.answer(0, 'Decline');

		expect(run?.json('Tell a Colleague')).toMatchObject([{ state: 'declined', person: '' }]);
		expect(creations()).toBe(0);
		await mailed.end();
	});

	it('tells a colleague who cannot be created, with the reason, and the night tries again', async () => {
		shared.bvnk.fail({ method: 'POST', path: CUSTOMERS }, { status: 400 });
		const mailed = await mailing();
		const [run] = await mailed.answer(2, 'Sign');

		expect(run?.json('Tell a Colleague')).toMatchObject([
			{ state: 'failed', problem: expect.stringMatching(/BVNK/) },
		]);
		expect(shared.bvnk.created).toBe(0);
		await mailed.night();
		expect(customers()).toMatchObject([{ name: 'Carmen Iriarte' }]);
		expect((await mailed.table())[2]).toMatchObject({ state: 'created', problem: '' });
		await mailed.end();
	});

	it('finds in the night who has signed when no event came', async () => {
		const mailed = await mailing();
		const [link] = /http\S+/.exec(mailed.mails[0]!.text)!;
		const [, answer] = /href="([^"]+)">Sign</.exec(await open(link))!;
		await mailed.end();
		await open(new URL(unescaped(answer!), link));
		const night = await mailed.night();

		expect(night.items('Still Open')).toHaveLength(3);
		expect(night.items('Say Welcome')).toHaveLength(1);
		expect(night.items('Nothing to Do')).toHaveLength(2);
		expect(customers()).toMatchObject([{ name: 'Amelie Roth' }]);
	});
});

describe('onboard-by-link.json', () => {
	const FILE = 'onboard-by-link.json';

	/** Stores it, published where BVNK's webhooks find it, and sends the first mails. */
	async function mailing() {
		const { n8n, bvnk } = shared;
		bvnk.settings.stepMs = 1;
		const webhookId = randomUUID();
		const id = await stored(FILE, (workflow) => {
			nodeOf(workflow, 'BVNK Onboarding Trigger').webhookId = webhookId;
		});
		const ask = async () => succeeded(await n8n.runStored(id));
		const mailsOf = (run: Execution) =>
			run.json<{ to: string; text: string }>('Link by Mail').map(({ to, text }) => {
				const [agreements, onboarding] = text.match(/http\S+/g) ?? [];
				return { to, agreements: agreements!, onboarding: onboarding! };
			});
		const first = await ask();
		await n8n.activate(id);
		bvnk.webhooks.register(`${n8n.url}/webhook/${webhookId}/bvnk`);
		return {
			ask,
			mailsOf,
			first,
			mails: mailsOf(first),
			/** Does something at BVNK, and gives the executions that its events have started. */
			started: async (act: () => unknown) => {
				const before = (await n8n.executionsOf(id)).length;
				await act();
				await bvnk.webhooks.idle();
				const all = (await n8n.executionsOf(id)).slice(before);
				return await Promise.all(all.map(async (one) => await n8n.execution(one.id)));
			},
			end: async () => await n8n.deactivate(id),
		};
	}

	/** Presses the button of a page. */
	const press = async (page: string, values: Record<string, string> = {}) =>
		await open(page, { method: 'POST', body: new URLSearchParams(values) });

	it('mails each person two links, and creates each once, with the agreements of its row', async () => {
		const { mails, first, ask, mailsOf, end } = await mailing();
		const again = await ask();
		await end();

		expect(mails.map(({ to }) => to)).toEqual([
			'amelie.roth@example.org',
			'bastien.fournier@example.org',
			'carmen.iriarte@example.org',
		]);
		expect(shared.bvnk.v2.created).toBe(3);
		expect(mailsOf(again)).toHaveLength(3);
		expect(again.json('Create Individual').map(({ id }) => id)).toEqual(
			first.json('Create Individual').map(({ id }) => id),
		);
		expect(mails.map(({ agreements }) => agreements)).toEqual(
			[...shared.bvnk.v2.sets.values()].map(({ id }) => `${shared.bvnk.url}/sign/${id}`),
		);
		for (const { agreements, onboarding } of mails) {
			await open(agreements);
			expect(await open(onboarding)).toContain('INFO_REQUIRED');
		}
	});

	it('welcomes who is verified, once, and mails that person no other link', async () => {
		const { mails, started, ask, mailsOf, end } = await mailing();
		const { agreements, onboarding } = mails[1]!;
		expect(await started(async () => await press(agreements, { type: 'ACCEPT' }))).toEqual([]);
		const runs = await started(async () => {
			await press(onboarding);
			const customer = [...shared.bvnk.v2.customers.values()][1]!;
			await until(() => (customer.script[customer.stage] === 'VERIFIED' ? true : undefined));
		});
		const again = await ask();
		await end();

		expect(runs.flatMap((run) => run.json('Welcome the Customer'))).toMatchObject([
			{ name: 'Bastien Fournier', reference: 'link-002', status: 'VERIFIED' },
		]);
		expect(mailsOf(again).map(({ to }) => to)).toEqual([
			'amelie.roth@example.org',
			'carmen.iriarte@example.org',
		]);
	});

	it('tells compliance who is rejected, and asks again whom BVNK asks for more', async () => {
		const { started, end } = await mailing();
		const rejected = await started(() => shared.bvnk.v2.setStatus('link-001', 'REJECTED'));
		const asked = await started(() => shared.bvnk.v2.setStatus('link-003', 'ACTIONS_REQUIRED'));
		await end();

		expect(rejected.flatMap((run) => run.json('Tell Compliance'))).toMatchObject([
			{ name: 'Amelie Roth', status: 'REJECTED' },
		]);
		expect(asked.flatMap((run) => run.json('Ask Again'))).toMatchObject([
			{ name: 'Carmen Iriarte', statusGroup: 'actionRequired' },
		]);
		for (const run of [...rejected, ...asked])
			expect(run.items('Welcome the Customer')).toEqual([]);
	});

	it('creates the others where one row is wrong', async () => {
		shared.bvnk.fail({ method: 'POST', path: '/platform/v2/customers' }, { status: 400 });
		const { mails, first, end } = await mailing();
		await end();

		expect(first.items('Not Created')).toHaveLength(1);
		expect(mails.map(({ to }) => to)).toEqual([
			'bastien.fournier@example.org',
			'carmen.iriarte@example.org',
		]);
	});
});

describe('onboard-company-v2.json', () => {
	const FILE = 'onboard-company-v2.json';
	interface Row extends IDataObject {
		agreements: Record<string, string>;
		associates: Array<{ person: IDataObject }>;
		files: Array<{ of: string; type: string }>;
	}
	const changed = (change: (row: Row) => void) => (workflow: Workflow) => {
		quick(workflow);
		const company = jsonOf(workflow, 'Company');
		const row = company.get<Row>();
		change(row);
		company.set(row);
	};
	/** Without the pause between two uploads, and with statuses that follow each other at once. */
	const quick = (workflow: Workflow) => {
		nodeOf(workflow, 'Upload').parameters['options'] = { pause: 0 };
		shared.bvnk.settings.stepMs = 1;
	};
	const company = () => [...shared.bvnk.v2.customers.values()][0]!;

	it('takes a company and its two people to verified, each file to whom it belongs', async () => {
		const execution = await run(FILE, quick);

		expect(execution.json('Not Created')).toEqual([]);
		const { associates, documents, agreements } = company();
		const [ida, mateo] = associates.map(({ id }) => id);
		expect(associates.map(({ entity }) => entity['lastName'])).toEqual(['Sommer', 'Vidal']);
		expect(agreements.map(({ name, status }) => [name, status])).toEqual([
			['Platform terms', 'ACCEPTED'],
			['Product news', 'REJECTED'],
		]);
		expect(
			documents.map(({ associateId, type, name, countryCode }) => [
				associateId,
				type,
				name,
				countryCode,
			]),
		).toEqual([
			[undefined, 'COMPANY_DOC', 'register-extract.pdf', 'DE'],
			[ida, 'PASSPORT', 'sommer-passport.png', 'DE'],
			[ida, 'SELFIE', 'sommer-selfie.png', 'DE'],
			[ida, 'UTILITY_BILL', 'sommer-utility-bill.pdf', 'DE'],
			[mateo, 'PASSPORT', 'vidal-passport.png', 'ES'],
			[mateo, 'SELFIE', 'vidal-selfie.png', 'ES'],
			[mateo, 'UTILITY_BILL', 'vidal-utility-bill.pdf', 'DE'],
		]);
		expect(execution.json('Get Required Actions').map(({ open: left }) => left)).toEqual([7, 0]);
		expect(execution.json('Verified')).toMatchObject([
			{ name: 'Elbe Robotics GmbH', status: 'VERIFIED' },
		]);
	});

	it('hands what no file fits to a colleague, with what is left', async () => {
		const execution = await run(
			FILE,
			changed((row) => {
				row.files = row.files.filter(
					({ of, type }) => of !== 'Mateo Vidal' || type !== 'UTILITY_BILL',
				);
			}),
		);

		expect(company().documents).toHaveLength(6);
		expect(execution.items('Verified')).toEqual([]);
		expect(execution.json('For a Colleague')).toMatchObject([
			{ open: 1, toDos: [{ name: 'Mateo Vidal', anyOf: ['UTILITY_BILL', 'BANK_STATEMENT'] }] },
		]);
	});

	it('hands in no file of two people with one name', async () => {
		const execution = await run(
			FILE,
			changed((row) => {
				Object.assign(row.associates[1]!.person, { firstName: 'Ida', lastName: 'Sommer' });
			}),
		);

		expect(company().documents.map(({ type }) => type)).toEqual(['COMPANY_DOC']);
		expect(execution.json('For a Colleague')).toMatchObject([{ open: 6 }]);
	});

	it('creates nobody where an agreement has no answer, and answers none', async () => {
		const id = await stored(
			FILE,
			changed((row) => {
				delete row.agreements['Product news'];
			}),
		);
		const execution = await shared.n8n.runStored(id);

		expect(execution.error?.message).toMatch(/'Answer'/);
		expect(shared.bvnk.v2.created).toBe(0);
		const [set] = shared.bvnk.v2.sets.values();
		expect(set?.agreements.map(({ status }) => status)).toEqual(['PENDING', 'PENDING']);
	});

	it('makes no second company when it runs again, and uploads nothing twice', async () => {
		const id = await stored(FILE, quick);
		succeeded(await shared.n8n.runStored(id));
		const again = succeeded(await shared.n8n.runStored(id));

		expect(shared.bvnk.v2.created).toBe(1);
		expect(company().documentsTaken).toBe(7);
		expect(again.items('Verified')).toHaveLength(1);
	});

	it('asks a colleague when BVNK asks for the same a third time', async () => {
		const execution = await run(
			FILE,
			changed((row) => {
				// an identity card has two sides, and this is one of them
				const passport = row.files.find(
					({ of, type }) => of === 'Ida Sommer' && type === 'PASSPORT',
				);
				Object.assign(passport!, { type: 'ID_CARD', subType: 'FRONT_SIDE' });
			}),
		);

		expect(execution.runs('Upload')).toHaveLength(2);
		expect(execution.items('Verified')).toEqual([]);
		expect(execution.json('For a Colleague')).toMatchObject([
			{ open: 1, toDos: [{ name: 'Ida Sommer', kind: 'document' }] },
		]);
	});
});

describe('nightly-reconciliation.json', () => {
	const FILE = 'nightly-reconciliation.json';
	const STRANGER = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';

	/** What a table of one's own holds of a customer. */
	const groups: Record<string, string> = {
		VERIFIED: 'verified',
		REJECTED: 'rejected',
		INFO_REQUIRED: 'actionRequired',
	};
	const row = (customer: Customer) => ({
		reference: customer.reference,
		name: customer.name,
		statusGroup: groups[statusOf(customer)!] ?? 'pending',
	});
	const withTable = (rows: object[]) => (workflow: Workflow) =>
		jsonOf(workflow, 'My Table').set({ customers: rows });

	it('reports what only one side has, and what differs', async () => {
		shared.bvnk.seedCustomers(250);
		const all = customers().map(row);
		const table = [
			...all
				.slice(3)
				.map((one, index) => (index < 4 ? { ...one, statusGroup: 'terminated' } : one)),
			{ reference: STRANGER, name: 'Nobody GmbH', statusGroup: 'verified' },
		];
		table[10] = { ...table[10]!, name: 'Renamed GmbH' };
		const execution = await run(FILE, withTable(table));

		const [report] = execution.json<{ text: string }>('Report');
		expect(report).toMatchObject({
			compared: 251,
			equal: 242,
			different: 5,
			onlyAtBvnk: 3,
			onlyHere: 1,
		});
		const lines = report!.text.split('\n');
		expect(lines).toHaveLength(9);
		for (const { name, statusGroup, reference } of all.slice(0, 3)) {
			expect(lines).toContain(`Only at BVNK: ${name}, ${statusGroup} (${reference})`);
		}
		const { name, statusGroup, reference } = all[3]!;
		expect(lines).toContain(
			`Differs: ${name}, ${statusGroup} at BVNK, terminated here (${reference})`,
		);
		expect(lines).toContain(`Only here: Nobody GmbH, verified (${STRANGER})`);
		expect(execution.items('Send the Report')).toHaveLength(1);
		expect(execution.runs('All Is Well')).toEqual([]);
	});

	it('reports nothing where all is equal', async () => {
		shared.bvnk.seedCustomers(120);
		const execution = await run(FILE, withTable(customers().map(row)));

		expect(execution.json('All Is Well')).toMatchObject([{ compared: 120, equal: 120, text: '' }]);
		expect(execution.runs('Send the Report')).toEqual([]);
	});

	it('reports the whole table where BVNK has no customer', async () => {
		const execution = await run(FILE);

		expect(execution.json('Report')).toMatchObject([{ compared: 2, onlyHere: 2 }]);
	});
});

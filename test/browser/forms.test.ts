/** The forms of the creates, as a person fills them in: what is asked at once, what is lost, what is out of reach. */
import type { IDataObject, INode } from 'n8n-workflow';

import { NODE_TYPE, NODE_TYPE_V2 } from '../bvnk';
import { documentLabel } from '../../nodes/BvnkOnboarding/output/documentTypes';
import type { ToDo } from '../../nodes/BvnkOnboardingV2/output/requiredActions';
import { start } from '../e2e/suite';
import { speaker } from '../sandbox/v2/client';
import { companyBodyV2 } from '../sandbox/v2/data';
import { WINDOW } from '../tools/browser/editor';
import { picture } from '../tools/browser/pictures';
import { bvnkNode, it, suite } from './suite';

const shared = suite();

/** n8n's coming form of collections and groups. */
const COMING_FORM = '048_collection_overhaul';
/** What of the window the pictures show. */
const FORM = { x: 24, y: 24, width: 1232, height: 672 };
const SESSION = 'a9ee0001-0001-4000-8000-00000000ffff';

/** What BVNK needs of a person, by the labels of the form. */
const OF_A_PERSON = [
	...['First Name', 'Last Name', 'Date of Birth', 'Birth Country'],
	...['Nationality', 'Email Address', 'Address Line 1', 'Address City', 'Address Postal Code'],
	...['Address Country', 'Tax Number', 'Tax Residence Country', 'Employment Status'],
	...['Source of Funds', 'PEP Status', 'Intended Use of Account', 'Monthly Volume'],
	'Monthly Volume Currency',
];

beforeEach(async () => {
	await shared.editor?.leave();
	shared.bvnk?.reset();
});

/** A workflow with one node, whose form is opened. */
async function open(parameters: IDataObject, type = NODE_TYPE): Promise<string> {
	const { editor, n8n } = shared;
	const node = { ...bvnkNode(shared, 'Node', { resource: 'customer', ...parameters }), type };
	const id = await n8n.addWorkflow({ nodes: [start, node] });
	await editor.openWorkflow(id);
	await editor.openNode('Node');
	return id;
}

/** Tries until something holds; n8n saves some time after it is asked to. */
async function eventually(holds: () => Promise<void>): Promise<void> {
	for (const end = Date.now() + 60_000; ; await shared.editor.settled()) {
		try {
			return await holds();
		} catch (error) {
			if (Date.now() > end) throw error;
		}
	}
}

const customer = (value: string) => ({ __rl: true, mode: 'id', value });

/** What n8n has stored of the node. */
async function saved(id: string): Promise<INode['parameters']> {
	const workflow = await shared.n8n.rest<{ nodes: INode[] }>(`GET /workflows/${id}`);
	return workflow.nodes.find(({ name }) => name === 'Node')!.parameters;
}

/** What a field of the open form holds; undefined where it does not show. */
async function valueOf(name: string): Promise<string | undefined> {
	const field = shared.editor.field(name).locator('input, textarea').first();
	return (await field.count()) > 0 ? await field.inputValue() : undefined;
}

/** Fills in what BVNK needs of a person, beside what makes it a customer. */
async function fillInPerson(): Promise<void> {
	const { editor } = shared;
	await editor.fill('firstName', 'Mira');
	await editor.fill('lastName', 'Holt');
	await editor.fill('dateOfBirth', '1991-03-08');
	await editor.choose('birthCountryCode', 'Austria (AT)');
	await editor.choose('nationality', 'Germany (DE)');
	await editor.fill('emailAddress', 'mira.holt@example.org');
	await editor.fill('addressLine1', 'Lindenweg 4');
	await editor.fill('city', 'Bremen');
	await editor.fill('postalCode', '28195');
	await editor.choose('countryCode', 'Germany (DE)');
	await editor.fill('taxNumber', '12345678901');
	await editor.choose('taxResidenceCountryCode', 'Germany (DE)');
	await editor.choose('employmentStatus', 'Salaried');
	await editor.choose('sourceOfFunds', 'Salary');
	await editor.choose('pepStatus', 'Not a PEP');
	await editor.choose('intendedUseOfAccount', 'Goods and Services');
	await editor.fill('expectedMonthlyVolumeAmount', '2500');
	await editor.choose('expectedMonthlyVolumeCurrency', 'EUR');
}

/** A thing to do as Get Required Actions gives it. */
type GivenToDo = ToDo & { customerName: string } & IDataObject;

/**
 * For each kind of required action: fills in what it asks for, in the form of the operation that it names. Null
 * where BVNK must act.
 */
const ANSWERED_BY: Record<ToDo['kind'], ((toDo: GivenToDo) => Promise<void>) | null> = {
	agreement: async ({ agreementId }) => {
		const { editor } = shared;
		await editor.choose('answer', 'Accept');
		await editor.choose('which', 'Chosen Ones');
		await editor.fill('agreementIds', agreementId!);
	},
	data: async (toDo) => {
		if (toDo.of === 'associate') await pickOwner(toDo);
		else await shared.editor.choose('customerType', 'Company');
		await fillInMissing(toDo);
	},
	document: async (toDo) => {
		await pickOwner(toDo);
		await chooseDocument(toDo);
	},
	role: async () => await shared.editor.choose('types', 'Director'),
	blocker: null,
	other: null,
};

/** Whose it is: the customer, and the associate where it is one's. */
async function pickOwner({ customerName, of, name }: GivenToDo): Promise<void> {
	await shared.editor.pick('customerId', customerName);
	if (of === 'associate') await shared.editor.pick('associateId', name!);
}

/** What a to-do names, in the words of the form: `Provide Business Profile › NAICS Code.` */
async function fillInMissing({ todo }: ToDo): Promise<void> {
	const { editor } = shared;
	const [first, ...inside] = /^Provide (.+)\.$/.exec(todo)![1]!.split(' › ');
	await editor.addField(first!);
	if (inside.length > 0) await editor.press(`Add ${first!.toLowerCase()}`);
	for (const label of inside) {
		await editor.page.getByText(label, { exact: true }).first().waitFor();
	}
}

/** The list of types begins with what is asked for; the one that the to-do names is chosen. */
async function chooseDocument({ anyOf }: ToDo): Promise<void> {
	const { editor } = shared;
	await editor.press('Add document');
	await editor.part('rlc-input', editor.field('type').last()).click();
	const offered = editor.part('rlc-item');
	await offered.first().waitFor();
	const labels = await offered.allInnerTexts();
	const isRequired = labels.map((label) => label.endsWith(' (required)'));
	expect(isRequired.lastIndexOf(true)).toBeLessThan(isRequired.indexOf(false));
	const wanted = anyOf.map((type) => `${documentLabel(type)} (required)`);
	expect(labels).toEqual(expect.arrayContaining(wanted));
	await offered.filter({ hasText: wanted[0]! }).click();
}

describe('a newcomer', () => {
	it('creates an individual from an empty canvas, after one round of errors', async () => {
		const { editor, bvnk } = shared;
		bvnk.signSession(SESSION, 'INDIVIDUAL');
		const clicks = await editor.countClicks();
		const startedAt = Date.now();
		let rounds = 0;

		await editor.newWorkflow();
		await editor.part('canvas-plus-button').click();
		await editor.part('node-creator-search-bar').fill('kyc');
		await editor
			.part('node-creator-item-name')
			.filter({ hasText: 'BVNK Onboarding' })
			.first()
			.click();
		await editor.page.getByText(/^Actions \(/).click();
		await editor.part('node-creator-item-name').filter({ hasText: 'Create individual' }).click();
		await editor.part('ndv').waitFor();
		const onCanvas = await clicks();

		await editor.part('node-execute-button').click();
		rounds++;
		const said = await editor.notified(/cannot start|required/);
		for (const label of ['Signed Agreement Session', ...OF_A_PERSON]) {
			expect(said).toContain(`"${label}"`);
		}
		await editor.dismissMessages();

		await editor.fill('signedAgreementSessionReference', SESSION);
		await fillInPerson();
		await editor.show('firstName');
		await picture(editor, 'create-individual', FORM);
		await editor.execute();
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		process.stderr.write(
			`A newcomer creates an individual: ${await clicks()} clicks, ${(await clicks()) - onCanvas} of them in the form; ${rounds} round of errors; ${seconds} seconds\n`,
		);

		const [reference, customer] = [...bvnk.customers].at(-1)!;
		expect(await editor.output('json')).toMatch(reference);
		expect(bvnk.created).toBe(1);
		expect(customer.individual).toMatchObject({
			firstName: 'Mira',
			dateOfBirth: '1991-03-08',
			address: { countryCode: 'DE', postalCode: '28195' },
			cdd: { pepStatus: 'NOT_PEP', expectedMonthlyVolume: { amount: '2500', currency: 'EUR' } },
		});
		expect((await clicks()) - onCanvas).toBeLessThan(28);
		expect(editor.takeComplaints()).toEqual([]);
	});
});

describe('v2', () => {
	it('creates an individual by filling in the form, which first names every field that is empty', async () => {
		const { editor, bvnk } = shared;
		await open({ operation: 'createIndividual' }, NODE_TYPE_V2);
		await editor.part('node-execute-button').click();
		const said = await editor.notified(/cannot start|required/);
		for (const label of ['Reference', 'Use Case', ...OF_A_PERSON]) {
			expect(said).toContain(`"${label}"`);
		}
		await editor.dismissMessages();

		await editor.fill('reference', 'crm-000417');
		await editor.choose('useCase', 'Fiat');
		await fillInPerson();
		await editor.execute();

		const customers = [...bvnk.v2.customers.values()];
		expect(customers).toHaveLength(1);
		expect(await editor.output('json')).toMatch(customers[0]!.id);
		expect(customers[0]).toMatchObject({
			reference: 'crm-000417',
			fields: {
				firstName: 'Mira',
				dateOfBirth: '1991-03-08',
				address: { countryCode: 'DE', postalCode: '28195' },
				taxIdentification: { number: '12345678901', taxResidenceCountryCode: 'DE' },
				cdd: { pepStatus: 'NOT_PEP', expectedMonthlyVolume: { amount: '2500', currency: 'EUR' } },
			},
		});
		expect(editor.takeComplaints()).toEqual([]);
	});

	it('each required action leads to an operation under that very name, whose form has what is asked for', async () => {
		const { editor, bvnk, n8n } = shared;
		const { post } = speaker(() => bvnk);
		// without an industry and a director
		const { company: whole, ...others } = companyBodyV2(1);
		const { naicsCode: _, ...businessProfile } = whole.businessProfile;
		const associates = whole.associates.map((one) => ({ ...one, titles: ['UBO'] }));
		const body = { ...others, company: { ...whole, businessProfile, associates } };
		const { id: company } = (await post('/customers', body)).body;
		const associateId = bvnk.v2.customers.get(company)!.associates[0]!.id;
		const nationality = { kind: 'FIELD', path: 'entity.nationality', associateId } as const;
		for (const action of [
			{ type: 'DATA', code: 'NATIONALITY', target: nationality },
			{ type: 'BLOCKER', code: 'MANUAL_REVIEW' },
			{ type: 'DATA', code: 'SOMETHING_NEW' },
		] as const) {
			bvnk.v2.requireAction(company, { status: 'REQUIRED', ...action });
		}
		const asked = {
			...bvnkNode(shared, 'Asked', {
				resource: 'customer',
				operation: 'getRequiredActions',
				customerId: customer(company),
			}),
			type: NODE_TYPE_V2,
		};
		const run = await n8n.run({ nodes: [start, asked] });
		// one of each kind, the customer's and an associate's
		const toDos = new Map(
			run.json<GivenToDo>('Asked').map((toDo) => [`${toDo.kind} of ${toDo.of}`, toDo]),
		);
		const kinds = [...toDos.values()].map(({ kind }) => kind);
		expect([...new Set(kinds)].sort()).toEqual(Object.keys(ANSWERED_BY).sort());
		expect([...toDos.keys()]).toEqual(
			expect.arrayContaining(['data of associate', 'document of associate']),
		);

		await open({ operation: 'get' }, NODE_TYPE_V2);
		for (const toDo of toDos.values()) {
			const answer = ANSWERED_BY[toDo.kind];
			if (!answer) {
				expect(toDo.operation).toBeNull();
				continue;
			}
			const [resource, operation] = toDo.operation!.split(' › ') as [string, string];
			await editor.choose('resource', resource);
			await eventually(async () => expect(await valueOf('resource')).toBe(resource));
			await editor.choose('operation', operation);
			await eventually(async () => expect(await valueOf('operation')).toBe(operation));
			if (toDo.kind === 'agreement') await editor.choose('agreementsOf', 'Customer');
			await editor.field('customerId').waitFor();
			await answer(toDo);
		}
		expect(editor.takeComplaints()).toEqual([]);
	});
});

describe('Specify Customer', () => {
	it('loses nothing that was typed when it is switched there and back, and takes no expression', async () => {
		const { editor } = shared;
		const id = await open({ operation: 'createIndividual' });
		await editor.fill('firstName', 'Mira');
		await editor.fill('city', 'Bremen');
		await editor.choose('pepStatus', 'Not a PEP');
		await editor.choose('expectedMonthlyVolumeCurrency', 'EUR');
		const typed = { firstName: 'Mira', city: 'Bremen', pepStatus: 'Not a PEP' };
		const held = async () => ({
			firstName: await valueOf('firstName'),
			city: await valueOf('city'),
			pepStatus: await valueOf('pepStatus'),
		});
		await editor.choose('specifyCustomer', "From the Item's Fields");
		await editor.settled();
		expect(await held()).toEqual(typed);
		await editor.choose('specifyCustomer', 'Using Fields Below');
		await editor.settled();
		expect(await held()).toEqual(typed);
		await editor.save();
		await eventually(async () => {
			expect(await saved(id)).toMatchObject({
				firstName: 'Mira',
				city: 'Bremen',
				pepStatus: 'NOT_PEP',
				expectedMonthlyVolumeCurrency: 'EUR',
			});
		});
		expect(editor.takeComplaints()).toEqual([]);
	});

	it("creates from the item's fields, with nothing filled in below, and names what it did not use", async () => {
		const { editor, bvnk, n8n } = shared;
		bvnk.signSession(SESSION, 'INDIVIDUAL');
		const row = {
			signed_agreement_session: SESSION,
			'First Name': 'Mira',
			'Last Name': 'Holt',
			'Date of Birth': '1991-03-08',
			'Birth Country': 'Austria',
			nationality: 'Germany',
			Email: 'mira.holt@example.org',
			'Address Line 1': 'Lindenweg 4',
			City: 'Bremen',
			'Postal Code': '28195',
			Country: 'Germany',
			taxNumber: '12345678901',
			'Tax Residence Country': 'DE',
			'Employment Status': 'Salaried',
			'Source of Funds': 'Salary',
			'PEP Status': 'Not a PEP',
			'Intended Use of Account': 'Goods and Services',
			'Monthly Volume': '2500',
			'Monthly Volume Currency': 'EUR',
			'Shoe Size': 39,
		};
		const rows = {
			name: 'Row',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify(row), options: {} },
		};
		const node = bvnkNode(shared, 'Node', {
			operation: 'createIndividual',
			specifyCustomer: 'item',
		});
		await editor.openWorkflow(await n8n.addWorkflow({ nodes: [start, rows, node] }));
		await editor.openNode('Node');
		await editor.execute();
		expect(await editor.output()).toMatch("'Shoe Size'");
		expect(bvnk.created).toBe(1);
	});
});

describe.each([{ isOn: false }, { isOn: true }])("n8n's coming form: $isOn.", ({ isOn }) => {
	const TALL = { width: WINDOW.width, height: 2400 };
	beforeAll(async () => {
		await shared.editor?.experiment(COMING_FORM, isOn);
		await shared.editor?.page.setViewportSize(TALL);
	});
	afterAll(async () => {
		await shared.editor?.page.setViewportSize(WINDOW);
		await shared.editor?.experiment(COMING_FORM, false);
	});

	it('every optional field of an individual can be added', async () => {
		const { editor } = shared;
		await open({ operation: 'createIndividual', countryCode: 'US' });
		await editor.page.getByText('residents of the United States').waitFor();
		const labels = ['Address Line 2', 'Address State Code', 'Estimated Yearly Income'];
		for (const label of labels) await editor.addField(label);
		await editor.fill('addressLine2', '2nd floor');
		await editor.fill('stateCode', 'TX');
		await editor.choose('estimatedYearlyIncome', '50K to 100K');
		expect(await valueOf('stateCode')).toBe('TX');
	});

	it('every optional field of an associate and of a second address can be filled in', async () => {
		const { editor } = shared;
		await open({
			operation: 'createCompany',
			associates: { associate: [{ firstName: 'Jonas', address: { value: { city: 'Hamburg' } } }] },
			additionalFields: { operationalAddress: { value: { city: 'Bremen' } } },
		});
		if (isOn) await editor.unfold();
		for (const name of ['addressLine2', 'stateCode']) {
			const seen = editor.field(name).filter({ visible: true });
			await eventually(async () => expect(await seen.count()).toBe(2));
		}
	});
});

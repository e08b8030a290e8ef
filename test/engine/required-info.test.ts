import type { IDataObject } from 'n8n-workflow';
import { runNode } from './engine';
import { customer, mira, northwind } from './rows';
import { withSandbox } from './servers';

const bvnk = withSandbox();
afterEach(() => jest.restoreAllMocks());

/** A customer of whom something is asked. */
async function inNeed(parameters: IDataObject): Promise<string> {
	const { rows } = await runNode(bvnk, { parameters });
	const reference = rows[0]!.reference as string;
	bvnk.setStatus(reference, 'INFO_REQUIRED');
	return reference;
}

const required = (reference: string, more: IDataObject = {}) => ({
	operation: 'getRequiredInfo',
	customerReference: customer(reference),
	...more,
});

const IDENTITY_TYPES = ['PASSPORT', 'DRIVERS', 'ID_CARD', 'RESIDENCE_PERMIT'];
const nothing = { code: null, anyOf: [], url: null, expiresAt: null };
const aLink = expect.stringMatching(/^https:\/\/verify\.example\.com\//) as string;

describe('Get Required Info', () => {
	test('gives an item for each thing that is left to do for an individual', async () => {
		const reference = await inNeed({ ...mira, lastName: 'Mismatch' });
		const { items } = await runNode(bvnk, { parameters: required(reference) });
		const whose = {
			customerReference: reference,
			customerName: 'Mira Mismatch',
			status: 'INFO_REQUIRED',
			statusGroup: 'actionRequired',
			of: 'customer',
			personReference: null,
			name: 'Mira Mismatch',
		};

		expect(items.map(({ json }) => json)).toEqual([
			{
				...nothing,
				...whose,
				kind: 'document',
				todo: "Mira Mismatch: upload a passport, a driver's license, an ID card or a residence permit",
				code: 'IDENTITY',
				anyOf: IDENTITY_TYPES,
			},
			{
				...nothing,
				...whose,
				kind: 'document',
				todo: 'Mira Mismatch: upload a selfie',
				code: 'SELFIE',
				anyOf: ['SELFIE'],
			},
			{
				...nothing,
				...whose,
				kind: 'failure',
				todo: 'Mira Mismatch: correct what BVNK could not verify (Name mismatch detected)',
				code: 'PROBLEMATIC_APPLICANT_DATA:fullName',
			},
			{
				...nothing,
				...whose,
				kind: 'verification',
				todo: 'Mira Mismatch: open the verification link',
				url: aLink,
				expiresAt: expect.stringMatching(/Z$/) as string,
			},
		]);
		expect(items.every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(true);
	});

	test('gives one item with all, for a company and its three associates', async () => {
		const reference = await inNeed(northwind);
		const people = bvnk.customers.get(reference)!.personReferences;
		bvnk.completeVerification(reference, people[1]);
		const { rows } = await runNode(bvnk, {
			parameters: required(reference, { output: 'customer' }),
		});
		const [{ toDos, ...row }] = rows as [{ toDos: IDataObject[] }];

		expect(row).toEqual({
			customerReference: reference,
			customerName: 'Northwind Robotics GmbH',
			type: 'COMPANY',
			status: 'INFO_REQUIRED',
			statusGroup: 'actionRequired',
			outstanding: 5,
		});
		expect(toDos.map(({ todo, name, personReference }) => [todo, name, personReference])).toEqual([
			['Upload a company document', 'Northwind Robotics GmbH', null],
			["Submit the questionnaire 'Other'", 'Northwind Robotics GmbH', null],
			['Open the verification link', 'Northwind Robotics GmbH', null],
			['Jonas Brandt: open the verification link', 'Jonas Brandt', people[0]],
			['Inês Prado: open the verification link', 'Inês Prado', people[2]],
		]);
	});

	test('gives who, in what state and what to do before the rest', async () => {
		const reference = await inNeed(northwind);
		const { rows } = await runNode(bvnk, { parameters: required(reference) });

		expect(Object.keys(rows[0]!).slice(0, 4)).toEqual(['customerName', 'status', 'todo', 'url']);
	});

	test('gives what BVNK answers, beside the reference of the customer, by one request', async () => {
		const reference = await inNeed(northwind);
		const before = bvnk.requests.length;
		const { rows } = await runNode(bvnk, { parameters: required(reference, { output: 'raw' }) });

		expect(rows).toEqual([
			{
				customerReference: reference,
				status: 'INFO_REQUIRED',
				infoRequired: {
					questionnaires: ['otherQuestionnaireFull'],
					documents: [{ docSetType: 'COMPANY', types: ['COMPANY_DOC'] }],
					data: [],
				},
			},
		]);
		expect(bvnk.requests).toHaveLength(before + 1);
	});

	test.each(['documents', 'associates'] as const)(
		'gives what is missing of each associate, where BVNK lists it in %s',
		async (associateInfo) => {
			bvnk.settings.associateInfo = associateInfo;
			const reference = await inNeed(northwind);
			const people = bvnk.customers.get(reference)!.personReferences;
			const { rows } = await runNode(bvnk, { parameters: required(reference) });

			expect(
				rows.map(({ of, kind, name, personReference }) => [of, kind, name, personReference]),
			).toEqual([
				['customer', 'document', 'Northwind Robotics GmbH', null],
				['customer', 'questionnaire', 'Northwind Robotics GmbH', null],
				['customer', 'verification', 'Northwind Robotics GmbH', null],
				['associate', 'document', 'Jonas Brandt', people[0]],
				['associate', 'verification', 'Jonas Brandt', people[0]],
				['associate', 'document', 'Aino Laine', people[1]],
				['associate', 'verification', 'Aino Laine', people[1]],
				['associate', 'document', 'Inês Prado', people[2]],
				['associate', 'verification', 'Inês Prado', people[2]],
			]);
		},
	);

	test.each(['VERIFIED', 'REJECTED'])('gives nothing of a customer that is %s', async (status) => {
		const reference = await inNeed(northwind);
		bvnk.setStatus(reference, status);
		const toDos = await runNode(bvnk, { parameters: required(reference) });
		const all = await runNode(bvnk, { parameters: required(reference, { output: 'customer' }) });

		expect(toDos.rows).toEqual([]);
		expect(all.rows).toMatchObject([{ status, outstanding: 0, toDos: [] }]);
	});

	test('gives nothing once all was handed in', async () => {
		const reference = await inNeed(mira);
		bvnk.satisfy(reference);
		const { rows } = await runNode(bvnk, { parameters: required(reference) });

		expect(rows).toEqual([]);
	});

	test('gives nothing where BVNK decided while it was asked', async () => {
		const reference = await inNeed(mira);
		bvnk.fail({ path: /info-required$/ }, { status: 200, body: { status: 'VERIFIED' } });
		const { rows } = await runNode(bvnk, {
			parameters: required(reference, { output: 'customer' }),
		});

		expect(rows).toMatchObject([{ status: 'VERIFIED', statusGroup: 'verified', toDos: [] }]);
	});

	test('pairs every to-do with its item, and goes on after one that fails', async () => {
		const first = await inNeed(mira);
		const second = await inNeed({ ...northwind });
		const { items } = await runNode(bvnk, {
			input: [first, '8a0e1da2-2af3-4b9e-a221-e74db4e01b06', second].map((reference) => ({
				reference,
			})),
			parameters: required('={{ $json.reference }}'),
			settings: { onError: 'continueRegularOutput' },
		});
		const of = (index: number) =>
			items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index);

		expect(of(0).every(({ json }) => json.customerReference === first)).toBe(true);
		expect(of(1)).toMatchObject([{ json: { httpCode: 404 } }]);
		expect(of(2).every(({ json }) => json.customerReference === second)).toBe(true);
		expect([of(0).length, of(2).length]).toEqual([3, 6]);
	});

	test('asks a busy BVNK again, for either of its two answers', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const reference = await inNeed(mira);
		bvnk.fail({ method: 'GET' }, { status: 503 });
		bvnk.fail({ path: /info-required$/ }, { kind: 'cut' });
		const { rows } = await runNode(bvnk, { parameters: required(reference) });

		expect(rows).toHaveLength(3);
		expect(bvnk.count({ method: 'GET' })).toBe(4);
	});

	test.each<[string, object, object]>([
		['associates: null', { company: { associates: null } }, {}],
		['associates: [null]', { company: { associates: [null, 7, { person: null }] } }, {}],
		['a verification that is a list', { verification: [1], company: { verification: 7 } }, {}],
		['types that are null', {}, { documents: [{ docSetType: null, types: null }, null, 7, []] }],
		['types that are objects', {}, { documents: [{ types: [{ toString: 1 }, null, ['x']] }] }],
		['a type of a prototype', {}, { documents: [{ docSetType: 'constructor', types: {} }] }],
		['questionnaires of any form', {}, { questionnaires: [null, 7, {}, [], { code: {} }] }],
		['associates of any form', {}, { associates: [null, 7, { documents: null }, { data: {} }] }],
	])('bears %s', async (_, customerAnswer, infoRequired) => {
		const reference = await inNeed(mira);
		bvnk.fail(
			{ path: /customers\/[^/]+$/ },
			{ status: 200, body: { reference, ...customerAnswer } },
		);
		bvnk.fail(
			{ path: /info-required$/ },
			{ status: 200, body: { status: 'INFO_REQUIRED', infoRequired } },
		);

		const { rows, error } = await runNode(bvnk, { parameters: required(reference) });

		expect(error).toBeUndefined();
		expect(rows.every(({ todo }) => typeof todo === 'string' && todo !== '')).toBe(true);
		expect(JSON.stringify(rows)).not.toContain('[object');
	});

	test('of thousands of entries and thousands of associates takes no minute', async () => {
		const reference = await inNeed(mira);
		const people = Array.from({ length: 20_000 }, (_, index) => ({
			person: { reference: `p-${index}`, firstName: 'A' },
		}));
		const data = people.map(({ person }) => ({ code: 'x', personReference: person.reference }));
		bvnk.fail(
			{ path: /customers\/[^/]+$/ },
			{ status: 200, body: { reference, company: { associates: people } } },
		);
		bvnk.fail({ path: /info-required$/ }, { status: 200, body: { infoRequired: { data } } });
		const startedAt = performance.now();

		const { rows } = await runNode(bvnk, { parameters: required(reference) });

		expect(rows).toHaveLength(20_000);
		expect(rows[19_999]).toMatchObject({ personReference: 'p-19999', name: 'A' });
		expect(performance.now() - startedAt).toBeLessThan(20_000);
	});

	test('refuses what is no customer', async () => {
		const { error } = await runNode(bvnk, { parameters: required('crm-000417') });

		expect(error!.message).toBe("'Customer' is not a reference of BVNK's");
		expect(bvnk.requests).toEqual([]);
	});
});

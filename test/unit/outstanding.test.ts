// How BVNK tells what is missing of associates is not documented: every likely form is read.
import { customerAnswer, requiredInfoAnswer } from '../../nodes/BvnkOnboarding/api/answers';
import { associatesOf, missingTypes, toDosOf } from '../../nodes/BvnkOnboarding/output/outstanding';
import companyFixture from '../sandbox/fixtures/company-customer.json';
import infoAllSatisfied from '../sandbox/fixtures/info-all-satisfied.json';
import infoMissing from '../sandbox/fixtures/info-missing.json';

const SEAN = '911685b0-acaa-418d-bd91-ed80b96c62cf';
const LUKE = 'c4cfa062-ea5f-49ca-96e0-8495e648520e';
const company = customerAnswer.parse(companyFixture);

/** The company's to-dos but for the links, of which every to-do list has three. */
const toDos = (info: object) =>
	toDosOf(company, requiredInfoAnswer.parse({ status: 'INFO_REQUIRED', ...info })).filter(
		({ kind }) => kind !== 'verification',
	);
const required = (infoRequired: object) => toDos({ infoRequired });

describe('the to-dos', () => {
	test('of the fixtures are the three links of the company and its associates', () => {
		const all = toDosOf(company, requiredInfoAnswer.parse(infoAllSatisfied));

		expect(
			all.map(({ kind, of, personReference, name, url }) => [kind, of, personReference, name, url]),
		).toEqual([
			['verification', 'customer', null, 'LB Ltd.', 'https://verify.com/1'],
			['verification', 'associate', SEAN, 'Sean Bond', 'https://verify.com/2'],
			['verification', 'associate', LUKE, 'Luke Dickens', 'https://verify.com/3'],
		]);
	});

	test('are in the order of documents, questionnaires, data and failures', () => {
		const info = {
			...infoMissing,
			infoRequired: {
				...infoMissing.infoRequired,
				questionnaires: ['otherQuestionnaireFull', { code: 'gamblingQuestionnaireFull' }, 7],
				data: ['nationality', { field: 'taxNumber' }, null],
			},
		};

		expect(toDos(info).map(({ kind, code, todo }) => [kind, code, todo])).toEqual([
			[
				'document',
				'IDENTITY',
				"Upload a passport, a driver's license, an ID card or a residence permit",
			],
			['document', 'SELFIE', 'Upload a selfie'],
			['questionnaire', 'otherQuestionnaireFull', "Submit the questionnaire 'Other'"],
			['questionnaire', 'gamblingQuestionnaireFull', "Submit the questionnaire 'Gambling'"],
			['questionnaire', null, 'Submit a questionnaire'],
			['data', 'nationality', 'Provide nationality'],
			['data', 'taxNumber', 'Provide taxNumber'],
			['data', null, 'Provide data that BVNK does not name'],
			[
				'failure',
				'PROBLEMATIC_APPLICANT_DATA:fullName',
				'Correct what BVNK could not verify (Name mismatch detected)',
			],
		]);
	});

	test.each([
		[{ docSetType: 'IDENTITY' }, 'Upload a document (IDENTITY)'],
		[{}, 'Upload a document'],
		['PASSPORT', 'Upload a passport'],
		['constructor', 'Upload a constructor'],
	])('of the document %j is %s', (document, todo) =>
		expect(required({ documents: [document] })).toMatchObject([{ todo }]),
	);

	test.each([
		[{ customerPersonReference: SEAN }, 'Sean Bond: upload a passport'],
		[{ customerPersonReference: 'p-9' }, 'Associate p-9: upload a passport'],
		[{}, 'Upload a passport'],
	])('of a company say whose they are, where they are a person’s: %j', (whose, todo) =>
		expect(required({ documents: [{ types: ['PASSPORT'], ...whose }] })).toMatchObject([{ todo }]),
	);

	test('of an associate that nobody names say so', () =>
		expect(required({ associates: [{ documents: ['PASSPORT'] }] })).toMatchObject([
			{ todo: 'An associate: upload a passport' },
		]));

	test('of an individual say its name', () => {
		const person = customerAnswer.parse({ reference: 'r', type: 'INDIVIDUAL', name: 'Ida Berg' });
		const info = requiredInfoAnswer.parse({ infoRequired: { documents: ['ID_CARD'] } });

		expect(toDosOf(person, info)).toMatchObject([{ todo: 'Ida Berg: upload an ID card' }]);
	});

	test('of a failure without words say what to do', () => {
		expect(toDos({ verificationFailure: { reasons: [{ code: 'X' }] } })).toMatchObject([
			{ code: 'X', todo: 'Correct what BVNK could not verify' },
		]);
	});

	test.each(['VERIFIED', 'REJECTED', 'TERMINATED'])(
		'leave out the links of a customer that is %s',
		(status) => {
			expect(toDosOf(company, requiredInfoAnswer.parse({ status }))).toEqual([]);
			expect(toDosOf({ ...company, status }, {})).toEqual([]);
		},
	);

	test('leave out a link that is done', () => {
		const verification = { url: 'https://verify.com/1', status: 'completed' };
		const person = customerAnswer.parse({ reference: 'r', status: 'PENDING', verification });

		expect(toDosOf(person, {})).toEqual([]);
	});
});

describe('a to-do is of an associate', () => {
	const passport = { docSetType: 'IDENTITY', types: ['PASSPORT'] };
	const luke = { of: 'associate', personReference: LUKE, name: 'Luke Dickens' };

	test.each<[string, object]>([
		['customerPersonReference', { documents: [{ ...passport, customerPersonReference: LUKE }] }],
		['personReference', { documents: [{ ...passport, personReference: LUKE }] }],
		['associateId', { documents: [{ ...passport, associateId: LUKE }] }],
		['person', { documents: [{ ...passport, person: { reference: LUKE } }] }],
		['associates', { associates: [{ reference: LUKE, documents: [passport] }] }],
		[
			'associates by person',
			{ associates: [{ person: { reference: LUKE }, documents: [passport] }] },
		],
		[
			'associates with answers of their own',
			{ associates: [{ id: LUKE, infoRequired: { documents: [passport] } }] },
		],
	])('that BVNK names by %s', (_, infoRequired) => {
		expect(required(infoRequired)).toMatchObject([
			{ kind: 'document', code: 'IDENTITY', anyOf: ['PASSPORT'], ...luke },
		]);
		expect(missingTypes(requiredInfoAnswer.parse({ infoRequired }))).toEqual(['PASSPORT']);
	});

	test('also where the list stands beside infoRequired', () => {
		const info = { infoRequired: {}, associates: [{ reference: LUKE, data: ['nationality'] }] };

		expect(toDos(info)).toMatchObject([{ kind: 'data', code: 'nationality', ...luke }]);
	});

	test('whose reference is unknown, after all others', () => {
		const unknown = { ...passport, customerPersonReference: 'p-9' };
		const info = { documents: [unknown, { ...passport, customerPersonReference: SEAN }, passport] };

		expect(
			required(info).map(({ of, personReference, name }) => [of, personReference, name]),
		).toEqual([
			['customer', null, 'LB Ltd.'],
			['associate', SEAN, 'Sean Bond'],
			['associate', 'p-9', null],
		]);
	});

	test('with the failures of that associate', () => {
		const verificationFailure = { reasons: [{ failureCode: 'X', description: 'Blurred' }] };
		const associates = [{ reference: LUKE, verificationFailure }];

		expect(required({ associates })).toMatchObject([
			{
				kind: 'failure',
				todo: 'Luke Dickens: correct what BVNK could not verify (Blurred)',
				...luke,
			},
		]);
	});

	test.each([[{ associates: null }], [{ associates: 'two' }], [{ associates: [null, 'Luke'] }]])(
		'where there is one: not in %j',
		(info) => expect(required(info)).toEqual([]),
	);
});

describe('the associates of a company', () => {
	test('are those with a reference, by name', () => {
		const associates = [
			{ person: { reference: 'p-1', firstName: 'Ada' } },
			{ person: { reference: 'p-2' } },
			{ person: { firstName: 'Bruno' } },
			{},
		];
		const customer = customerAnswer.parse({ reference: 'r', company: { associates } });

		expect(associatesOf(customer).map(({ reference, name }) => [reference, name])).toEqual([
			['p-1', 'Ada'],
			['p-2', 'p-2'],
		]);
	});

	test('are none of an individual', () => {
		expect(associatesOf(customerAnswer.parse({ reference: 'r', company: null }))).toEqual([]);
	});
});

import { requiredInfoAnswer } from '../../nodes/BvnkOnboarding/api/answers';
import { readRequiredInfo } from '../../nodes/BvnkOnboarding/output/requiredInfo';
import infoAllSatisfied from '../sandbox/fixtures/info-all-satisfied.json';
import infoMissing from '../sandbox/fixtures/info-missing.json';
import infoVerified from '../sandbox/fixtures/info-verified.json';

const read = (answer: unknown) => readRequiredInfo(requiredInfoAnswer.parse(answer));
const nothing = {
	missingDocuments: [],
	missingQuestionnaires: [],
	missingData: [],
	failureReasons: [],
};

test('missing documents are sets of which any one will do', () => {
	expect(read(infoMissing).missingDocuments).toEqual([
		{ docSetType: 'IDENTITY', anyOf: ['PASSPORT', 'DRIVERS', 'ID_CARD', 'RESIDENCE_PERMIT'] },
		{ docSetType: 'SELFIE', anyOf: ['SELFIE'] },
	]);
});

test('the reasons of a failure stand beside what is required', () => {
	expect(read(infoMissing).failureReasons).toEqual([
		{ failureCode: 'PROBLEMATIC_APPLICANT_DATA:fullName', description: 'Name mismatch detected' },
	]);
});

test.each([
	['with nothing missing any more', infoAllSatisfied],
	['of a verified customer', infoVerified],
	['whose lists are null', { status: 'PENDING', infoRequired: { documents: null } }],
	['whose infoRequired is null', { status: 'REJECTED', infoRequired: null }],
	['whose infoRequired is a text', { status: 'PENDING', infoRequired: 'none' }],
])('an answer %s has empty lists', (_, answer) => expect(read(answer)).toEqual(nothing));

test('an answer without anything has empty lists', () => {
	expect(read({})).toEqual(nothing);
});

test.each([
	['a bare text', 'PASSPORT', { docSetType: 'PASSPORT', anyOf: ['PASSPORT'] }],
	['without types', { docSetType: 'SELFIE' }, { docSetType: 'SELFIE', anyOf: [] }],
	[
		'with a single type',
		{ docSetType: 'SELFIE', types: 'SELFIE' },
		{ docSetType: 'SELFIE', anyOf: ['SELFIE'] },
	],
	[
		'without a set',
		{ types: ['PASSPORT'], subTypes: ['FRONT_SIDE'] },
		{ docSetType: null, anyOf: ['PASSPORT'], subTypes: ['FRONT_SIDE'] },
	],
])('a document given %s', (_, document, read_) =>
	expect(read({ infoRequired: { documents: [document] } }).missingDocuments).toEqual([read_]),
);

test('questionnaires of both of their lists are listed once, whatever their form', () => {
	const infoRequired = {
		questionnaires: ['gamblingQuestionnaireFull', { code: 'otherQuestionnaireFull' }],
		questionnaireCodes: ['gamblingQuestionnaireFull', 'fintechsQuestionnaireFull'],
	};

	expect(read({ infoRequired }).missingQuestionnaires).toEqual([
		'gamblingQuestionnaireFull',
		{ code: 'otherQuestionnaireFull' },
		'fintechsQuestionnaireFull',
	]);
});

test('missing data pass as they came', () => {
	const data = ['nationality', { field: 'taxNumber', target: { kind: 'FIELD' } }];

	expect(read({ infoRequired: { data } }).missingData).toEqual(data);
});

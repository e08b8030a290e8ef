import { documentUrlAnswer, uploadedAnswer } from '../../nodes/BvnkOnboarding/api/answers';
import { documents } from '../../nodes/BvnkOnboarding/bodies/document';
import { schemaOf } from '../../nodes/shared/body/schema';

const passport = { binaryField: 'data', type: 'PASSPORT', name: 'passport.jpg' };
const parse = (document: object) =>
	schemaOf([documents], 'form').safeParse({ documents: [document] });
const problems = (document: object) =>
	parse(document).error?.issues.map(({ path }) => path.slice(2).join('.')) ?? [];
const sent = (document: object) => (parse(document).data as { documents: object[] }).documents[0];

describe('a document', () => {
	test('needs a binary field and a type', () => {
		expect(problems(passport)).toEqual([]);
		expect(problems({})).toEqual(['binaryField', 'type']);
	});

	test('may be of any type, and have fields that nobody knows', () => {
		const other = { ...passport, type: 'DRIVER_LICENSE', subType: 'LEFT_SIDE', expires: 2030 };

		expect(sent(other)).toEqual(other);
	});

	test('has its country in capitals, and its person by reference', () => {
		expect(sent({ ...passport, countryCode: 'de' })).toMatchObject({ countryCode: 'DE' });
		expect(problems({ ...passport, customerPersonReference: 'Jonas' })).toEqual([
			'customerPersonReference',
		]);
	});
});

describe('the answer to an upload', () => {
	test.each([
		['references and statuses', [{ reference: 'r-1', status: 'PENDING', more: 1 }]],
		['entries of another form', [{ id: 7 }]],
	])('with %s is read', (_, answer) => expect(uploadedAnswer.parse(answer)).toEqual(answer));

	test.each([[undefined], [null], [{}], ['taken'], [['taken']], [[null]]])(
		'%j counts as none',
		(answer) => expect(uploadedAnswer.parse(answer)).toEqual([]),
	);

	test('reads nothing where something else than text came', () => {
		expect(uploadedAnswer.parse([{ reference: 7, status: null }])).toEqual([{ status: null }]);
	});
});

describe('the answer with a download address', () => {
	const URL = 'https://files.example.com/1';

	test.each([
		[{ url: URL }, { url: URL }],
		[
			{ url: URL, expiresAt: 'soon' },
			{ url: URL, expiresAt: 'soon' },
		],
		[
			{ name: 'a.pdf', downloadUrl: URL },
			{ name: 'a.pdf', downloadUrl: URL, url: URL },
		],
		[URL, { url: URL }],
		[{ status: 'PENDING' }, { status: 'PENDING', url: null }],
	])('%j is read as %j', (answer, read) => expect(documentUrlAnswer.parse(answer)).toEqual(read));

	test.each([[undefined], [7], [[URL]]])('%j is none', (answer) =>
		expect(documentUrlAnswer.safeParse(answer).success).toBe(false),
	);
});

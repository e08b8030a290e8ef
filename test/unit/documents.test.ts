import {
	documentRequest,
	documentUrlAnswer,
	uploadedAnswer,
} from '../../nodes/BvnkOnboarding/api/documents';

const passport = { type: 'PASSPORT', name: 'passport.jpg', content: 'AAAA' };
const problems = (document: object) =>
	documentRequest.safeParse(document).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('a document', () => {
	test('needs a type, a name and a content', () => {
		expect(problems(passport)).toEqual([]);
		expect(problems({})).toEqual(['type', 'name', 'content']);
	});

	test('may be of any type, and have fields that nobody knows', () => {
		const other = { ...passport, type: 'DRIVER_LICENSE', subType: 'LEFT_SIDE', expires: 2030 };

		expect(documentRequest.parse(other)).toEqual(other);
	});

	test('has its country in capitals, and its person by reference', () => {
		expect(documentRequest.parse({ ...passport, countryCode: 'de' }).countryCode).toBe('DE');
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

	test('leaves out what is no text', () => {
		expect(uploadedAnswer.parse([{ reference: 7, status: null }])).toEqual([{}]);
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

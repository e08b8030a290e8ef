import { readProblem } from '../../nodes/BvnkOnboarding/api/errors';

test('the body of the platform, its errors a map to lists', () => {
	expect(
		readProblem({
			code: 'ACCOUNTS-2000',
			traceId: '6ff3bd2f4b6c4e0e',
			status: 'Bad Request',
			message: 'Invalid request',
			details: {
				errors: {
					externalReference: ['already exists', 'is too long'],
					'individual.dateOfBirth': ['must be a past date'],
				},
			},
		}),
	).toEqual({
		message: 'Invalid request',
		code: 'ACCOUNTS-2000',
		traceId: '6ff3bd2f4b6c4e0e',
		findings: [
			{ field: 'externalReference', text: 'already exists' },
			{ field: 'externalReference', text: 'is too long' },
			{ field: 'individual.dateOfBirth', text: 'must be a past date' },
		],
	});
});

test('its errors a map to text', () => {
	expect(
		readProblem({ details: { errors: { 'individual.birthCountryCode': 'must not be null' } } })
			.findings,
	).toEqual([{ field: 'individual.birthCountryCode', text: 'must not be null' }]);
});

test.each<[string, unknown, unknown]>([
	['texts', ['first', ' second '], [{ text: 'first' }, { text: 'second' }]],
	[
		'objects',
		[
			{ field: 'a', message: 'is wrong' },
			{ parameter: 'b', description: 'is missing' },
			{ code: 'E-1' },
		],
		[{ field: 'a', text: 'is wrong' }, { field: 'b', text: 'is missing' }, { text: 'E-1' }],
	],
	['things without words', [null, {}, [], '', { field: 'a' }], []],
])('its errors a list of %s', (_, errors, findings) =>
	expect(readProblem({ details: { errors } }).findings).toEqual(findings),
);

test('an array of such bodies is read as one', () => {
	expect(
		readProblem([
			{ code: 'ACCOUNTS-2000', message: 'Invalid request', details: { errors: { a: ['x'] } } },
			{
				code: 'ACCOUNTS-2001',
				traceId: 't',
				message: 'Another',
				details: { errors: { b: ['y'] } },
			},
		]),
	).toEqual({
		message: 'Invalid request',
		code: 'ACCOUNTS-2000',
		traceId: 't',
		findings: [
			{ field: 'a', text: 'x' },
			{ field: 'b', text: 'y' },
		],
	});
});

test("the payment endpoints' errorList", () => {
	expect(
		readProblem({
			requestId: 'req-1',
			errorList: [
				{
					requestId: 'req-1',
					code: 'MER-PAY-2057',
					parameter: 'X-Header',
					message: 'Required header missing',
				},
				{ code: 'MER-PAY-1000', message: 'Not authorized to perform this action' },
			],
		}),
	).toEqual({
		message: 'Required header missing',
		code: 'MER-PAY-2057',
		traceId: 'req-1',
		findings: [{ field: 'X-Header', text: 'Required header missing' }],
	});
});

test("Spring's own body", () => {
	expect(
		readProblem({ timestamp: '2026-10-01T10:00:00Z', status: 404, error: 'Not Found', path: '/x' }),
	).toMatchObject({ message: 'Not Found', findings: [] });
});

test('a code that is a number is read as text', () => {
	expect(readProblem({ code: 4001 }).code).toBe('4001');
});

test.each([
	undefined,
	null,
	'',
	'upstream connect error',
	42,
	true,
	[],
	{},
	{ details: null },
	{ details: { errors: 'none' } },
	{ message: { text: 'nested' }, errorList: 'none' },
])('%j says nothing, and does no harm', (body) =>
	expect(readProblem(body)).toEqual({ findings: [] }),
);

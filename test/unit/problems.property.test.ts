// Whatever answers in BVNK's place, with whatever status and body: a person reads a message, the node does
// not crash, and nothing personal of the request comes back in it.

import fc from 'fast-check';
import { NodeApiError, type IDataObject } from 'n8n-workflow';
import { readProblem } from '../../nodes/BvnkOnboarding/api/errors';
import { createClient } from '../../nodes/shared/http/client';
import { bvnkV1 } from '../../nodes/BvnkOnboarding/api/bvnk';
import { personalIn } from '../../nodes/shared/body/personal';
import { calls, path } from '../../nodes/shared/http/call';
import type { RequestContext } from '../../nodes/shared/http/context';

const RUNS = { numRuns: 500 };
const PERSON = {
	individual: {
		firstName: 'Plantine',
		lastName: "O'Plant (née Ünver)",
		dateOfBirth: '1977-07-17',
		address: { addressLine1: 'Plantation Road 77', city: 'Plantville', postalCode: '77665' },
		contactInfo: { emailAddress: 'plantine@planted.example', phoneNumber: '+4977665544' },
		// begins with the postal code: what is blotted out first must not leave a rest of the other
		taxIdentification: { number: '77665544332' },
		identityDocument: { documentNumber: 'P7766554433221' },
	},
};
const PERSONAL = Object.values(PERSON.individual).flatMap((value) =>
	typeof value === 'string' ? [value] : Object.values(value),
);

/** An answer as n8n's request helper gives it. */
interface Answer {
	statusCode: number;
	headers: object;
	body: unknown;
}

/** The error of a call that is answered so. */
async function errorOf(answer: Answer, body: IDataObject = PERSON): Promise<NodeApiError> {
	const context = {
		getNode: () => ({ name: 'BVNK Onboarding', type: 'bvnkOnboarding' }),
		helpers: { httpRequestWithAuthentication: async () => answer },
	} as unknown as RequestContext;
	const labelOf = (field: string) => (field.length % 2 ? undefined : 'A Label');
	const client = createClient(bvnkV1, context, { itemIndex: 0, maxTries: 1, labelOf });
	const call = calls('/platform/v1').post(path`/customers`, 'customer', undefined, { body });
	const personal = () => personalIn([], body);
	const [outcome] = await Promise.allSettled([client.call(call, { personal })]);
	const error: unknown = outcome.status === 'rejected' ? outcome.reason : undefined;
	if (error instanceof NodeApiError) return error;
	throw new Error('The call gave no error for a person', { cause: error ?? outcome });
}

/** Asserts that a person can read what happened. */
function expectReadable(error: NodeApiError): void {
	expect(error.message).toMatch(/^[A-Z][^]{10,}/);
	expect(error.message).not.toMatch(/undefined|\[object|call stack|NaN/);
	expect(error.description ?? '').not.toMatch(/undefined|\[object|call stack|NaN/);
}

const status = fc.oneof(
	fc.constantFrom(400, 401, 403, 404, 405, 409, 418, 422, 429, 500, 502, 503, 504, 301, 302, 304),
	fc.integer({ min: 300, max: 999 }),
	fc.integer({ min: 0, max: 199 }),
);
const headers = fc.record(
	{
		'content-type': fc.constantFrom('application/json', 'text/html', 'image/png', '', 'x'),
		date: fc.oneof(fc.string(), fc.constant('Thu, 01 Oct 2026 10:00:00 GMT')),
		'retry-after': fc.string(),
	},
	{ requiredKeys: [] },
);

/** Words that do not look like a mistake of ours. */
const words = fc.constantFrom(
	'is not valid',
	'already exists',
	'x',
	'',
	' ',
	'🏦',
	'ACCOUNTS-2000',
);
const names = fc.constantFrom(
	...[
		'message',
		'error',
		'errors',
		'code',
		'traceId',
		'requestId',
		'details',
		'errorList',
		'field',
	],
	...['parameter', 'description', 'status', '__proto__', 'constructor', '0', '', 'a.b[0].c'],
);
/** JSON with the names that BVNK uses, each with a value of any kind. */
const body: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
	body: fc.oneof(
		{ depthSize: 'medium', withCrossShrink: true },
		words,
		fc.oneof(fc.integer(), fc.boolean(), fc.constant(null)),
		fc.array(tie('body'), { maxLength: 4 }),
		fc.dictionary(names, tie('body'), { maxKeys: 5 }),
	),
})).body;

test('an error body of any shape, of any status, gives a message', async () => {
	await fc.assert(
		fc.asyncProperty(status, headers, body, async (statusCode, given, json) => {
			const error = await errorOf({ statusCode, headers: given, body: JSON.stringify(json) });

			expectReadable(error);
			expect(error.httpCode).toBe(String(statusCode));
		}),
		RUNS,
	);
});

test('so does one that is no JSON: text, a page, half of it, bytes, nothing', async () => {
	const html = fc
		.tuple(fc.constantFrom('<!DOCTYPE html>', '<html>', ' <HTML lang=en>', '<?xml?>'), fc.string())
		.map((parts) => parts.join(''));
	const half = body.map((json) => JSON.stringify(json).slice(0, -1));
	const bytes = fc.uint8Array({ maxLength: 100 }).map((given) => Buffer.from(given).toString());
	const text = fc.oneof(html, half, bytes, fc.constant(''), fc.string({ unit: 'binary' }));
	await fc.assert(
		fc.asyncProperty(status, headers, text, async (statusCode, given, sent) => {
			// such a text may happen to be JSON with those very words, which BVNK then said
			fc.pre(!/undefined|object|NaN/.test(sent));

			expectReadable(await errorOf({ statusCode, headers: given, body: sent }));
		}),
		RUNS,
	);
});

test('what the request helper gives in place of text does no harm', async () => {
	const other = fc.constantFrom(undefined, null, {}, [], 0, true, Buffer.from('x'));
	await fc.assert(
		fc.asyncProperty(status, other, async (statusCode, given) => {
			expectReadable(await errorOf({ statusCode, headers: {}, body: given }));
		}),
		{ numRuns: 200 },
	);
});

test('what is read of a body are texts, and each finding has words', () => {
	const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';
	fc.assert(
		fc.property(fc.oneof(body, fc.jsonValue({ maxDepth: 5 })), (json) => {
			const { findings, ...said } = readProblem(json);

			expect(Object.values(said).every((value) => value === undefined || isText(value))).toBe(true);
			expect(findings.every(({ text }) => isText(text))).toBe(true);
		}),
		RUNS,
	);
});

describe('a body that is made to fill the stack or the memory', () => {
	const LEVELS = 10_000;
	const nested = (open: string, inside: string, close: string) =>
		open.repeat(LEVELS) + inside + close.repeat(LEVELS);

	test.each([
		['lists', nested('[', '', ']')],
		['objects', nested('{"a":', '1', '}')],
		['lists of errors', nested('{"errorList":[', '', ']}')],
		['details', nested('{"details":', '{"errors":["x"]}', '}')],
		['errors', `{"details":{"errors":${nested('[', '', ']')}}}`],
		['one field’s errors', `{"errors":{"a":${nested('{"message":', '"x"', '}')}}}`],
	])('of 10,000 levels of %s gives a message', async (_, text) => {
		for (const statusCode of [400, 422, 500]) {
			expectReadable(await errorOf({ statusCode, headers: {}, body: text }));
		}
	});

	test.each([
		['a message of 5 MB', JSON.stringify({ message: 'x'.repeat(5_000_000) })],
		['100,000 findings', JSON.stringify({ errors: Array(100_000).fill('is not valid') })],
		['a list of 100,000', JSON.stringify(Array(100_000).fill({ message: 'is not valid' }))],
		['a map of 100,000', JSON.stringify({ errors: { ...Array(100_000).fill('is not valid') } })],
		['no JSON, 5 MB', 'x'.repeat(5_000_000)],
	])('%s gives a message of a length that can be read and saved', async (_, text) => {
		const error = await errorOf({ statusCode: 400, headers: {}, body: text });

		expectReadable(error);
		expect(error.message.length).toBeLessThan(5_000);
	});

	test('of more findings than a person reads, those left out are counted', async () => {
		const text = JSON.stringify({ errors: Array(60).fill('is not valid') });
		const { message } = await errorOf({ statusCode: 400, headers: {}, body: text });

		expect(message).toMatch(/60 findings: is not valid; is not valid; is not valid; and 57 more$/);
	});
});

test('whatever the body quotes of the person that was sent, the error holds none of it', async () => {
	const quoted = fc
		.array(
			fc.oneof(
				fc.constantFrom(...PERSONAL),
				fc.constantFrom(...PERSONAL).map((value) => value.toUpperCase()),
				fc.constantFrom(...PERSONAL).map((value) => ` ${value},`),
				words,
			),
			{ minLength: 1, maxLength: 5 },
		)
		.map((parts) => parts.join(' '));
	const shape = fc.constantFrom<(text: string) => unknown>(
		(message) => ({ message }),
		(text) => ({ message: 'Invalid', details: { errors: { [text]: [text] } } }),
		(text) => [{ errors: [text, { field: text, message: text }] }],
		(message) => ({ errorList: [{ parameter: message, message }] }),
		(message) => ({ error: message, request: PERSON }),
		(text) => ({ message: 'Invalid', code: text, traceId: text }),
	);
	await fc.assert(
		fc.asyncProperty(status, shape, quoted, async (statusCode, make, text) => {
			const answer = { statusCode, headers: {}, body: JSON.stringify(make(text)) };

			const error = await errorOf(answer);

			const saved = `${error.message}\n${error.description}\n${error.stack}\n${JSON.stringify(error)}`;
			for (const value of PERSONAL) {
				expect(saved.toLowerCase()).not.toContain(value.toLowerCase());
			}
			// nor a rest of a number, cut off by a shorter one that it begins with
			expect(saved).not.toMatch(/544332|554433221/);
		}),
		RUNS,
	);
});

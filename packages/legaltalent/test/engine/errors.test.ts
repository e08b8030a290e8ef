// What a person reads when LegalTalent does not do what was asked, whatever the form of its answer.

import { byId, runNode, withRecorder, withSandbox } from './engine';

const legalTalent = withSandbox({ customers: 2 });
const recorder = withRecorder();

const ID = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';
const get = { operation: 'get', customerId: byId(ID), options: { maxTries: 1 } };
const answered = async (status: number, body: unknown, headers?: Record<string, string>) => {
	recorder.answer = { status, body, ...(headers ? { headers } : {}) };
	return (await runNode(recorder, { parameters: get })).error;
};

describe('LegalTalent’s words are found', () => {
	test.each<[string, unknown]>([
		[
			'in an object',
			{ status: 'error', error: { type: 'ValidationError', message: 'No such ID', code: 'E1' } },
		],
		['in a text', { status: 'error', error: 'No such ID' }],
		['in a message', { message: 'No such ID' }],
		['in a Message of AWS', { Message: 'No such ID' }],
		['in plain text', 'No such ID'],
	])('%s', async (_, body) => {
		const error = await answered(
			400,
			body,
			typeof body === 'string' ? { 'content-type': 'text/plain' } : undefined,
		);

		expect(error?.message).toBe('LegalTalent did not accept the data: No such ID');
	});

	test('with its code and request ID', async () => {
		const error = await answered(400, {
			status: 'error',
			error: { message: 'No such ID', code: 'VALIDATION_ERROR' },
			execution_context: { request_id: 'r-1' },
		});

		expect(error?.context).toMatchObject({ code: 'VALIDATION_ERROR', traceId: 'r-1' });
		expect(error?.description).toContain("LegalTalent's code: VALIDATION_ERROR.");
		expect(error?.description).toContain('by its traceId: r-1.');
	});

	test('with the field, by its label', async () => {
		recorder.answer = {
			status: 400,
			body: { error: { message: 'Bad', details: [{ field: 'tax_id', message: 'too short' }] } },
		};
		const { error } = await runNode(recorder, {
			parameters: { operation: 'create', name: 'A', additionalFields: { taxId: '1' } },
		});

		expect(error?.message).toBe('LegalTalent did not accept the data: Bad – Tax ID: too short');
	});
});

test('a good status with the status "error" in its body is an error', async () => {
	const error = await answered(200, { status: 'error', error: { message: 'Not now' } });

	expect(error?.message).toBe(
		'LegalTalent refused the request, although its status is 200: Not now',
	);
});

test.each([
	['awsDeny', 'explicit deny'],
	['aws', 'Forbidden'],
	['object', 'Missing permission kyc:read'],
] as const)('403 in the form %s says what the role may lack', async (errors, words) => {
	Object.assign(legalTalent.settings, { errors, permissions: [] });
	const { error } = await runNode(legalTalent, { parameters: get });

	expect(error?.message).toContain('LegalTalent does not allow this call (GET, customer)');
	expect(error?.message).toContain(words);
	expect(error?.description).toContain('kyc:read to read');
});

test('401 says that a login’s token ends', async () => {
	const { error } = await runNode(legalTalent, {
		parameters: get,
		credential: { environment: 'custom', baseUrl: legalTalent.url, apiToken: 'eyEXAMPLE' },
	});

	expect(error?.message).toMatch(/^LegalTalent did not accept the token/);
	expect(error?.description).toContain('ends after about an hour');
});

test('a firewall’s page is told as one, without its HTML', async () => {
	legalTalent.fail({}, { kind: 'html' });
	const { error } = await runNode(legalTalent, { parameters: get });

	expect(error?.message).toContain('blocked the request before it reached the API');
	expect(JSON.stringify(error)).not.toContain('cloudfront');
});

test('429 waits as the body says, and then goes on', async () => {
	const { customer_id: id } = [...legalTalent.customers.values()][0]!;
	legalTalent.fail(
		{},
		{ status: 429, body: { error: 'Rate limit', message: 'Too many requests', retry_after: 1 } },
	);
	const { rows } = await runNode(legalTalent, {
		parameters: { operation: 'get', customerId: byId(id) },
	});
	const [refused, again] = legalTalent.requests;

	expect(rows).toMatchObject([{ customer_id: id }]);
	expect(again!.startedAt - refused!.startedAt).toBeGreaterThanOrEqual(990);
});

test('429 that stays is told with what helps', async () => {
	const body = { error: 'Rate limit', message: 'Too many requests', retry_after: 180 };
	const error = await answered(429, body);

	expect(error?.message).toBe('LegalTalent asks for fewer requests: Rate limit');
	expect(error?.description).toContain('1,000 requests in 5 minutes');
});

test.each([
	['an empty answer', ''],
	['data that is null', { status: 'success', data: null }],
	['a list', [{ customer_id: 'a' }]],
])('%s is not taken for a customer', async (_, body) => {
	const error = await answered(200, body);

	expect(error).toBeDefined();
});

test('incomplete JSON is told as such', async () => {
	const error = await answered(200, '{"status": "success", "data": {');

	expect(error?.message).toContain('answer is incomplete');
});

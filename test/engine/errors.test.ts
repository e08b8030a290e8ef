import type { Fault } from '../sandbox/server';
import { credentialOf, runNode } from './engine';
import { customer, mira, northwind } from './rows';
import { startRecorder, withSandbox } from './servers';

const bvnk = withSandbox({ customers: 1 });

const get = () => ({
	operation: 'get',
	customerReference: customer([...bvnk.customers.keys()][0]!),
	options: { maxTries: 1 },
});

/** The error of a Get that meets `fault`. */
async function errorOf(fault: Fault) {
	bvnk.fail({}, fault);
	const { error } = await runNode(bvnk, { parameters: get() });
	return error!;
}

describe("BVNK's own words", () => {
	test('are kept, with the code and the traceId for its support', async () => {
		const error = await errorOf({
			status: 400,
			body: {
				code: 'ACCOUNTS-2000',
				traceId: '6ff3bd2f4b6c4e0e',
				status: 'Bad Request',
				message: 'Invalid request',
				details: { errors: {} },
			},
		});

		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '400',
			message: 'BVNK did not accept the data: Invalid request',
			context: { itemIndex: 0, code: 'ACCOUNTS-2000', traceId: '6ff3bd2f4b6c4e0e' },
		});
		expect(error.description).toContain("BVNK's code: ACCOUNTS-2000.");
		expect(error.description).toContain('6ff3bd2f4b6c4e0e');
	});

	test('are kept where n8n would put words of its own for a code in them', async () => {
		const error = await errorOf({ status: 400, body: { message: 'Registry said ETIMEDOUT' } });

		expect(error.message).toBe('BVNK did not accept the data: Registry said ETIMEDOUT');
	});

	test('about a field are put under the label of the field', async () => {
		bvnk.fail(
			{ method: 'POST' },
			{
				status: 400,
				body: {
					message: 'Invalid request',
					details: {
						errors: {
							externalReference: ['is taken'],
							'individual.address.postalCode': ['does not fit the country'],
							'individual.cdd.expectedMonthlyVolume.amount': ['is too high'],
							'individual.shoeSize': ['is missing'],
						},
					},
				},
			},
		);
		const { error } = await runNode(bvnk, { parameters: mira });

		expect(error!.message).toBe(
			'BVNK did not accept the data: Invalid request – 4 findings: External Reference: is taken; ' +
				'Address Postal Code: does not fit the country; ' +
				'Monthly Volume: is too high; and 1 more',
		);
		expect(error!.description).toContain('Also: individual.shoeSize: is missing.');
		expect(error!.context).toMatchObject({
			fields: [
				{ field: 'External Reference', problem: 'is taken' },
				{ field: 'Address Postal Code', problem: 'does not fit the country' },
				{ field: 'Monthly Volume', problem: 'is too high' },
				{ field: 'individual.shoeSize', problem: 'is missing' },
			],
		});
	});

	test('about an associate number him', async () => {
		bvnk.fail(
			{ method: 'POST' },
			{
				status: 400,
				body: [
					{
						code: 'ACCOUNTS-2000',
						message: 'Invalid request',
						details: { errors: { 'company.associates[1].address.city': 'must not be blank' } },
					},
				],
			},
		);
		const { error } = await runNode(bvnk, { parameters: northwind });

		expect(error!.message).toContain('Associate 2 › Address › City: is missing');
	});

	test('of the embedded BVNK about a US resident without a state name the field', async () => {
		const { error } = await runNode(bvnk, {
			parameters: {
				...mira,
				addressLine1: '1 Example Street',
				city: 'Austin',
				postalCode: '78701',
				countryCode: 'US',
				additionalFields: {},
			},
		});

		expect(error!.message).toContain('Address State Code: must not be null');
	});
});

describe('what the status means', () => {
	test.each([
		[400, 'BVNK did not accept the data', 'Correct it, and run the item again'],
		[401, 'BVNK did not accept the signature', 'Open the credential and test it'],
		[403, 'BVNK does not allow this call', 'allowed IP addresses'],
		[404, 'BVNK knows no such customer', 'sandbox and production share nothing'],
		[409, 'BVNK refused the request (status 409)', ''],
		[429, 'BVNK asks for fewer requests', "Lower 'Concurrency' under Options"],
		[500, 'BVNK could not process the request (status 500)', 'https://bvnk.status.io'],
		[503, 'BVNK could not process the request (status 503)', 'It was tried once'],
	])('%i', async (status, message, description) => {
		const error = await errorOf({ status });

		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: String(status) });
		expect(error.message).toBe(`${message}: Switched on by a test`);
		expect(error.description).toContain(description);
	});

	test.each([
		[401, 'BVNK did not accept the signature'],
		[403, 'BVNK does not allow this call'],
		[500, 'BVNK could not process the request (status 500)'],
	])('%i with an empty body', async (status, message) => {
		const error = await errorOf({ kind: 'empty', status });

		expect(error.message).toBe(message);
		expect(error.description).not.toBe('');
	});

	test('401 says by how much the clock is off', async () => {
		bvnk.settings.clockShiftMs = -3600_000;

		const { error } = await runNode(bvnk, { parameters: get() });

		expect(error!.httpCode).toBe('401');
		expect(error!.description).toMatch(
			/is (1 hour|59 minutes 59 seconds|1 hour 1 second) ahead of BVNK's/,
		);
	});

	test('401 for a key that BVNK does not know says nothing of the clock', async () => {
		const { error } = await runNode(bvnk, {
			parameters: get(),
			credential: { ...credentialOf(bvnk), hawkKey: 'another key' },
		});

		expect(error!.httpCode).toBe('401');
		expect(error!.description).not.toContain('clock of this machine');
	});

	test('403 for an address that is not on the list', async () => {
		bvnk.settings.authorisedIps = ['203.0.113.9'];

		const { error } = await runNode(bvnk, { parameters: get() });

		expect(error!.httpCode).toBe('403');
		expect(error!.description).toContain('allowed IP addresses');
	});
});

describe('an answer that is none of the API’s', () => {
	test('a block page of CloudFront is not put down to the key', async () => {
		const error = await errorOf({ kind: 'html' });

		expect(error.httpCode).toBe('403');
		expect(error.message).toBe(
			"BVNK's network edge (CloudFront) blocked the request before it reached the API",
		);
		expect(error.description).toContain('This is not about the key');
		expect(JSON.stringify(error)).not.toContain('<html>');
	});

	test('a web page with status 200', async () => {
		const error = await errorOf({ kind: 'html', status: 200 });

		expect(error.message).toBe(
			'A web page came with status 200 where an answer of BVNK was expected',
		);
		expect(error.description).toContain('Check the base URL');
	});

	test('a web page with status 502', async () => {
		const error = await errorOf({ kind: 'html', status: 502 });

		expect(error.message).toContain('A web page came with status 502');
		expect(error.description).toContain('It was tried once');
	});

	test('nothing', async () => {
		const error = await errorOf({ kind: 'empty' });

		expect(error.message).toBe('BVNK answered nothing where a customer was expected');
	});

	test('a list where a customer is expected', async () => {
		const error = await errorOf({ kind: 'array' });

		expect(error.message).toBe('BVNK answered a list where a customer was expected');
	});

	test('a customer where a list is expected', async () => {
		bvnk.fail({}, { status: 200, body: { reference: 'r', status: 'PENDING' } });

		const { error } = await runNode(bvnk, { parameters: { operation: 'getAll' } });

		expect(error!.message).toBe(
			'BVNK answered another form where a list of customers was expected',
		);
	});

	test('a creation without a reference says that it may have happened', async () => {
		bvnk.fail({ method: 'POST' }, { status: 202, body: { status: 'PENDING' } });

		const { error } = await runNode(bvnk, { parameters: mira });

		expect(error!.message).toBe('BVNK answered another form where a customer was expected');
		expect(error!.description).toContain('Running it again is safe');
	});

	test('JSON that stops in the middle', async () => {
		const error = await errorOf({ kind: 'truncatedJson' });

		expect(error.message).toContain("BVNK's answer is incomplete");
		expect(error.description).toMatch(/\d+ characters came with status 200/);
	});

	test('of 50 MB is read', async () => {
		bvnk.fail({}, { kind: 'huge', megabytes: 50 });

		const { rows, error } = await runNode(bvnk, { parameters: get() });

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ type: 'COMPANY' }]);
	}, 20_000);

	test.each([301, 302, 307, 308])(
		'a redirect (%i) is not followed: the other server gets no request',
		async (status) => {
			const other = await startRecorder();
			const error = await errorOf({ kind: 'redirect', location: `${other.url}/steal`, status });
			await other.close();

			expect(error.message).toBe(`BVNK sent the request on to another address (status ${status})`);
			expect(error.description).toContain('It was not followed');
			expect(other.received).toEqual([]);
		},
	);
});

describe('the credential', () => {
	test.each([
		['without key', { hawkKey: '' }, 'The BVNK credential has no Hawk Key'],
		['without id and key', { hawkId: ' ', hawkKey: '' }, 'no Hawk ID and Hawk Key'],
		['for a public host by http', { baseUrl: 'http://api.bvnk.com' }, 'http is only for loopback'],
		['for a base URL with a path', { baseUrl: 'https://api.bvnk.com/v1' }, 'holds the path /v1'],
		['without base URL', { baseUrl: '' }, 'Base URL cannot be used: it is empty'],
	])('%s says what to mend, once, and nothing is sent', async (_, wrong, message) => {
		const { error } = await runNode(bvnk, {
			parameters: { ...get(), options: {} },
			credential: { ...credentialOf(bvnk), ...wrong },
		});

		expect(error!.message).toContain(message);
		expect(error!.description).toContain("Check the node's credential");
		expect(bvnk.requests).toEqual([]);
	});

	test('whose base URL ends in a slash works', async () => {
		const { rows } = await runNode(bvnk, {
			parameters: get(),
			credential: { ...credentialOf(bvnk), baseUrl: `${bvnk.url}/` },
		});

		expect(rows).toHaveLength(1);
	});
});

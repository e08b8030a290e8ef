// The embedded BVNK refuses the values that BVNK is known to refuse, whatever the node let pass.
import { call, signFor } from '../sandbox/client';
import { companyBody, individualBody } from '../sandbox/data';
import { type Sandbox, startSandbox } from '../sandbox/server';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
beforeEach(() => {
	sandbox.reset();
	signFor(sandbox, individualBody(1));
});
afterAll(() => sandbox.close());

/** What the embedded BVNK says of an individual with these values. */
async function errorsOf(individual: object, others: object = {}) {
	const body = individualBody(1) as unknown as { individual: object };
	const { status, json } = await call(sandbox, 'POST', '/platform/v1/customers', {
		body: { ...body, ...others, individual: { ...body.individual, ...individual } },
	});
	const { details } = json as { details?: { errors: Record<string, string[]> } };
	return { status, errors: details?.errors ?? {} };
}

const addressOf = (stateCode: string) => ({
	address: {
		...(individualBody(1) as unknown as { individual: { address: object } }).individual.address,
		stateCode,
	},
});

test.each(['US-TX', 'Texas', 'T', 'NSW'])(
	'a state code of %s is not of two characters',
	async (code) =>
		expect(await errorsOf(addressOf(code))).toEqual({
			status: 400,
			errors: { 'individual.address.stateCode': ['size must be between 2 and 2'] },
		}),
);

test('a state code of two characters is taken', async () =>
	expect((await errorsOf(addressOf('TX'))).status).toBe(202));

test.each([0, 1])('nobody was born today or %d days later', async (days) => {
	const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

	expect(await errorsOf({ dateOfBirth: day })).toEqual({
		status: 400,
		errors: { 'individual.dateOfBirth': ['must be a past date'] },
	});
});

test.each(['12345', 'unknown', '4.91511E+12', '0000000000', '+1234567890123456'])(
	'%s is no phone number',
	async (phoneNumber) =>
		expect(await errorsOf({ phoneNumber })).toEqual({
			status: 400,
			errors: { 'individual.phoneNumber': ['must be a well-formed phone number'] },
		}),
);

test.each(['+4915112345678', '0151 12345678'])('%s may be one', async (phoneNumber) =>
	expect((await errorsOf({ phoneNumber })).status).toBe(202),
);

test('an external reference has at most 36 characters', async () => {
	expect((await errorsOf({}, { externalReference: 'x'.repeat(36) })).status).toBe(202);
	expect(await errorsOf({}, { externalReference: 'x'.repeat(37) })).toEqual({
		status: 400,
		errors: { externalReference: ['size must be between 0 and 36'] },
	});
});

test("a company's associates and addresses are held to the same", async () => {
	const body = companyBody(1) as unknown as { company: { associates: object[]; address: object } };
	const { company } = body;
	const { status, json } = await call(sandbox, 'POST', '/platform/v1/customers', {
		body: {
			...body,
			company: {
				...company,
				address: { ...company.address, stateCode: 'Texas' },
				associates: [{ ...company.associates[0], contactInfo: { phoneNumber: '12345' } }],
			},
		},
	});

	expect(status).toBe(400);
	expect(json).toMatchObject({
		details: {
			errors: {
				'company.address.stateCode': ['size must be between 2 and 2'],
				'company.associates[0].contactInfo.phoneNumber': ['must be a well-formed phone number'],
			},
		},
	});
});

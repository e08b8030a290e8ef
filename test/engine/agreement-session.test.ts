import { runNode } from './engine';
import { mira } from './rows';
import { withSandbox } from './servers';

const bvnk = withSandbox();
afterEach(() => jest.restoreAllMocks());

const SESSIONS = '/platform/v1/customers/agreement/sessions';
const UUID_V5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const create = {
	resource: 'agreementSession',
	operation: 'create',
	customerType: 'INDIVIDUAL',
	countryCode: 'DE',
	useCase: 'EMBEDDED_FIAT_ACCOUNTS',
};
const on = (operation: string, sessionReference: string, more = {}) => ({
	resource: 'agreementSession',
	operation,
	sessionReference,
	...(operation === 'get' ? {} : { ipAddress: '203.0.113.10' }),
	...more,
});

/** A session at the embedded BVNK. */
async function session(executionId = 'execution-0'): Promise<string> {
	const { rows } = await runNode(bvnk, { parameters: create, executionId });
	return rows[0]!.reference as string;
}

describe('Create', () => {
	test("gives BVNK's answer and the page to sign on", async () => {
		const { rows } = await runNode(bvnk, {
			parameters: { ...create, redirectUrl: 'https://partner.example/welcome?step=2&of=3' },
		});
		const [{ reference, hostedUrl }] = rows as [{ reference: string; hostedUrl: string }];

		expect(rows).toMatchObject([
			{
				status: 'PENDING',
				customerType: 'INDIVIDUAL',
				countryCode: 'DE',
				useCase: 'EMBEDDED_FIAT_ACCOUNTS',
				expiresOn: expect.stringMatching(/Z$/) as string,
				agreements: [{ url: 'https://agreements.example.com/terms.pdf' }],
			},
		]);
		expect(hostedUrl).toMatch(`${bvnk.url}/agreements?session=${reference}&redirectUri=`);
		expect(new URL(hostedUrl).searchParams.get('redirectUri')).toBe(
			'https://partner.example/welcome?step=2&of=3',
		);
	});

	test('gives a page that really signs the session, and leads back', async () => {
		const { rows } = await runNode(bvnk, {
			parameters: { ...create, redirectUrl: 'https://partner.example/welcome' },
		});
		const html = await (await fetch(rows[0]!.hostedUrl as string)).text();
		const [, sign] = /href="([^"]*status=SIGNED[^"]*)"/.exec(html)!;
		const back = await fetch(bvnk.url + sign!.replaceAll('&amp;', '&'), { redirect: 'manual' });
		const read = await runNode(bvnk, { parameters: on('get', rows[0]!.reference as string) });

		expect(back.headers.get('location')).toBe('https://partner.example/welcome?status=SIGNED');
		expect(read.rows[0]!.status).toBe('SIGNED');
	});

	test('needs no redirect URL', async () => {
		const { rows } = await runNode(bvnk, { parameters: create });

		expect(rows[0]!.hostedUrl).toBe(
			`${bvnk.url}/agreements?session=${rows[0]!.reference as string}`,
		);
	});

	test('takes other use cases of BVNK, and country codes in small letters', async () => {
		const { rows } = await runNode(bvnk, {
			parameters: { ...create, countryCode: '={{ "de" }}', useCase: '={{ "NEW_USE" }}' },
		});

		expect(rows).toMatchObject([{ countryCode: 'DE', useCase: 'NEW_USE' }]);
	});

	test.each([
		['Country', { countryCode: '={{ "" }}' }, "'Country' is empty"],
		['Country', { countryCode: '={{ "Congo" }}' }, "'Country' must be a country code"],
		['Use Case', { useCase: '={{ "" }}' }, "'Use Case' is empty"],
		['Customer Type', { customerType: '={{ undefined }}' }, "'Customer Type' is empty"],
		['Redirect URL', { redirectUrl: 'partner.example' }, "'Redirect URL' must be a URL"],
		['Redirect URL', { redirectUrl: 'javascript:alert(1)' }, "'Redirect URL' must be a URL"],
		['Redirect URL', { redirectUrl: '={{ 7 }}' }, "'Redirect URL' must be"],
	])('refuses a wrong %s (%j) before anything is sent', async (_, wrong, message) => {
		const { error } = await runNode(bvnk, { parameters: { ...create, ...wrong } });

		expect(error!.message).toContain(message);
		expect(bvnk.requests).toEqual([]);
	});

	test("puts labels into BVNK's own findings", async () => {
		const errors = { useCase: ['is not enabled'], countryCode: ['is not supported'] };
		bvnk.fail(
			{},
			{ status: 400, body: { code: 'ACCOUNTS-2000', message: 'Invalid', details: { errors } } },
		);

		const { error } = await runNode(bvnk, { parameters: create });

		expect(error!.message).toContain('Use Case: is not enabled; Country: is not supported');
	});

	test('says so when something else than a session comes', async () => {
		bvnk.fail({}, { status: 201, body: { id: 7 } });

		const { error } = await runNode(bvnk, { parameters: create });

		expect(error!.message).toBe(
			'BVNK answered another form where an agreement session was expected',
		);
	});
});

describe('the idempotency key of Create', () => {
	const keys = () => bvnk.requests.map(({ idempotencyKey }) => idempotencyKey);
	const made = () => bvnk.count({ method: 'POST', path: SESSIONS, status: 201 });

	test('tells equal sessions of one run apart', async () => {
		const { items } = await runNode(bvnk, { input: [{}, {}, {}], parameters: create });

		expect(new Set(items.map(({ json }) => json.reference)).size).toBe(3);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		for (const key of keys()) expect(key).toMatch(UUID_V5);
		expect(made()).toBe(3);
	});

	test('keeps a retry of the node from making one twice', async () => {
		bvnk.fail({ method: 'POST', nth: 3 }, { status: 500 });

		const { rows, error } = await runNode(bvnk, {
			input: [{}, {}, {}, {}],
			parameters: create,
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect(error).toBeUndefined();
		expect(new Set(rows.map(({ reference }) => reference)).size).toBe(4);
		expect(bvnk.count({ method: 'POST' })).toBe(3 + 4);
		expect(made()).toBe(4);
	});

	test('leaves one session when the connection is cut after BVNK has acted', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		bvnk.fail({ method: 'POST' }, { kind: 'cutAfter' });

		const { rows } = await runNode(bvnk, { parameters: create });

		expect(keys()).toEqual([keys()[0], keys()[0]]);
		expect([made(), bvnk.count({ method: 'POST', status: 200 })]).toEqual([1, 1]);
		expect(rows).toMatchObject([{ status: 'PENDING' }]);
	});

	test('is another one in another execution', async () => {
		expect(await session('execution-1')).not.toBe(await session('execution-2'));
	});

	test("may be the user's own", async () => {
		const customIdempotencyKey = '86b5f133-9ee8-4f67-8747-7c9d0894a68b';
		const options = { idempotencyKey: 'custom', customIdempotencyKey };
		await runNode(bvnk, { parameters: { ...create, options } });

		expect(keys()).toEqual([customIdempotencyKey]);
	});

	test('goes with no other operation', async () => {
		const reference = await session();
		await runNode(bvnk, { parameters: on('get', reference) });
		await runNode(bvnk, { parameters: on('sign', reference) });

		expect(keys().slice(1)).toEqual([undefined, undefined]);
	});
});

describe('a busy BVNK', () => {
	test.each(['get', 'sign', 'decline'])('is asked again by %s', async (operation) => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const reference = await session();
		bvnk.fail({ path: `${SESSIONS}/${reference}`, times: 2 }, { status: 503 });

		const { rows, error } = await runNode(bvnk, { parameters: on(operation, reference) });

		expect(error).toBeUndefined();
		expect(rows[0]!.reference).toBe(reference);
		expect(bvnk.requests).toHaveLength(4);
	});
});

describe('Get', () => {
	test('gives the status, the expiry, the agreements and the page to sign on', async () => {
		const reference = await session();
		const { rows } = await runNode(bvnk, { parameters: on('get', ` ${reference} `) });

		expect(rows).toEqual([
			{
				reference,
				accountReference: expect.any(String) as string,
				status: 'PENDING',
				customerType: 'INDIVIDUAL',
				useCase: 'EMBEDDED_FIAT_ACCOUNTS',
				countryCode: 'DE',
				expiresOn: expect.stringMatching(/Z$/) as string,
				agreements: [expect.objectContaining({ status: 'PENDING' })],
				hostedUrl: `${bvnk.url}/agreements?session=${reference}`,
			},
		]);
	});

	test('goes on after a session that is not known', async () => {
		const reference = await session();
		const { items } = await runNode(bvnk, {
			input: [{ session: '8a0e1da2-2af3-4b9e-a221-e74db4e01b06' }, { session: reference }],
			parameters: on('get', '={{ $json.session }}'),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items).toMatchObject([
			{ json: { httpCode: 404, code: 'ACCOUNTS-0404' }, pairedItem: { item: 0 } },
			{ json: { reference }, pairedItem: { item: 1 } },
		]);
	});
});

describe.each([
	['sign', 'SIGNED'],
	['decline', 'DECLINED'],
])('%s', (operation, status) => {
	test("records the customer's answer", async () => {
		const reference = await session();
		const { rows, hints } = await runNode(bvnk, { parameters: on(operation, reference) });
		const read = await runNode(bvnk, { parameters: on('get', reference) });

		expect(rows).toEqual([{ reference, status }]);
		expect(read.rows[0]!.status).toBe(status);
		expect(hints).toEqual([]);
	});

	test('records nothing where two rows with other data have one session', async () => {
		const reference = await session();
		const before = bvnk.requests.length;
		const { error } = await runNode(bvnk, {
			input: [{ ip: '203.0.113.10' }, { ip: '203.0.113.11' }],
			parameters: { ...on(operation, reference), ipAddress: '={{ $json.ip }}' },
		});

		expect(error!.message).toBe(
			"'Session' is the one of row 1 (item 0) as well, which has other data [row 2 (item 1)]",
		);
		expect(bvnk.requests).toHaveLength(before);
	});

	test('may be sent again after its answer was lost', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const reference = await session();
		bvnk.fail({ method: 'PUT' }, { kind: 'cutAfter' });

		const { rows, error } = await runNode(bvnk, { parameters: on(operation, reference) });

		expect(error).toBeUndefined();
		expect(rows).toEqual([{ reference, status }]);
		expect(bvnk.count({ method: 'PUT' })).toBe(2);
	});

	test.each([
		['Session', { sessionReference: '={{ "" }}' }, "'Session' is empty"],
		[
			'Session',
			{ sessionReference: 'session-7' },
			"'Session' must be the reference that Agreement Session › Create gives",
		],
		['Session', { sessionReference: '={{ 7 }}' }, "'Session' must be text, and a number came"],
		['IP Address', { ipAddress: '={{ "" }}' }, "'IP Address' is empty"],
		['IP Address', { ipAddress: '203.0.113.256' }, "'IP Address' must be an IP address"],
		['IP Address', { ipAddress: 'localhost' }, "'IP Address' must be an IP address"],
		['IP Address', { ipAddress: '={{ undefined }}' }, "'IP Address' is empty"],
	])('refuses a wrong %s (%j) before anything is sent', async (_, wrong, message) => {
		const reference = '5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10';
		const { error } = await runNode(bvnk, { parameters: on(operation, reference, wrong) });

		expect(error!.message).toContain(message);
		expect(bvnk.requests).toEqual([]);
	});

	test.each(['127.0.0.1', '10.1.2.3', '::1', 'fd00::7'])(
		'records nothing for the address %s, which no customer has on the internet',
		async (ipAddress) => {
			const reference = await session();
			const { error } = await runNode(bvnk, {
				parameters: on(operation, reference, { ipAddress }),
			});

			expect(error!.message).toContain("'IP Address' must be one that a customer can have");
			expect(bvnk.count({ method: 'PUT' })).toBe(0);
		},
	);

	test('takes such an address where the user allows it, to try things out', async () => {
		const reference = await session();
		const { rows } = await runNode(bvnk, {
			parameters: on(operation, reference, {
				ipAddress: '127.0.0.1',
				options: { allowPrivateIpAddress: true },
			}),
		});

		expect(rows).toEqual([{ reference, status }]);
	});

	test('never takes such an address with a credential of production', async () => {
		const { error } = await runNode(bvnk, {
			parameters: on(operation, await session(), {
				ipAddress: '127.0.0.1',
				options: { allowPrivateIpAddress: true },
			}),
			credential: { ...bvnk.credentials, environment: 'production' },
		});

		expect(error!.message).toContain("'IP Address' must be one that a customer can have");
		expect(error!.description).not.toContain('Allow Private');
	});

	test('takes an address of version 6', async () => {
		const { hints, error } = await runNode(bvnk, {
			parameters: on(operation, await session(), { ipAddress: '2001:db8::1' }),
		});

		expect(error).toBeUndefined();
		expect(hints).toEqual([]);
	});
});

test('a session that was declined cannot be signed, which BVNK says', async () => {
	const reference = await session();
	await runNode(bvnk, { parameters: on('decline', reference) });
	const { error } = await runNode(bvnk, { parameters: on('sign', reference) });

	expect(error!.message).toContain('Agreement session is already DECLINED');
});

test('a signed session is good for the creation of one customer', async () => {
	const signedAgreementSessionReference = await session();
	const createWithIt = { ...mira, signedAgreementSessionReference };

	const before = await runNode(bvnk, { parameters: createWithIt });
	await runNode(bvnk, { parameters: on('sign', signedAgreementSessionReference) });
	const after = await runNode(bvnk, { parameters: createWithIt });
	const again = await runNode(bvnk, {
		parameters: { ...createWithIt, firstName: 'Mila', additionalFields: {} },
	});

	expect(before.error!.message).toContain('Signed Agreement Session');
	expect(before.error!.message).toContain('is not signed');
	expect(after.rows).toMatchObject([{ status: 'PENDING' }]);
	expect(again.error!.message).toContain('is already assigned to the customer');
});

describe('Wait for Signature', () => {
	const waited = async (status: unknown, more = {}) => {
		const reference = await session();
		bvnk.fail({ method: 'GET' }, { status: 200, body: { reference, status } });
		return await runNode(bvnk, {
			parameters: on('waitForSignature', reference, { timeLimit: 0, ...more }),
		});
	};

	test.each(['SIGNED', 'declined', ' SIGNED '])('goes on with the answer %j', async (status) => {
		const { rows } = await waited(status);

		expect(rows).toMatchObject([{ status, reached: true }]);
	});

	test.each(['PENDING', 'VIEWED', 'EXPIRED', '', undefined])(
		'takes the status %j for no answer',
		async (status) => {
			const stopped = await waited(status);
			const { rows } = await waited(status, { whenTimeIsUp: 'continue' });

			expect(stopped.error!.message).toMatch(/^The session is .* after 0 minutes$/);
			expect(rows).toMatchObject([{ reached: false }]);
		},
	);
});

describe('Include Input Fields', () => {
	const options = { includeInputFields: true };
	const row = { name: 'Mira', city: 'Bremen' };

	test.each(['create', 'get', 'waitForSignature', 'sign', 'decline'])(
		'%s hands the row on behind its own fields',
		async (operation) => {
			const others = operation === 'create' ? { ...create } : { ...on(operation, await session()) };
			const { rows, hints } = await runNode(bvnk, {
				input: [row],
				parameters: { timeLimit: 0, whenTimeIsUp: 'continue', ...others, options },
			});

			expect(rows).toEqual([expect.objectContaining(row)]);
			expect(Object.keys(rows[0]!)).toEqual([
				'reference',
				...Object.keys(rows[0]!).slice(1, -2),
				'name',
				'city',
			]);
			expect(hints.filter(({ message }) => message.includes('left out'))).toEqual([]);
		},
	);

	test('says which field of the row the output has itself', async () => {
		const { rows, hints } = await runNode(bvnk, {
			input: [{ ...row, reference: 'crm-1', countryCode: 'DE' }],
			parameters: { ...create, options },
		});

		expect(rows[0]!.reference).toMatch(/-/);
		expect(rows[0]!.reference).not.toBe('crm-1');
		expect(hints.map(({ message }) => message)).toEqual([
			"Of the input, 'reference' was left out: the output has a field of that name.",
		]);
	});

	test('that is neither yes nor no is found before a session is started', async () => {
		const { error } = await runNode(bvnk, {
			parameters: { ...create, options: { includeInputFields: '={{ "perhaps" }}' } },
		});

		expect(error!.message).toContain("'Include Input Fields'");
		expect(bvnk.count({ method: 'POST', path: SESSIONS })).toBe(0);
	});
});

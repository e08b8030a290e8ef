import type { IDataObject } from 'n8n-workflow';
import { runNode } from './engine';
import { mira, miraBody, personFromRow, personRow, personRows } from './rows';
import { LONG_MS, withSandbox } from './servers';

const bvnk = withSandbox();

const keys = () => bvnk.requests.map(({ idempotencyKey }) => idempotencyKey);
const UUID_V5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('Idempotency Key, automatic', () => {
	test('the same 200 rows run twice leave exactly 200 customers', async () => {
		const first = await runNode(bvnk, { input: personRows(200), parameters: personFromRow });
		const second = await runNode(bvnk, { input: personRows(200), parameters: personFromRow });

		expect(bvnk.created).toBe(200);
		expect(bvnk.count({ method: 'POST' })).toBe(400);
		expect(first.rows).toHaveLength(200);
		expect(second.rows).toEqual(first.rows);
	});

	test('Retry On Fail after a failure at row 150 leaves exactly 200 customers', async () => {
		bvnk.fail({ method: 'POST', nth: 150 }, { status: 500 });

		const { rows, error } = await runNode(bvnk, {
			input: personRows(200),
			parameters: personFromRow,
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect(error).toBeUndefined();
		expect(rows).toHaveLength(200);
		expect(bvnk.created).toBe(200);
		expect(bvnk.count({ method: 'POST' })).toBe(150 + 200);
	});

	test('is a UUID, another one for each body', async () => {
		await runNode(bvnk, { input: personRows(3), parameters: personFromRow });

		expect(new Set(keys()).size).toBe(3);
		for (const key of keys()) expect(key).toMatch(UUID_V5);
	});

	test('is the same for the fields and for JSON that says the same in another order', async () => {
		const { individual, ...others } = miraBody;
		await runNode(bvnk, { parameters: mira });
		await runNode(bvnk, {
			parameters: {
				operation: 'createFromJson',
				body: JSON.stringify({ individual, ...others }),
			},
		});

		expect(bvnk.created).toBe(1);
		expect(keys()[0]).toBe(keys()[1]);
	});

	test('two equal rows at the same time become one customer', async () => {
		bvnk.settings.delayMs = LONG_MS;

		const { rows } = await runNode(bvnk, {
			input: [personRow(1), personRow(1)],
			parameters: { ...personFromRow, options: { concurrency: 2 } },
		});

		expect(bvnk.maxInFlight).toBe(2);
		expect(bvnk.created).toBe(1);
		expect(rows[0]).toEqual(rows[1]);
	});

	test('a connection that is cut after BVNK has acted leaves one customer', async () => {
		bvnk.fail({ method: 'POST' }, { kind: 'cutAfter' });

		const { rows, error } = await runNode(bvnk, { parameters: mira });

		expect(error).toBeUndefined();
		expect(bvnk.count({ method: 'POST' })).toBe(2);
		expect(keys()[0]).toBe(keys()[1]);
		expect(bvnk.created).toBe(1);
		expect(rows).toMatchObject([{ reference: [...bvnk.customers.keys()][0] }]);
	});

	test('the same session with another body is a new request, which BVNK refuses by label', async () => {
		await runNode(bvnk, { parameters: mira });
		const { error } = await runNode(bvnk, {
			parameters: { ...mira, firstName: 'Mila', additionalFields: {} },
		});

		expect(keys()[0]).not.toBe(keys()[1]);
		expect(error!.message).toContain('Signed Agreement Session: Agreement session with reference');
		expect(error!.message).toContain('is already assigned to the customer');
		expect(error!.description).toContain('look for it with Get Many');
		expect(bvnk.created).toBe(1);
	});

	test.each([1, 4])(
		'and no customer goes out where two people of a run have one session, %i at a time',
		async (concurrency) => {
			const [one, two] = personRows(2);
			const { error } = await runNode(bvnk, {
				input: [one!, { ...two, session: one!.session.toUpperCase() }],
				parameters: { ...personFromRow, options: { concurrency } },
			});

			expect(error!.message).toBe(
				"'Signed Agreement Session' is the one of row 1 (item 0) as well, which has other data [row 2 (item 1)]",
			);
			expect(bvnk.requests).toEqual([]);
		},
	);

	test('goes with creations only', async () => {
		const created = await runNode(bvnk, { parameters: mira });
		await runNode(bvnk, {
			parameters: {
				operation: 'update',
				customerReference: created.rows[0]!.reference,
				updateFields: { dateOfBirth: '1990-01-15' },
			},
		});
		await runNode(bvnk, { parameters: { operation: 'getAll' } });

		expect(keys()).toEqual([expect.stringMatching(UUID_V5), undefined, undefined]);
	});
});

describe('Idempotency Key, custom', () => {
	const withKey = (customIdempotencyKey: string) => ({
		...mira,
		options: { idempotencyKey: 'custom', customIdempotencyKey },
	});

	test("is the user's own, as it is", async () => {
		await runNode(bvnk, { parameters: withKey('86B5F133-9ee8-4f67-8747-7c9d0894a68b') });

		expect(keys()).toEqual(['86B5F133-9ee8-4f67-8747-7c9d0894a68b']);
		expect(bvnk.created).toBe(1);
	});

	test('may come from a column', async () => {
		await runNode(bvnk, {
			input: [{ key: '86b5f133-9ee8-4f67-8747-7c9d0894a68b' }],
			parameters: withKey('={{ $json.key }}'),
		});

		expect(keys()).toEqual(['86b5f133-9ee8-4f67-8747-7c9d0894a68b']);
	});

	test.each(['', '={{ $json.none }}'])('that is empty (%s) is refused', async (key) => {
		const { error } = await runNode(bvnk, { parameters: withKey(key) });

		expect(error!.message).toBe("'Custom Idempotency Key' is empty");
		expect(error!.description).toContain("set 'Idempotency Key' to Automatic");
		expect(bvnk.requests).toEqual([]);
	});

	test.each<[string, IDataObject]>([
		['two people', { ...personFromRow }],
		[
			'two equal agreement sessions',
			{
				resource: 'agreementSession',
				operation: 'create',
				customerType: 'INDIVIDUAL',
				countryCode: 'DE',
				useCase: 'STABLECOIN_PAYOUTS',
			},
		],
	])('that %s have is refused before any is sent', async (_, parameters) => {
		const { error } = await runNode(bvnk, {
			input: personRows(2),
			parameters: {
				...parameters,
				options: {
					idempotencyKey: 'custom',
					customIdempotencyKey: '86b5f133-9ee8-4f67-8747-7c9d0894a68b',
				},
			},
		});

		expect(error!.message).toBe(
			"'Custom Idempotency Key' is that of row 1 (item 0), too, which is another request [row 2 (item 1)]",
		);
		expect(bvnk.requests).toEqual([]);
	});

	test('that is no UUID is refused', async () => {
		const { error } = await runNode(bvnk, { parameters: withKey('row-1') });

		expect(error!.message).toBe("'Custom Idempotency Key' must be a UUID");
		expect(bvnk.requests).toEqual([]);
	});

	test('is not sent while Automatic is chosen', async () => {
		await runNode(bvnk, {
			parameters: {
				...mira,
				options: {
					idempotencyKey: 'automatic',
					customIdempotencyKey: '86b5f133-9ee8-4f67-8747-7c9d0894a68b',
				},
			},
		});

		expect(keys()).toEqual([expect.stringMatching(UUID_V5)]);
	});
});

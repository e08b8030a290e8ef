// Create, with the option to return the customer that has the external reference already.
import type { IDataObject } from 'n8n-workflow';
import { runNode } from './engine';
import { mira, northwind } from './rows';
import { withSandbox } from './servers';

const bvnk = withSandbox();
afterEach(() => jest.restoreAllMocks());

const V2 = '/platform/v2/customers';
const ifExternalReferenceExists = 'return';

/** Mira once more: the same external reference, and a session that is not used. */
const again = {
	...mira,
	signedAgreementSessionReference: 'a9ee0001-0001-4000-8000-000000000001',
};
const created = async (parameters: IDataObject = mira) =>
	(await runNode(bvnk, { parameters })).rows[0]!.reference as string;

describe('If External Reference Exists', () => {
	test.each<[string, IDataObject]>([
		['an individual', mira],
		['a company', northwind],
	])('returns the existing customer, %s', async (_, parameters) => {
		const reference = await created(parameters);
		bvnk.setStatus(reference, 'PENDING');
		const { items, error } = await runNode(bvnk, {
			parameters: {
				...parameters,
				signedAgreementSessionReference: again.signedAgreementSessionReference,
				ifExternalReferenceExists,
			},
		});

		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: { reference, status: 'PENDING', statusGroup: 'pending', existed: true },
				pairedItem: { item: 0 },
			},
		]);
		expect(bvnk.created).toBe(1);
	});

	test('creates the customer where there is none', async () => {
		const { rows } = await runNode(bvnk, { parameters: { ...mira, ifExternalReferenceExists } });

		expect(rows).toEqual([
			{ reference: expect.any(String) as string, status: 'PENDING', statusGroup: 'pending' },
		]);
		expect(bvnk.count({ path: V2 })).toBe(0);
	});

	test('returns none of two that have the external reference', async () => {
		const reference = await created();
		const two = [reference, '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11'].map((id) => ({
			id,
			reference: mira.externalReference,
		}));
		bvnk.fail({ method: 'GET', path: V2 }, { status: 200, body: { content: two } });
		const { error, rows } = await runNode(bvnk, {
			parameters: { ...again, ifExternalReferenceExists },
		});

		expect(rows).toEqual([]);
		expect(error!.message).toContain('External Reference');
	});

	test('returns it, too, where its session is refused besides', async () => {
		const reference = await created();
		const { rows } = await runNode(bvnk, {
			parameters: { ...mira, firstName: 'Mila', ifExternalReferenceExists },
		});

		expect(rows).toMatchObject([{ reference, existed: true }]);
	});

	test('stops with an error unless told', async () => {
		await created();
		const { error } = await runNode(bvnk, { parameters: again });

		expect(error!.message).toContain(
			'External Reference: Customer with external reference: crm-000417 already exists',
		);
		expect(bvnk.count({ path: V2 })).toBe(0);
	});

	test.each<[string, IDataObject, string]>([
		[
			'a used session',
			{ firstName: 'Mila', externalReference: '' },
			'Signed Agreement Session: Agreement session with reference',
		],
		['a field', { birthCountryCode: '={{ "XK" }}' }, 'Birth Country: must be'],
	])('leaves an error about %s an error', async (_, wrong, message) => {
		await created();
		const { error } = await runNode(bvnk, {
			parameters: { ...mira, ...wrong, ifExternalReferenceExists },
		});

		expect(error!.message).toContain(message);
		expect(bvnk.count({ path: V2 })).toBe(0);
	});

	test("keeps BVNK's code and traceId in such an error", async () => {
		bvnk.fail(
			{ method: 'POST' },
			{
				status: 400,
				body: {
					code: 'ACCOUNTS-2000',
					traceId: 'trace-1',
					message: 'Invalid request',
					details: { errors: { externalReference: ['must be shorter'] } },
				},
			},
		);
		const { error } = await runNode(bvnk, { parameters: { ...mira, ifExternalReferenceExists } });

		expect(error!.message).toContain('External Reference: must be shorter');
		expect(error!.context).toMatchObject({ code: 'ACCOUNTS-2000', traceId: 'trace-1' });
		expect(error!.httpCode).toBe('400');
		expect(bvnk.requests).toHaveLength(1);
	});

	test.each<[string, { status: number; body?: unknown }]>([
		['does not find it', { status: 200, body: { content: [] } }],
		['finds another', { status: 200, body: { content: [{ id: 'x', reference: 'crm-1' }] } }],
		['is not allowed', { status: 403 }],
		['does not exist', { status: 404 }],
		['answers another form', { status: 200, body: [] }],
	])("gives BVNK's own error where v2's search %s", async (_, answer) => {
		await created();
		bvnk.fail({ path: V2 }, answer);
		const { error } = await runNode(bvnk, { parameters: { ...again, ifExternalReferenceExists } });

		expect(error!.message).toContain('already exists');
		expect(error).toMatchObject({ httpCode: '400' });
	});

	test("gives BVNK's own error where v1 does not know what v2 finds", async () => {
		await created();
		const content = [{ id: '8a0e1da2-2af3-4b9e-a221-e74db4e01b06', reference: 'crm-000417' }];
		bvnk.fail({ path: V2 }, { status: 200, body: { content } });
		const { error } = await runNode(bvnk, { parameters: { ...again, ifExternalReferenceExists } });

		expect(error!.message).toContain('already exists');
	});

	test("gives BVNK's own error where the customer that has it is of the other type", async () => {
		const { externalReference } = mira;
		await created({ ...northwind, externalReference });
		const { error } = await runNode(bvnk, { parameters: { ...again, ifExternalReferenceExists } });

		expect(error!.message).toContain('already exists');
		expect(bvnk.created).toBe(1);
	});

	test.each([['crm-9'], [417], [''], [{}]])(
		"gives BVNK's own error where the customer is read with the external reference %j",
		async (externalReference) => {
			const reference = await created();
			bvnk.fail(
				{ method: 'GET', path: /v1.customers/ },
				{ status: 200, body: { reference, type: 'INDIVIDUAL', externalReference } },
			);
			const { error, rows } = await runNode(bvnk, {
				parameters: { ...again, ifExternalReferenceExists },
			});

			expect(rows).toEqual([]);
			expect(error!.message).toContain('already exists');
		},
	);

	test('warns where the customer is read without an external reference', async () => {
		const reference = await created();
		bvnk.fail(
			{ method: 'GET', path: /v1.customers/ },
			{ status: 200, body: { reference, type: 'INDIVIDUAL' } },
		);
		const { rows, hints } = await runNode(bvnk, {
			parameters: { ...again, ifExternalReferenceExists },
		});

		expect(rows).toMatchObject([{ reference, existed: true }]);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('was read without one: compare it'),
		]);
	});

	test('asks a busy search again', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const reference = await created();
		bvnk.fail({ path: V2, times: 2 }, { status: 503 });
		const { rows } = await runNode(bvnk, { parameters: { ...again, ifExternalReferenceExists } });

		expect(rows).toMatchObject([{ reference, existed: true }]);
		expect(bvnk.count({ path: V2 })).toBe(3);
	});

	test('sends the external reference as it is', async () => {
		const externalReference = 'crm 7&reference=other/ü';
		const reference = await created({ ...mira, externalReference });
		const { rows } = await runNode(bvnk, {
			parameters: { ...again, externalReference, ifExternalReferenceExists },
		});

		expect(rows).toMatchObject([{ reference, existed: true }]);
	});

	test('mixes existing and new customers, each with its item', async () => {
		const reference = await created();
		for (const item of [0, 1]) {
			bvnk.signSession(`a9ee0001-0001-4000-8000-00000000000${item}`, 'INDIVIDUAL');
		}
		const { items } = await runNode(bvnk, {
			input: [{ external: 'crm-000417' }, { external: 'crm-2' }],
			parameters: {
				...mira,
				signedAgreementSessionReference:
					'={{ "a9ee0001-0001-4000-8000-00000000000" + $itemIndex }}',
				externalReference: '={{ $json.external }}',
				ifExternalReferenceExists,
			},
		});

		expect(items).toMatchObject([
			{ json: { reference, existed: true }, pairedItem: { item: 0 } },
			{ json: { status: 'PENDING' }, pairedItem: { item: 1 } },
		]);
		expect(bvnk.created).toBe(2);
	});
});

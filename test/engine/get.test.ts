import { runNode } from './engine';
import { customer, mira, northwind } from './rows';
import { withSandbox } from './servers';

const bvnk = withSandbox();

/** Creates Mira or Northwind at the embedded BVNK; gives the reference. */
async function created(parameters: typeof mira | typeof northwind): Promise<string> {
	const { rows } = await runNode(bvnk, { parameters });
	return rows[0]!.reference as string;
}

const get = (customerReference: unknown, more = {}) => ({
	operation: 'get',
	customerReference: customerReference as string,
	...more,
});

describe('Get, simplified', () => {
	test('gives an individual in ten flat fields', async () => {
		const reference = await created(mira);
		bvnk.setStatus(reference, 'INFO_REQUIRED');

		const { rows } = await runNode(bvnk, { parameters: get(customer(reference)) });

		expect(rows).toEqual([
			{
				reference,
				externalReference: 'crm-000417',
				type: 'INDIVIDUAL',
				name: 'Mira Holt',
				status: 'INFO_REQUIRED',
				statusGroup: 'actionRequired',
				riskScore: 'LOW',
				verificationStatus: 'infoRequired',
				verificationUrl: expect.stringMatching(/^https:\/\/verify\.example\.com\//) as string,
				verificationExpiresAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/) as string,
			},
		]);
	});

	test('gives a company with its own verification link', async () => {
		const reference = await created(northwind);
		bvnk.setStatus(reference, 'INFO_REQUIRED');

		const { rows } = await runNode(bvnk, { parameters: get(customer(reference)) });

		expect(rows).toEqual([
			{
				reference,
				externalReference: 'crm-c-0093',
				type: 'COMPANY',
				name: 'Northwind Robotics GmbH',
				status: 'INFO_REQUIRED',
				statusGroup: 'actionRequired',
				riskScore: 'MEDIUM',
				verificationStatus: 'infoRequired',
				verificationUrl: expect.stringMatching(/^https:\/\/verify\.example\.com\//) as string,
				verificationExpiresAt: null,
			},
		]);
	});

	test('passes a status that nobody has documented through, as pending', async () => {
		const reference = await created(mira);
		bvnk.setStatus(reference, 'ON_HOLD_BY_MOONLIGHT');

		const { rows } = await runNode(bvnk, { parameters: get(customer(reference)) });

		expect(rows[0]).toMatchObject({ status: 'ON_HOLD_BY_MOONLIGHT', statusGroup: 'pending' });
	});
});

describe('Get, with Simplify off', () => {
	test("gives BVNK's answer untouched, members that nobody knows included", async () => {
		const reference = await created(mira);
		const body = {
			reference,
			status: 'VERIFIED',
			type: 'INDIVIDUAL',
			individual: { person: { firstName: 'Mira', nickname: null }, details: {} },
			verification: null,
			somethingNew: { list: [1, 'two', null], nested: { deep: true } },
		};
		bvnk.fail({ method: 'GET' }, { status: 200, body });

		const { rows } = await runNode(bvnk, {
			parameters: get(customer(reference), { simplify: false }),
		});

		expect(rows).toStrictEqual([body]);
	});
});

describe('the customer', () => {
	test('may be picked from the list', async () => {
		const reference = await created(mira);
		const { rows } = await runNode(bvnk, {
			parameters: get({
				__rl: true,
				mode: 'list',
				value: reference,
				cachedResultName: 'Mira Holt (Pending)',
			}),
		});

		expect(rows).toMatchObject([{ reference }]);
	});

	test('may be typed, in capitals and with blanks around', async () => {
		const reference = await created(mira);
		const { rows } = await runNode(bvnk, {
			parameters: get(customer(` ${reference.toUpperCase()} `)),
		});

		expect(rows).toMatchObject([{ reference }]);
		expect(bvnk.requests.at(-1)!.path).toBe(`/platform/v1/customers/${reference}`);
	});

	test.each(['', '/info-required', '?tab=documents', '/#top'])(
		'may be pasted as a URL that ends in "%s"',
		async (end) => {
			const reference = await created(mira);
			const url = `${bvnk.url}/platform/v1/customers/${reference}${end}`;
			const { rows } = await runNode(bvnk, {
				parameters: get({ __rl: true, mode: 'url', value: url }),
			});

			expect(rows).toMatchObject([{ reference }]);
		},
	);

	test('may come from a URL in an expression', async () => {
		const reference = await created(mira);
		const { rows } = await runNode(bvnk, {
			input: [{ link: `${bvnk.url}/platform/v1/customers/${reference}` }],
			parameters: get({ __rl: true, mode: 'url', value: '={{ $json.link }}' }),
		});

		expect(rows).toMatchObject([{ reference }]);
	});

	test('that BVNK does not know gives 404 with what to check', async () => {
		const { error } = await runNode(bvnk, {
			parameters: get(customer('8a0e1da2-2af3-4b9e-a221-e74db4e01b06')),
		});

		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '404' });
		expect(error!.message).toContain('BVNK knows no such customer');
		expect(error!.description).toContain('sandbox and production share nothing');
	});
});

// Personal data and secrets stay out of what n8n saves, shows and logs of a failure.

import { BvnkOnboarding } from '../../nodes/BvnkOnboarding/BvnkOnboarding.node';
import companyCustomer from '../sandbox/fixtures/company-customer.json';
import type { Fault } from '../sandbox/server';
import { credentialOf, runNode } from './engine';
import { customer, mira, personFromRow } from './rows';
import { withSandbox } from './servers';

const bvnk = withSandbox({ hawkKey: 'PLANTED-hawk-key' });

const row = {
	session: '5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10',
	firstName: 'Plantine',
	lastName: 'Plantowsky',
	born: '1977-07-17',
	email: 'plantine@planted.example',
	taxNumber: '77665544332',
	street: 'Plantation Road 77',
	phone: '+4977777777',
	document: 'PLANTED77',
};
const fromRow = {
	...personFromRow,
	addressLine1: '={{ $json.street }}',
	additionalFields: { phoneNumber: '={{ $json.phone }}', documentNumber: '={{ $json.document }}' },
	options: { maxTries: 1 },
};
const planted = [
	row.firstName,
	row.lastName,
	row.born,
	row.email,
	row.taxNumber,
	row.street,
	row.phone,
	row.document,
	'PLANTED-hawk-key',
];

const quoting = (words: string): Fault => ({
	status: 400,
	body: {
		message: `Refused: ${words}`,
		details: { errors: { 'individual.taxIdentification.number': [words] } },
	},
});

const faults: Array<[string, Fault]> = [
	['quotes the tax number', quoting(row.taxNumber)],
	['quotes the tax number with a country before it', quoting(`DE${row.taxNumber}`)],
	['quotes the birth date', quoting(`born on ${row.born}`)],
	['quotes the e-mail address in capitals', quoting(row.email.toUpperCase())],
	['quotes the whole person', quoting(Object.values(row).join(', '))],
	['answers the body back', { status: 422, body: { message: JSON.stringify(row), request: row } }],
	['answers a web page', { kind: 'html', status: 500 }],
	['answers half a JSON', { kind: 'truncatedJson' }],
	['cuts the connection', { kind: 'cut' }],
	['does not accept the signature', { status: 401 }],
];

test.each(faults)('when BVNK %s, the error and the log hold none of it', async (_, fault) => {
	bvnk.fail({ times: Infinity }, fault);

	const { error, log } = await runNode(bvnk, { input: [row], parameters: fromRow });

	const saved = JSON.stringify([error, error!.message, error!.description, error!.stack, log]);
	expect(log).not.toBe('');
	for (const secret of planted) expect(saved.toLowerCase()).not.toContain(secret.toLowerCase());
});

test.each(faults)('when BVNK %s, the error item holds none of it', async (_, fault) => {
	bvnk.fail({ times: Infinity }, fault);

	const { items } = await runNode(bvnk, {
		input: [row],
		parameters: fromRow,
		settings: { onError: 'continueRegularOutput' },
	});

	const saved = JSON.stringify(items);
	expect(items[0]!.json.error).toEqual(expect.any(String));
	for (const secret of planted) expect(saved.toLowerCase()).not.toContain(secret.toLowerCase());
});

test("BVNK's own words stay readable around what is left out", async () => {
	bvnk.fail({}, quoting(`the number ${row.taxNumber} of ${row.firstName} is not valid`));

	const { error } = await runNode(bvnk, { input: [row], parameters: fromRow });

	expect(error!.message).toContain('Tax Number: the number ••• of ••• is not valid');
});

test.each([
	'individual.address.Plantowsky',
	'individual.address[Plantowsky].city',
	'individual.taxIdentification.x77665544332',
	'Plantowsky',
])("a key of BVNK's that holds what was sent is blotted out: %s", async (field) => {
	bvnk.fail({}, { status: 400, body: { errors: { [field]: ['is not known'] } } });
	const { error } = await runNode(bvnk, { input: [row], parameters: fromRow });

	const saved = JSON.stringify([error, error!.message, error!.description]);
	expect(error!.message).toMatch(
		/: (?:Address › |Tax Identification › )?x?•••(?: › city)?: is not known$/,
	);
	for (const secret of planted) expect(saved).not.toContain(secret);
});

test('a label stays where a person is called as its field', async () => {
	const input = [{ ...row, firstName: 'address', lastName: 'city' }];
	const field = 'individual.address.city';
	bvnk.fail({}, { status: 400, body: { errors: { [field]: ['must not be blank'] } } });
	const { error } = await runNode(bvnk, { input, parameters: fromRow });

	expect(error!.message).toContain('Address City: is missing');
});

test('a short file that BVNK quotes is blotted out', async () => {
	const content = Buffer.from('PLANTED').toString('base64');
	const words = `content ${content} is no image`;
	bvnk.fail({ method: 'POST' }, { status: 400, body: { errors: { '[0].content': [words] } } });
	const { error } = await runNode(bvnk, {
		binary: [{ data: { data: content, mimeType: 'image/png', fileName: 'a.png' } }],
		parameters: {
			resource: 'document',
			operation: 'upload',
			customerReference: customer(row.session),
			documents: {
				document: [{ binaryField: 'data', type: { __rl: true, mode: 'id', value: 'PASSPORT' } }],
			},
		},
	});

	expect(error!.message).toContain('Document 1 › Input Binary Field: content ••• is no image');
});

test('a value that is wrong is not repeated by the finding about it', async () => {
	const { error, log } = await runNode(bvnk, {
		input: [{ ...row, born: '17.07.1977', email: 'plantine(at)planted', taxNumber: 7766554433 }],
		parameters: fromRow,
	});

	expect(error!.message).toContain("'Date of Birth' must be a date written as YYYY-MM-DD");
	const saved = JSON.stringify([error, error!.message, error!.description, error!.stack, log]);
	for (const secret of ['17.07.1977', 'plantine', '7766554433']) {
		expect(saved).not.toContain(secret);
	}
});

test('broken JSON is not repeated by the error about it', async () => {
	const { error, log } = await runNode(bvnk, {
		input: [{ body: '{"individual":{"firstName":"Plantine"' }],
		parameters: { operation: 'createFromJson', body: '={{ $json.body }}' },
	});

	expect(error!.message).toBe("'JSON Body' is not valid JSON");
	expect(JSON.stringify([error, error!.stack, log])).not.toContain('Plantine');
});

test('a credential that cannot sign does not show the key', async () => {
	const { error, log } = await runNode(bvnk, {
		input: [row],
		parameters: fromRow,
		credential: { ...credentialOf(bvnk), baseUrl: 'http://api.bvnk.com/PLANTED' },
	});

	expect(JSON.stringify([error, error!.message, error!.stack, log])).not.toContain(
		'PLANTED-hawk-key',
	);
});

describe('sensitiveOutputFields', () => {
	const paths = new BvnkOnboarding().description.sensitiveOutputFields!;

	/** The values at a path in n8n's notation, `[*]` standing for every entry of a list. */
	function valuesAt(value: unknown, path: string): unknown[] {
		return path
			.split('.')
			.reduce<unknown[]>(
				(values, part) =>
					values
						.map(
							(inner) => (inner as Record<string, unknown> | undefined)?.[part.replace('[*]', '')],
						)
						.flatMap((inner) => (part.endsWith('[*]') ? (inner as unknown[]) : [inner])),
				[value],
			);
	}

	test("every tax and document number of BVNK's company example is named", () => {
		const named = paths.flatMap((path) => valuesAt(companyCustomer, path)).filter(Boolean);

		expect(named.sort()).toEqual(
			['123456789', '123456789', '123456789', '123456789', '914764628', '914764628'].sort(),
		);
	});

	test('the tax number of a raw individual is named', async () => {
		const created = await runNode(bvnk, { parameters: mira });
		const { rows } = await runNode(bvnk, {
			parameters: {
				operation: 'get',
				customerReference: customer(created.rows[0]!.reference as string),
				simplify: false,
			},
		});

		expect(paths.flatMap((path) => valuesAt(rows[0], path))).toContain('12345678901');
	});

	test.each(['get', 'getAll', 'create'])(
		'nothing personal is in the simplified %s',
		async (what) => {
			const created = await runNode(bvnk, { parameters: mira });
			const reference = created.rows[0]!.reference as string;
			const runs = {
				create: { ...mira },
				get: { operation: 'get', customerReference: customer(reference) },
				getAll: { operation: 'getAll' },
			};

			const { rows } = await runNode(bvnk, { parameters: runs[what as keyof typeof runs] });

			expect(rows).toHaveLength(1);
			for (const secret of ['12345678901', '1991-03-08', 'mira.holt@example.org', 'Lindenweg']) {
				expect(JSON.stringify(rows)).not.toContain(secret);
			}
		},
	);
});

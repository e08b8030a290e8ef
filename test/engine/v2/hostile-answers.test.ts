// Answers that no API should give: about somebody else, in two ways at once, or with names that lead elsewhere.

import type { IDataObject } from 'n8n-workflow';
import { shared } from '../../tools/engine/shared';
import { json, startScripted, type Scripted } from '../scripted';
import { runNode } from './engine';
import { customer, mira } from './rows';

const bvnk = shared(startScripted, (server) => server.reset());

const [FIRST, SECOND] = [
	'1e9d7c64-3f0a-4b7e-8a55-90c2b1f4d301',
	'5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10',
] as const;
const reference = 'crm-417';
const accept = { agreementsOf: 'prospect', reference, answer: 'ACCEPT' };
const run = async (operation: string, parameters: IDataObject = {}) =>
	await runNode(bvnk, { parameters: { resource: 'agreement', operation, ...parameters } });
/** Every GET is answered this, every POST that. */
const answers = (read: unknown, written: unknown = {}): Scripted['script'] => {
	const [get, post] = [json(() => read), json(() => written)];
	return (request, response) => (request.method === 'GET' ? get : post)(request, response);
};
const set = (statuses: Array<[string, string]>, more: object = {}) => ({
	reference,
	agreements: statuses.map(([id, status]) => ({ id, status })),
	...more,
});
const posts = () => bvnk.asked.filter((path) => path.endsWith('/actions'));

describe('Agreement › Answer', () => {
	test.each(['CRM-417', 'crm-4171'])(
		'answers nothing where BVNK gives the agreements of %s for crm-417',
		async (other) => {
			bvnk.script = answers(set([[FIRST, 'PENDING']], { reference: other }));
			const { error } = await run('answer', accept);

			expect(error!.message).toContain('another set of agreements');
			expect(posts()).toEqual([]);
		},
	);

	test('leaves none of all out without a word: an ID that is none is an error', async () => {
		bvnk.script = answers(
			set([
				[FIRST, 'PENDING'],
				['terms', 'PENDING'],
			]),
		);
		const { error } = await run('answer', accept);

		expect(error!.message).toContain('under an ID that is none');
		expect(posts()).toEqual([]);
	});

	test('says which of all it leaves as they are', async () => {
		bvnk.script = answers(
			set([
				[FIRST, 'PENDING'],
				[SECOND, 'EXPIRED'],
			]),
			{ content: [{ agreementId: FIRST, status: 'ACCEPTED' }] },
		);
		const { rows, hints } = await run('answer', accept);

		expect(rows).toMatchObject([{ agreementId: FIRST, answered: true }]);
		expect(JSON.stringify(hints)).toContain(
			'1 of 2 agreements are left as they are, because of their status: EXPIRED',
		);
	});

	test('counts none as accepted that BVNK tells of in two ways', async () => {
		bvnk.script = answers(set([[FIRST, 'PENDING']]), {
			content: [
				{ agreementId: FIRST, error: { code: 'x', message: 'has expired' } },
				{ agreementId: FIRST, status: 'ACCEPTED' },
			],
		});
		const { rows, error } = await run('answer', accept);

		expect(rows).toEqual([]);
		expect(error!.message).toContain('1 of 1 agreements do not have the answer');
	});
});

test('Agreement › Get Many gives no agreements of another reference', async () => {
	bvnk.script = answers(set([[FIRST, 'PENDING']], { reference: 'CRM-417' }));
	const { error, rows } = await run('getAll', { agreementsOf: 'prospect', reference });

	expect(rows).toEqual([]);
	expect(error!.message).toContain('another set of agreements');
});

test.each([
	['../../.ssh/terms.html', 'terms.html'],
	['C:\\Windows\\terms.html', 'terms.html'],
	['ter\u0000m\r\ns\u202e.html', 'terms.html'],
	['..', `agreement-${FIRST}`],
	['', `agreement-${FIRST}`],
])('Agreement › Download calls a file that BVNK calls %j %s', async (filename, name) => {
	bvnk.script = (request, response) => {
		if (request.url !== '/file') {
			return json(() => ({ downloadUrl: `${bvnk.url}/file`, filename }))(request, response);
		}
		response.setHeader('content-type', 'text/html');
		response.end('Terms');
	};
	const { items, error } = await run('download', { agreementId: FIRST });

	expect(error).toBeUndefined();
	expect(items[0]!.json).toMatchObject({ fileName: name, bytes: 5 });
	expect(items[0]!.binary!.data).toMatchObject({ fileName: name });
	expect(items[0]!.binary!.data).not.toHaveProperty('directory');
});

describe('Customer › Create after a lost try', () => {
	/**
	 * The first try is lost, and the second told that the reference is taken, by a customer of which BVNK shows this.
	 *
	 * @param shown is told when the first try came
	 */
	const taken = (shown: (triedAt: Date) => object): Scripted['script'] => {
		const statuses = [502, 409];
		const tries: Date[] = [];
		return (request, response) => {
			if (request.method === 'POST') {
				tries.push(new Date());
				response.statusCode = statuses.shift() ?? 409;
				return void response.end('{"message":"Reference already exists"}');
			}
			const there = {
				id: FIRST,
				reference: mira.reference,
				type: 'INDIVIDUAL',
				...shown(tries[0]!),
			};
			const isOne = request.url!.includes(FIRST);
			json(() => (isOne ? there : { content: [there] }))(request, response);
		};
	};
	const create = async () => await runNode(bvnk, { parameters: mira });
	beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
	afterEach(() => jest.restoreAllMocks());

	test('gives the customer that was made since then', async () => {
		bvnk.script = taken((triedAt) => ({ createdAt: triedAt.toISOString() }));
		const { rows } = await create();

		expect(rows).toMatchObject([{ id: FIRST, existed: false }]);
	});

	test('gives nobody of whom BVNK shows neither data nor age', async () => {
		bvnk.script = taken(() => ({}));
		const { rows, error } = await create();

		expect(rows).toEqual([]);
		expect(error!.message).toContain('BVNK has a customer with this reference already');
	});
});

describe('a customer of whom BVNK does not say what is left to do', () => {
	const shown = { id: FIRST, status: 'INFO_REQUIRED', type: 'INDIVIDUAL' };

	test('counts as unknown and not as done', async () => {
		bvnk.script = answers(shown);
		const { rows } = await runNode(bvnk, {
			parameters: { operation: 'get', customerId: customer(FIRST) },
		});

		expect(rows).toMatchObject([{ status: 'INFO_REQUIRED', openActions: null }]);
	});

	test('gives no to-do, and says so', async () => {
		bvnk.script = answers(shown);
		const { rows, hints } = await runNode(bvnk, {
			parameters: { operation: 'getRequiredActions', customerId: customer(FIRST) },
		});

		expect(rows).toEqual([]);
		expect(JSON.stringify(hints)).toContain('does not mean that nothing is left');
	});
});

test('Customer › Get Many repeats no name that was looked for in an error', async () => {
	bvnk.script = (_, response) => {
		response.statusCode = 400;
		response.end('{"message":"Nobody is called Mira Holt"}');
	};
	const { error } = await runNode(bvnk, {
		parameters: { operation: 'getAll', filters: { name: 'Mira Holt' } },
	});

	expect(error!.message).toContain('Nobody is called •••');
});

describe('Associate', () => {
	afterEach(() => jest.restoreAllMocks());
	const [CUSTOMER, LEA, ANOTHER] = [
		'3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11',
		'0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02',
		'c4b0f6de-9a43-4a7d-8d0d-0c5a8a2f4e11',
	] as const;
	const associate = async (operation: string, parameters: IDataObject = {}) =>
		await runNode(bvnk, {
			parameters: {
				resource: 'associate',
				operation,
				customerId: customer(CUSTOMER),
				...parameters,
			},
		});
	const holding = {
		kind: 'BUSINESS_REGISTRATION',
		types: ['UBO'],
		name: 'Northwind Holding GmbH',
		registrationNumber: 'HRB 204418',
	};

	test('Get gives no other associate than the one that was asked for', async () => {
		bvnk.script = answers({ id: ANOTHER, entity: { firstName: 'Somebody', lastName: 'Else' } });
		const { rows, error } = await associate('get', { associateId: customer(LEA) });

		expect(rows).toEqual([]);
		expect(error!.message).toContain('another associate than the one that was asked for');
		expect(JSON.stringify(error)).not.toContain('Somebody');
	});

	test.each([
		['another associate', { id: ANOTHER, types: ['UBO'] }],
		['a list', [{ id: LEA }]],
		['a number for its ID', { id: 7 }],
	])('Update says that it was done where BVNK answers %s afterwards', async (_, answer) => {
		bvnk.script = answers(answer, undefined);
		const { rows, error, hints } = await associate('update', {
			associateId: customer(LEA),
			updateFields: { types: ['DIRECTOR'] },
		});

		expect(error).toBeUndefined();
		expect(rows).toEqual([{ id: LEA, customerId: CUSTOMER, updated: true }]);
		expect(JSON.stringify(hints)).toContain('could not be read afterwards');
	});

	test('Update sends nothing of a person where BVNK tells of another one when it is asked for the kind', async () => {
		bvnk.script = answers({ id: ANOTHER, entity: { type: 'BUSINESS_REGISTRATION' } });
		const { error } = await associate('update', {
			associateId: customer(LEA),
			updateFields: { lastName: 'Winter' },
		});

		expect(error!.message).toContain('another associate');
		expect(bvnk.asked).toEqual([`/platform/v2/customers/${CUSTOMER}/associates/${LEA}`]);
	});

	test.each([
		['a list', [{ id: LEA }]],
		['no ID', { types: ['UBO'] }],
		['a number for its ID', { id: 7 }],
		['nothing', null],
	])('Create says what is not known where BVNK answers %s', async (_, answer) => {
		bvnk.script = answers({}, answer);
		const { rows, error } = await associate('create', holding);

		expect(rows).toEqual([]);
		expect(error!.message).toContain('where an associate was expected');
		expect(error!.description).toContain('look at Associate › Get Many');
	});

	test('Get Many bears what no associate looks like, and gives it without roles and name', async () => {
		bvnk.script = answers({
			content: [
				{ id: LEA, types: { length: 2 }, entity: [{ firstName: 'Lea' }], validationStatus: {} },
				{ id: ANOTHER, titles: [7, null, 'UBO'], person: '__proto__', constructor: { name: 'x' } },
			],
			hasNext: false,
		});
		const { rows } = await associate('getAll', { returnAll: true });

		expect(rows).toMatchObject([
			{ id: LEA, roles: [], name: null, validationStatus: null },
			{ id: ANOTHER, roles: ['UBO'], name: null, kind: null },
		]);
	});

	test('Create claims no associate that BVNK lists without a name, a time or the key', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		let posts = 0;
		bvnk.script = (request, response) => {
			if (request.method === 'GET') {
				return json(() => ({ content: [{ id: ANOTHER }], hasNext: false }))(request, response);
			}
			response.statusCode = ++posts === 1 ? 502 : 409;
			json(() => ({ message: 'Associate already exists' }))(request, response);
		};
		const { rows, error } = await associate('create', holding);

		expect(posts).toBe(2);
		expect(rows).toEqual([]);
		expect(error!.message).toContain('there is such associate already');
		expect(error!.description).toContain('its answer was lost');
	});
});

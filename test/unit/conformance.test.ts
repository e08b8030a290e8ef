// `npm run conformance` finds and names each difference, and none where there is none.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { table } from '../conformance/calls';
import { startContrary } from '../conformance/contrary';
import { bvnk as vendor } from '../conformance/main';
import { probes } from '../conformance/probes';
import { documentProbes } from '../conformance/probes-documents';
import { updateOnceHandedIn } from '../conformance/probes-v2';
import { Sandbox } from '../conformance/sandbox';
import { startSandbox } from '../sandbox/server';
import { conformance, sandboxReport } from '../tools/conformance/command';
import { compare, readOpenApi, type KnownCall, type Table } from '../tools/conformance/openapi';
import { look } from '../tools/conformance/probes';

const root = path.resolve(__dirname, '../..');

describe('what BVNK does not confirm', () => {
	test('is as assumed at the embedded BVNK, in every point', async () => {
		const bvnk = await startSandbox({ customers: 3 });
		try {
			const results = await look(probes, new Sandbox(bvnk, 'US', 0));

			expect(results.filter(({ asAssumed }) => asAssumed !== true)).toEqual([]);
			// what is left behind: a person and a company by each version, and the agreements of a prospect
			expect([bvnk.created, bvnk.v2.created, bvnk.v2.sets.size]).toEqual([2, 2, 1]);
		} finally {
			await bvnk.close();
		}
	});

	test('differs in every point at a BVNK that is otherwise, and the report says what to change', async () => {
		const contrary = await startContrary();
		try {
			const results = await look(probes, new Sandbox(contrary, 'US', 0));

			expect(results.filter(({ asAssumed }) => asAssumed !== false)).toEqual([]);
			const seen = Object.fromEntries(results.map(({ open, words }) => [open, words]));
			expect(seen).toMatchObject({
				'how old a signature may be':
					'answered 200 to a signature of 30 seconds ago, 200 to one of 90, and 200 to one of 90 seconds ahead',
				'what BVNK says to a wrong key':
					'answered 200 without such words to a wrong key, and 200 without such words to an unknown ID',
				'under which name a monthly volume has its label': 'gave 1 volumes, 0 of them with a text',
				"how a company's missing information names its people":
					'asked for 0 things, 0 of them of a person who is named',
				'the form of its answers': 'answered 422 and named chapters',
				'how long an external reference may be': 'refused one of 36 characters',
				'the largest page of v2': 'gave pages of 64',
				"which filters v2's search knows, and how it compares":
					'took no notice of status, type, model, name, and did not find the person by a part of the name',
				"how long v2's `reference` may be": 'refused one of 36 characters',
				'how old a signature of v2 may be':
					'answered 200 to a signature of 30 seconds ago, 200 to one of 90, and 200 to one of 90 seconds ahead',
				"the form of v2's required actions": 'asked for 1 things, 1 of them in another form',
				'how v2 refuses one of several answers to agreements': 'answered 200 without it',
				"what v2 answers to an answer to a customer's agreement":
					'answered 200, and 0 of 1 are ACCEPTED then',
				"the form of v2's associates":
					'answered 201 to a PERSON, 201 to a BUSINESS_REGISTRATION, and listed 0 of 2 so',
				'what v1 answers to an upload': 'answered 202 with another shape',
				"where a document's file is in v1": 'answered 200 without an address',
				"the list of a customer's documents": 'listed 1 of the person, and 1 of nobody',
				'what v2 answers to an upload': 'answered 202 with another shape',
				'which document types v2 asks for': 'asked for ARTICLES as well',
				'where v2 has the documents of a customer':
					'answered 200 with 0 of 2, and 404 to a read of one',
				'what v2 answers to an update once the data was handed in':
					'answered 404 in the status PENDING',
				"the fields of v2's company": expect.stringMatching(
					/^gave no entityType, .*businessProfile\.naicsCode, .* back$/,
				),
			});
			const report = sandboxReport('BVNK', results);
			for (const { open, change } of probes) {
				expect(report).toContain(open);
				expect(report).toContain(change);
			}
		} finally {
			await contrary.close();
		}
	});

	test.each(['US', 'DE', 'IE'])(
		'is tried with people who live in the chosen country: %s',
		async (country) => {
			const bvnk = await startSandbox();
			try {
				const sandbox = new Sandbox(bvnk, country, 0);

				const first = (await sandbox.created()).body as { individual: object };
				const second = (await sandbox.createdV2()).body as { individual: object };

				for (const { individual } of [first, second]) {
					expect(individual).toMatchObject({
						nationality: country,
						address: { countryCode: country },
						taxIdentification: { taxResidenceCountryCode: country },
					});
				}
			} finally {
				await bvnk.close();
			}
		},
	);

	test('is named where uploads are answered with nothing; what needs their references is not seen', async () => {
		const bvnk = await startSandbox();
		bvnk.settings.uploadAnswer = 'empty';
		try {
			const results = await look(documentProbes, new Sandbox(bvnk, 'US', 0));

			const seen = results.map(({ open, asAssumed, words }) => [open, asAssumed, words]);
			expect(seen).toEqual([
				['what v1 answers to an upload', false, 'answered 202 with nothing'],
				["where a document's file is in v1", undefined, 'gave no reference of a document'],
				["the list of a customer's documents", true, 'listed 1 of the person, and 0 of nobody'],
				['what v2 answers to an upload', false, 'answered 202 with nothing'],
				['which document types v2 asks for', true, expect.stringContaining('PASSPORT')],
				['where v2 has the documents of a customer', true, expect.any(String)],
			]);
		} finally {
			await bvnk.close();
		}
	});

	test('is not seen of an update while the customer still has to answer its agreements', async () => {
		const bvnk = await startSandbox();
		try {
			const [seen] = await look([updateOnceHandedIn], new Sandbox(bvnk, 'US', 0));

			expect(seen).toMatchObject({
				asAssumed: undefined,
				words: 'left the person INFO_REQUIRED',
			});
		} finally {
			await bvnk.close();
		}
	});

	test('is not seen where nobody answers, and the others are tried all the same', async () => {
		const target = {
			url: 'http://127.0.0.1:9',
			credentials: { hawkId: 'id', hawkKey: 'key', webhookSecret: '' },
		};

		const results = await look(probes, new Sandbox(target, 'US'));

		expect(results).toHaveLength(probes.length);
		expect(results.every(({ asAssumed }) => asAssumed === undefined)).toBe(true);
	});

	test('says of each point where the package is to be changed', () => {
		const files = probes.map(({ change }) => /nodes\/[\w/-]+(?:\.ts)?/.exec(change)?.[0] ?? change);

		expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
	});

	test('has a probe for each point of the documentation, but for those that it says are not tried', () => {
		const page = readFileSync(path.join(root, 'docs/not-confirmed.md'), 'utf8');
		const [open = '', notTried = ''] = page.split('## Compare it with BVNK');
		const pointsOf = (table: string) =>
			[...table.matchAll(/^\| (?!open|not tried|---)(.+?) \| .+ \|$/gm)].map(([, point]) => point!);
		const [points, untried] = [pointsOf(open), pointsOf(notTried)];

		expect([...probes.map(({ open }) => open), ...untried].sort()).toEqual(points.sort());
	});
});

describe('an OpenAPI document', () => {
	let folder: string;
	beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'openapi-'))));
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	/** Reads it as a file, as the command does. */
	async function differences(calls: KnownCall[], paths: object, components: object = {}) {
		const file = path.join(folder, 'api.json');
		writeFileSync(file, JSON.stringify({ openapi: '3.0.3', paths, components }));
		const known: Table = { vendor: 'Acme', calls, within: ['/people'] };
		return compare(known, await readOpenApi(file)).map(({ where, kind }) => `${where}: ${kind}`);
	}

	const create = (body?: KnownCall['body']): KnownCall => ({
		name: 'create',
		method: 'POST',
		path: '/people',
		...(body ? { body } : {}),
	});
	const takes = (schema: object) => ({
		'/people': { post: { requestBody: { content: { 'application/json': { schema } } } } },
	});

	test('that has the same has no differences', async () => {
		const body = new Map([
			['name.first', { required: true }],
			['kind', { required: false, values: ['A', 'B'] }],
		]);
		const schema = {
			type: 'object',
			required: ['name'],
			properties: {
				name: { $ref: '#/components/schemas/Name' },
				kind: { type: 'string', enum: ['A', 'B'] },
				id: { type: 'string', readOnly: true },
			},
		};
		const schemas = { Name: { required: ['first'], properties: { first: { type: 'string' } } } };

		expect(await differences([create(body)], takes(schema), { schemas })).toEqual([]);
	});

	test('without the path, or with another method, says so', async () => {
		const get = { name: 'read', method: 'GET', path: '/people/{}' };

		expect(await differences([create()], {})).toEqual(['POST /people: path']);
		expect(await differences([get], { '/people/{id}': { put: {} } })).toEqual([
			'GET /people/{}: method',
			'PUT /people/{}: not offered',
		]);
	});

	test('names what is not offered, but not what other paths have', async () => {
		expect(
			await differences([], { '/people/{id}': { delete: {} }, '/wallets': { get: {} } }),
		).toEqual(['DELETE /people/{}: not offered']);
	});

	test('with other fields names them, in both directions', async () => {
		const body = new Map([
			['old', { required: false }],
			['mine', { required: true }],
			['yours', { required: false }],
		]);
		const schema = {
			required: ['yours', 'fresh'],
			properties: { mine: {}, yours: { type: 'string' }, fresh: { type: 'string' } },
		};

		expect(await differences([create(body)], takes(schema))).toEqual([
			'POST /people › old: unknown field',
			'POST /people › mine: required here',
			'POST /people › yours: required there',
			'POST /people › fresh: required there',
		]);
	});

	test('with other values names them, in both directions', async () => {
		const body = new Map([['kind', { required: false, values: ['A', 'B'] }]]);
		const schema = { properties: { kind: { enum: ['B', 'C'] } } };

		expect(await differences([create(body)], takes(schema))).toEqual([
			'POST /people › kind: value here',
			'POST /people › kind: value there',
		]);
	});

	test('with lists and alternatives: their fields count, and none of an alternative is required', async () => {
		const body = new Map([
			['people.name', { required: true }],
			['person.name', { required: false }],
			['company.name', { required: false }],
		]);
		const named = { required: ['name'], properties: { name: { type: 'string' } } };
		const schema = {
			required: ['people'],
			properties: { people: { type: 'array', items: named } },
			oneOf: ['person', 'company'].map((one) => ({
				required: [one],
				properties: { [one]: named },
			})),
		};

		expect(await differences([create(body)], takes(schema))).toEqual([]);
	});

	test('that answers otherwise is named, in what the package reads', async () => {
		const read: KnownCall = {
			name: 'read',
			method: 'GET',
			path: '/people/{}',
			answer: new Map([
				['id', { required: true }],
				['name', { required: true }],
				['status', { required: false, values: ['NEW', 'OLD'] }],
			]),
		};
		const answers = (schema: object) => ({
			'/people/{id}': {
				get: { responses: { 200: { content: { 'application/json': { schema } } } } },
			},
		});
		const same = {
			required: ['id', 'name'],
			properties: {
				id: { type: 'string', readOnly: true },
				name: { type: 'string' },
				status: { enum: ['NEW', 'OLD'] },
				others: { type: 'string' },
			},
		};
		const other = { required: ['id'], properties: { ...same.properties, name: {}, status: {} } };

		expect(await differences([read], answers(same))).toEqual([]);
		expect(await differences([read], answers({ type: 'array', items: same }))).toEqual([]);
		expect(
			await differences(
				[read],
				answers({ ...other, properties: { name: {}, status: { enum: ['NEW', 'GONE'] } } }),
			),
		).toEqual([
			'GET /people/{} › answer › id: unknown field',
			'GET /people/{} › answer › name: required here',
			'GET /people/{} › answer › status: value here',
			'GET /people/{} › answer › status: value there',
		]);
	});

	test('with other headers and queries names them, whichever letters they are in', async () => {
		const list: KnownCall = { ...create(), parameters: ['Idempotency-Key', 'page'] };
		const demands = (...parameters: object[]) => ({ '/people': { post: { parameters } } });
		const key = { in: 'header', name: 'idempotency-key', required: true };
		const page = { in: 'query', name: 'page' };

		expect(
			await differences([list], demands(key, page, { in: 'path', name: 'id', required: true })),
		).toEqual([]);
		expect(
			await differences([list], demands(key, { in: 'header', name: 'Digest', required: true })),
		).toEqual(['POST /people › digest: required there', 'POST /people › page: unknown field']);
	});

	test('with other addresses names them, where they are compared', async () => {
		const document = {
			paths: {},
			servers: [{ url: 'https://a.example/v1/' }, { url: 'https://b.example' }],
		};
		const known: Table = {
			vendor: 'Acme',
			calls: [],
			within: [],
			servers: ['https://a.example/v1', 'https://c.example'],
		};

		expect(compare(known, document).map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
			'value here: Only offered here: https://c.example',
			'value there: Only in the document: https://b.example',
		]);
	});

	test('that has what is left out on purpose has no difference', () => {
		const document = { paths: { '/people': { get: {}, post: {} } } };
		const known: Table = { vendor: 'Acme', calls: [], within: ['/people'] };

		expect(compare({ ...known, leftOut: ['GET /people'] }, document)).toEqual([
			expect.objectContaining({ where: 'POST /people', kind: 'not offered' }),
		]);
	});

	test('that refers to itself is read', async () => {
		const schemas = {
			Person: {
				properties: { name: { type: 'string' }, boss: { $ref: '#/components/schemas/Person' } },
			},
		};
		const schema = { $ref: '#/components/schemas/Person' };
		const body = new Map([['name', { required: false }]]);

		expect(await differences([create(body)], takes(schema), { schemas })).toEqual([]);
	});

	test('that is none is refused', async () => {
		const file = path.join(folder, 'other.json');
		writeFileSync(file, '{"swagger": "none"}');

		await expect(readOpenApi(file)).rejects.toThrow(/no OpenAPI document/);
	});
});

describe('the command', () => {
	const keys = { BVNK_HAWK_ID: 'id', BVNK_HAWK_KEY: 'key' };

	test('without a document and keys says what it needs', async () => {
		await expect(conformance(vendor, [], {})).rejects.toThrow(
			/nothing to compare with.*--openapi/s,
		);
	});

	test('tries no other host than the sandbox', async () => {
		await expect(conformance(vendor, ['--url', 'https://api.bvnk.com'], keys)).rejects.toThrow(
			/Only the sandbox is tried/,
		);
	});

	test('compares and tries at once, and counts both', async () => {
		const contrary = await startContrary();
		const folder = mkdtempSync(path.join(tmpdir(), 'openapi-'));
		try {
			const file = path.join(folder, 'api.json');
			writeFileSync(file, JSON.stringify({ openapi: '3.0.3', paths: {} }));
			const report = await conformance(
				vendor,
				['--openapi', file, '--url', contrary.url, '--country', 'DE'],
				keys,
			);

			expect(report.differences).toBe(table.calls.length + probes.length);
			expect(report.text).toContain('The document has no such path');
			expect(report.text).toContain('What BVNK does not confirm');
		} finally {
			rmSync(folder, { recursive: true, force: true });
			await contrary.close();
		}
	});
});

test('the table has every call, and the fields of each body that a form makes', () => {
	const bodies = table.calls.filter(({ body }) => body).map(({ name }) => name);

	expect(bodies).toEqual([
		'createCustomer',
		'updateCustomer',
		'replaceCustomer',
		'uploadDocuments',
		'createSession',
		'answerSession',
		'createAgreements',
		'createCustomer',
		'updateCustomer',
		'createAssociate',
		'updateAssociate',
	]);
	const create = table.calls.find(({ body }) => body)!.body!;
	expect(create.get('individual.dateOfBirth')).toEqual({ required: false });
	expect(create.get('signedAgreementSessionReference')).toEqual({ required: true });
	expect(create.get('individual.cdd.pepStatus')?.values).toContain('NOT_PEP');
});

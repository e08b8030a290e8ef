/**
 * An n8n under attack: thousands of forged deliveries, and a search for everything secret or personal in
 * all that n8n writes, at its most talkative.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { personFromRow } from '../engine/rows';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server';
import { sign } from '../sandbox/signature';
import {
	addCredential,
	CREDENTIAL_TYPE,
	credentialOf,
	type Credentials,
	NODE_TYPE,
	PACKAGE,
	TRIGGER_TYPE,
} from '../bvnk';
import { freePort, RealN8n, type Execution } from '../tools/n8n/n8n';
import { WatchedTests } from '../tools/n8n/suite';
import { eventually, httpNode, rows, start } from './suite';

const TEST_MS = 240_000;
/** How long memory that was let go may take to be free. */
const SETTLES_MS = 30_000;
const POLL_MS = 500;
jest.setTimeout(TEST_MS);

const ROOT = path.resolve(__dirname, '..', '..');
/** Unmistakable, and another in each run. */
const unique = (name: string) => `PLANTED${name}${randomBytes(6).toString('hex')}`;

/** What the credentials hold; the second three are wrong ones, tried out by their owner. */
const SECRETS = {
	hawkId: unique('Id'),
	hawkKey: unique('Key'),
	webhookSecret: unique('Webhook'),
	wrongId: unique('WrongId'),
	wrongKey: unique('WrongKey'),
};

/** A person's data, as a row gives it. */
const PERSON = {
	session: randomUUID(),
	firstName: 'Plantine',
	lastName: 'Plantowsky',
	born: '1977-07-17',
	email: 'plantine@planted.example',
	phone: '+4977665544',
	street: 'Plantation Road 77',
	city: 'Plantville',
	postalCode: '77665',
	taxNumber: '77665544332',
	documentNumber: 'PLANTED7766554433221',
	birthplace: 'Plantonia',
};
const { session: _, ...personal } = PERSON;
const PERSONAL = Object.values(personal);

const PARAMETERS = {
	resource: 'customer',
	...personFromRow,
	addressLine1: '={{ $json.street }}',
	city: '={{ $json.city }}',
	postalCode: '={{ $json.postalCode }}',
	additionalFields: {
		phoneNumber: '={{ $json.phone }}',
		documentNumber: '={{ $json.documentNumber }}',
		placeOfBirth: '={{ $json.birthplace }}',
	},
	options: { maxTries: 1 },
} as unknown as INodeParameters;

let bvnk: Sandbox;
let n8n: RealN8n;
let credentials: Credentials;
/** Tests after which n8n's log is kept when one fails. */
const watched = new WatchedTests(TEST_MS);
const it = watched.test;

const credentialData = (changes: IDataObject = {}): IDataObject => ({
	...credentialOf(bvnk),
	...changes,
});

beforeAll(async () => {
	const { hawkId, hawkKey, webhookSecret } = SECRETS;
	bvnk = await startSandbox({ hawkId, hawkKey, webhookSecret });
	const variables: Record<string, string> = {
		// what the README recommends where many deliveries come at once
		N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
	};
	n8n = await RealN8n.create({ logLevel: 'debug', variables });
	variables['EXTERNAL_HOOK_FILES'] = await memoryHook();
	await watched.watch(async () => await n8n.start());
	credentials = await addCredential(n8n, credentialData());
});
beforeEach(() => bvnk.reset());
afterAll(async () => {
	await n8n?.dispose({ keepLog: watched.failed });
	await bvnk?.close();
});

/** Where n8n writes how much memory it holds. */
const memoryFile = () => path.join(n8n.folder, 'memory.json');

/** A file for n8n to load: upon a signal it collects its garbage, and says what memory is left in use. */
async function memoryHook(): Promise<string> {
	const file = path.join(n8n.folder, 'hooks.js');
	await writeFile(
		file,
		`const { renameSync, writeFileSync } = require('node:fs');
		require('node:v8').setFlagsFromString('--expose-gc');
		const collect = require('node:vm').runInNewContext('gc');
		process.on('SIGUSR2', () => {
			collect();
			const file = ${JSON.stringify(memoryFile())};
			writeFileSync(file + '.part', JSON.stringify(process.memoryUsage()));
			renameSync(file + '.part', file);
		});
		module.exports = {};`,
	);
	return file;
}

/**
 * The memory that n8n has in use, in MB: what is left of objects and bytes after its garbage was collected.
 * What its process takes of the system says less: that depends on when it last saw reason to clean up.
 */
async function memoryInUse(): Promise<number> {
	await rm(memoryFile(), { force: true });
	process.kill(n8n.pid, 'SIGUSR2');
	await eventually(() => existsSync(memoryFile()));
	const usage = JSON.parse(readFileSync(memoryFile(), 'utf8')) as NodeJS.MemoryUsage;
	return (usage.heapUsed + usage.arrayBuffers) / 1024 / 1024;
}

/**
 * The memory in use, once it is below a limit: some of what a collection frees is free a moment later, on a busy machine.
 *
 * @returns what is in use in the end, where it does not get below
 */
async function memoryBelow(limit: number): Promise<number> {
	for (const end = Date.now() + SETTLES_MS; ; await sleep(POLL_MS)) {
		const used = await memoryInUse();
		if (used < limit || Date.now() > end) return used;
	}
}

/** An active workflow that the trigger starts. */
async function active(): Promise<{ id: string; url: string }> {
	const webhookId = randomUUID();
	const id = await n8n.addWorkflow({
		nodes: [
			{
				name: 'BVNK Trigger',
				type: TRIGGER_TYPE,
				typeVersion: 2,
				webhookId,
				credentials,
				parameters: { events: ['*'] },
			},
			{ name: 'Seen', type: 'n8n-nodes-base.noOp' },
		],
	});
	await n8n.activate(id);
	return { id, url: `${n8n.url}/webhook/${webhookId}/bvnk` };
}

const TYPE = 'application/json';
const eventText = (data: object = {}) =>
	JSON.stringify({ event: 'bvnk:platform:customer:status-change', eventId: randomUUID(), data });
const signed = (url: string, body: string, scheme: 'current' | 'legacy' = 'current') =>
	sign(scheme, SECRETS.webhookSecret, { url, contentType: TYPE, body });

/** Connections that stay open, so that the deliveries are what takes the time. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
afterAll(() => agent.destroy());

/** Delivers, and gives the status of the answer. */
async function deliver(url: string, body: string, signature?: string): Promise<number> {
	const headers = {
		'content-type': TYPE,
		'content-length': Buffer.byteLength(body),
		...(signature === undefined ? {} : { 'x-signature': signature }),
	};
	return await new Promise((resolve, reject) => {
		request(url, { method: 'POST', agent, headers })
			.on('response', (answer) => answer.resume().on('end', () => resolve(answer.statusCode!)))
			.on('error', reject)
			.end(body);
	});
}

describe('10,000 forged deliveries', () => {
	const ALL = 10_000;
	/** After so many n8n has taken what memory it needs for the work as such. */
	const WARM = 2_000;
	/** What the rest may leave: a kilobyte of each would be 8 MB, and each one's body 32. */
	const MAY_GROW_MB = 8;
	const FILLING = 'x'.repeat(4_000);

	const replaced = (text: string, at: number) =>
		text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1);

	/** What a forger may try, with a body that would start the workflow. */
	const forgeries: Array<(url: string, body: string) => [body: string, signature?: string]> = [
		(_, body) => [body],
		(_, body) => [body, ''],
		(_, body) => [body, randomBytes(32).toString('base64')],
		(_, body) => [body, randomBytes(32).toString('hex')],
		// of BVNK's, but for another body
		(url, body) => [body, signed(url, eventText())],
		(url, body) => [body.replace('VERIFIED', 'VERIFIEE'), signed(url, body)],
		(url, body) => [`${body} `, signed(url, body)],
		(url, body) => [body, signed(`${url}/other`, body, 'legacy')],
		// right but for a letter
		(url, body) => [body, replaced(signed(url, body), 0)],
		(url, body) => [body, replaced(signed(url, body), 42)],
		(url, body) => [body, replaced(signed(url, body, 'legacy'), 63)],
		(url, body) => [body, signed(url, body).slice(0, -3)],
		(_, body) => [body, sign('current', '', { url: '', contentType: TYPE, body })],
		(_, body) => [body, sign('current', SECRETS.wrongKey, { url: '', contentType: TYPE, body })],
	];

	it('are all refused, start nothing, and leave nothing in memory', async () => {
		const workflow = await active();
		const statuses = new Map<number, number>();
		const numbers = Array.from({ length: ALL }, (_, index) => index).values();
		const from = async (until: number) => {
			const worker = async () => {
				for (const number of numbers) {
					const body = eventText({ reference: randomUUID(), status: 'VERIFIED', FILLING });
					const [sent, signature] = forgeries[number % forgeries.length]!(workflow.url, body);
					const status = await deliver(workflow.url, sent, signature);
					statuses.set(status, (statuses.get(status) ?? 0) + 1);
					if (number >= until) return;
				}
			};
			await Promise.all(Array.from({ length: 8 }, worker));
		};
		const begin = Date.now();
		await from(WARM);
		const warm = await memoryInUse();
		await from(ALL);
		const end = await memoryBelow(warm + MAY_GROW_MB);

		process.stderr.write(
			`${ALL} forged deliveries in ${Math.round((Date.now() - begin) / 1000)} s; ` +
				`n8n's memory ${Math.round(warm)} MB after ${WARM}, ${Math.round(end)} MB after all\n`,
		);
		expect([...statuses]).toEqual([[401, ALL]]);
		expect(await n8n.countExecutions(workflow.id)).toBe(0);
		expect(end - warm).toBeLessThan(MAY_GROW_MB);
		const warnings = n8n.logs.split('refused a delivery: its signature is').length - 1;
		expect(warnings).toBe(ALL);
		// and it still takes what is BVNK's
		const body = eventText();
		expect(await deliver(workflow.url, body, signed(workflow.url, body))).toBe(200);
		expect(await n8n.countExecutions(workflow.id)).toBe(1);
	});
});

describe('after runs of every kind, each with planted secrets and personal data', () => {
	const quoting = (words: string): Fault => ({
		status: 400,
		body: {
			message: `Refused: ${words}`,
			details: { errors: { 'individual.firstName': [words] } },
		},
	});
	const faults: Array<Fault | undefined> = [
		undefined,
		quoting(JSON.stringify(PERSON)),
		{ status: 401 },
		{ status: 403 },
		{ status: 409, body: { message: `${PERSON.firstName} ${PERSON.lastName} exists already` } },
		{ status: 429 },
		{ kind: 'html', status: 500 },
		{ kind: 'html' },
		{ kind: 'truncatedJson' },
		{ kind: 'cut' },
		{ kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere' },
	];
	/** Rows that the node's own checks refuse. */
	const badRows: IDataObject[] = [
		{ ...PERSON, born: '17.07.1977' },
		{ ...PERSON, email: 'plantine(at)planted.example' },
		{ ...PERSON, taxNumber: Number(PERSON.taxNumber) },
	];
	const runs: Execution[] = [];
	/** What n8n answered in its editor. */
	const answers: unknown[] = [];
	let created = 0;

	/** Runs `input` through the node in question, as it is and with Continue On Fail. */
	async function run(
		input: IDataObject,
		parameters: INodeParameters,
		by = credentials,
	): Promise<void> {
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			const node = { name: 'BVNK', type: NODE_TYPE, credentials: by, parameters, onError };
			runs.push(await n8n.run({ nodes: [...rows([input]), node] }));
		}
	}

	/** An HTTP Request node of n8n's own with the credential. */
	async function runHttp(url: string): Promise<void> {
		runs.push(
			await n8n.run({
				nodes: [start, httpNode(credentials, { url })],
			}),
		);
	}

	/** An embedded BVNK without customers, at which the person has signed. */
	function restart(): void {
		bvnk.reset();
		bvnk.signSession(PERSON.session, 'INDIVIDUAL');
	}

	async function runEverything(): Promise<void> {
		for (const fault of faults) {
			restart();
			if (fault) bvnk.fail({ times: Infinity }, fault);
			await run(PERSON, PARAMETERS);
			created += bvnk.created;
		}
		restart();
		for (const row of badRows) await run(row, PARAMETERS);
		await run(PERSON, PARAMETERS);
		const [reference = ''] = bvnk.customers.keys();
		const one = { __rl: true, mode: 'id', value: '={{ $json.reference }}' };
		for (const operation of ['get', 'getRequiredInfo', 'getAll']) {
			await run(
				{ reference },
				{ resource: 'customer', operation, simplify: false, customerReference: one },
			);
		}
		// credentials that BVNK does not know, or that nobody listens to
		for (const changes of [
			{ hawkKey: SECRETS.wrongKey },
			{ hawkId: SECRETS.wrongId },
			{ baseUrl: `http://127.0.0.1:${await freePort()}` },
			{ baseUrl: 'http://bvnk.example' },
		]) {
			answers.push(await n8n.testCredential(CREDENTIAL_TYPE, credentialData(changes)));
			const other = await n8n.addCredential(CREDENTIAL_TYPE, 'Another', credentialData(changes));
			await run(PERSON, PARAMETERS, { [CREDENTIAL_TYPE]: other });
		}
		answers.push(await n8n.testCredential(CREDENTIAL_TYPE, credentialData()));
		await runHttp(`${bvnk.url}/platform/v1/customers`);
		await runHttp(`${bvnk.url}/platform/v1/customers/none`);
		await runHttp('http://127.0.0.1:9/platform/v1/customers');
		answers.push(
			await n8n.rest('POST /dynamic-node-parameters/resource-locator-results', {
				path: 'parameters.customerReference',
				methodName: 'searchCustomers',
				nodeTypeAndVersion: { name: NODE_TYPE, version: 1 },
				currentNodeParameters: { resource: 'customer', operation: 'get' },
				credentials,
				filter: 'nobody',
			}),
		);
		const workflow = await active();
		const body = eventText(PERSON);
		expect(await deliver(workflow.url, body, signed(workflow.url, body))).toBe(200);
		expect(await deliver(workflow.url, body, 'forged')).toBe(401);
		expect(await deliver(workflow.url, `[${body}]`, signed(workflow.url, `[${body}]`))).toBe(400);
		for (const { id } of await n8n.executionsOf(workflow.id)) runs.push(await n8n.execution(id));
	}

	beforeAll(async () => {
		await runEverything();
		// n8n writes its log and its database a little after it answers
		await sleep(5_000);
	}, 200_000);

	/** How a secret may look in a file. */
	const forms = (secret: string) => [
		secret,
		encodeURIComponent(secret),
		Buffer.from(secret).toString('hex'),
		// base64, wherever in a longer text it begins, without the letters that its neighbours decide
		...[0, 1, 2].map((before) =>
			Buffer.from(' '.repeat(before) + secret)
				.toString('base64')
				.replace(/=+$/, '')
				.slice(before ? before + 1 : 0, -1),
		),
	];
	const secretForms = Object.entries(SECRETS).flatMap(([name, secret]) =>
		forms(secret).map((form) => ({ name, form: form.toLowerCase() })),
	);
	const secretsIn = (text: string) => {
		const lower = text.toLowerCase();
		return secretForms.filter(({ form }) => lower.includes(form)).map(({ name }) => name);
	};
	const personalIn = (text: string) =>
		PERSONAL.filter((value) => text.toLowerCase().includes(value.toLowerCase()));

	/** Every file below a folder, with its bytes as text. */
	async function filesIn(folder: string): Promise<Array<{ file: string; text: string }>> {
		const names = await readdir(folder, { recursive: true });
		const found: Array<{ file: string; text: string }> = [];
		for (const file of names) {
			const whole = path.join(folder, file);
			if (!(await stat(whole)).isFile()) continue;
			found.push({ file, text: (await readFile(whole)).toString('latin1') });
		}
		return found;
	}

	it('the runs were what they are meant to be', async () => {
		const errors = runs.map(({ error }) => error?.message).filter(Boolean);
		const kinds = ['signature', 'not allow', 'refused', 'CloudFront', 'reached', 'Date of Birth'];

		for (const kind of kinds) expect(errors.join('\n')).toContain(kind);
		expect(runs.some(({ status }) => status === 'success')).toBe(true);
		expect(n8n.logs).toMatch(/\| debug +\|/);
		expect(created).toBeGreaterThan(0);
	});

	it('the search would find them: the database holds the items, and these forms are known', async () => {
		const files = await filesIn(path.join(n8n.folder, '.n8n'));
		const database = files.filter(({ file }) => file.startsWith('database.sqlite'));

		expect(personalIn(database.map(({ text }) => text).join('\n'))).toEqual(PERSONAL);
		for (const [name, secret] of Object.entries(SECRETS)) {
			for (const text of [
				`x${secret}x`,
				`?key=${encodeURIComponent(secret)}`,
				Buffer.from(`a:${secret}`).toString('base64'),
				Buffer.from(`:${secret} and more`).toString('base64'),
				Buffer.from(`abc${secret}`).toString('base64url'),
				Buffer.from(secret).toString('hex').toUpperCase(),
			]) {
				expect(secretsIn(text)).toContain(name);
			}
		}
	});

	it('no key and no webhook secret is in any file of n8n’s, saved executions among them', async () => {
		const files = await filesIn(n8n.folder);

		expect(files.map(({ file }) => path.basename(file))).toContain('database.sqlite');
		expect(files.filter(({ text }) => secretsIn(text).length > 0).map(({ file }) => file)).toEqual(
			[],
		);
	});

	it('no key, no webhook secret and nothing personal is in n8n’s log', async () => {
		expect(secretsIn(n8n.logs)).toEqual([]);
		expect(personalIn(n8n.logs)).toEqual([]);
	});

	it('nor in what n8n answered, and saved of the runs and their errors', async () => {
		expect(secretsIn(JSON.stringify([runs, answers]))).toEqual([]);
		expect(personalIn(JSON.stringify(answers))).toEqual([]);
		for (const run of runs) {
			const errors = [run.error, ...run.runs('BVNK').map(({ error }) => error)].filter(Boolean);
			const texts = errors.map((error) => {
				const { message, stack, ...rest } = error!;
				return JSON.stringify([message, stack, rest]);
			});
			const items = run.json('BVNK').filter((item) => 'error' in item);
			expect(personalIn(texts.join('\n') + JSON.stringify(items))).toEqual([]);
		}
	});

	it('no secret, no key of a test and no path of this machine is in the packed files', async () => {
		const installed = path.join(n8n.folder, '.n8n', 'nodes', 'node_modules', PACKAGE);
		const files = await filesIn(installed);
		const planted = [...Object.values(SECRETS), ...PERSONAL];
		const never = [
			...planted,
			...['whsec-EXAMPLE', 'hawk-secret-key', 'PRIVATE KEY-----', '_authToken'],
			...[ROOT, `${homedir()}/`, 'sourceMappingURL', 'resolved": "http'],
		];

		expect(files.map(({ file }) => file)).toContain(path.join('dist', 'bundle.js'));
		for (const { file, text } of files) {
			expect({ file, found: never.filter((word) => text.includes(word)) }).toEqual({
				file,
				found: [],
			});
		}
	});
});

/**
 * A real n8n for tests and the demo: the packed package installed as a user's n8n would have it, a
 * user folder of its own, everything on 127.0.0.1 and free ports, no telemetry, nothing left behind.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import type {
	ExecutionStatus,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeTypeDescription,
	IRunExecutionData,
	ITaskData,
} from 'n8n-workflow';

const run = promisify(execFile);

const ROOT = path.resolve(__dirname, '..', '..');
const REAL_N8N = path.join(ROOT, 'test', 'real-n8n', 'node_modules');
const NODE_24 = path.join(REAL_N8N, '.bin', 'node');

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const COMMAND_TIMEOUT_MS = 120_000;
const POLL_MS = 100;

/** States of an execution that goes on. */
const UNENDED = ['new', 'running', 'waiting'];

/** What tells a program how to reach the internet from here. */
const NETWORK_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'];

/** Who owns each n8n: what a person, or a test in a browser, logs in with. */
export const OWNER = {
	email: 'owner@n8n.test',
	firstName: 'Olga',
	lastName: 'Owner',
	password: 'Owner-pass-1',
};

/** The package under test. */
export const PACKAGE = 'n8n-nodes-bvnk-onboarding';
/** The action node as workflows name it. */
export const NODE_TYPE = `${PACKAGE}.bvnkOnboarding`;
/** The credential as workflows name it. */
export const CREDENTIAL_TYPE = 'bvnkHawkApi';

/** A node of a workflow, as a test writes it: positions and ids are filled in. */
export type TestNode = Pick<INode, 'name' | 'type'> & Partial<INode>;

/** A workflow as a test writes it: without connections each node feeds the next. */
export type TestWorkflow = { nodes: TestNode[] } & Partial<
	Pick<Workflow, 'name' | 'connections' | 'settings'>
>;

/** A workflow that can be imported: what n8n's own export holds. */
export interface Workflow {
	id: string;
	name: string;
	nodes: INode[];
	connections: IDataObject;
	settings?: IDataObject;
}

/** A credential that can be imported; n8n encrypts `data` when it does. */
export interface Credential {
	id: string;
	name: string;
	type: string;
	data: IDataObject;
}

/** What came of a workflow's activation. */
interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ errorMessage: string | null }>;
}

/** An execution as n8n lists it. */
export interface ExecutionSummary {
	id: string;
	status: ExecutionStatus;
	mode: string;
}

/** What a workflow's run left, by node name. */
export class Execution {
	constructor(
		readonly status: ExecutionStatus,
		private readonly data: IRunExecutionData,
	) {}

	/** The error that ended the run; undefined when it succeeded. */
	get error() {
		return this.data.resultData.error;
	}

	/** Every run of a node, in order; empty when it was not reached. */
	runs(node: string): ITaskData[] {
		return this.data.resultData.runData[node] ?? [];
	}

	/**
	 * The items a node gave, all its runs together.
	 *
	 * @param output which output: 0 is the first; the error branch of a node comes after its others
	 */
	items(node: string, output = 0): INodeExecutionData[] {
		return this.runs(node).flatMap((task) => task.data?.['main']?.[output] ?? []);
	}

	/** The same, only the JSON of each item. */
	json<T extends IDataObject>(node: string, output = 0): T[] {
		return this.items(node, output).map((item) => item.json as T);
	}

	/** The hints a node showed in the output panel. */
	hints(node: string): string[] {
		return this.runs(node).flatMap((task) => (task.hints ?? []).map((hint) => hint.message));
	}
}

/**
 * Reads n8n's stored execution data, which is in the `flatted` form: one array, where the first
 * entry is the root and every string inside an object or array is the index of an entry.
 */
export function parseFlatted(text: string): unknown {
	const pool = JSON.parse(text) as unknown[];
	const revived = new Map<number, unknown>();
	const revive = (index: number): unknown => {
		if (revived.has(index)) return revived.get(index);
		const raw = pool[index];
		if (typeof raw !== 'object' || raw === null) return raw;
		const target: Record<string, unknown> | unknown[] = Array.isArray(raw) ? [] : {};
		revived.set(index, target);
		for (const [key, value] of Object.entries(raw as Record<string, unknown>)) {
			Object.assign(target, { [key]: typeof value === 'string' ? revive(Number(value)) : value });
		}
		return target;
	};
	return revive(0);
}

/** A port nobody listens on right now. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** The tarball to install: the one the caller has packed for all, or one packed now. */
async function withTarball(use: (tarball: string) => Promise<void>): Promise<void> {
	const given = process.env['PACKED_TARBALL'];
	if (given) return await use(given);
	const setup = path.join(ROOT, 'test', 'setup.mjs');
	const { stdout } = await run(process.execPath, [setup, 'pack'], { cwd: ROOT });
	const tarball = stdout.trim();
	try {
		await use(tarball);
	} finally {
		await rm(path.dirname(tarball), { recursive: true, force: true });
	}
}

/**
 * Installs the tarball into a user folder with the steps of n8n's community package service: unpack,
 * drop the dependencies that only development and the host need, let npm install the rest.
 */
async function installPackage(userFolder: string): Promise<void> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	const target = path.join(nodes, 'node_modules', PACKAGE);
	await mkdir(target, { recursive: true });
	await withTarball(async (tarball) => {
		await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
	});
	const file = path.join(target, 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
	for (const dropped of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete manifest[dropped];
	}
	await writeFile(file, JSON.stringify(manifest, null, 2));
	// npm has nothing to fetch for a package without dependencies: only then does it run
	if (Object.keys((manifest['dependencies'] as object | undefined) ?? {}).length > 0) {
		const flags = ['--install-strategy=shallow', '--ignore-scripts', '--package-lock=false'];
		await run('npm', ['install', '--bin-links=false', ...flags], { cwd: target });
	}
	const dependencies = { [PACKAGE]: manifest['version'] };
	await writeFile(
		path.join(nodes, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true, dependencies }),
	);
}

/** One n8n with its user folder. Make it with `RealN8n.create`, and `dispose` of it at the end. */
export class RealN8n {
	private server: { process: ChildProcess; url: string } | undefined;
	/** Every process of this n8n: none of them outlives it. */
	private readonly processes = new Set<ChildProcess>();
	private cookie = '';
	private output = '';

	private constructor(
		/** n8n's user folder: its database, its settings and the installed package. */
		readonly folder: string,
		private readonly encryptionKey: string,
		private readonly logLevel: string,
		private readonly outside: boolean,
		private readonly variables: Record<string, string>,
	) {
		process.once('exit', this.killAll);
	}

	/**
	 * A fresh user folder with the package installed.
	 *
	 * @param options.logLevel n8n's log level, `info` unless told
	 * @param options.outside true: n8n may leave this machine, through the proxy that is set, if any
	 * @param options.variables more of n8n's environment variables
	 * @throws Error when the real n8n is not installed
	 */
	static async create(
		options: { logLevel?: string; outside?: boolean; variables?: Record<string, string> } = {},
	): Promise<RealN8n> {
		if (!existsSync(path.join(REAL_N8N, '.installed'))) {
			throw new Error('The real n8n is not installed: `npm test` or `npm run demo` does that');
		}
		// with the process id, so that `test/setup.mjs` can tell a folder that a killed process has left
		const folder = await mkdtemp(path.join(tmpdir(), `bvnk-onboarding-n8n-${process.pid}-`));
		const { logLevel = 'info', outside = false, variables = {} } = options;
		const key = randomBytes(24).toString('hex');
		const n8n = new RealN8n(folder, key, logLevel, outside, variables);
		try {
			await mkdir(path.join(folder, 'tmp'));
			await installPackage(folder);
		} catch (error) {
			await rm(folder, { recursive: true, force: true });
			throw error;
		}
		return n8n;
	}

	/** All that n8n has written so far, on both of its streams. */
	get logs(): string {
		return this.output;
	}

	/** The process of the started server. */
	get pid(): number {
		if (!this.server?.process.pid) throw new Error('n8n is not started');
		return this.server.process.pid;
	}

	/** The address of the started server. */
	get url(): string {
		if (!this.server) throw new Error('n8n is not started');
		return this.server.url;
	}

	/** Everything n8n is told: explicit, so that the surroundings of a test run do not matter. */
	private async environment(): Promise<NodeJS.ProcessEnv> {
		return {
			PATH: process.env['PATH'],
			HOME: this.folder,
			// what n8n leaves in its temporary folder goes with the user folder
			TMPDIR: path.join(this.folder, 'tmp'),
			TZ: 'UTC',
			NODE_ENV: 'production',
			N8N_USER_FOLDER: this.folder,
			N8N_ENCRYPTION_KEY: this.encryptionKey,
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_HOST: '127.0.0.1',
			N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			N8N_LOG_LEVEL: this.logLevel,
			N8N_LOG_OUTPUT: 'console',
			N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
			// quiet and offline
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
			N8N_DYNAMIC_BANNERS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			N8N_VERIFIED_PACKAGES_ENABLED: 'false',
			N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
			N8N_DISABLED_MODULES: 'mcp-registry',
			N8N_PYTHON_ENABLED: 'false',
			...(this.outside ? pick(process.env, NETWORK_VARIABLES) : {}),
			...this.variables,
		};
	}

	/** Runs one of n8n's own commands. */
	private async command(...args: string[]): Promise<{ stdout: string; ok: boolean }> {
		// at the debug level n8n puts its log's marks around the result, too
		const env = { ...(await this.environment()), N8N_LOG_LEVEL: 'info' };
		const cli = path.join(REAL_N8N, 'n8n', 'bin', 'n8n');
		const options = {
			cwd: this.folder,
			env,
			timeout: COMMAND_TIMEOUT_MS,
			killSignal: 'SIGKILL' as const,
			maxBuffer: 256 * 1024 * 1024,
		};
		return await new Promise((resolve) => {
			const child = execFile(NODE_24, [cli, ...args], options, (error, stdout, stderr) => {
				this.processes.delete(child);
				this.output += stdout + stderr + (error ? `${error.message}\n` : '');
				resolve({ stdout, ok: !error });
			});
			this.processes.add(child);
		});
	}

	private async import(kind: 'credentials' | 'workflow', content: unknown[]): Promise<void> {
		const file = path.join(this.folder, `import-${kind}.json`);
		await writeFile(file, JSON.stringify(content), { mode: 0o600 });
		try {
			const { stdout, ok } = await this.command(`import:${kind}`, `--input=${file}`);
			if (!ok || !stdout.includes('Successfully imported')) {
				throw new Error(`n8n import:${kind} did not import:\n${tail(this.output)}`);
			}
		} finally {
			await rm(file);
		}
	}

	/** Imports credentials with n8n's command line; the plain data is gone from disk afterwards. */
	async importCredentials(credentials: Credential[]): Promise<void> {
		await this.import('credentials', credentials);
	}

	/** Imports workflows with n8n's command line. */
	async importWorkflows(workflows: Workflow[]): Promise<void> {
		await this.import('workflow', workflows);
	}

	/**
	 * Runs an imported workflow with n8n's command line.
	 *
	 * @returns the run, also when it ended with an error
	 */
	async execute(id: string): Promise<Execution> {
		const { stdout } = await this.command('execute', `--id=${id}`, '--rawOutput');
		// one object over many lines; n8n's log may stand before it, and after it when the run failed
		const [result] = /^\{$[^]*?^\}$/m.exec(stdout) ?? [];
		if (!result) throw new Error(`n8n execute gave no result:\n${tail(this.output)}`);
		const { status, data } = JSON.parse(result) as {
			status: ExecutionStatus;
			data: IRunExecutionData;
		};
		return new Execution(status, data);
	}

	/** Starts the server, waits until it answers, and logs its owner in. */
	async start(): Promise<void> {
		const port = await freePort();
		const url = `http://127.0.0.1:${port}`;
		const hash = await run(
			NODE_24,
			['-p', `require('bcryptjs').hashSync(process.argv[1], 4)`, OWNER.password],
			{ cwd: REAL_N8N },
		);
		const child = spawn(NODE_24, [path.join(REAL_N8N, 'n8n', 'bin', 'n8n'), 'start'], {
			cwd: this.folder,
			env: {
				...(await this.environment()),
				N8N_PORT: String(port),
				N8N_SECURE_COOKIE: 'false',
				N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
				N8N_INSTANCE_OWNER_EMAIL: OWNER.email,
				N8N_INSTANCE_OWNER_FIRST_NAME: OWNER.firstName,
				N8N_INSTANCE_OWNER_LAST_NAME: OWNER.lastName,
				N8N_INSTANCE_OWNER_PASSWORD_HASH: hash.stdout.trim(),
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const keep = (chunk: Buffer) => (this.output += chunk.toString('utf8'));
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		this.processes.add(child);
		this.server = { process: child, url };

		await this.until(async () => (await fetch(`${url}/healthz`)).status === 200);
		// The health check answers some seconds before the rest does, and until then n8n answers every
		// other call with 200 and a text that says it is starting.
		await this.until(async () => await this.logIn());
		await this.until(async () => (await fetch(`${url}/signin`)).status === 200);
	}

	private readonly killAll = () => this.processes.forEach((child) => child.kill('SIGKILL'));

	/** Waits until something holds while n8n starts; a refused connection means not yet. */
	private async until(holds: () => Promise<boolean>): Promise<void> {
		for (const end = Date.now() + START_TIMEOUT_MS; ; await sleep(POLL_MS)) {
			if (this.server?.process.exitCode !== null) {
				throw new Error(`n8n ended while starting:\n${tail(this.output)}`);
			}
			if (await holds().catch(() => false)) return;
			if (Date.now() > end) throw new Error(`n8n did not start in time:\n${tail(this.output)}`);
		}
	}

	private async logIn(): Promise<boolean> {
		const response = await fetch(`${this.url}/rest/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ emailOrLdapLoginId: OWNER.email, password: OWNER.password }),
		});
		const cookies = response.headers.getSetCookie();
		this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
		return cookies.length > 0;
	}

	/**
	 * Calls the REST interface that n8n's editor uses.
	 *
	 * @param call e.g. `POST /credentials/test`
	 * @returns the `data` of the answer
	 * @throws Error with n8n's answer, when its status is not 2xx
	 */
	async rest<T = IDataObject>(call: string, body?: unknown): Promise<T> {
		const [method = 'GET', address = ''] = call.split(' ');
		const response = await fetch(`${this.url}/rest${address}`, {
			method,
			headers: { cookie: this.cookie, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n ${call}: ${response.status} ${text.slice(0, 2000)}`);
		return (JSON.parse(text) as { data: T }).data;
	}

	/** Stores a credential in the started server and gives the reference that nodes hold. */
	async addCredential(name: string, data: IDataObject): Promise<{ id: string; name: string }> {
		const { id } = await this.rest<{ id: string }>('POST /credentials', {
			name,
			type: CREDENTIAL_TYPE,
			data,
		});
		return { id, name };
	}

	/** What n8n says when a user presses "Test" on a credential. */
	async testCredential(data: IDataObject): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.rest('POST /credentials/test', {
			credentials: { id: '', name: 'tested', type: CREDENTIAL_TYPE, data },
		});
	}

	/**
	 * Stores a workflow in the started server, runs it from its Manual Trigger and waits for its end.
	 *
	 * @param workflow the nodes, and their connections: a chain in the given order unless told
	 */
	async run(workflow: TestWorkflow): Promise<Execution> {
		return await this.runStored(await this.addWorkflow(workflow));
	}

	/** Stores a workflow in the started server and gives its id. */
	async addWorkflow(workflow: TestWorkflow): Promise<string> {
		return (await this.rest<{ id: string }>('POST /workflows', chain(workflow))).id;
	}

	/** Every node type that the started server has, each in all of its versions, as the editor loads them. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		const response = await fetch(`${this.url}/types/nodes.json`, {
			headers: { cookie: this.cookie },
		});
		return (await response.json()) as INodeTypeDescription[];
	}

	/**
	 * Activates a stored workflow as it is now, and waits until its triggers are ready.
	 *
	 * @throws Error with the messages of the triggers that n8n could not activate
	 */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.rest<{ versionId: string }>(`GET /workflows/${id}`);
		await this.rest(`POST /workflows/${id}/activate`, { versionId });
		const { status, triggers } = await this.published(id);
		if (status === 'published') return;
		throw new Error(triggers.map(({ errorMessage }) => errorMessage).join('\n'));
	}

	/** Deactivates a workflow, and waits until its triggers are gone. */
	async deactivate(id: string): Promise<void> {
		await this.rest(`POST /workflows/${id}/deactivate`, {});
		await this.published(id);
	}

	/** n8n activates and deactivates after it has answered: waits for what comes of it. */
	private async published(id: string): Promise<PublicationStatus> {
		for (const end = Date.now() + COMMAND_TIMEOUT_MS; ; await sleep(POLL_MS / 4)) {
			const now = await this.rest<PublicationStatus>(`GET /workflows/${id}/publication-status`);
			if (now.status !== 'in_progress') return now;
			if (Date.now() > end) throw new Error(`Workflow ${id} is still being activated`);
		}
	}

	/** Listens for one call of a trigger's test URL, as the editor does. */
	async listen(id: string, trigger: string): Promise<void> {
		const triggerToStartFrom = { name: trigger };
		const answer = await this.rest(`POST /workflows/${id}/run`, { triggerToStartFrom });
		if (!answer['waitingForWebhook']) throw new Error('n8n does not listen for a test event');
	}

	/**
	 * The executions of a workflow, the oldest first, without their data.
	 *
	 * @param options.wait false: also those that have not ended yet
	 */
	async executionsOf(
		workflowId: string,
		options: { wait?: boolean } = {},
	): Promise<ExecutionSummary[]> {
		const end = Date.now() + COMMAND_TIMEOUT_MS;
		for (;;) {
			const all: ExecutionSummary[] = [];
			const filter = encodeURIComponent(JSON.stringify({ workflowId }));
			for (let cursor: string | null = ''; cursor !== null;) {
				const page: { results: ExecutionSummary[]; nextCursor?: string | null } = await this.rest(
					`GET /executions?limit=100&filter=${filter}${cursor && `&cursor=${cursor}`}`,
				);
				all.push(...page.results);
				cursor = page.nextCursor ?? null;
			}
			const running = all.filter(({ status }) => UNENDED.includes(status)).length;
			if (options.wait === false || running === 0) return all.reverse();
			if (Date.now() > end) throw new Error(`${running} executions are still running`);
			await sleep(POLL_MS);
		}
	}

	/**
	 * How many executions a workflow has, when all have ended. n8n's own count: its pages go by the
	 * executions' numbers and their order by their start, so many that started together may be left out.
	 */
	async countExecutions(workflowId: string): Promise<number> {
		await this.executionsOf(workflowId);
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { count } = await this.rest<{ count: number }>(
			`GET /executions?limit=1&filter=${filter}`,
		);
		return count;
	}

	/** One execution that has ended, with its data. */
	async execution(id: string): Promise<Execution> {
		const { status, data } = await this.rest<{ status: ExecutionStatus; data: string }>(
			`GET /executions/${id}`,
		);
		return new Execution(status, parseFlatted(data) as IRunExecutionData);
	}

	/** Stops the server and starts it again, with the same folder but at another port. */
	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/** Runs a stored workflow from its Manual Trigger and waits for its end. */
	async runStored(id: string): Promise<Execution> {
		const { nodes } = await this.rest<{ nodes: INode[] }>(`GET /workflows/${id}`);
		const trigger = nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
		const { executionId } = await this.rest<{ executionId: string }>(`POST /workflows/${id}/run`, {
			triggerToStartFrom: { name: trigger?.name },
		});
		const end = Date.now() + COMMAND_TIMEOUT_MS;
		for (;;) {
			const execution = await this.rest<{ status: ExecutionStatus; data: string }>(
				`GET /executions/${executionId}`,
			);
			if (!UNENDED.includes(execution.status)) {
				return new Execution(execution.status, parseFlatted(execution.data) as IRunExecutionData);
			}
			if (Date.now() > end)
				throw new Error(`Execution ${executionId} is still ${execution.status}`);
			await sleep(POLL_MS);
		}
	}

	/** Ends the server as a power cut would: SIGKILL, with no chance to save anything. */
	async kill(): Promise<void> {
		if (!this.server) return;
		const { process: child } = this.server;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGKILL');
		await ended;
		this.processes.delete(child);
		this.server = undefined;
	}

	/** Stops the server: asks it to, and ends it when it does not listen. */
	async stop(): Promise<void> {
		if (!this.server) return;
		const { process: child } = this.server;
		if (child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
			await ended;
			clearTimeout(force);
		}
		this.processes.delete(child);
		this.server = undefined;
	}

	/**
	 * Stops the server and removes the user folder.
	 *
	 * @param options.keepLog after a failure: keeps n8n's log, and nothing else of the folder, which
	 * holds credentials and customers; says where
	 */
	async dispose(options: { keepLog?: boolean } = {}): Promise<void> {
		await this.stop();
		this.killAll();
		process.off('exit', this.killAll);
		await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
		if (!options.keepLog) return;
		const log = `${this.folder}.log`;
		await writeFile(log, this.output, { mode: 0o600 });
		process.stderr.write(`n8n's log is kept: ${log}\n`);
	}
}

function pick(from: NodeJS.ProcessEnv, names: string[]): NodeJS.ProcessEnv {
	return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
}

/** The last lines of a text, for messages. */
function tail(text: string): string {
	return text.trimEnd().split('\n').slice(-40).join('\n');
}

/** Completes a test's nodes to a workflow; without connections each node feeds the next. */
function chain(workflow: TestWorkflow): Omit<Workflow, 'id'> {
	const nodes = workflow.nodes.map((node, index) => ({
		id: `node-${index}`,
		typeVersion: 1,
		position: [index * 220, 0] as [number, number],
		parameters: {},
		...node,
	}));
	const links = nodes
		.slice(1)
		.map((node, index) => [
			nodes[index]?.name,
			{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
		]);
	return {
		name: workflow.name ?? 'test',
		nodes,
		connections: workflow.connections ?? (Object.fromEntries(links) as IDataObject),
		settings: workflow.settings ?? { executionOrder: 'v1' },
	};
}

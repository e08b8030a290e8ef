/**
 * One process of a real n8n, whichever of its kinds: a user folder of its own with the packed package
 * installed as n8n would do it, everything on 127.0.0.1 and free ports, no telemetry, nothing left
 * behind.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const ROOT = path.resolve(__dirname, '..', '..', '..');
/** The modules of the real n8n. */
export const REAL_N8N = path.join(ROOT, '.cache', 'real-n8n', 'node_modules');
/** The Node.js that it runs on. */
export const NODE_24 = path.join(REAL_N8N, '.bin', 'node');

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const COMMAND_TIMEOUT_MS = 120_000;
const POLL_MS = 100;

/** What tells a program how to reach the internet from here. */
const NETWORK_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'];

/** Ports that no system gives to whoever asks for any: such a one may be gone before it is used. */
const PORTS = { from: 12_000, to: 32_000 };

/** A port nobody listens on right now. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(PORTS.from, PORTS.to);
		if (await isFree(port)) return port;
	}
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer();
	try {
		await once(server.listen(port, '127.0.0.1'), 'listening');
		await once(server.close(), 'close');
		return true;
	} catch {
		return false;
	}
}

/** A new temporary folder, with the process id: `test/tools/setup.mjs` removes those of killed processes. */
export async function temporaryFolder(): Promise<string> {
	return await mkdtemp(path.join(tmpdir(), `n8n-under-test-${process.pid}-`));
}

/** The last lines of a text, for messages. */
export function tail(text: string): string {
	return text.trimEnd().split('\n').slice(-40).join('\n');
}

/**
 * Hands over a package's tarball: the one that the caller has packed for all, or one packed now.
 *
 * @param home the package's folder; this repository's own unless told
 */
export async function withTarball<T>(
	use: (tarball: string) => Promise<T>,
	home = ROOT,
): Promise<T> {
	const given = process.env['PACKED_TARBALL'];
	if (given && home === ROOT) return await use(given);
	const setup = path.join(ROOT, 'test', 'tools', 'setup.mjs');
	const { stdout } = await run(process.execPath, [setup, 'pack', home], { cwd: ROOT });
	const tarball = stdout.trim();
	try {
		return await use(tarball);
	} finally {
		await rm(path.dirname(tarball), { recursive: true, force: true });
	}
}

/** Of a package's manifest, what its installation looks at. */
interface Manifest {
	name: string;
	version: string;
	dependencies?: object;
	devDependencies?: object;
	peerDependencies?: object;
	optionalDependencies?: object;
}

/**
 * Installs the tarball into a user folder with the steps of n8n's community package service: unpack,
 * drop the dependencies that only development and the host need, let npm install the rest.
 */
async function installPackage(userFolder: string, home: string): Promise<void> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	const unpacked = path.join(userFolder, 'unpacked');
	await mkdir(unpacked);
	await withTarball(async (tarball) => {
		await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
	}, home);
	const manifest = JSON.parse(
		await readFile(path.join(unpacked, 'package.json'), 'utf8'),
	) as Manifest;
	const target = path.join(nodes, 'node_modules', manifest.name);
	await mkdir(path.dirname(target), { recursive: true });
	await rename(unpacked, target);
	for (const dropped of ['devDependencies', 'peerDependencies', 'optionalDependencies'] as const) {
		delete manifest[dropped];
	}
	await writeFile(path.join(target, 'package.json'), JSON.stringify(manifest, null, 2));
	// npm has nothing to fetch for a package without dependencies: only then does it run
	if (Object.keys(manifest.dependencies ?? {}).length > 0) {
		const flags = ['--install-strategy=shallow', '--ignore-scripts', '--package-lock=false'];
		await run('npm', ['install', '--bin-links=false', ...flags], { cwd: target });
	}
	const dependencies = { [manifest.name]: manifest.version };
	await writeFile(
		path.join(nodes, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true, dependencies }),
	);
}

/** What a test may choose about an n8n. */
export interface N8nOptions {
	/** The folder of the package to install; this repository's own unless told. Null: none. */
	home?: string | null;
	/** n8n's log level, `info` unless told. */
	logLevel?: string;
	/** True: n8n may leave this machine, through the proxy that is set, if any. */
	outside?: boolean;
	/** More of n8n's environment variables; they go before all others. */
	variables?: Record<string, string>;
	/** How long its start may take, in ms; a minute unless told. */
	startTimeoutMs?: number;
	/** Told the id of each serving process, as soon as it has one. */
	onLaunch?: (pid: number | undefined) => void;
}

/** Make one with `create`, `start` it, and `dispose` of it at the end. */
export abstract class N8nProcess {
	private server: { process: ChildProcess; url: string } | undefined;
	/** Every process of this n8n: none of them outlives it. */
	private readonly processes = new Set<ChildProcess>();
	private readonly encryptionKey = randomBytes(24).toString('hex');
	private output = '';

	/** @param folder n8n's user folder: its database, its settings and the installed package */
	constructor(
		readonly folder: string,
		private readonly options: N8nOptions,
	) {
		process.once('exit', this.killAll);
	}

	/**
	 * A fresh user folder with the package installed.
	 *
	 * @throws Error when the real n8n is not installed
	 */
	static async create<T extends N8nProcess>(
		this: new (folder: string, options: N8nOptions) => T,
		options: N8nOptions = {},
	): Promise<T> {
		if (!existsSync(path.join(REAL_N8N, '.installed'))) {
			throw new Error('The real n8n is not installed: `npm test` or `npm run demo` does that');
		}
		const folder = await temporaryFolder();
		try {
			await mkdir(path.join(folder, 'tmp'));
			const { home = ROOT } = options;
			if (home !== null) await installPackage(folder, home);
		} catch (error) {
			await rm(folder, { recursive: true, force: true });
			throw error;
		}
		return new this(folder, options);
	}

	/**
	 * Starts the process, and waits until it is ready for work.
	 *
	 * @param options.variables environment variables of this start alone
	 */
	abstract start(options?: { variables?: Record<string, string> }): Promise<void>;

	/** All that n8n has written so far, on both of its streams. */
	get logs(): string {
		return this.output;
	}

	/** The process id, once it is started. */
	get pid(): number {
		if (!this.server?.process.pid) throw new Error('n8n is not started');
		return this.server.process.pid;
	}

	/** The address, once it is started. */
	get url(): string {
		if (!this.server) throw new Error('n8n is not started');
		return this.server.url;
	}

	/** Everything n8n is told: explicit, so that the surroundings of a test run do not matter. */
	private async environment(): Promise<NodeJS.ProcessEnv> {
		const { logLevel = 'info', outside = false, variables = {} } = this.options;
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
			N8N_LOG_LEVEL: logLevel,
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
			...(outside ? pick(process.env, NETWORK_VARIABLES) : {}),
			...variables,
		};
	}

	/** Runs one of n8n's own commands to its end. */
	protected async command(...args: string[]): Promise<{ stdout: string; ok: boolean }> {
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

	/**
	 * Starts one of n8n's commands that serve until they are stopped.
	 *
	 * @param port where it will listen
	 * @param variables what it is told beside all others
	 */
	protected async launch(
		args: string[],
		port: number,
		variables: Record<string, string>,
	): Promise<void> {
		const child = spawn(NODE_24, [path.join(REAL_N8N, 'n8n', 'bin', 'n8n'), ...args], {
			cwd: this.folder,
			env: { ...(await this.environment()), ...variables },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const keep = (chunk: Buffer) => (this.output += chunk.toString('utf8'));
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		this.processes.add(child);
		this.server = { process: child, url: `http://127.0.0.1:${port}` };
		this.options.onLaunch?.(child.pid);
	}

	/** Waits until something holds while n8n starts; a refused connection means not yet. */
	protected async until(holds: () => Promise<boolean>): Promise<void> {
		const { startTimeoutMs = START_TIMEOUT_MS } = this.options;
		for (const end = Date.now() + startTimeoutMs; ; await sleep(POLL_MS)) {
			if (this.server?.process.exitCode !== null) {
				throw new Error(`n8n ended while starting:\n${tail(this.output)}`);
			}
			if (await holds().catch(() => false)) return;
			if (Date.now() > end) throw new Error(`n8n did not start in time:\n${tail(this.output)}`);
		}
	}

	/**
	 * Stops the process and starts it again, with the same folder but at another port.
	 *
	 * @param options.variables environment variables of this start alone
	 */
	async restart(options: { variables?: Record<string, string> } = {}): Promise<void> {
		await this.stop();
		await this.start(options);
	}

	/** Ends it as a power cut would: SIGKILL, with no chance to save anything. */
	async kill(): Promise<void> {
		if (!this.server) return;
		const { process: child } = this.server;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGKILL');
		await ended;
		this.processes.delete(child);
		this.server = undefined;
	}

	/** Stops it: asks it to, and ends it when it does not listen. */
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

	private readonly killAll = () => this.processes.forEach((child) => child.kill('SIGKILL'));

	/**
	 * Stops it and removes the user folder.
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

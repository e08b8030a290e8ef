/** A Redis and a PostgreSQL of one's own: own ports, own folders, nothing of the system's touched. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort, tail, temporaryFolder } from '../n8n/process';
import type { Guard } from './guard';
import { postgresUser, type Programs } from './programs';

const run = promisify(execFile);

const START_TIMEOUT_MS = 30_000;
const POLL_MS = 50;

/** One server, with a folder that goes with it. */
class Service {
	/** How it is ended at once, with all its children. */
	protected readonly endSignal: NodeJS.Signals = 'SIGKILL';
	protected output = '';
	private child: ChildProcess | undefined;

	constructor(
		readonly folder: string,
		readonly port: number,
		private readonly guard: Guard,
	) {
		guard.ofFolder(folder);
		process.once('exit', this.kill);
	}

	/** Starts the program, and waits until it is ready. */
	protected async launch(
		program: string,
		args: string[],
		isReady: () => Promise<boolean>,
		user: object = {},
	): Promise<void> {
		const child = spawn(program, args, {
			cwd: this.folder,
			env: { PATH: process.env['PATH'], LC_ALL: 'C' },
			stdio: ['ignore', 'pipe', 'pipe'],
			...user,
		});
		this.child = child;
		this.guard.ofProcess(child.pid);
		const keep = (chunk: Buffer) => (this.output += chunk.toString('utf8'));
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		for (const end = Date.now() + START_TIMEOUT_MS; ; await sleep(POLL_MS)) {
			const name = path.basename(program);
			if (child.exitCode !== null) throw new Error(`${name} ended:\n${tail(this.output)}`);
			if (await isReady().catch(() => false)) return;
			if (Date.now() > end) throw new Error(`${name} did not start:\n${tail(this.output)}`);
		}
	}

	private readonly kill = () => this.child?.kill(this.endSignal);

	/** Ends it and removes its folder: nothing in it is kept, so nothing need be saved. */
	async dispose(): Promise<void> {
		process.off('exit', this.kill);
		const { child } = this;
		if (child && child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			this.kill();
			await ended;
		}
		await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** Redis, as n8n's queue. */
export class Redis extends Service {
	static async start({ redisServer }: Programs, guard: Guard): Promise<Redis> {
		const redis = new Redis(await temporaryFolder(), await freePort(), guard);
		const options = {
			port: String(redis.port),
			bind: '127.0.0.1',
			dir: redis.folder,
			save: '',
			appendonly: 'no',
		};
		const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
		const isReady = async () => redis.output.includes('Ready to accept connections');
		try {
			await redis.launch(redisServer, args, isReady);
		} catch (error) {
			await redis.dispose();
			throw error;
		}
		return redis;
	}
}

/** PostgreSQL with two databases: `n8n` for n8n, and `own`, as a user of n8n may have one. */
export class Postgres extends Service {
	protected override readonly endSignal = 'SIGQUIT';
	readonly user = 'tester';
	readonly password = randomBytes(12).toString('hex');

	private constructor(
		folder: string,
		port: number,
		guard: Guard,
		private readonly psql: string,
	) {
		super(folder, port, guard);
	}

	static async start({ initdb, postgres, psql }: Programs, guard: Guard): Promise<Postgres> {
		const server = new Postgres(await temporaryFolder(), await freePort(), guard, psql);
		try {
			await server.begin(initdb, postgres);
		} catch (error) {
			await server.dispose();
			throw error;
		}
		return server;
	}

	private async begin(initdb: string, postgres: string): Promise<void> {
		const { folder, port, user, password } = this;
		const account = postgresUser();
		const data = path.join(folder, 'data');
		const passwordFile = path.join(folder, 'password');
		await writeFile(passwordFile, password, { mode: 0o600 });
		if (account) {
			for (const file of [folder, passwordFile]) await chown(file, account.uid, account.gid);
		}
		await run(
			initdb,
			[
				...['-D', data, '-U', user, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
				...['--encoding=UTF8', '--no-locale', '--no-sync'],
			],
			{ cwd: folder, env: { PATH: process.env['PATH'] }, ...account },
		);
		const settings = {
			listen_addresses: '127.0.0.1',
			port: String(port),
			unix_socket_directories: '',
			max_connections: '200',
			// a power cut may take it: it is thrown away afterwards
			fsync: 'off',
			full_page_writes: 'off',
		};
		const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
		const isReady = async () => (await this.query('SELECT 1', 'postgres')).length === 1;
		await this.launch(postgres, ['-D', data, ...args], isReady, account);
		for (const database of ['n8n', 'own']) {
			await this.query(`CREATE DATABASE ${database}`, 'postgres');
		}
	}

	/**
	 * Runs SQL.
	 *
	 * @returns the rows, their columns as text
	 */
	async query(sql: string, database = 'own'): Promise<string[][]> {
		const { stdout } = await run(
			this.psql,
			[
				...['-h', '127.0.0.1', '-p', String(this.port), '-U', this.user, '-d', database],
				...['--no-psqlrc', '--no-align', '--tuples-only', '--quiet', '--field-separator', '\t'],
				...['--set', 'ON_ERROR_STOP=1', '--command', sql],
			],
			{
				env: { PATH: process.env['PATH'], PGPASSWORD: this.password },
				maxBuffer: 64 * 1024 * 1024,
			},
		);
		return stdout
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => line.split('\t'));
	}
}

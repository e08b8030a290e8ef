/**
 * n8n in queue mode on one machine: Redis, PostgreSQL, one main, workers and webhook processes, each
 * n8n with a user folder of its own and the package installed in it.
 */
import { randomBytes } from 'node:crypto';

import { RealN8n } from '../n8n/n8n';
import { freePort, N8nProcess, type N8nOptions } from '../n8n/process';
import { Door } from './door';
import { Guard } from './guard';
import type { Programs } from './programs';
import { Postgres, Redis } from './services';

/** How long n8n lets a worker be silent before it counts as dead, and how often it looks, in ms. */
const SILENCE_MS = 10_000;
const LOOK_EVERY_MS = 2_000;

/** Several of n8n's processes start at the same time. */
const START_TIMEOUT_MS = 120_000;

const answers200 = async (url: string) => (await fetch(url)).status === 200;

/** A process that runs executions from the queue. */
export class Worker extends N8nProcess {
	/** The most executions that a worker runs at the same time. */
	static readonly CONCURRENCY = 10;

	/** @param options.variables environment variables of this start alone */
	async start(options: { variables?: Record<string, string> } = {}): Promise<void> {
		const port = await freePort();
		await this.launch(['worker', `--concurrency=${Worker.CONCURRENCY}`], port, {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			...options.variables,
		});
		await this.until(async () => await answers200(`${this.url}/healthz/readiness`));
	}

	/** The numbers of the executions that it has started, in order. */
	get executions(): string[] {
		return this.told(/Worker started execution (\d+)/g);
	}

	/** Those of them that it has not finished. */
	get unfinished(): string[] {
		const finished = this.told(/Worker finished execution (\d+)/g);
		return this.executions.filter((id) => !finished.includes(id));
	}

	private told(what: RegExp): string[] {
		return [...this.logs.matchAll(what)].map(([, id = '']) => id);
	}
}

/** A process that takes production webhooks, and puts executions into the queue. */
export class WebhookProcess extends N8nProcess {
	async start(): Promise<void> {
		const port = await freePort();
		await this.launch(['webhook'], port, { N8N_PORT: String(port) });
		await this.until(async () => await answers200(`${this.url}/healthz/readiness`));
	}
}

type Part = Redis | Postgres | N8nProcess;

/** All of them. Make it with `Cluster.start`, and `dispose` of it at the end. */
export class Cluster {
	private constructor(
		readonly redis: Redis,
		readonly postgres: Postgres,
		readonly main: RealN8n,
		readonly workers: Worker[],
		readonly webhooks: WebhookProcess[],
		/** The address by which the outside, and n8n itself, reaches the webhook processes. */
		readonly door: Door,
		private readonly guard: Guard,
	) {}

	/**
	 * Starts everything, ready for work.
	 *
	 * @param options.home the folder of the package that each n8n has; null: none
	 * @param options.variables more environment variables of each n8n
	 */
	static async start(
		programs: Programs,
		options: { workers: number; webhooks: number } & Pick<N8nOptions, 'home' | 'variables'>,
	): Promise<Cluster> {
		const { workers: workerCount, webhooks: webhookCount, variables, ...more } = options;
		const guard = new Guard();
		const door = await Door.open();
		const parts: Part[] = [];
		const keep = <T extends Part>(part: T): T => {
			guard.ofFolder(part.folder);
			parts.push(part);
			return part;
		};
		try {
			const [redis, postgres] = await all([
				Redis.start(programs, guard).then(keep),
				Postgres.start(programs, guard).then(keep),
			]);
			const how = {
				...more,
				variables: {
					...variablesOf(redis, postgres),
					WEBHOOK_URL: `${door.url}/`,
					...variables,
				},
				startTimeoutMs: START_TIMEOUT_MS,
				onLaunch: guard.ofProcess,
			};
			const [main, workers, webhooks] = await all([
				RealN8n.create(how).then(keep),
				several(workerCount, async () => keep(await Worker.create(how))),
				several(webhookCount, async () => keep(await WebhookProcess.create(how))),
			]);
			// the main process first: it makes the database's tables
			await main.start();
			await all([...workers, ...webhooks].map((one) => one.start()));
			door.behind = webhooks.map(({ url }) => url);
			return new Cluster(redis, postgres, main, workers, webhooks, door, guard);
		} catch (error) {
			door.close();
			await disposeOf(parts, { keepLog: true });
			guard.end();
			throw error;
		}
	}

	/**
	 * Ends all processes and removes their folders.
	 *
	 * @param options.keepLog after a failure: keeps the logs of n8n's processes, and says where
	 */
	async dispose(options: { keepLog?: boolean } = {}): Promise<void> {
		const { redis, postgres, main, workers, webhooks, guard } = this;
		await disposeOf([redis, postgres, main, ...workers, ...webhooks], options);
		this.door.close();
		guard.end();
	}
}

/** Ends n8n's processes first: without the others they would only complain. */
async function disposeOf(parts: Part[], options: { keepLog?: boolean }): Promise<void> {
	const isN8n = (part: Part) => part instanceof N8nProcess;
	await all(parts.filter(isN8n).map((part) => part.dispose(options)));
	await all(parts.filter((part) => !isN8n(part)).map((part) => part.dispose()));
}

/** What tells each n8n of the others. */
function variablesOf(redis: Redis, postgres: Postgres): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		QUEUE_WORKER_LOCK_DURATION: String(SILENCE_MS),
		QUEUE_WORKER_LOCK_RENEW_TIME: String(LOOK_EVERY_MS),
		QUEUE_WORKER_STALLED_INTERVAL: String(LOOK_EVERY_MS),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: 'n8n',
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
		// webhooks go to the webhook processes alone
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		// the engine that costs least: what is tested here does not depend on it
		N8N_EXPRESSION_ENGINE: 'legacy',
	};
}

/** `Promise.all` that waits for every one also when one fails: none goes on unseen. */
const all: typeof Promise.all = async (promises: Iterable<unknown>) => {
	await Promise.allSettled(promises);
	return await Promise.all(promises);
};

async function several<T>(count: number, make: () => Promise<T>): Promise<T[]> {
	return await all(Array.from({ length: count }, make));
}

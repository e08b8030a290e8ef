/** One n8n in queue mode and one embedded BVNK for the tests of a file. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import { addCredential, credentialOf } from '../bvnk';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { Cluster } from '../tools/queue/cluster';
import { findAllPrograms } from '../tools/queue/programs';
import { WatchedTests } from '../tools/n8n/suite';

const START_MS = 300_000;
const TEST_MS = 240_000;
const PATIENCE_MS = 120_000;
const POLL_MS = 250;

const programs = findAllPrograms();

/** What the tests share; filled before the first of them. */
export interface Suite {
	cluster: Cluster;
	bvnk: Sandbox;
	/** The credential for the embedded BVNK, as nodes hold it. */
	bvnkCredential: NonNullable<INode['credentials']>;
	/** The one for the database `own`. */
	postgresCredential: NonNullable<INode['credentials']>;
	/** A test of jest's; skipped, and counted as such, where Redis or PostgreSQL is not found. */
	test: WatchedTests['test'];
}

/** Starts all before the tests of a file, and ends it afterwards; BVNK forgets all before each test. */
export function suite(): Suite {
	const watched = new WatchedTests(TEST_MS, programs ? test : test.skip);
	const shared: Partial<Suite> = { test: watched.test };
	const start = async () => {
		if (!programs) return;
		const bvnk = await startSandbox();
		shared.bvnk = bvnk;
		const cluster = await Cluster.start(programs, { workers: 2, webhooks: 2 });
		shared.cluster = cluster;
		const { main, postgres } = cluster;
		const own = {
			host: '127.0.0.1',
			port: postgres.port,
			database: 'own',
			user: postgres.user,
			password: postgres.password,
			ssl: 'disable',
		};
		const data = credentialOf(bvnk);
		shared.bvnkCredential = await addCredential(main, data);
		shared.postgresCredential = { postgres: await main.addCredential('postgres', 'Own', own) };
	};
	beforeAll(async () => await watched.watch(start), START_MS);
	beforeEach(() => shared.bvnk?.reset());
	afterAll(async () => {
		await shared.cluster?.dispose({ keepLog: watched.failed });
		await shared.bvnk?.close();
	}, START_MS);
	return shared as Suite;
}

/** Waits until something holds. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
	for (const end = Date.now() + PATIENCE_MS; !(await holds()); await sleep(POLL_MS)) {
		if (Date.now() > end) throw new Error(`Not in time: ${what}`);
	}
}

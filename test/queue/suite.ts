/** One n8n in queue mode and one embedded BVNK for the tests of a file. */
import type { INode } from 'n8n-workflow';

import { CREDENTIAL_TYPE } from '../tools/n8n/n8n';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { Cluster } from '../tools/queue/cluster';
import { findAllPrograms } from '../tools/queue/programs';

const START_MS = 300_000;
const TEST_MS = 240_000;

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
	test: (name: string, body: () => Promise<void>) => void;
}

/** Starts all before the tests of a file, and ends it afterwards; BVNK forgets all before each test. */
export function suite(): Suite {
	let failed = true;
	const shared: Partial<Suite> = {
		test: (name, body) => {
			const run = programs ? test : test.skip;
			const watched = async () => {
				try {
					await body();
				} catch (error) {
					failed = true;
					throw error;
				}
			};
			run(name, watched, TEST_MS);
		},
	};
	beforeAll(async () => {
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
		const data = { environment: 'custom', baseUrl: bvnk.url, ...bvnk.credentials };
		shared.bvnkCredential = { [CREDENTIAL_TYPE]: await main.addCredential('BVNK', data) };
		shared.postgresCredential = { postgres: await main.addCredential('Own', own, 'postgres') };
		failed = false;
	}, START_MS);
	beforeEach(() => shared.bvnk?.reset());
	afterAll(async () => {
		await shared.cluster?.dispose({ keepLog: failed });
		await shared.bvnk?.close();
	}, START_MS);
	return shared as Suite;
}

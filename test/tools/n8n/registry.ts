/** A registry of npm's kind that has the versions of one package, for n8n's own installer. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { startHosts } from '../server/hosts';
import { NODE_24, REAL_N8N } from './process';

const run = promisify(execFile);

/** A version as the registry has it. */
interface Published {
	manifest: { name: string; version: string };
	tarball: Buffer;
}

export interface Registry {
	/** Environment variables with which n8n and npm take it for the one that they ask anyway. */
	variables: Record<string, string>;
	/** What npm calls the integrity of a version, and n8n its checksum. */
	integrity(version: string): string;
	close(): Promise<void>;
}

const integrityOf = ({ tarball }: Published) =>
	`sha512-${createHash('sha512').update(tarball).digest('base64')}`;

/** The address of the registry that n8n installs from. */
async function registryOfN8n(): Promise<URL> {
	const config = 'n8n/dist/modules/community-packages/community-packages.config.js';
	const read = `require('reflect-metadata');
		const { Container } = require('@n8n/di');
		const { CommunityPackagesConfig } = require('${config}');
		process.stdout.write(Container.get(CommunityPackagesConfig).registry);`;
	return new URL((await run(NODE_24, ['-e', read], { cwd: REAL_N8N })).stdout);
}

/**
 * Publishes a tarball under several versions, which differ in nothing but their number and what is changed.
 *
 * @param tarball the path of a packed package
 * @param versions the versions, and what is done to the unpacked files of each; the last one is npm's `latest`
 */
export async function startRegistry(
	tarball: string,
	versions: Record<string, (unpacked: string) => Promise<void>>,
): Promise<Registry> {
	const published = new Map<string, Published>();
	for (const [version, change] of Object.entries(versions)) {
		published.set(version, await withVersion(tarball, version, change));
	}
	const latest = [...published.keys()].at(-1)!;
	const { host, origin } = await registryOfN8n();
	const described = ({ manifest, tarball }: Published) => ({
		...manifest,
		dist: {
			tarball: `${origin}/${manifest.name}/-/${manifest.version}.tgz`,
			shasum: createHash('sha1').update(tarball).digest('hex'),
			integrity: integrityOf({ manifest, tarball }),
		},
	});
	const server = createServer((request, response) => {
		const [name, ...rest] = decodeURIComponent(request.url ?? '')
			.slice(1)
			.split('/');
		const asked = (rest.at(-1) ?? '').replace('latest', latest);
		const one = published.get(asked.replace(/\.tgz$/, ''));
		if (one && asked.endsWith('.tgz')) return response.end(one.tarball);
		const all = Object.fromEntries([...published].map(([key, each]) => [key, described(each)]));
		const document = { name, 'dist-tags': { latest }, versions: all };
		const answer = rest.length === 0 ? document : one && described(one);
		response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
		response.end(JSON.stringify(answer ?? { error: 'Not found' }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const hosts = await startHosts(new Map([[host, `http://127.0.0.1:${port}`]]));
	return {
		// npm's settings on this machine may name other certificates
		variables: { ...hosts.variables, npm_config_cafile: hosts.variables['NODE_EXTRA_CA_CERTS']! },
		integrity: (version) => integrityOf(published.get(version)!),
		async close() {
			await hosts.close();
			server.close();
			server.closeAllConnections();
		},
	};
}

/** The same package under another version. */
async function withVersion(
	tarball: string,
	version: string,
	change: (unpacked: string) => Promise<void>,
): Promise<Published> {
	const folder = await mkdtemp(path.join(tmpdir(), 'published-'));
	try {
		await run('tar', ['-xzf', tarball, '-C', folder]);
		const unpacked = path.join(folder, 'package');
		const file = path.join(unpacked, 'package.json');
		const manifest = {
			...(JSON.parse(await readFile(file, 'utf8')) as Published['manifest']),
			version,
		};
		await writeFile(file, JSON.stringify(manifest));
		await change(unpacked);
		const packed = path.join(folder, 'packed.tgz');
		await run('tar', ['-czf', packed, '-C', folder, 'package']);
		return { manifest, tarball: await readFile(packed) };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

// The tarball as it is published: what is in it, and that it works alone.

import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { client, server } from 'hawk';
import type { IHttpRequestOptions } from 'n8n-workflow';
import manifest from '../../package.json';
import { root, run, unpackTarball } from '../tools/gate/commands';

jest.setTimeout(60_000);

/** The node of v1 and the trigger took up to 450 KB; the node of v2 takes 125 more, most of it its operations and forms. */
const LARGEST_PACKAGE = 600 * 1024;

interface Loaded {
	loaded: Array<{ file: string; exports: string[]; classNames: string[]; icons: string[] }>;
	signed: IHttpRequestOptions[];
}

let unpacked: ReturnType<typeof unpackTarball>;
let files: string[];

beforeAll(() => {
	unpacked = unpackTarball();
	files = readdirSync(unpacked.folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => statSync(path.join(unpacked.folder, file)).isFile())
		.map((file) => file.replaceAll(path.sep, '/'));
});
afterAll(() => unpacked.remove());

const read = (file: string) => readFileSync(path.join(unpacked.folder, file), 'utf8');
const entries = () => [...manifest.n8n.credentials, ...manifest.n8n.nodes];
const scripts = () => files.filter((file) => file.endsWith('.js'));
const loadAlone = (names: string[], input = '') =>
	JSON.parse(run('test/tools/gate/loadAlone.cjs', [unpacked.folder, ...names], input)) as Loaded;

describe('its content', () => {
	it('is dist, index.js, package.json, README and licence, and nothing else', () => {
		expect([...new Set(files.map((file) => file.split('/')[0]))].sort()).toEqual([
			'LICENSE',
			'README.md',
			'dist',
			'index.js',
			'package.json',
		]);
	});

	it('of dist is code, icons, codex files, output previews and notices', () => {
		const expected =
			/^dist\/(bundle\.js|(credentials|nodes)\/.+\.js|icons\/\w+(\.dark)?\.svg|nodes\/\w+\/\w+\.node\.json|nodes\/\w+\/__schema__\/.+\.json|THIRD-PARTY-NOTICES\.txt)$/;
		const dist = files.filter((file) => file.startsWith('dist/'));
		expect(dist.filter((file) => !expected.test(file))).toEqual([]);
	});

	it('has every file that n8n is told to load, with a codex file beside each node', () => {
		const { credentials, nodes } = manifest.n8n;
		const codex = nodes.map((file) => `${file}on`);
		expect(files).toEqual(expect.arrayContaining([...credentials, ...nodes, ...codex]));
	});

	it('has every icon that the classes name', () => {
		for (const { file, icons } of loadAlone(entries()).loaded) {
			expect(icons).toHaveLength(2);
			for (const icon of icons) {
				expect(files).toContain(path.posix.join(path.posix.dirname(file), icon));
			}
		}
	});

	it('is under 600 KB', () => {
		const sizes = files.map((file) => statSync(path.join(unpacked.folder, file)).size);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST_PACKAGE);
	});

	it('has a notice, with licence, for each package in the bundles', () => {
		const notices = read('dist/THIRD-PARTY-NOTICES.txt');
		// esbuild heads each bundled file with its path
		const bundled = scripts().flatMap((file) =>
			[...read(file).matchAll(/^\/\/ .*node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(
				([, name]) => name!,
			),
		);
		expect(bundled).toContain('hawk');
		for (const name of new Set(bundled)) {
			const own = path.join(root, 'node_modules', name);
			const { version } = JSON.parse(readFileSync(path.join(own, 'package.json'), 'utf8')) as {
				version: string;
			};
			const licence = readdirSync(own).find((file) => /^licen[cs]e/i.test(file))!;
			expect(notices).toContain(`${name} ${version} (`);
			expect(notices).toContain(readFileSync(path.join(own, licence), 'utf8').trim());
		}
	});
});

describe('its code', () => {
	it('loads with n8n-workflow and crypto alone, each class under the name of its file', () => {
		const dist = scripts().filter((file) => file.startsWith('dist/'));
		expect([...dist].sort()).toEqual([...entries(), 'dist/bundle.js'].sort());
		for (const { file, classNames } of loadAlone(entries()).loaded) {
			expect(classNames).toEqual([path.basename(file).split('.')[0]]);
		}
	});

	it('gives its classes to `require`', () => {
		expect(loadAlone(['index.js']).loaded[0]?.exports).toEqual(
			entries().map((file) => path.basename(file).split('.')[0]),
		);
	});

	it.each(['node:fs', 'hawk', 'process'])('would not load if it asked for %s', (name) => {
		const outsider = path.join(unpacked.folder, 'outsider.js');
		writeFileSync(outsider, `require('${name}');`);
		expect(() => loadAlone(['outsider.js'])).toThrow(`outsider.js asks for ${name}`);
		rmSync(outsider);
	});

	it('signs as the original hawk does', async () => {
		const requests = sampleRequests();
		const { signed } = loadAlone([], JSON.stringify({ credential: 'BvnkHawkApi', requests }));
		expect(signed).toHaveLength(requests.length);
		for (const [index, { credentials, options }] of requests.entries()) {
			const { url, headers } = signed[index]!;
			const authorization = headers?.Authorization as string;
			const [, ts, nonce] = /ts="(\d+)", nonce="([^"]+)"/.exec(authorization)!;
			const key = {
				id: credentials.hawkId,
				key: credentials.hawkKey,
				algorithm: 'sha256' as const,
			};
			const final = new URL(url);
			// hawk takes URL objects, its types do not
			const original = client.header(final as unknown as string, options.method, {
				credentials: key,
				timestamp: Number(ts),
				nonce,
			});
			expect(authorization).toBe(original.header);

			const received = {
				method: options.method,
				url: final.pathname + final.search,
				host: final.hostname,
				port: Number(final.port || (final.protocol === 'http:' ? 80 : 443)),
				authorization,
			};
			await server.authenticate(received as never, () => ({ ...key, user: key.id }));
		}
	});
});

/** Every combination of what may matter to a signature. */
function sampleRequests() {
	const origins = ['https://api.example.org', 'https://api.example.org:8443', 'http://[::1]:3000'];
	const keys = [
		['id', 'key'],
		["a!#$%&'()*+,-./:;<=>?@[]^`{|}~ z", 'ключ "with" \\ é€😀'],
		['x'.repeat(64), 'y'.repeat(64)],
	] as const;
	const urls = ['/', "/a'b|c/é%2F%20?q='|+&r=%26", '/platform/v1/customers?page=0'];
	const queries = [undefined, { list: ['1', '2 3'], text: ' +&=\'|"<>{}é€😀' }];
	const methods = ['GET', 'POST', 'patch'] as const;
	return origins.flatMap((baseUrl) =>
		keys.flatMap(([hawkId, hawkKey]) =>
			urls.flatMap((url) =>
				queries.flatMap((qs) =>
					methods.map((method) => ({
						credentials: { environment: 'custom', baseUrl, hawkId, hawkKey },
						options: { url, qs, method },
					})),
				),
			),
		),
	);
}

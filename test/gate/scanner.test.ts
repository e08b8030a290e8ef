// n8n's package scanner, which decides whether n8n lists a package as verified.

import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import manifest from '../../package.json';
import { root, run, unpackTarball } from '../tools/gate/commands';

jest.setTimeout(120_000);

interface Verdict {
	passed: boolean;
	/** Number of files looked at. */
	files: number;
	findings: Array<{ file: string; line?: number; rule: string; message: string }>;
}

const scan = (folder: string, leg: 'source' | 'tarball') =>
	JSON.parse(run('test/tools/gate/analyze.mjs', [folder, leg])) as Verdict;

let unpacked: ReturnType<typeof unpackTarball>;

beforeAll(() => {
	run('test/tools/setup.mjs', ['scanner']);
	unpacked = unpackTarball();
});
afterAll(() => unpacked.remove());

it('passes the source, without a warning', () => {
	const { findings, passed, files } = scan(root, 'source');
	expect(findings).toEqual([]);
	expect(passed).toBe(true);
	expect(files).toBeGreaterThan(4);
});

it('passes the packed tarball, without a warning', () => {
	const { findings, passed, files } = scan(unpacked.folder, 'tarball');
	expect(findings).toEqual([]);
	expect(passed).toBe(true);
	expect(files).toBeGreaterThan(3);
});

describe('does not pass', () => {
	let copy: string;
	beforeEach(() => {
		copy = mkdtempSync(path.join(tmpdir(), 'scan-'));
		cpSync(unpacked.folder, copy, { recursive: true });
	});
	afterEach(() => rmSync(copy, { recursive: true }));

	it('code that reads the environment', () => {
		const file = manifest.n8n.credentials[0]!;
		appendFileSync(
			path.join(copy, file),
			'exports.home = process.env.HOME; // eslint-disable-line\n',
		);
		expect(scan(copy, 'tarball')).toMatchObject({
			passed: false,
			findings: [{ file, rule: '@n8n/community-nodes/no-restricted-globals' }],
		});
	});

	it('a package with runtime dependencies', () => {
		const file = path.join(copy, 'package.json');
		const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
		writeFileSync(file, JSON.stringify({ ...manifest, dependencies: { hawk: '9.0.2' } }));
		expect(scan(copy, 'tarball')).toMatchObject({
			passed: false,
			findings: [{ file: 'package.json', rule: '@n8n/community-nodes/no-runtime-dependencies' }],
		});
	});
});

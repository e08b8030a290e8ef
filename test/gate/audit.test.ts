// Known weaknesses, as npm's registry has them: of what npm installs with the package, which is nothing, and
// of the code of others that is part of the bundle. Where the registry cannot be asked, the tests that need
// it are skipped, and their names say why.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../tools/gate/commands';

jest.setTimeout(120_000);

/** A version with several known weaknesses, to see that they are found. */
const WEAK = { lodash: '4.17.20' };

/** What `npm audit --json` answers, and what it says where the registry does not. */
interface Audit {
	auditReportVersion?: number;
	vulnerabilities?: Record<string, { severity: string; via: unknown[] }>;
	metadata?: { dependencies: { prod: number } };
	message?: string;
	error?: { summary?: string };
}

function npm(folder: string, ...args: string[]): string {
	const { stdout, error } = spawnSync(
		'npm',
		[...args, '--fetch-retries=0', '--fetch-timeout=20000'],
		{
			cwd: folder,
			encoding: 'utf8',
			maxBuffer: 64 * 1024 * 1024,
			shell: process.platform === 'win32',
		},
	);
	if (error) throw error;
	return stdout;
}

/** `npm audit` of exactly these packages, by name and version, and of what they need. */
function audit(packages: Record<string, string>): Audit {
	const folder = mkdtempSync(path.join(tmpdir(), 'audit-'));
	try {
		const manifest = { name: 'audited', private: true, dependencies: packages };
		writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
		npm(folder, 'install', '--package-lock-only', '--ignore-scripts', '--no-audit');
		// without a network npm may say nothing at all
		return JSON.parse(npm(folder, 'audit', '--json') || '{}') as Audit;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** Name and version of each package in the bundle, as its notices list them. */
function bundled(): Record<string, string> {
	const notices = readFileSync(path.join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
	const heads = notices.matchAll(/^-{80}\n\n(\S+) (\S+) \(/gm);
	return Object.fromEntries([...heads].map(([, name, version]) => [name!, version!]));
}

const found = ({ vulnerabilities = {} }: Audit, names: string[]) =>
	Object.entries(vulnerabilities).filter(([name]) => names.includes(name));

const trial = audit(WEAK);
const isAnswered = trial.auditReportVersion !== undefined;
const why = trial.message ?? trial.error?.summary ?? 'no answer';
/** A test that needs the registry's answer. */
const asked: typeof test = isAnswered ? test : test.skip;
const named = (name: string) =>
	isAnswered ? name : `${name} (the registry cannot be asked: ${why})`;

test('npm installs nothing with the package, so there is nothing to audit', () => {
	const { vulnerabilities, metadata } = JSON.parse(
		npm(root, 'audit', '--omit=dev', '--json'),
	) as Audit;

	expect(vulnerabilities).toEqual({});
	// the package itself
	expect(metadata?.dependencies.prod).toBe(1);
});

test('the bundle’s packages are known with their versions', () => {
	const packages = bundled();
	// esbuild heads each bundled file with its path
	const bundle = readFileSync(path.join(root, 'dist', 'bundle.js'), 'utf8');
	const heads = bundle.matchAll(/^\/\/ .*node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm);

	expect(Object.keys(packages)).toContain('zod');
	expect(Object.keys(packages)).toEqual([...new Set([...heads].map(([, name]) => name))].sort());
	for (const version of Object.values(packages)) expect(version).toMatch(/^\d+\.\d+\.\d+/);
});

asked(named('no package in the bundle has a known weakness'), () => {
	const packages = bundled();

	expect(found(audit(packages), Object.keys(packages))).toEqual([]);
});

asked(named('a package with known weaknesses would be found'), () => {
	expect(found(trial, Object.keys(WEAK))).toHaveLength(1);
});

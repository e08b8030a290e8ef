// Packages of other vendors, in two places: below `packages/`, where they are developed, and in the repository
// that `gulp assemble` makes of each. One is made up: it is small enough to say what is in it.

import { spawnSync } from 'node:child_process';
import {
	appendFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ESLint } from 'eslint';
import rootManifest from '../../package.json';
import { root, run } from '../tools/gate/commands';

jest.setTimeout(180_000);

type Manifest = Pick<typeof rootManifest, 'name' | 'n8n' | 'devDependencies' | 'scripts'>;

const isPackage = (name: string) => existsSync(path.join(root, 'packages', name, 'manifest.json'));
const vendors = readdirSync(path.join(root, 'packages')).filter(isPackage);

const folder = mkdtempSync(path.join(tmpdir(), 'assemble-'));
/** A copy of this repository with the made-up package in it. */
const tree = path.join(folder, 'tree');
const repositoryOf = (vendor: string) => path.join(folder, vendor);

/** Without jest's `NODE_ENV=test`, under which one of n8n's lint plugins tests itself and not its input. */
const { NODE_ENV, ...env } = process.env;

/** Runs a command; gives all that it printed. @throws Error with that when it does not exit with 0 */
function runIn(cwd: string, command: string, args: string[], input = ''): string {
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		cwd,
		env,
		input,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
		shell: process.platform === 'win32',
	});
	if (error) throw error;
	if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
	return stdout + stderr;
}

const tool = (cwd: string, script: string, ...args: string[]) =>
	runIn(cwd, process.execPath, [path.join('node_modules', script), ...args]);
const assemble = (vendor: string, to: string) =>
	tool(tree, 'gulp/bin/gulp.js', 'assemble', '--vendor', vendor, '--to', to);

const readJson = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;
const manifestOf = (vendor: string) =>
	readJson<Manifest>(path.join(tree, 'packages', vendor, 'manifest.json'));

/** Files below a folder, but for what npm installs and git keeps. */
const filesIn = (where: string) =>
	readdirSync(where, { recursive: true, encoding: 'utf8' })
		.map((file) => file.replaceAll(path.sep, '/'))
		.filter((file) => !/^(node_modules|\.git)\//.test(file))
		.filter((file) => statSync(path.join(where, file)).isFile());

/** What loads where nothing but n8n-workflow can be had: the classes of a package's dist. */
const classesIn = (where: string, { n8n }: Manifest) =>
	(
		JSON.parse(run('test/tools/gate/loadAlone.cjs', [where, ...n8n.credentials, ...n8n.nodes])) as {
			loaded: Array<{ file: string; classNames: string[] }>;
		}
	).loaded.map(({ file, classNames }) => ({ file, classNames }));
const expectedClasses = ({ n8n }: Manifest) =>
	[...n8n.credentials, ...n8n.nodes].map((file) => ({
		file,
		classNames: [path.basename(file).split('.')[0]],
	}));

/** Puts a copy of the made-up package into the tree, tracked, with more code in one of its files. */
function another(name: string, code: string): void {
	const home = path.join(tree, 'packages', name);
	cpSync(path.join(root, 'test/fixtures/acme'), home, { recursive: true });
	appendFileSync(path.join(home, 'nodes/Acme/api/acme.ts'), code);
	runIn(tree, 'git', ['add', home]);
}

beforeAll(() => {
	const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
	for (const file of runIn(root, 'git', args).split('\0').filter(Boolean)) {
		if (existsSync(path.join(root, file))) cpSync(path.join(root, file), path.join(tree, file));
	}
	symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'), 'junction');
	runIn(tree, 'git', ['init', '--quiet']);
	runIn(tree, 'git', ['add', '--all']);
	another('acme', '');
	// not tracked, so it stays where it is
	writeFileSync(path.join(tree, 'packages/acme/notes.txt'), 'an invented key');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('below packages/', () => {
	beforeAll(() => void tool(tree, 'gulp/bin/gulp.js', 'build'));

	test.each(['acme', ...vendors])(
		'%s is built into a dist of its own, which loads alone',
		(vendor) => {
			const home = path.join(tree, 'packages', vendor);

			expect(classesIn(home, manifestOf(vendor))).toEqual(expectedClasses(manifestOf(vendor)));
			expect(filesIn(path.join(home, 'dist'))).toEqual(
				expect.arrayContaining(
					filesIn(home).filter((file) => /^(icons\/|nodes\/.*\.json$)/.test(file)),
				),
			);
		},
	);

	test('the bundle and its notices have what the package uses, and nothing else of this repository', () => {
		const dist = path.join(tree, 'packages/acme/dist');
		const notices = readFileSync(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), 'utf8');

		expect(notices).toContain('\nzod ');
		expect(notices).not.toContain('\nhawk ');
		expect(readFileSync(path.join(dist, 'bundle.js'), 'utf8')).not.toContain('BvnkHawkApi');
	});

	test('this repository’s own package has nothing of them', () => {
		const packed = runIn(tree, 'npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);

		expect(packed).toContain('"dist/bundle.js"');
		expect(packed).not.toContain('packages/');
		expect(readFileSync(path.join(tree, 'dist/bundle.js'), 'utf8')).not.toContain('AcmeApi');
	});

	test('they are linted, by n8n’s rules as well', () => {
		another('broken', 'export const home = process.env.HOME;\n');
		// the others are linted with the whole repository
		const args = ['packages/acme', 'packages/broken', '--format', 'json'];
		const eslint = ['node_modules/eslint/bin/eslint.js', ...args];
		const { stdout } = spawnSync(process.execPath, eslint, { cwd: tree, env, encoding: 'utf8' });
		rmSync(path.join(tree, 'packages/broken'), { recursive: true });

		const found = (JSON.parse(stdout) as ESLint.LintResult[]).flatMap(({ filePath, messages }) =>
			messages.map(({ ruleId }) => `${path.relative(tree, filePath)}: ${ruleId}`),
		);
		expect(found).toEqual([
			`${path.normalize('packages/broken/nodes/Acme/api/acme.ts')}: @n8n/community-nodes/no-restricted-globals`,
		]);
	});

	test('they have sound types, tests included', () => {
		// with the types of what the shared floor bundles; the others are checked with the whole repository
		const include = ['packages/acme', 'nodes/shared/**/*.d.ts'];
		const config = { extends: './tsconfig.json', include };
		writeFileSync(path.join(tree, 'tsconfig.packages.json'), JSON.stringify(config));

		expect(tool(tree, 'typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.packages.json')).toBe('');
	});

	test('their tests run with those of this repository', () => {
		const tests = tool(tree, 'jest/bin/jest.js', 'packages/acme/');

		expect(tests).toContain('PASS engine packages/acme/test/engine/get.test.ts');
	});
});

describe.each(vendors)('the repository of %s', (vendor) => {
	const repository = repositoryOf(vendor);

	beforeAll(() => {
		assemble(vendor, repository);
		linkPackages(repository);
		runIn(repository, 'git', ['init', '--quiet']);
		runIn(repository, 'git', ['add', '--all']);
	});

	test('has one package.json: the manifest, with tools in the versions of this repository', () => {
		const { devDependencies, ...manifest } = readJson<Manifest>(
			path.join(repository, 'package.json'),
		);

		expect(filesIn(repository).filter((file) => /(^|\/)package\.json$/.test(file))).toEqual([
			'package.json',
		]);
		expect(manifest).toMatchObject(manifestOf(vendor));
		expect(rootManifest.devDependencies).toMatchObject(devDependencies);
		expect(existsSync(path.join(repository, 'manifest.json'))).toBe(false);
	});

	test('does not have this repository’s name', () => {
		const naming = filesIn(repository).filter((file) =>
			readFileSync(path.join(repository, file), 'utf8').includes(rootManifest.name),
		);

		expect(naming).toEqual([]);
	});

	test('is built by `npm run build`, and what is built loads alone', () => {
		runIn(repository, 'npm', ['run', 'build']);

		expect(classesIn(repository, manifestOf(vendor))).toEqual(expectedClasses(manifestOf(vendor)));
	});

	test('passes `npm run lint`', () => {
		runIn(repository, 'npm', ['run', 'lint']);
	});

	test('has sound types, tests included', () => {
		expect(tool(repository, 'typescript/bin/tsc', '--noEmit')).toBe('');
	});

	test('passes its own tests, and those of its workflows and of what it tracks', () => {
		const levels = readdirSync(path.join(repository, 'test')).filter((level) =>
			['unit', 'engine'].includes(level),
		);

		expect(levels).not.toEqual([]);
		// all of them run below packages/: some show that they run here as well
		const some = '--shard=1/5';
		const tests = tool(repository, 'jest/bin/jest.js', '--selectProjects', ...levels, some);
		for (const level of levels) expect(tests).toContain(`PASS ${level} test/${level}/`);
		tool(repository, 'jest/bin/jest.js', '--testPathPatterns', 'gate/(workflows|repository)');
	});

	test('passes n8n’s scanner: the source, and the packed tarball', () => {
		run('test/tools/setup.mjs', ['scanner']);
		const packed = path.join(folder, `${vendor}-packed`);
		mkdirSync(packed);
		runIn(repository, 'npm', ['pack', '--ignore-scripts', '--pack-destination', packed]);
		runIn(packed, 'tar', ['-xzf', readdirSync(packed)[0]!]);

		expect(scan(repository, 'source')).toEqual([]);
		expect(scan(path.join(packed, 'package'), 'tarball')).toEqual([]);
	});
});

describe('the repository of acme', () => {
	beforeAll(() => void assemble('acme', repositoryOf('acme')));

	test('has the vendor’s files, the shared floor, the tools and the workflows', () => {
		expect(readdirSync(repositoryOf('acme')).sort()).toEqual(
			[
				...['.github', '.gitignore', '.npmrc', '.prettierignore', '.prettierrc.json'],
				...['CHANGELOG.md', 'LICENSE', 'README.md', 'credentials', 'eslint.config.mjs'],
				...['examples', 'gulpfile.js', 'icons', 'index.js', 'jest.config.js'],
				...['nodes', 'package-lock.json', 'package.json', 'test', 'tsconfig.json'],
			].sort(),
		);
		expect(readdirSync(path.join(repositoryOf('acme'), 'nodes')).sort()).toEqual([
			'Acme',
			'shared',
		]);
	});

	test('imports the shared floor two steps nearer', () => {
		const get = path.join(repositoryOf('acme'), 'nodes/Acme/actions/parcel/get.ts');

		expect(readFileSync(get, 'utf8')).toContain("from '../../../shared/form/field'");
	});

	test('asks for no tool that it does not use', () => {
		const { devDependencies, scripts } = readJson<Manifest>(
			path.join(repositoryOf('acme'), 'package.json'),
		);

		expect(Object.keys(devDependencies)).not.toContain('hawk');
		expect(Object.keys(scripts)).toEqual(['build', 'format', 'lint', 'prepublishOnly', 'test']);
	});
});

describe('is not made', () => {
	test('in a folder that holds something', () => {
		expect(() => assemble('acme', repositoryOf('acme'))).toThrow('is not empty');
	});

	test('of code that imports something of this repository’s own package', () => {
		another('curious', "export * from '../../../../../nodes/BvnkOnboarding/api/bvnk';\n");

		expect(() => assemble('curious', repositoryOf('curious'))).toThrow(
			"packages/curious/nodes/Acme/api/acme.ts imports '../../../../../nodes/BvnkOnboarding/api/bvnk'",
		);
	});

	test('of code that imports a package which this repository does not install', () => {
		another('hungry', "export * from 'left-pad';\n");

		expect(() => assemble('hungry', repositoryOf('hungry'))).toThrow(
			"packages/hungry/nodes/Acme/api/acme.ts imports 'left-pad'",
		);
	});
});

/**
 * Gives a repository what `npm install` would: those packages that its lock file names, out of this
 * repository's. A package that it does not ask for is not there.
 */
function linkPackages(repository: string): void {
	const { packages } = readJson<{ packages: Record<string, unknown> }>(
		path.join(repository, 'package-lock.json'),
	);
	const isOnTop = (name: string) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(name);
	for (const name of ['node_modules/.bin', ...Object.keys(packages).filter(isOnTop)]) {
		// packages for other systems are not installed
		if (!existsSync(path.join(root, name))) continue;
		mkdirSync(path.dirname(path.join(repository, name)), { recursive: true });
		symlinkSync(path.join(root, name), path.join(repository, name), 'junction');
	}
}

/** What n8n's scanner finds, warnings included. */
function scan(where: string, leg: 'source' | 'tarball'): unknown[] {
	const { findings, passed, files } = JSON.parse(
		run('test/tools/gate/analyze.mjs', [where, leg]),
	) as { findings: unknown[]; passed: boolean; files: number };
	expect(files).toBeGreaterThan(3);
	if (findings.length === 0) expect(passed).toBe(true);
	return findings;
}

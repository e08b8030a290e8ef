// `gulp assemble --vendor <name> --to <folder>` makes a repository of its own from `packages/<name>`. n8n verifies a
// package only where it has its repository, and the one package.json in it, to itself.
//
// There, `packages/<name>/nodes/X` is `nodes/X`, beside `nodes/shared`; imports follow. What is tracked goes,
// and nothing else. `npm install` does the rest, as in any repository.

const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { isBuiltin } = require('node:module');
const path = require('node:path');
const { parseArgs } = require('node:util');
const prettier = require('prettier');
const ts = require('typescript');
const { parseDocument } = require('yaml');
const rootManifest = require('../package.json');

const root = path.dirname(__dirname);

/** What every repository has of this one, as it is. */
const SHARED = [
	...['nodes/shared', 'test/tools', 'test/run.mjs', '.github', 'index.js', 'LICENSE'],
	...['audit', 'lint', 'repository', 'scanner', 'workflows'].map((n) => `test/gate/${n}.test.ts`),
	...['eslint.config.mjs', 'gulpfile.js', 'jest.config.js', 'tsconfig.json'],
	...['.gitignore', '.npmrc', '.prettierignore', '.prettierrc.json'],
];

/** What every manifest has of this one's; all else is the vendor's `manifest.json`. */
const SHARED_KEYS = ['license', 'main', 'files', 'engines', 'peerDependencies'];

/** Development tools that no code imports: commands, what they load by name, and types without an import. */
const STARTED = [
	...['@swc/core', '@swc/jest', '@types/express', '@types/jest', '@types/node'],
	...['eslint', 'gulp', 'jest', 'prettier', 'tsx', 'typescript'],
];

/** What may be in the folder already: a clone that was emptied. */
const MAY_STAY = ['.git', 'node_modules'];

async function assemble() {
	const { vendor, to } = parseArgs({
		strict: false,
		options: { vendor: { type: 'string' }, to: { type: 'string' } },
	}).values;
	if (!vendor || !to) throw new Error('Usage: gulp assemble --vendor <name> --to <folder>');
	// gulp goes to the repository's folder, and keeps here where it was called
	const target = path.resolve(process.env.INIT_CWD ?? '', to);
	const found = existsSync(target) ? readdirSync(target) : [];
	if (found.some((name) => !MAY_STAY.includes(name))) throw new Error(`${target} is not empty`);

	const home = `packages/${vendor}`;
	const manifest = JSON.parse(readFileSync(path.join(root, home, 'manifest.json'), 'utf8'));
	const put = (file, content) => {
		mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
		writeFileSync(path.join(target, file), content);
	};

	const needed = new Set(STARTED);
	// a file of the vendor's comes later, and takes the place of a shared one
	for (const file of [...SHARED, home].flatMap(filesIn)) {
		const content = readFileSync(path.join(root, file));
		if (file === `${home}/manifest.json`) continue;
		if (CODE.test(file)) put(placeOf(home, file), await moved(home, file, manifest, needed));
		else if (file.startsWith(home)) put(placeOf(home, file), content);
		else put(file, `${content}`.replaceAll(rootManifest.name, manifest.name));
	}
	const has = (name) => existsSync(path.join(target, name));
	for (const file of filesIn('.github/workflows')) {
		put(file, await formatted(file, workflow(readFileSync(path.join(root, file), 'utf8'), has)));
	}
	put('package.json', await formatted('package.json', packageJson(manifest, needed, has)));
	// This repository's lock file holds all that is needed: npm only takes out what is not.
	put('package-lock.json', readFileSync(path.join(root, 'package-lock.json')));
	const npm = ['install', '--package-lock-only', '--ignore-scripts', '--offline', '--no-audit'];
	execFileSync('npm', npm, { cwd: target, stdio: 'pipe', shell: process.platform === 'win32' });
}

const CODE = /\.[cm]?[jt]s$/;

/** The tracked files at a path or below it: what else lies there, such as a key to try things with, stays. */
function filesIn(name) {
	const listed = execFileSync('git', ['ls-files', '-z', '--', name], {
		cwd: root,
		encoding: 'utf8',
	});
	return listed.split('\0').filter(Boolean);
}

/** Where a file of this repository, or a module, is in the vendor's; undefined where it is not there. */
function placeOf(home, file) {
	if (file === `${home}/manifest.json` || file === 'package.json') return 'package.json';
	if (file.startsWith(`${home}/`)) return file.slice(home.length + 1);
	if (file.startsWith('dist/')) return file;
	const isShared = SHARED.some((name) => file === name || file.startsWith(`${name}/`));
	return isShared ? file : undefined;
}

/** A file of code, with its imports as they are where it goes. Adds the packages that it imports to `needed`. */
async function moved(home, file, manifest, needed) {
	const before = readFileSync(path.join(root, file), 'utf8');
	let text = before;
	// the last first, so that the positions of the others stay right
	for (const { name, start, end } of importsIn(file, before).reverse()) {
		if (!name.startsWith('.')) {
			for (const tool of isBuiltin(name) ? [] : toolsFor(name, file)) needed.add(tool);
			continue;
		}
		const target = placeOf(home, path.posix.join(path.posix.dirname(file), name));
		if (!target) throw new Error(`${file} imports '${name}', which is not in ${manifest.name}`);
		const relative = path.posix.relative(path.posix.dirname(placeOf(home, file)), target);
		text = text.slice(0, start) + relative.replace(/^(?!\.)/, './') + text.slice(end);
	}
	if (!file.startsWith(home)) text = text.replaceAll(rootManifest.name, manifest.name);
	return text === before ? text : await formatted(file, text);
}

/** The names of modules in a file of code, and where they stand. */
function importsIn(file, text) {
	const found = [];
	const visit = (node) => {
		const isImport =
			ts.isCallExpression(node) &&
			/^(import|require|jest\.requireActual)$/.test(node.expression.getText());
		const name = isImport ? node.arguments[0] : (node.moduleSpecifier ?? node.argument?.literal);
		if (name && ts.isStringLiteral(name)) {
			found.push({ name: name.text, start: name.getStart() + 1, end: name.getEnd() - 1 });
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
	return found;
}

/** The development dependencies that an import asks for: the package, its types, or both. */
function toolsFor(specifier, file) {
	const [name] = /^(@[^/]+\/)?[^/]+/.exec(specifier);
	const tools = [name, `@types/${name}`].filter((tool) => rootManifest.devDependencies[tool]);
	if (tools.length > 0) return tools;
	throw new Error(`${file} imports '${name}', which is not in devDependencies of package.json`);
}

/** Shorter imports may fit on a line. */
async function formatted(file, text) {
	const config = await prettier.resolveConfig(path.join(root, file));
	return await prettier.format(text, { ...config, filepath: file });
}

function packageJson(manifest, needed, has) {
	const scripts = Object.entries(rootManifest.scripts).filter(
		([, command]) =>
			[...command.matchAll(/test\/\S+/g)].every(([file]) => has(file)) &&
			levelsIn(command).every((level) => has(`test/${level}`)),
	);
	const tools = Object.entries(rootManifest.devDependencies).filter(([name]) => needed.has(name));
	return JSON.stringify({
		...manifest,
		...Object.fromEntries(SHARED_KEYS.map((key) => [key, rootManifest[key]])),
		scripts: Object.fromEntries(scripts),
		devDependencies: Object.fromEntries(tools),
	});
}

const LEVELS = /(?<=npm test -- --selectProjects |run\.mjs --selectProjects ).+/;
const levelsIn = (command) => LEVELS.exec(command)?.[0].split(' ') ?? [];

/** A workflow that runs those levels of tests that the vendor has. A job that would run none goes. */
function workflow(text, has) {
	const document = parseDocument(text);
	const { jobs } = document.toJS();
	for (const [name, { steps = [] }] of Object.entries(jobs)) {
		for (const [index, { run = '' }] of steps.entries()) {
			const levels = levelsIn(run).filter((level) => has(`test/${level}`));
			if (levels.length > 0) {
				document.setIn(
					['jobs', name, 'steps', index, 'run'],
					run.replace(LEVELS, levels.join(' ')),
				);
			} else if (LEVELS.test(run)) document.deleteIn(['jobs', name]);
		}
	}
	return document.toString({ lineWidth: 0 });
}

exports.assemble = assemble;

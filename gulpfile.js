// `gulp build` makes `dist`, all that is published: the nodes and the credential in one bundle that needs
// nothing but n8n-workflow and Node's `crypto`, because n8n installs community packages without
// dependencies, and beside it a file for each, as n8n looks for them. Not minified, so that it can be
// reviewed.
//
// A folder under `packages/` is another vendor's package, and gets a `dist` of its own.

const {
	existsSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	rmSync,
	writeFileSync,
} = require('node:fs');
const path = require('node:path');
const { Transform } = require('node:stream');
const esbuild = require('esbuild');
const gulp = require('gulp');
const ts = require('typescript');

const inRepository = (...names) => path.join(__dirname, ...names);

/** This repository's own package, and those under `packages/`: their folders and their manifests. */
const packages = ['package.json', ...vendors().map((name) => `packages/${name}/manifest.json`)].map(
	(file) => ({ folder: path.posix.dirname(file), manifest: require(`./${file}`) }),
);

function vendors() {
	if (!existsSync(inRepository('packages'))) return [];
	return readdirSync(inRepository('packages')).filter((name) =>
		existsSync(inRepository('packages', name, 'manifest.json')),
	);
}

/** Removes what an earlier build left. */
async function clean() {
	for (const { folder } of packages) {
		rmSync(inRepository(folder, 'dist'), { recursive: true, force: true });
	}
}

/** Checks the types of what is published; tests have their own check, so that this one is quick. */
async function types() {
	const { config } = ts.readConfigFile(inRepository('tsconfig.json'), ts.sys.readFile);
	const include = packages.flatMap(({ folder }) =>
		['nodes', 'credentials'].map((name) => path.posix.join(folder, name)),
	);
	const { fileNames, options } = ts.parseJsonConfigFileContent(
		{ ...config, include },
		ts.sys,
		__dirname,
	);
	const findings = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options));
	if (findings.length) {
		throw new Error(
			ts.formatDiagnostics(findings, {
				getCurrentDirectory: () => __dirname,
				getCanonicalFileName: (name) => name,
				getNewLine: () => '\n',
			}),
		);
	}
}

/** What n8n loads: dist/nodes/X/X.node.js comes from nodes/X/X.node.ts, and exports the class X. */
const entriesOf = ({ folder, manifest: { n8n } }) =>
	[...n8n.credentials, ...n8n.nodes].map((file) => ({
		file,
		source: `./${path.posix.join(folder, file.replace(/^dist\//, '').replace(/\.js$/, ''))}`,
		className: path.basename(file).split('.')[0],
	}));

/** Bundles the files that a package's `bundle/shims.js` names in place of what n8n's rules forbid. */
const useShims = (folder) => ({
	name: 'shims',
	setup(build) {
		const list = inRepository(folder, 'bundle', 'shims.js');
		// whole names only: `@hapi/hoek/lib/clone` is still hoek's own
		for (const [name, file] of existsSync(list) ? Object.entries(require(list)) : []) {
			build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({
				path: inRepository(folder, 'bundle', file),
			}));
		}
	},
});

/**
 * Bundles every node and credential that a manifest names, and writes the notices they owe. One
 * bundle for all, because a bundle of its own for each would carry zod and the client again.
 */
async function bundle(one) {
	const { folder } = one;
	const entries = entriesOf(one);
	const { metafile } = await esbuild.build({
		stdin: {
			contents: entries
				.map(({ source, className }) => `export { ${className} } from '${source}';`)
				.join('\n'),
			resolveDir: __dirname,
			loader: 'ts',
		},
		absWorkingDir: __dirname,
		outfile: path.posix.join(folder, 'dist/bundle.js'),
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		charset: 'utf8',
		external: ['n8n-workflow'],
		legalComments: 'inline',
		plugins: [useShims(folder)],
		metafile: true,
	});
	for (const { file, className } of entries) {
		const target = inRepository(folder, file);
		mkdirSync(path.dirname(target), { recursive: true });
		const toBundle = path.posix.relative(path.posix.dirname(file), 'dist/bundle.js');
		writeFileSync(target, `exports.${className} = require('${toBundle}').${className};\n`);
	}
	const bundled = new Set(Object.keys(metafile.inputs).flatMap(packageFolder));
	writeFileSync(
		inRepository(folder, 'dist', 'THIRD-PARTY-NOTICES.txt'),
		notices([...bundled].sort()),
	);
}

/** `node_modules/@hapi/boom` for a file of that package; nothing for an own file. */
function packageFolder(file) {
	return file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? [];
}

/** Name, version and licence text of each package in the bundle, as their licences ask. */
function notices(folders) {
	const intro = 'bundle.js includes code of the following packages.\n';
	return [intro, ...folders.map(notice)].join(`\n${'-'.repeat(80)}\n\n`);
}

function notice(folder) {
	const { name, version, license } = JSON.parse(
		readFileSync(inRepository(folder, 'package.json'), 'utf8'),
	);
	const file = readdirSync(inRepository(folder)).find((entry) => /^licen[cs]e/i.test(entry));
	if (!file) throw new Error(`${name} has no licence file to copy into the notices`);
	const text = readFileSync(inRepository(folder, file), 'utf8').trim();
	return `${name} ${version} (${license})\n\n${text}\n`;
}

/** Copies what n8n reads as files: icons, codex files and output previews; JSON without its blanks. */
function copy({ folder }) {
	const base = inRepository(folder);
	const files = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];
	return gulp
		.src(files, { cwd: base, base, encoding: false })
		.pipe(withoutBlanks())
		.pipe(gulp.dest(inRepository(folder, 'dist')));
}

const withoutBlanks = () =>
	new Transform({
		objectMode: true,
		transform(file, _, done) {
			if (file.extname === '.json') {
				file.contents = Buffer.from(JSON.stringify(JSON.parse(file.contents.toString())));
			}
			done(null, file);
		},
	});

/** A step for each package, named as gulp prints it. */
const forEach = (step) =>
	packages.map((one) =>
		Object.assign(() => step(one), { displayName: `${step.name} ${one.manifest.name}` }),
	);

exports.build = gulp.series(clean, gulp.parallel(types, ...forEach(bundle), ...forEach(copy)));
exports.default = exports.build;

// A repository that was assembled has no other packages.
const assembler = inRepository('packages', 'assemble.js');
if (existsSync(assembler)) exports.assemble = require(assembler).assemble;

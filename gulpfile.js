// `gulp build` makes `dist`, all that is published: the nodes and the credential in one bundle that needs
// nothing but n8n-workflow and Node's `crypto`, because n8n installs community packages without
// dependencies, and beside it a file for each, as n8n looks for them. Not minified, so that it can be
// reviewed.

const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const gulp = require('gulp');
const ts = require('typescript');
const { n8n } = require('./package.json');

const dist = path.join(__dirname, 'dist');

/** What n8n's rules for community nodes forbid inside bundled packages, and the file that stands in. */
const standIns = {
	url: 'bundle/url.js',
	'@hapi/hoek': 'bundle/hoek.js',
	'@hapi/b64': 'bundle/b64.js',
};

const useStandIns = {
	name: 'stand-ins',
	setup(build) {
		// whole names only: `@hapi/hoek/lib/clone` is still hoek's own
		for (const [name, file] of Object.entries(standIns)) {
			build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({
				path: path.join(__dirname, file),
			}));
		}
	},
};

/** Removes what an earlier build left. */
async function clean() {
	rmSync(dist, { recursive: true, force: true });
}

/** Checks the types of what is published; tests have their own check, so that this one is quick. */
async function types() {
	const { config } = ts.readConfigFile(path.join(__dirname, 'tsconfig.json'), ts.sys.readFile);
	const shipped = { ...config, include: ['nodes', 'credentials'] };
	const { fileNames, options } = ts.parseJsonConfigFileContent(shipped, ts.sys, __dirname);
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
const entries = [...n8n.credentials, ...n8n.nodes].map((file) => ({
	file,
	source: `./${file.replace(/^dist\//, '').replace(/\.js$/, '')}`,
	className: path.basename(file).split('.')[0],
}));

/**
 * Bundles every node and credential that package.json names, and writes the notices they owe. One
 * bundle for all, because a bundle of its own for each would carry zod, hawk and the client again.
 */
async function bundle() {
	const { metafile } = await esbuild.build({
		stdin: {
			contents: entries
				.map(({ source, className }) => `export { ${className} } from '${source}';`)
				.join('\n'),
			resolveDir: __dirname,
			loader: 'ts',
		},
		absWorkingDir: __dirname,
		outfile: 'dist/bundle.js',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		charset: 'utf8',
		external: ['n8n-workflow'],
		legalComments: 'inline',
		plugins: [useStandIns],
		metafile: true,
	});
	for (const { file, className } of entries) {
		const target = path.join(__dirname, file);
		mkdirSync(path.dirname(target), { recursive: true });
		const toBundle = path.posix.relative(path.posix.dirname(file), 'dist/bundle.js');
		writeFileSync(target, `exports.${className} = require('${toBundle}').${className};\n`);
	}
	const folders = Object.keys(metafile.inputs).flatMap(packageFolder);
	writeFileSync(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), notices([...new Set(folders)].sort()));
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
		readFileSync(path.join(__dirname, folder, 'package.json'), 'utf8'),
	);
	const file = readdirSync(path.join(__dirname, folder)).find((entry) =>
		/^licen[cs]e/i.test(entry),
	);
	if (!file) throw new Error(`${name} has no licence file to copy into the notices`);
	const text = readFileSync(path.join(__dirname, folder, file), 'utf8').trim();
	return `${name} ${version} (${license})\n\n${text}\n`;
}

/** Copies what n8n reads as files: icons, codex files and output previews. */
function copy() {
	const files = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];
	return gulp.src(files, { base: '.', encoding: false }).pipe(gulp.dest('dist'));
}

exports.build = gulp.series(clean, gulp.parallel(types, bundle, copy));
exports.default = exports.build;

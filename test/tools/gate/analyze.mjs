/**
 * Runs n8n's package scanner over a folder: `node analyze.mjs <folder> source|tarball`.
 *
 * Prints JSON: `passed`, the scanner's own verdict, and `findings`, every error and warning. The scanner
 * lets warnings pass, and this package is to have none.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { folderOf } from '../trees.mjs';

const scanner = createRequire(path.join(folderOf('scanner'), 'package.json'));
/** A module of the scanner's own tree. */
const load = async (name) => await import(pathToFileURL(scanner.resolve(name)));

const { analyzePackage, buildScanConfig, SOURCE_FILE_PATTERNS } = await load(
	'@n8n/scan-community-package/scanner/scanner.mjs',
);
const { ESLint } = await load('eslint');

const [folder, leg] = process.argv.slice(2);
// the same two calls as in the scanner's analyzePackageByName
const patterns = { source: SOURCE_FILE_PATTERNS, tarball: ['**/*.js', 'package.json'] }[leg];

const { passed } = await analyzePackage(folder, patterns);
const eslint = new ESLint({
	cwd: folder,
	allowInlineConfig: false,
	overrideConfigFile: true,
	overrideConfig: await buildScanConfig(),
});
const results = await eslint.lintFiles(patterns);
const findings = results.flatMap(({ filePath, messages }) =>
	messages.map(({ ruleId, message, line }) => ({
		file: path.relative(folder, filePath),
		line,
		rule: ruleId,
		message,
	})),
);
process.stdout.write(JSON.stringify({ passed, files: results.length, findings }));

// The repository as a whole: every rule, no warning, one format, sound types.

import packageJson from '../../package.json';
import { run } from '../tools/gate/commands';

const MINUTES = 60_000;

it(
	"has no finding of ESLint, n8n's two plugins among it",
	() => {
		expect(run('node_modules/eslint/bin/eslint.js', ['.', '--max-warnings', '0'])).toBe('');
	},
	3 * MINUTES,
);

it('would have findings in code that breaks the rules of n8n', () => {
	const lint = (file: string, text: string) => () =>
		run('node_modules/eslint/bin/eslint.js', ['--stdin', '--stdin-filename', file], text);
	const credential = packageJson.n8n.credentials[0]!.replace(/^dist\/(.+)\.js$/, '$1.ts');
	const environment = 'export const home = process.env.HOME; // eslint-disable-line\n';
	expect(lint(credential, environment)).toThrow('no-restricted-globals');
	const manifest = '{ "dependencies": { "hawk": "9.0.2" } }';
	expect(lint('package.json', manifest)).toThrow(
		/community-package-json-license-missing[^]*no-runtime-dependencies/,
	);
});

it(
	'is formatted by Prettier',
	() => {
		run('node_modules/prettier/bin/prettier.cjs', ['--check', '.']);
	},
	MINUTES,
);

it(
	'has sound types, tests included',
	() => {
		expect(run('node_modules/typescript/bin/tsc', ['--noEmit'])).toBe('');
	},
	MINUTES,
);

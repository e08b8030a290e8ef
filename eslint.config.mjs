// One configuration for the whole repository. What is published (`nodes`, `credentials`, `package.json`) is
// held to n8n's own rules, as `n8n-node lint` and n8n's scanner apply them. So is a package under `packages/`,
// but for the rules that look into the nearest `package.json`: those run where it is assembled.

import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { defineConfig, globalIgnores } from 'eslint/config';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

/** A folder of this package, and the same one of the packages under `packages/`. */
const ofEach = (files) => [files, `packages/*/${files}`];

const nodes = ofEach('nodes/**/*.ts');
const credentials = ofEach('credentials/**/*.ts');
const published = [...nodes, ...credentials, 'package.json'];

/** Rules that look into the nearest `package.json`, which for a package under `packages/` is another's. */
const wantingPackageJson = {
	'@n8n/community-nodes/credential-test-required': 'off',
	'@n8n/community-nodes/no-credential-reuse': 'off',
	'@n8n/community-nodes/valid-credential-references': 'off',
};

/** Those that `n8n-node lint` switches off, with n8n's reasons. */
const switchedOffByN8n = {
	// not for community nodes
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	// the newer plugin has a better one
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
	// inputs and outputs may be an enum
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	// some APIs do have a maximum
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};

/** Names that Node.js gives to every module, CommonJS or not. */
const nodeGlobals = Object.fromEntries(
	[
		...['AbortController', 'AbortSignal', 'Buffer', 'URL', 'URLSearchParams', 'console', 'fetch'],
		...['process', 'setImmediate', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'],
		...['performance', 'structuredClone', 'TextDecoder', 'TextEncoder', 'queueMicrotask'],
	].map((name) => [name, 'readonly']),
);

const commonJsGlobals = {
	...{ module: 'writable', exports: 'writable', require: 'readonly' },
	...{ __dirname: 'readonly', __filename: 'readonly' },
};

/** What a destructuring names only to leave it out of the rest. */
const unused = ['error', { ignoreRestSiblings: true }];

export default defineConfig(
	globalIgnores(['**/dist/', '**/node_modules/', '**/coverage/', '.cache/', 'test/fixtures/']),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.{js,mjs,cjs}'],
		extends: [js.configs.recommended],
		languageOptions: { globals: nodeGlobals },
		rules: { 'no-unused-vars': unused },
	},
	{
		files: ['**/*.{js,cjs}'],
		languageOptions: { sourceType: 'commonjs', globals: commonJsGlobals },
	},
	{
		files: ['**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/no-unused-vars': unused,
			// n8n's and the servers' interfaces ask for promises, also of functions that wait for nothing
			'@typescript-eslint/require-await': 'off',
		},
	},
	{
		files: ofEach('test/**/*.ts'),
		// jest types its matchers (`expect.any` and the like) as any
		rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
	},
	{
		files: published,
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		// n8n's scanner does not heed `eslint-disable` comments either
		linterOptions: { noInlineConfig: true },
		rules: { 'no-console': 'error' },
	},
	{ files: ['package.json'], rules: n8nNodesBase.configs.community.rules },
	{
		files: credentials,
		rules: { ...n8nNodesBase.configs.credentials.rules, ...switchedOffByN8n },
	},
	{
		files: nodes,
		rules: { ...n8nNodesBase.configs.nodes.rules, ...switchedOffByN8n },
	},
	{ files: ['packages/**/*.ts'], rules: wantingPackageJson },
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},
);

// One project for each level of the test pyramid; `npm test` runs them all, lowest first. The tests of a
// package under `packages/` belong to the same projects.

const { existsSync } = require('node:fs');
const path = require('node:path');

/** Packages that ship only ES modules: the tests' CommonJS runtime needs them translated. */
const esModules = ['@noble/curves', '@noble/hashes', 'p-map', 'uuid'];

const project = (name, more = {}) => ({
	displayName: name,
	testMatch: ['test', 'packages/*/test'].map((tests) => `<rootDir>/${tests}/${name}/**/*.test.ts`),
	testEnvironment: 'node',
	transform: {
		'\\.[jt]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
	transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
	...more,
});

const levels = ['unit', 'engine', 'gate', 'faults', 'e2e', 'queue', 'start', 'browser'];
/** A repository that was assembled for one package has the levels that the package tests. */
const isHere = (name) => existsSync(path.join(__dirname, 'test', name));

module.exports = {
	// a busy machine is no reason to fail: what hangs is ended all the same
	testTimeout: 30_000,
	projects: levels.filter(isHere).map((name) => project(name)),
};

// One project for each level of the test pyramid; `npm test` runs them all, lowest first.

/** Packages that ship only ES modules: the tests' CommonJS runtime needs them translated. */
const esModules = ['p-map', 'uuid'];

const project = (name, more = {}) => ({
	displayName: name,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform: {
		'\\.[jt]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
	transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
	...more,
});

module.exports = {
	// a busy machine is no reason to fail: what hangs is ended all the same
	testTimeout: 30_000,
	projects: ['unit', 'engine', 'gate', 'faults', 'e2e', 'queue', 'start', 'browser'].map((name) =>
		project(name),
	),
};

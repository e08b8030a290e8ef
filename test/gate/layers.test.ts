// The floors of the shipped code: imports go down only, without circles, and the shared floor knows no vendor.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../tools/gate/commands';

/** This repository's own package, and those of other vendors. */
const homes = ['.', ...readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`)];

const ROOTS = homes
	.flatMap((home) => ['nodes', 'credentials'].map((folder) => path.posix.join(home, folder)))
	.filter((folder) => existsSync(path.join(root, folder)));

/** The lowest first. A file may import its own floor and those below it. */
const FLOORS: Array<[string, RegExp]> = [
	['shared', /^nodes\/shared\//],
	['hosts and signature', /^(packages\/\w+\/)?credentials\/[^/]+\//],
	['api', /^(packages\/\w+\/)?nodes\/\w+\/api\//],
	['bodies and output', /^(packages\/\w+\/)?nodes\/\w+\/(bodies|output)\//],
	['actions, methods, trigger', /^(packages\/\w+\/)?nodes\/\w+\/(actions|methods|trigger)\//],
	['node and credential files', /\.(node|credentials)\.ts$/],
];

const files = ROOTS.filter((folder) => existsSync(path.join(root, folder)))
	.flatMap((folder) =>
		readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
			path.posix.join(folder, file.replaceAll(path.sep, '/')),
		),
	)
	.filter((file) => file.endsWith('.ts'));

/** A file's place in its package. */
const placeOf = (file: string) => file.replace(/^packages\/[^/]+\//, '');

const floorOf = (file: string) => FLOORS.findIndex(([, pattern]) => pattern.test(placeOf(file)));

/** The files that a file imports; types count as well. */
function importsOf(file: string): string[] {
	const text = readFileSync(path.join(root, file), 'utf8');
	return [...text.matchAll(/from '(\.[^']*)'/g)].map(([, name]) => {
		const target = path.posix.join(path.posix.dirname(file), name!);
		return [`${target}.ts`, `${target}/index.ts`, `${target}.d.ts`].find((one) =>
			files.includes(one),
		)!;
	});
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));

test('every shipped file stands on a floor, and every import is found', () => {
	expect(files.length).toBeGreaterThan(60);
	expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
	expect([...imports].filter(([, targets]) => targets.includes(undefined as never))).toEqual([]);
});

test('imports go down only', () => {
	const up = [...imports].flatMap(([file, targets]) =>
		targets
			.filter((target) => floorOf(target) > floorOf(file))
			.map((target) => `${file} → ${target}`),
	);

	expect(up).toEqual([]);
});

test('what an API says and what is sent and given out do not know each other', () => {
	const across = [...imports].flatMap(([file, targets]) =>
		targets
			.filter(
				(target) => /\/bodies\//.test(file) && /\/output\//.test(target) && !/type/.test(target),
			)
			.map((target) => `${file} → ${target}`),
	);

	expect(across.filter((one) => !one.includes('bodies/questionnaire.ts'))).toEqual([]);
});

test('a package imports its own files and the shared floor, and nothing of another package', () => {
	const packageOf = (file: string) => /^packages\/[^/]+\//.exec(file)?.[0] ?? '';
	const foreign = [...imports].flatMap(([file, targets]) =>
		targets
			.filter((target) => !target.startsWith('nodes/shared/'))
			.filter((target) => packageOf(target) !== packageOf(file))
			.map((target) => `${file} → ${target}`),
	);

	expect(foreign).toEqual([]);
});

test('there are no circles', () => {
	const circles: string[] = [];
	const done = new Set<string>();
	const visit = (file: string, way: string[]): void => {
		if (way.includes(file)) {
			circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
		} else if (!done.has(file)) {
			for (const target of imports.get(file) ?? []) visit(target, [...way, file]);
			done.add(file);
		}
	};
	for (const file of files) visit(file, []);

	expect(circles).toEqual([]);
});

test('what both generations of the API have stands with the first, which knows of the second its calls, and the trigger how its customers look', () => {
	const upwards = [...imports].flatMap(([file, targets]) =>
		targets
			.filter((target) => /^nodes\/BvnkOnboarding\//.test(file) && /V2\//.test(target))
			.map((target) => `${file} → ${target}`),
	);

	expect(upwards.sort()).toEqual([
		'nodes/BvnkOnboarding/actions/customer/create.ts → nodes/BvnkOnboardingV2/api/v2.ts',
		'nodes/BvnkOnboarding/trigger/fetchCustomer.ts → nodes/BvnkOnboardingV2/api/v2.ts',
		'nodes/BvnkOnboarding/trigger/fetchCustomer.ts → nodes/BvnkOnboardingV2/output/simplify.ts',
	]);
});

test('the shared floor holds no vendor’s name', () => {
	const naming = files
		.filter((file) => file.startsWith('nodes/shared/'))
		.filter((file) =>
			/bvnk|offblocks|legal.?talent/i.test(readFileSync(path.join(root, file), 'utf8')),
		);

	expect(naming).toEqual([]);
});

test('a host of the vendor’s is spelled in one file', () => {
	const spelling = files.filter((file) =>
		/(api|app|signup)(\.sandbox)?\.bvnk\.com|bvnk\.status\.io/.test(
			readFileSync(path.join(root, file), 'utf8').replace(/['`]e\.g\. [^'`]*/g, ''),
		),
	);

	expect(spelling).toEqual(['credentials/bvnk/hosts.ts']);
});

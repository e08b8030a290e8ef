// SECURITY.md promises nothing that no test shows.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../tools/gate/commands';

const promises = readFileSync(path.join(root, 'SECURITY.md'), 'utf8')
	.split('\n')
	.filter((line) => /^\| (?!promise |-)/.test(line) && line.includes('`'))
	.map((line) => line.split(' | '));

/** Whether a path exists, in which `*` stands for a part of the file's name. */
function exists(named: string): boolean {
	const [before, after] = path.basename(named).split('*');
	const folder = path.join(root, path.dirname(named));
	if (after === undefined) return existsSync(path.join(folder, before!));
	return readdirSync(folder).some((file) => file.startsWith(before!) && file.endsWith(after));
}

test('there are promises', () => expect(promises.length).toBeGreaterThan(5));

test.each(promises)('%s', (_, shownIn) => {
	const files = [...shownIn.matchAll(/`([^`]+)`/g)].map(([, file]) => file!);

	expect(files).not.toEqual([]);
	expect(files.filter((file) => !exists(file))).toEqual([]);
});

// Work that takes seconds leaves n8n's one thread to others: to those that need many turns, too.

import { readFile } from 'node:fs/promises';

import { turnTaker } from '../../nodes/shared/http/abort';

/** Keeps the thread for some milliseconds. */
function work(ms: number): void {
	const end = performance.now() + ms;
	while (performance.now() < end);
}

test('what others do in two hundred turns is done before a few slices more', async () => {
	const takeTurn = turnTaker();
	let isDone = false;
	const others = (async () => {
		for (let turn = 0; turn < 200; turn++) {
			await readFile(__filename);
			work(2);
		}
		isDone = true;
	})();

	let pieces = 0;
	for (; !isDone && pieces < 1_000; pieces++) {
		await takeTurn();
		work(10);
	}
	await others;

	// with a turn of others for each slice it would be two pieces a turn
	expect(pieces).toBeLessThan(100);
});

// Work that takes seconds leaves n8n's one thread to others: to those that need many turns, too.

import { turnTaker } from '../../nodes/shared/http/abort';

/** How long one turn of others takes, in ms. */
const TURN_MS = 2;

/** The clock of these tests, in ms: only work lets it go on, so that a slow machine changes nothing. */
let now = 0;
/** How many turns others still want. */
let wanted = 0;
/** How many turns they got. */
let got = 0;

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => {
		if (wanted > 0) {
			wanted--;
			got++;
			now += TURN_MS;
		}
		await Promise.resolve();
	},
}));

beforeEach(() => {
	[now, wanted, got] = [0, 0, 0];
	jest.spyOn(performance, 'now').mockImplementation(() => now);
	jest.spyOn(performance, 'eventLoopUtilization').mockImplementation(() => {
		const utilization = wanted > 0 ? 1 : 0;
		return { idle: 1 - utilization, active: utilization, utilization };
	});
});
afterEach(() => jest.restoreAllMocks());

/** Does pieces of 10 ms of work, and takes a turn before each. */
async function work(pieces: number, takeTurn = turnTaker()): Promise<void> {
	for (let piece = 0; piece < pieces; piece++) {
		await takeTurn();
		now += 10;
	}
}

test('others get no turn before a slice is used up', async () => {
	wanted = 100;

	await work(2);

	expect(got).toBe(0);
});

test('others get as many turns as they want, up to four slices', async () => {
	wanted = 30;
	await work(3);

	expect([got, wanted]).toEqual([30, 0]);

	wanted = 1_000;
	await work(3);

	expect(got).toBe(30 + 80 / TURN_MS);
});

test('where nobody wants a turn, no time is lost', async () => {
	await work(100);

	expect(now).toBe(1_000);
});

test('what others do in two hundred turns is done before a few slices more', async () => {
	wanted = 200;
	const takeTurn = turnTaker();
	let pieces = 0;
	for (; wanted > 0; pieces++) await work(1, takeTurn);

	// with one turn of others for each slice it would be four hundred
	expect(pieces).toBe(2 * 5 + 1);
});

test('all that wait for a turn go on together after it', async () => {
	wanted = 1_000;
	const takeTurn = turnTaker();
	await work(3, takeTurn);
	now += 20;

	await Promise.all([takeTurn(), takeTurn(), takeTurn()]);

	expect(got).toBe(2 * (80 / TURN_MS));
});

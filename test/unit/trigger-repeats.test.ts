// One event, one execution, however often it is delivered, and none lost.
import type { IDataObject } from 'n8n-workflow';

import {
	KEPT_IN_DATABASE,
	KEPT_IN_MEMORY,
	keyOf,
	TakenEvents,
	takenEventsOf,
} from '../../nodes/shared/webhook/repeats';
import type { Store } from '../../nodes/shared/webhook/kept';

/** What n8n's database holds after n8n has written a static data, and gives to the next delivery. */
const written = (stored: IDataObject) => JSON.parse(JSON.stringify(stored)) as IDataObject;

const keysIn = (stored: IDataObject) =>
	((stored['takenEvents'] ?? '') as string).split(' ').filter(Boolean);

/** Keeps keys in what n8n would keep in its database. */
const storeIn = (stored: IDataObject): Store => ({
	read: () => stored['takenEvents'],
	write: (keys) => (stored['takenEvents'] = keys),
});

/** A delivery whose execution starts, when it has taken the event. */
async function deliver(events: TakenEvents, key: string, stored?: IDataObject): Promise<boolean> {
	const claim = await events.take(key, stored && storeIn(stored));
	claim?.commit();
	claim?.release();
	return claim !== undefined;
}

const fifty = async <T>(job: () => Promise<T>) =>
	await Promise.all(Array.from({ length: 50 }, job));

describe('in one process', () => {
	test('an event is taken once', async () => {
		const events = new TakenEvents();

		expect(await deliver(events, 'a')).toBe(true);
		expect(await deliver(events, 'a')).toBe(false);
		expect(await deliver(events, 'b')).toBe(true);
	});

	test('of 50 deliveries at once one is taken', async () => {
		const events = new TakenEvents();
		const taken = await fifty(async () => await deliver(events, 'a'));

		expect(taken.filter(Boolean)).toHaveLength(1);
	});

	test('a second delivery waits until it is known whether the first has started', async () => {
		const events = new TakenEvents();
		const first = await events.take('a');
		let second: boolean | undefined;
		const answered = deliver(events, 'a').then((taken) => (second = taken));

		await new Promise(setImmediate);
		expect(second).toBeUndefined();

		first?.commit();
		await answered;
		expect(second).toBe(false);
	});

	test('of those that wait one takes over when the first could not be started', async () => {
		const events = new TakenEvents();
		const first = await events.take('a');
		const waiting = fifty(async () => await deliver(events, 'a'));

		first?.release();
		expect((await waiting).filter(Boolean)).toHaveLength(1);
	});

	test('an event that could never be started stays free', async () => {
		const events = new TakenEvents();
		for (let attempt = 0; attempt < 3; attempt++) {
			const claim = await events.take('a');
			expect(claim).toBeDefined();
			claim?.release();
		}

		expect(await deliver(events, 'a')).toBe(true);
		expect(await deliver(events, 'a')).toBe(false);
	});

	test('the end of one delivery does not free what another has taken since', async () => {
		const events = new TakenEvents();
		const first = await events.take('a');
		first?.release();
		const second = await events.take('a');
		first?.release();
		let third: boolean | undefined;
		const answered = deliver(events, 'a').then((taken) => (third = taken));

		await new Promise(setImmediate);
		expect(third).toBeUndefined();

		second?.commit();
		await answered;
		expect(third).toBe(false);
	});

	test('another event does not wait', async () => {
		const events = new TakenEvents();
		await events.take('a');

		expect(await deliver(events, 'b')).toBe(true);
	});

	test('the oldest events are forgotten when there are too many', async () => {
		const events = new TakenEvents();
		for (let index = 0; index <= KEPT_IN_MEMORY; index++) await deliver(events, `event-${index}`);

		expect(await deliver(events, `event-${KEPT_IN_MEMORY}`)).toBe(false);
		expect(await deliver(events, 'event-1')).toBe(false);
		expect(await deliver(events, 'event-0')).toBe(true);
	});

	test('each trigger has its own', async () => {
		const a = takenEventsOf('workflow/node-a/live');

		expect(takenEventsOf('workflow/node-a/live')).toBe(a);
		expect(takenEventsOf('workflow/node-a/test')).not.toBe(a);
		expect(takenEventsOf('workflow/node-b/live')).not.toBe(a);
	});
});

describe('in the static data', () => {
	test('an event is known after n8n was started again', async () => {
		const stored = {};
		expect(await deliver(new TakenEvents(), 'a', stored)).toBe(true);

		const afterRestart = new TakenEvents();
		expect(await deliver(afterRestart, 'a', written(stored))).toBe(false);
		expect(await deliver(afterRestart, 'b', written(stored))).toBe(true);
	});

	test('nothing is written before the execution has started, or when it never does', async () => {
		const stored = {};
		const claim = await new TakenEvents().take('a', storeIn(stored));
		expect(stored).toEqual({});

		claim?.release();
		expect(stored).toEqual({});
	});

	test('nothing is written for an event that was taken before', async () => {
		const events = new TakenEvents();
		await deliver(events, 'a', {});
		const stored = {};
		await deliver(events, 'a', stored);

		expect(stored).toEqual({});
	});

	test('whichever of many deliveries at once starts last writes all of them', async () => {
		const events = new TakenEvents();
		const keys = Array.from({ length: 20 }, (_, index) => `event-${index}`);
		const each = keys.map((key) => ({ key, stored: {} }));
		const claims = await Promise.all(
			each.map(async ({ key, stored }) => await events.take(key, storeIn(stored))),
		);
		// the first delivery is the slowest
		for (const claim of claims.reverse()) claim?.commit();

		expect(keysIn(each[0]!.stored).sort()).toEqual([...keys].sort());
	});

	test('an event that is about to start is not in what another delivery writes', async () => {
		const events = new TakenEvents();
		await events.take('slow', storeIn({}));
		const stored = {};
		await deliver(events, 'quick', stored);

		// n8n ends before the slow one starts: BVNK delivers it again
		expect(await deliver(new TakenEvents(), 'slow', written(stored))).toBe(true);
		expect(await deliver(new TakenEvents(), 'quick', written(stored))).toBe(false);
	});

	test('only the newest are stored', async () => {
		const events = new TakenEvents();
		let stored: IDataObject = {};
		for (let index = 0; index <= KEPT_IN_DATABASE; index++) {
			await deliver(events, `event-${index}`, (stored = {}));
		}
		const keys = keysIn(stored);

		expect(keys).toHaveLength(KEPT_IN_DATABASE);
		expect(keys[0]).toBe('event-1');
		expect(keys.at(-1)).toBe(`event-${KEPT_IN_DATABASE}`);
	});

	test('2000 keys are less than 50 KB', async () => {
		const events = new TakenEvents();
		let stored: IDataObject = {};
		for (let index = 0; index < KEPT_IN_DATABASE; index++) {
			await deliver(events, keyOf(`event-${index}`, Buffer.alloc(0)), (stored = {}));
		}

		expect(JSON.stringify(stored).length).toBeLessThan(50_000);
	});

	test('two processes know of each other’s events, a moment later', async () => {
		const stored = {};
		const [one, two] = [new TakenEvents(), new TakenEvents()];
		await deliver(one, 'a', stored);
		await deliver(two, 'b', stored);

		expect(await deliver(two, 'a', stored)).toBe(false);
		expect(await deliver(one, 'b', stored)).toBe(false);
		expect(keysIn(stored)).toEqual(['a', 'b']);
	});

	test('what one process overwrites the other writes again', async () => {
		const [one, two] = [new TakenEvents(), new TakenEvents()];
		await deliver(one, 'a', {});
		const stored = {};
		await deliver(two, 'b', stored);
		await deliver(one, 'c', stored);

		expect(keysIn(stored).sort()).toEqual(['a', 'b', 'c']);
	});

	test.each([[null], [7], [['a']], [{ a: true }], ['']])(
		'what is stored and is none of it, is passed over: %j',
		async (takenEvents) => {
			const stored = { takenEvents } as IDataObject;

			expect(await deliver(new TakenEvents(), 'a', stored)).toBe(true);
			expect(keysIn(stored)).toEqual(['a']);
		},
	);
});

describe('the key of an event', () => {
	const body = Buffer.from('{"event":"a"}');

	test('is the same for the same id, whatever else was delivered', () => {
		expect(keyOf('id-1', body)).toBe(keyOf('id-1', Buffer.from('{}')));
		expect(keyOf('id-1', body)).not.toBe(keyOf('id-2', body));
	});

	test('is the body’s where there is no id', () => {
		expect(keyOf(null, body)).toBe(keyOf(null, Buffer.from(body)));
		expect(keyOf(null, body)).not.toBe(keyOf(null, Buffer.from('{"event":"b"}')));
		expect(keyOf(null, Buffer.from('id-1'))).not.toBe(keyOf('id-1', body));
	});

	test('is 22 characters without a blank, however long the id is', () => {
		expect(keyOf('a b'.repeat(10_000), body)).toMatch(/^[\w-]{22}$/);
	});
});

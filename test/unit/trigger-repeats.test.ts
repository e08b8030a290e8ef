// One event, one execution, however often it is delivered, and none lost.
import type { IDataObject } from 'n8n-workflow';

import {
	KEPT_IN_DATABASE,
	KEPT_IN_MEMORY,
	keyOf,
	TakenEvents,
	takenEventsOf,
} from '../../nodes/BvnkOnboarding/trigger/repeats';

const started = Promise.resolve(true);
const failed = Promise.resolve(false);

/** A delivery whose outcome the test decides. */
function pending(): { settled: Promise<boolean>; settle: (started: boolean) => void } {
	let settle: (started: boolean) => void = () => {};
	const settled = new Promise<boolean>((resolve) => (settle = resolve));
	return { settled, settle };
}

/** What n8n's database holds after n8n has written a static data, and gives to the next delivery. */
const written = (stored: IDataObject) => JSON.parse(JSON.stringify(stored)) as IDataObject;

const keysIn = (stored: IDataObject) =>
	(written(stored)['takenEvents'] as string).split(' ').filter(Boolean);

describe('in one process', () => {
	test('an event is taken once', async () => {
		const events = new TakenEvents();

		expect(await events.take('a', started)).toBe(true);
		expect(await events.take('a', started)).toBe(false);
		expect(await events.take('b', started)).toBe(true);
	});

	test('of 50 deliveries at once one is taken', async () => {
		const events = new TakenEvents();
		const taken = await Promise.all(
			Array.from({ length: 50 }, async () => await events.take('a', started)),
		);

		expect(taken.filter(Boolean)).toHaveLength(1);
	});

	test('a second delivery waits until it is known whether the first has started', async () => {
		const events = new TakenEvents();
		const first = pending();
		await events.take('a', first.settled);
		let second: boolean | undefined;
		const answered = events.take('a', started).then((taken) => (second = taken));

		await new Promise(setImmediate);
		expect(second).toBeUndefined();

		first.settle(true);
		await answered;
		expect(second).toBe(false);
	});

	test('of those that wait one takes over when the first could not be started', async () => {
		const events = new TakenEvents();
		const first = pending();
		await events.take('a', first.settled);
		const waiting = Promise.all(
			Array.from({ length: 49 }, async () => await events.take('a', started)),
		);

		first.settle(false);
		expect((await waiting).filter(Boolean)).toHaveLength(1);
	});

	test('an event that could never be started stays free', async () => {
		const events = new TakenEvents();

		expect(await events.take('a', failed)).toBe(true);
		expect(await events.take('a', failed)).toBe(true);
		expect(await events.take('a', started)).toBe(true);
		expect(await events.take('a', started)).toBe(false);
	});

	test('another event does not wait', async () => {
		const events = new TakenEvents();
		await events.take('a', pending().settled);

		expect(await events.take('b', started)).toBe(true);
	});

	test('the oldest events are forgotten when there are too many', async () => {
		const events = new TakenEvents();
		for (let index = 0; index <= KEPT_IN_MEMORY; index++) {
			await events.take(`event-${index}`, started);
		}

		expect(await events.take(`event-${KEPT_IN_MEMORY}`, started)).toBe(false);
		expect(await events.take('event-1', started)).toBe(false);
		expect(await events.take('event-0', started)).toBe(true);
	});

	test('each trigger has its own', async () => {
		const a = takenEventsOf('workflow/node-a/live');

		expect(takenEventsOf('workflow/node-a/live')).toBe(a);
		expect(takenEventsOf('workflow/node-a/test')).not.toBe(a);
		expect(takenEventsOf('workflow/node-b/live')).not.toBe(a);
	});
});

describe('in the static data', () => {
	/** Takes an event as n8n would: its own copy of what is stored, written once it has started. */
	async function deliver(events: TakenEvents, key: string, database: { stored: IDataObject }) {
		const stored = written(database.stored);
		const taken = await events.take(key, started, stored);
		database.stored = written(stored);
		return taken;
	}

	test('an event is known after n8n was started again', async () => {
		const database = { stored: {} };
		expect(await deliver(new TakenEvents(), 'a', database)).toBe(true);

		const afterRestart = new TakenEvents();
		expect(await deliver(afterRestart, 'a', database)).toBe(false);
		expect(await deliver(afterRestart, 'b', database)).toBe(true);
	});

	test('n8n is told that it has something to write', async () => {
		const told: PropertyKey[] = [];
		const stored = new Proxy<IDataObject>(
			{},
			{ deleteProperty: (target, name) => told.push(name) > 0 && delete target[String(name)] },
		);
		await new TakenEvents().take('a', started, stored);

		expect(told).toEqual(['takenEvents']);
		expect(keysIn(stored)).toEqual(['a']);
	});

	test('nothing is to write for an event that was taken before', async () => {
		const events = new TakenEvents();
		await events.take('a', started, {});
		const stored = {};
		await events.take('a', started, stored);

		expect(Object.keys(stored)).toEqual([]);
	});

	test('whichever of many deliveries at once is written last, none is missing', async () => {
		const events = new TakenEvents();
		const each: IDataObject[] = Array.from({ length: 20 }, () => ({}));
		await Promise.all(
			each.map(async (stored, index) => await events.take(`event-${index}`, started, stored)),
		);
		// the first delivery is the slowest
		for (const stored of each.reverse()) written(stored);

		expect(keysIn(each.at(-1)!).sort()).toEqual(each.map((_, index) => `event-${index}`).sort());
	});

	test('an event that is about to start is not in what another delivery writes', async () => {
		const events = new TakenEvents();
		await events.take('slow', pending().settled, {});
		const quick = {};
		await events.take('quick', started, quick);
		const database = written(quick);

		// n8n ends before the slow one starts: BVNK delivers it again
		expect(await new TakenEvents().take('slow', started, database)).toBe(true);
		expect(await new TakenEvents().take('quick', started, database)).toBe(false);
	});

	test('an event that could not be started is free for the next delivery', async () => {
		const events = new TakenEvents();
		const stored = {};
		await events.take('a', failed, stored);
		await new Promise(setImmediate);

		expect(await events.take('a', started, {})).toBe(true);
	});

	test('a second delivery need not wait once n8n writes that the first has started', async () => {
		const events = new TakenEvents();
		const stored = {};
		await events.take('a', pending().settled, stored);
		written(stored);

		expect(await events.take('a', started, {})).toBe(false);
	});

	test('only the newest are stored', async () => {
		const events = new TakenEvents();
		let stored: IDataObject = {};
		for (let index = 0; index <= KEPT_IN_DATABASE; index++) {
			stored = {};
			await events.take(`event-${index}`, started, stored);
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
			stored = {};
			await events.take(keyOf(`event-${index}`, Buffer.alloc(0)), started, stored);
		}

		expect(JSON.stringify(stored).length).toBeLessThan(50_000);
	});

	test('two processes know of each other’s events, a moment later', async () => {
		const database = { stored: {} };
		const [one, two] = [new TakenEvents(), new TakenEvents()];
		await deliver(one, 'a', database);
		await deliver(two, 'b', database);

		expect(await deliver(two, 'a', database)).toBe(false);
		expect(await deliver(one, 'b', database)).toBe(false);
		expect(keysIn(database.stored)).toEqual(['a', 'b']);
	});

	test('what one process overwrites the other writes again', async () => {
		const [one, two] = [new TakenEvents(), new TakenEvents()];
		await one.take('a', started, {});
		const byTwo = {};
		await two.take('b', started, byTwo);
		const byOne = written(byTwo);
		await one.take('c', started, byOne);

		expect(keysIn(byOne).sort()).toEqual(['a', 'b', 'c']);
	});

	test.each([[null], [7], [['a']], [{ a: true }], ['']])(
		'what is stored and is none of it, is passed over: %j',
		async (takenEvents) => {
			const stored = { takenEvents } as IDataObject;

			expect(await new TakenEvents().take('a', started, stored)).toBe(true);
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

// An older state of something starts nothing once a newer one has come, over a restart as well.
import { KEPT_THINGS, NewestUpdates } from '../../nodes/shared/webhook/newest';
import type { Claim } from '../../nodes/shared/webhook/repeats';
import { TurnTooLong } from '../../nodes/shared/webhook/turns';

/** Keeps text as n8n's database does. */
function storeIn(stored: { text?: string }) {
	return { read: () => stored.text, write: (text: string) => (stored.text = text) };
}

const anna = (version: string) => ({ subject: 'anna', version });

/** A delivery whose execution starts, unless it is too old. */
async function deliver(
	newest: NewestUpdates,
	update: { subject: string; version: string },
	stored: { text?: string } = {},
): Promise<boolean> {
	const claim = await newest.take(update, storeIn(stored));
	claim?.commit();
	return claim !== undefined;
}

test('what is newer or of the same moment is taken, and what is older is not', async () => {
	const newest = new NewestUpdates();

	expect(await deliver(newest, anna('2'))).toBe(true);
	expect(await deliver(newest, anna('2'))).toBe(true);
	expect(await deliver(newest, anna('1'))).toBe(false);
	expect(await deliver(newest, anna('3'))).toBe(true);
	expect(await deliver(newest, { subject: 'bob', version: '1' })).toBe(true);
});

test('what starts nothing makes others old as well', async () => {
	const newest = new NewestUpdates();
	newest.note(anna('2'));
	newest.note(anna('1'));

	expect(await deliver(newest, anna('1'))).toBe(false);
	expect(await deliver(newest, anna('2'))).toBe(true);
});

test('an older one waits until it is known whether the newer one has started', async () => {
	const newest = new NewestUpdates();
	const claim = (await newest.take(anna('2'))) as Claim;
	let older: boolean | undefined;
	const answered = deliver(newest, anna('1')).then((taken) => (older = taken));

	await new Promise(setImmediate);
	expect(older).toBeUndefined();

	claim.commit();
	await answered;
	expect(older).toBe(false);
});

test('an older one is taken where the newer one could not be started', async () => {
	const newest = new NewestUpdates();
	const claim = (await newest.take(anna('2'))) as Claim;
	const older = deliver(newest, anna('1'));

	claim.release();

	expect(await older).toBe(true);
});

test('where an update of the same thing never starts, those that are not newer are let go', async () => {
	const newest = new NewestUpdates(10);
	const hanging = (await newest.take(anna('2'))) as Claim;

	await expect(newest.take(anna('2'))).rejects.toThrow(TurnTooLong);
	await expect(newest.take(anna('1'))).rejects.toThrow(TurnTooLong);
	expect(await deliver(newest, { subject: 'bob', version: '1' })).toBe(true);

	hanging.commit();
	expect(await deliver(newest, anna('2'))).toBe(true);
});

test('where an update of the same thing never starts, newer ones go on, and make others old', async () => {
	const newest = new NewestUpdates(10);
	await newest.take(anna('2'));

	expect(await deliver(newest, anna('3'))).toBe(true);
	expect(await deliver(newest, anna('1'))).toBe(false);
	expect(await deliver(newest, anna('4'))).toBe(true);
});

test('an older one does not start behind one that a newer one did not wait for, although that could not be started', async () => {
	const newest = new NewestUpdates(10);
	const first = (await newest.take(anna('2'))) as Claim;
	const [newer, older] = [newest.take(anna('3')), newest.take(anna('1'))];
	const isRefused = expect(older).rejects.toThrow(TurnTooLong);
	(await newer)!.release();

	await isRefused;
	await expect(newest.take(anna('1'))).rejects.toThrow(TurnTooLong);

	first.commit();
	expect(await deliver(newest, anna('1'))).toBe(false);
	expect(await deliver(newest, anna('2'))).toBe(true);
});

test('one that never starts holds up no newer one again, once one has started without it', async () => {
	const newest = new NewestUpdates(10);
	await newest.take(anna('2'));
	expect(await deliver(newest, anna('3'))).toBe(true);
	const waits = jest.spyOn(performance, 'now');
	waits.mockReturnValue(performance.now());
	const started: boolean[] = [];
	try {
		for (const version of ['3', '4', '2']) started.push(await deliver(newest, anna(version)));
	} finally {
		waits.mockRestore();
	}

	expect(started).toEqual([true, true, false]);
});

test('one that has waited starts nothing where a newer one was noted meanwhile', async () => {
	const newest = new NewestUpdates(10);
	await newest.take(anna('2'));
	const waiting = deliver(newest, anna('3'));

	newest.note(anna('4'));
	expect(await waiting).toBe(false);
});

test('the late start of one that a newer one did not wait for changes nothing', async () => {
	const newest = new NewestUpdates(10);
	const slow = (await newest.take(anna('2'))) as Claim;
	const newer = (await newest.take(anna('3'))) as Claim;
	slow.commit();
	const older = deliver(newest, anna('2'));

	newer.commit();
	expect(await older).toBe(false);
});

test('what another process has written counts, and is not made older', async () => {
	const stored: { text?: string } = {};
	await deliver(new NewestUpdates(), anna('2'), stored);

	const afterRestart = new NewestUpdates();
	expect(await deliver(afterRestart, anna('1'), stored)).toBe(false);
	afterRestart.note(anna('1'), storeIn(stored));
	expect(await deliver(new NewestUpdates(), anna('1'), stored)).toBe(false);
});

test('what makes nothing old is not written', async () => {
	const stored: { text?: string } = {};
	const newest = new NewestUpdates();
	newest.note(anna('2'), storeIn(stored));
	const before = { ...stored };
	const store = { read: () => stored.text, write: jest.fn() };

	newest.note(anna('1'), store);
	newest.note(anna('2'), store);

	expect(store.write).not.toHaveBeenCalled();
	expect(stored).toEqual(before);
});

test('a copy of the store that has waited pushes nothing out', async () => {
	const newest = new NewestUpdates();
	const copy = Array.from({ length: KEPT_THINGS }, (_, index) => `old-${index}=1`).join(' ');
	newest.note(anna('2'));
	newest.note({ subject: 'bob', version: '1' }, storeIn({ text: copy }));

	expect(await deliver(newest, anna('1'))).toBe(false);
});

test.each([undefined, '', 'nonsense', '= =', 7])('a store that holds %p is none', async (kept) => {
	const store = { read: () => kept, write: () => {} };

	expect(await new NewestUpdates().take(anna('1'), store)).toHaveProperty('commit');
});

test('those that were updated longest ago are forgotten when there are too many', async () => {
	const newest = new NewestUpdates();
	const stored: { text?: string } = {};
	for (let index = 0; index <= KEPT_THINGS; index++) {
		newest.note({ subject: `s${index}`, version: '2' });
	}
	newest.note({ subject: `s${KEPT_THINGS}`, version: '3' }, storeIn(stored));

	expect(await deliver(newest, { subject: 's1', version: '1' })).toBe(false);
	expect(await deliver(newest, { subject: 's0', version: '1' })).toBe(true);
	expect(stored.text!.split(' ')).toHaveLength(KEPT_THINGS);
});

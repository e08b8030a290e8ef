// Deliveries that come at once have copies of the workflow's static data, of which n8n saves each as a whole:
// whichever is saved last, nothing is lost that another has written.
import { randomUUID } from 'node:crypto';

import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { newestOf, NewestUpdates } from '../../nodes/shared/webhook/newest';
import { claimed, keyOf, TakenEvents, type Claim } from '../../nodes/shared/webhook/repeats';

const NOTHING = Buffer.alloc(0);
const anna = (version: string) => ({ subject: 'anna', version });

/** A workflow's static data in n8n's database, and its deliveries. */
class Database {
	private data: IDataObject = {};
	private readonly id = randomUUID();

	/** A delivery comes, and has its copy of the static data until it is saved. */
	delivery(node = 'node') {
		const copy = JSON.parse(JSON.stringify({ global: {}, ...this.data })) as IDataObject;
		const context = {
			getWorkflow: () => ({ id: this.id }),
			getNode: () => ({ id: node, name: node }),
			getMode: () => 'webhook',
			getWorkflowStaticData: (type: string) => (copy[type] ??= {}),
		} as unknown as IWebhookFunctions;
		return {
			copy,
			take: async (eventId: string) => (await claimed(context, eventId, NOTHING))!,
			note: (version: string) => {
				const { newest, store } = newestOf(context);
				newest.note(anna(version), store);
			},
			start: async (version: string) => {
				const { newest, store } = newestOf(context);
				return (await newest.take(anna(version), store)) as Claim;
			},
			save: () => (this.data = copy),
		};
	}

	private store(entry: string) {
		return { read: () => (this.data['global'] as IDataObject)[entry], write: () => {} };
	}

	/** Whether a process that has just been started knows the event. */
	async knows(eventId: string, node = 'node'): Promise<boolean> {
		const store = this.store(`takenEvents:${node}`);
		return (await new TakenEvents().take(keyOf(eventId, NOTHING), store)) === undefined;
	}

	/** Whether a process that has just been started takes the version for an old one. */
	async isOld(version: string, node = 'node'): Promise<boolean> {
		const store = this.store(`newestUpdates:${node}`);
		return (await new NewestUpdates().take(anna(version), store)) === undefined;
	}
}

test('an event that was taken is known after a newer update was noted by a delivery from before', async () => {
	const database = new Database();
	const [first, second] = [database.delivery(), database.delivery()];

	(await first.take('event-1')).commit();
	first.save();
	second.note('2');
	second.save();

	expect(await database.knows('event-1')).toBe(true);
	expect(await database.isOld('1')).toBe(true);
});

test('a newer update is known after an event without one was taken by a delivery from before', async () => {
	const database = new Database();
	const [first, second] = [database.delivery(), database.delivery()];

	(await first.start('2')).commit();
	first.save();
	(await second.take('event-1')).commit();
	second.save();

	expect(await database.isOld('1')).toBe(true);
	expect(await database.knows('event-1')).toBe(true);
});

test('what one trigger of a workflow has taken is known after another has taken something', async () => {
	const database = new Database();
	const [first, second] = [database.delivery('one'), database.delivery('other')];

	(await first.take('event-1')).commit();
	first.save();
	(await second.take('event-2')).commit();
	second.save();

	expect(await database.knows('event-1', 'one')).toBe(true);
	expect(await database.knows('event-2', 'other')).toBe(true);
});

test('what another process has kept of another trigger is not made less', async () => {
	const database = new Database();
	(await database.delivery('one').take('event-0')).commit();
	const later = database.delivery('other');
	later.copy['global'] = { 'takenEvents:one': keyOf('event-1', NOTHING) };

	(await later.take('event-2')).commit();
	later.save();

	expect(await database.knows('event-0', 'one')).toBe(true);
	expect(await database.knows('event-1', 'one')).toBe(true);
});

test('a delivery that changes nothing writes nothing', async () => {
	const database = new Database();
	const first = database.delivery();
	(await first.take('event-1')).commit();
	first.note('2');
	first.save();
	const [repeat, older] = [database.delivery(), database.delivery()];
	const before = JSON.stringify(first.copy);

	expect(await repeat.take('event-1')).toBeUndefined();
	older.note('1');

	expect(JSON.stringify(repeat.copy)).toBe(before);
	expect(JSON.stringify(older.copy)).toBe(before);
});

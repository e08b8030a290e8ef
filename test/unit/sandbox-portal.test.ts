// The portal page of the embedded BVNK, as a person uses it in a browser.
import { sign } from '../sandbox/signature';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { startReceiver, type Receiver } from '../sandbox/receiver';

const SHARED = 'whsec-EXAMPLE-0001';
let bvnk: Sandbox;
let receiver: Receiver;

beforeEach(async () => {
	receiver = await startReceiver();
	bvnk = await startSandbox({ customers: 3 });
});
afterEach(async () => {
	await bvnk.close();
	await receiver.close();
});

const open = async (path: string) => await fetch(`${bvnk.url}${path}`);
const read = async () => await (await open('/portal')).text();
const add = async (url: string, ...events: string[]) => {
	const query = new URLSearchParams({ url });
	for (const event of events) query.append('events', event);
	return await open(`/portal/add?${query.toString()}`);
};
const keysOn = (html: string) =>
	[...html.matchAll(/<code>([^<]+)<\/code>/g)].map(([, key]) => key!);
const UPDATE = 'bvnk:platform:customer:update';
const STATUS_CHANGE = 'bvnk:platform:customer:status-change';

test('a webhook that is added stands on the page with a Public key of its own, and is signed with it', async () => {
	await add(receiver.url, STATUS_CHANGE);
	const [key] = keysOn(await read());
	bvnk.setStatus([...bvnk.customers.keys()][0]!, 'TERMINATED');
	await bvnk.webhooks.idle();

	const [delivery] = receiver.received;
	const contentType = 'application/json';
	const signed = { url: receiver.url, contentType, body: delivery!.body };
	expect(key).not.toBe(SHARED);
	expect(delivery!.headers['x-signature']).toBe(sign('current', key!, signed));
});

test('two webhooks have two keys, also at one URL', async () => {
	await add(receiver.url);
	await add(receiver.url);

	expect(new Set(keysOn(await read())).size).toBe(2);
});

test('a webhook hears only of the events that were chosen', async () => {
	await add(receiver.url, UPDATE);
	bvnk.setStatus([...bvnk.customers.keys()][0]!, 'TERMINATED');
	await bvnk.webhooks.idle();

	expect(receiver.received).toEqual([]);
});

test('a webhook that is removed hears of nothing more', async () => {
	await add(receiver.url);
	const [key] = keysOn(await read());
	await open(`/portal/remove?key=${key!}`);

	expect(keysOn(await read())).toEqual([]);
});

test('the page shows no secret besides those that it made', async () => {
	bvnk.webhooks.register(receiver.url);
	const html = await read();

	expect(html).toContain(receiver.url);
	for (const secret of Object.values(bvnk.credentials)) expect(html).not.toContain(secret);
});

test.each(['https://example.org/webhook', 'no address', '', '"><script>'])(
	'a URL that is not on this machine is refused, and quoted as text: %s',
	async (url) => {
		const answer = await add(url);

		expect(answer.status).toBe(400);
		expect(await answer.text()).not.toContain('<script>');
		expect(keysOn(await read())).toEqual([]);
	},
);

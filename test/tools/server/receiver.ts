// A server that takes webhooks in, for tests that look at what is sent.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as it arrived; header names are in lower case. */
export interface Received {
	path: string;
	headers: Record<string, string | undefined>;
	body: Buffer;
	/** Milliseconds since 1970. */
	at: number;
}

/** A running receiver; `Event` is what the vendor's webhooks hold. */
export interface Receiver<Event> {
	/** E.g. `http://127.0.0.1:4011/webhook`. */
	readonly url: string;
	readonly received: Received[];
	/** The most webhooks that were there at the same time. */
	readonly maxAtOnce: number;
	/** Decides the status of an answer, by how many came before it; null: it never answers. */
	answer: (before: number) => number | null;
	/** Milliseconds until it answers. */
	answerMs: number;
	/** The parsed bodies. */
	events(): Event[];
	/** Back to 200 for everything, with nothing received. */
	reset(): void;
	close(): Promise<void>;
}

/**
 * Starts a receiver on loopback.
 *
 * @param path where it says that it takes webhooks, query included; it takes them anywhere
 */
export async function startReceiver<Event>(path: string): Promise<Receiver<Event>> {
	let atOnce = 0;
	let maxAtOnce = 0;
	const received: Received[] = [];
	const server = createServer((request, response) => {
		maxAtOnce = Math.max(maxAtOnce, ++atOnce);
		response.once('close', () => atOnce--);
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.once('end', () => {
			const status = receiver.answer(received.length);
			received.push({
				path: request.url ?? '',
				headers: request.headers as Received['headers'],
				body: Buffer.concat(parts),
				at: Date.now(),
			});
			if (status === null) return;
			const headers = status === 302 ? { location: '/elsewhere' } : {};
			setTimeout(() => response.writeHead(status, headers).end(), receiver.answerMs);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const receiver: Receiver<Event> = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
		received,
		get maxAtOnce() {
			return maxAtOnce;
		},
		answer: () => 200,
		answerMs: 0,
		events: () => received.map(({ body }) => JSON.parse(body.toString()) as Event),
		reset() {
			received.length = 0;
			maxAtOnce = atOnce;
			receiver.answer = () => 200;
			receiver.answerMs = 0;
		},
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
	return receiver;
}

// A server that keeps what it is sent, and answers what it is told: for tests of the bytes on the wire,
// which an embedded server does not keep.

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	/** As it came. */
	text: string;
	/** Parsed, where it is JSON. */
	body: unknown;
}

/** A running recorder. `Credentials` is what a server of the vendor would say of its keys. */
export interface Recorder<Credentials> {
	readonly url: string;
	readonly credentials: Credentials;
	readonly received: Received[];
	/** What the next requests are answered. */
	answer: Answer;
	close(): Promise<void>;
}

/** What a request is answered. */
export interface Answer {
	status: number;
	/** A text is sent as it is, all else as JSON. */
	body: unknown;
	headers?: Record<string, string>;
}

/** Starts a recorder on loopback, which takes every key. */
export async function startRecorder<Credentials>(
	credentials: Credentials,
): Promise<Recorder<Credentials>> {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString()));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			received.push({ method, url, headers, text, body: text ? JSON.parse(text) : undefined });
			const { status, body, headers: own = {} } = recorder.answer;
			response.writeHead(status, { 'content-type': 'application/json', ...own });
			response.end(typeof body === 'string' ? body : JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const recorder: Recorder<Credentials> = {
		url: `http://127.0.0.1:${port}`,
		credentials,
		received,
		answer: { status: 200, body: {} },
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return recorder;
}

// A server that keeps what it is sent, and answers what it is told: for tests of the bytes on the wire,
// which the embedded BVNK does not keep.

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from './engine';

export interface Received {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	/** As it came. */
	text: string;
	/** Parsed, where it is JSON. */
	body: unknown;
}

export interface Recorder extends Server {
	readonly received: Received[];
	/** What the next requests are answered; a text is sent as it is. */
	answer: { status: number; body: unknown; headers?: Record<string, string> };
	close(): Promise<void>;
}

/** Starts a recorder on loopback. */
export async function startRecorder(): Promise<Recorder> {
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
	const recorder: Recorder = {
		url: `http://127.0.0.1:${port}`,
		credentials: { hawkId: 'id', hawkKey: 'key', webhookSecret: '' },
		received,
		answer: { status: 200, body: {} },
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return recorder;
}

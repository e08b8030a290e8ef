// A server whose answers a test writes, and whose connections it counts: for answers that no API should give.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Server } from '../bvnk';

export interface Scripted extends Server {
	/** Path and query of every request, in their order. */
	readonly asked: string[];
	/** Connections that are open now. */
	readonly open: ReadonlySet<Socket>;
	/** What the next requests are answered. */
	script: (request: IncomingMessage, response: ServerResponse) => void;
	reset(): void;
	close(): Promise<void>;
}

/** Starts one on loopback. */
export async function startScripted(): Promise<Scripted> {
	const asked: string[] = [];
	const open = new Set<Socket>();
	const server = createServer((request, response) => {
		asked.push(request.url ?? '');
		scripted.script(request, response);
	});
	server.on('connection', (socket: Socket) => {
		open.add(socket);
		socket.on('close', () => open.delete(socket));
		// the client may end at any time
		socket.on('error', () => socket.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const scripted: Scripted = {
		url: `http://127.0.0.1:${port}`,
		credentials: { hawkId: 'id', hawkKey: 'key', webhookSecret: '' },
		asked,
		open,
		script: (_, response) => void response.end('{}'),
		reset() {
			asked.length = 0;
			scripted.script = (_, response) => void response.end('{}');
			for (const socket of open) socket.destroy();
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return scripted;
}

/** A script that answers JSON. */
export const json =
	(answer: (query: URLSearchParams, url: URL) => unknown): Scripted['script'] =>
	(request, response) => {
		const url = new URL(request.url ?? '', 'http://localhost');
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify(answer(url.searchParams, url)));
	};

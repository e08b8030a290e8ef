/**
 * Embedded servers under the names of a vendor's hosts. n8n finds them through an HTTPS proxy, as it does in
 * many companies; nothing leaves this machine.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createProxy } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { generate } from 'selfsigned';

export interface Hosts {
	/** Environment variables with which n8n finds and trusts them; what is on this machine it asks directly. */
	variables: Record<string, string>;
	/** Ends the proxy; the servers go on. */
	close(): Promise<void>;
}

/** A certificate for the given host names, which stands for itself, and its key. */
async function certificateFor(hosts: string[]): Promise<{ cert: string; key: string }> {
	const altNames = hosts.map((value) => ({ type: 2 as const, value }));
	const { cert, private: key } = await generate([{ name: 'commonName', value: hosts[0]! }], {
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'subjectAltName', altNames },
		],
	});
	return { cert, key };
}

/** Hands a request over to an embedded server, which takes it for one to the named host. */
function forward(request: IncomingMessage, response: ServerResponse, server: string): void {
	const { method = 'GET', url = '/', headers } = request;
	// over plain HTTP a server would count on port 80
	const named = { ...headers, host: `${headers.host}:443` };
	const passed = send(`${server}${url}`, { method, headers: named }, (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
	});
	passed.on('error', () => response.destroy());
	request.pipe(passed);
}

/**
 * Starts the proxy that leads to the servers.
 *
 * @param servers the addresses of the embedded servers, by the names of the hosts that they stand for
 */
export async function startHosts(servers: Map<string, string>): Promise<Hosts> {
	const certificate = await certificateFor([...servers.keys()]);
	const secure = createSecureServer(certificate, (request, response) => {
		const server = servers.get(request.headers.host ?? '');
		if (server) forward(request, response, server);
		else response.writeHead(421).end();
	});
	const proxy = createProxy((_, response) => response.writeHead(403).end());
	proxy.on('connect', ({ url = '' }, socket) => {
		if (!servers.has(url.replace(/:443$/, ''))) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		secure.emit('connection', socket);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	const folder = await mkdtemp(path.join(tmpdir(), 'trusted-hosts-'));
	const trusted = path.join(folder, 'trusted.pem');
	await writeFile(trusted, certificate.cert);
	return {
		variables: {
			HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
			NO_PROXY: '127.0.0.1,localhost',
			NODE_EXTRA_CA_CERTS: trusted,
		},
		async close() {
			proxy.close();
			proxy.closeAllConnections();
			secure.closeAllConnections();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

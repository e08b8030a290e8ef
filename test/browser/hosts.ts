/**
 * BVNK's two environments under their own names, each played by an embedded BVNK with a key of its own.
 * n8n finds them through an HTTPS proxy, as it does in many companies; nothing leaves this machine.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createProxy } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { generate } from 'selfsigned';

import { environments, type EnvironmentName } from '../../credentials/bvnk/hosts';
import { startSandbox, type Sandbox } from '../sandbox/server';

export interface BvnkHosts extends Record<EnvironmentName, Sandbox> {
	/** Environment variables with which n8n finds and trusts them; what is on this machine it asks directly. */
	variables: Record<string, string>;
	close(): Promise<void>;
}

const hostOf = (name: EnvironmentName) => new URL(environments[name].origin).hostname;

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

/** Hands a request over to an embedded BVNK, which takes the signature for that of the named host. */
function forward(request: IncomingMessage, response: ServerResponse, bvnk: Sandbox): void {
	const { method = 'GET', url = '/', headers } = request;
	// over plain HTTP hawk would count on port 80
	const named = { ...headers, host: `${headers.host}:443` };
	const passed = send(`${bvnk.url}${url}`, { method, headers: named }, (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
	});
	passed.on('error', () => response.destroy());
	request.pipe(passed);
}

/** Starts both, and the proxy that leads to them. */
export async function startBvnkHosts(): Promise<BvnkHosts> {
	const sandbox = await startSandbox({ hawkId: 'sandbox-id', hawkKey: 'sandbox-key' });
	const production = await startSandbox({ hawkId: 'live-id', hawkKey: 'live-key' });
	const byHost = new Map([
		[hostOf('sandbox'), sandbox],
		[hostOf('production'), production],
	]);
	const certificate = await certificateFor([...byHost.keys()]);
	const secure = createSecureServer(certificate, (request, response) => {
		const bvnk = byHost.get(request.headers.host ?? '');
		if (bvnk) forward(request, response, bvnk);
		else response.writeHead(421).end();
	});
	const proxy = createProxy((_, response) => response.writeHead(403).end());
	proxy.on('connect', ({ url = '' }, socket) => {
		if (!byHost.has(url.replace(/:443$/, ''))) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		secure.emit('connection', socket);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	const folder = await mkdtemp(path.join(tmpdir(), 'bvnk-onboarding-hosts-'));
	const trusted = path.join(folder, 'trusted.pem');
	await writeFile(trusted, certificate.cert);
	return {
		sandbox,
		production,
		variables: {
			HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
			NO_PROXY: '127.0.0.1,localhost',
			NODE_EXTRA_CA_CERTS: trusted,
		},
		async close() {
			proxy.close();
			proxy.closeAllConnections();
			secure.closeAllConnections();
			await Promise.all([sandbox.close(), production.close()]);
			await rm(folder, { recursive: true, force: true });
		},
	};
}

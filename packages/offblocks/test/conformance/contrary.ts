// An Offblocks that differs from the package's assumptions in every open point: the second character that
// `npm run conformance` is shown against. It checks no signature.

import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Reply = [status: number, body?: unknown];

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const KEY = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const challenge = () => Buffer.from(`Sign this: ${randomUUID()}`).toString('base64');

/** Customers that exist. */
type Ids = Set<string>;

function reply(method: string, path: string, body: Record<string, unknown>, ids: Ids): Reply {
	switch (`${method} ${path.replace(/[0-9a-f-]{36}/, '{}')}`) {
		case 'POST /v1/auth/token':
			return [200, { token: 'any' }];
		case 'GET /v1/chains':
			return [200, { chains: [] }];
		case 'GET /v1/customers':
			return [400];
		case 'GET /v1/assets':
			// whenever it was signed, and by whom
			return [200, []];
		case 'POST /v1/customers': {
			if (!body.chainId) return [422, { problems: [{ why: 'no wallet' }] }];
			// there is one customer, whatever its ids are
			if (ids.size > 0) return [409];
			const id = randomUUID();
			ids.add(id);
			return [201, { id, challenge: challenge() }];
		}
		case 'GET /v1/customers/{}':
			return ids.has(path.split('/').at(-1)!)
				? [200, { status: 'verifying', verification: { url: 'https://kyc.example/1' } }]
				: [400];
		case 'GET /v1/customers/{}/challenge':
			return [200, { challenge: challenge() }];
		case 'POST /v1/customers/{}/challenge/sign': {
			// any challenge, but digits only
			const text = Buffer.from(String(body.signature), 'base64').toString('latin1');
			return [/^0x[0-9a-f]{130}$/.test(text) ? 204 : 400];
		}
		case 'GET /v1/webhooks/verification-key':
			return [200, { keyId: randomUUID(), key: KEY }];
		default:
			return [404];
	}
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
	let text = '';
	for await (const chunk of request) text += String(chunk);
	return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}

/** Starts it on loopback. */
export async function startContrary(): Promise<{ url: string; close(): Promise<void> }> {
	const ids: Ids = new Set();
	const server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
			const [status, answer] = reply(request.method ?? 'GET', pathname, body, ids);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(answer === undefined ? '' : JSON.stringify(answer));
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

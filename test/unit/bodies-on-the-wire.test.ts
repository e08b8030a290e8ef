// What an API may be sent besides JSON, and whose 401 it is: seen by a server, through n8n's own request helper.

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Api } from '../../nodes/shared/api';
import { calls, path, RawBody } from '../../nodes/shared/http/call';
import { createClient } from '../../nodes/shared/http/client';
import type { RequestContext } from '../../nodes/shared/http/context';
import { multipart } from '../../nodes/shared/http/multipart';

interface Seen {
	headers: IncomingMessage['headers'];
	body: Buffer;
}

const seen: Seen[] = [];
let answers: number[] = [];
const server = createServer((request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		seen.push({ headers: request.headers, body: Buffer.concat(chunks) });
		response.writeHead(answers.shift() ?? 200, { 'content-type': 'application/json' });
		response.end('{}');
	});
});
beforeAll(async () => await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
beforeEach(() => {
	seen.length = 0;
	answers = [];
});
afterAll(() => server.close());

const api: Api = {
	name: 'Acme',
	credential: 'acmeApi',
	readProblem: () => ({ findings: [] }),
};
const { post } = calls('/v1');

interface Options {
	url: string;
	method: string;
	headers: Record<string, string>;
	body: string | Buffer;
	ignoreHttpStatusErrors: true | { ignore: boolean; except: number[] };
}

/**
 * A node's context whose helper sends as n8n's does: what it is given, and once more with a new token
 * where it sees a 401.
 */
const context = {
	getNode: () => ({ name: 'Acme', type: 'acme' }),
	helpers: {
		httpRequestWithAuthentication: async (_: string, options: Options) => {
			const { port } = server.address() as AddressInfo;
			const send = async (token: string) =>
				await fetch(`http://127.0.0.1:${port}${options.url}`, {
					method: options.method,
					headers: { ...options.headers, authorization: token },
					body: options.body as string,
				});
			const { ignoreHttpStatusErrors: ignore } = options;
			const showsN8n = typeof ignore === 'object' && ignore.except.includes(401);
			let response = await send('old');
			if (response.status === 401 && showsN8n) response = await send('new');
			if (response.status === 401 && showsN8n) {
				const words = 'Request failed with status code 401';
				const { status, headers } = response;
				const data = Readable.from([await response.text()]);
				throw Object.assign(new Error(words), {
					code: 'ERR_BAD_REQUEST',
					response: { status, headers: Object.fromEntries(headers), data },
				});
			}
			return {
				statusCode: response.status,
				headers: Object.fromEntries(response.headers),
				body: await response.text(),
			};
		},
	},
} as unknown as RequestContext;

test('an exact text goes byte for byte, so that its digest holds', async () => {
	const text = '{ "a":1,\n"ü": "…" }';
	const call = post(path`/things`, 'thing', undefined, {
		body: new RawBody(text, 'application/json'),
	});
	await createClient(api, context).call(call);

	const digest = (body: Buffer | string) => createHash('sha256').update(body).digest('base64');
	expect(digest(seen[0]!.body)).toBe(digest(text));
	expect(seen[0]!.headers['content-type']).toBe('application/json');
});

test('a form of several parts is read by a parser that is not ours', async () => {
	const content = Buffer.from([0, 1, 2, 13, 10, 255]);
	const body = multipart([
		{ name: 'type', value: 'PASSPORT' },
		{ name: 'file', fileName: 'a"b\r\nX: 1.pdf', contentType: 'application/pdf', content },
	]);
	await createClient(api, context).call(post(path`/things`, 'thing', undefined, { body }));

	const { headers, body: received } = seen[0]!;
	const form = await new Response(received, {
		headers: { 'content-type': headers['content-type']! },
	}).formData();
	expect(form.get('type')).toBe('PASSPORT');
	const file = form.get('file') as File;
	expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
	expect(file.type).toBe('application/pdf');
	expect([...form.keys()]).toEqual(['type', 'file']);
});

describe('a 401', () => {
	test('stays with the client, which sends nothing twice', async () => {
		answers = [401];
		const sent = createClient(api, context).call(post(path`/things`, 'thing'));

		await expect(sent).rejects.toThrow('Acme did not accept the credential');
		expect(seen.map(({ headers }) => headers.authorization)).toEqual(['old']);
	});

	test('is left to n8n where the vendor says that its token is renewed', async () => {
		answers = [401];
		const renewing = { ...api, renewsTokenOn401: true };
		await createClient(renewing, context).call(post(path`/things`, 'thing'));

		expect(seen.map(({ headers }) => headers.authorization)).toEqual(['old', 'new']);
	});

	test('is an answer, and tried no more, where the new token is not accepted either', async () => {
		answers = [401, 401];
		const renewing = { ...api, renewsTokenOn401: true };
		const sent = createClient(renewing, context).call(post(path`/things`, 'thing'));

		await expect(sent).rejects.toThrow('Acme did not accept the credential');
		expect(seen.map(({ headers }) => headers.authorization)).toEqual(['old', 'new']);
	});
});

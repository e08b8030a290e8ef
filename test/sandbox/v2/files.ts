// Where the texts of agreements are fetched: another origin, whose addresses carry their own signature and
// which, like a file store, refuses a request that is signed in another way as well.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxState } from '../state';
import { textOf } from './agreements';

const SECRET = 'invented';
const LIFETIME_MS = 5 * 60 * 1000;

/** The running server of files. */
export interface FileServer {
	readonly url: string;
	close(): Promise<void>;
}

type Files = Pick<SandboxState, 'v2' | 'now'>;

/** The address of an agreement's text, which ends after five minutes. */
export function presigned(
	id: string,
	state: Pick<SandboxState, 'filesUrl' | 'now'>,
): { downloadUrl: string; expiresAt: string } {
	const expires = state.now() + LIFETIME_MS;
	const query = new URLSearchParams({
		'X-Expires': String(expires),
		'X-Signature': signatureOf(id, String(expires)),
	});
	return {
		downloadUrl: `${state.filesUrl}/agreements/${id}.html?${query.toString()}`,
		expiresAt: new Date(expires).toISOString(),
	};
}

/** Starts it on a port of its own. */
export async function startFiles(state: Files, host: string): Promise<FileServer> {
	const server = createServer((request, response) => {
		const { status, body = '' } = answer(request.url ?? '', request.headers.authorization, state);
		response
			.writeHead(status, { 'content-type': status === 200 ? 'text/html' : 'application/xml' })
			.end(body);
	});
	server.listen(0, host);
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

function answer(
	asked: string,
	authorization: string | undefined,
	state: Files,
): { status: number; body?: string } {
	const { pathname, searchParams } = new URL(asked, 'http://files.invalid');
	const [, id = ''] = /^\/agreements\/([0-9a-f-]{36})\.html$/.exec(pathname) ?? [];
	const agreement = state.v2.agreements.get(id);
	const expires = searchParams.get('X-Expires') ?? '';
	const isSigned =
		searchParams.get('X-Signature') === signatureOf(id, expires) && Number(expires) > state.now();
	const status =
		authorization !== undefined ? 400 : !isSigned ? 403 : agreement === undefined ? 404 : 200;
	state.v2.downloads.push({ path: pathname, signed: authorization !== undefined, status });
	if (status === 200) return { status, body: textOf(agreement!) };
	const code = { 400: 'InvalidArgument', 403: 'AccessDenied', 404: 'NoSuchKey' }[status];
	return { status, body: `<Error><Code>${code}</Code></Error>` };
}

function signatureOf(id: string, expires: string): string {
	return createHmac('sha256', SECRET).update(`${id} ${expires}`).digest('hex');
}

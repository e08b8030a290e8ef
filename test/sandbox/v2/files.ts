// Where files are fetched, v2's texts of agreements and v1's documents: another origin, whose addresses carry their own signature and
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

type Files = Pick<SandboxState, 'v2' | 'customers' | 'now'>;

/** The address of a file, which ends after a while. */
export interface Presigned {
	url: string;
	expiresAt: string;
}

/** The address of an agreement's text. */
export const textAddress = (id: string, state: Pick<SandboxState, 'filesUrl' | 'now'>) =>
	presigned(`/agreements/${id}.html`, state);

/** The address of a document that was handed in. */
export const documentAddress = (reference: string, state: Pick<SandboxState, 'filesUrl' | 'now'>) =>
	presigned(`/documents/${reference}`, state);

function presigned(path: string, state: Pick<SandboxState, 'filesUrl' | 'now'>): Presigned {
	const expires = state.now() + LIFETIME_MS;
	const query = new URLSearchParams({
		'X-Expires': String(expires),
		'X-Signature': signatureOf(path, String(expires)),
	});
	return {
		url: `${state.filesUrl}${path}?${query.toString()}`,
		expiresAt: new Date(expires).toISOString(),
	};
}

/** Starts it on a port of its own. */
export async function startFiles(state: Files, host: string): Promise<FileServer> {
	const server = createServer((request, response) => {
		const { status, file } = answer(request.url ?? '', request.headers.authorization, state);
		const code = { 400: 'InvalidArgument', 403: 'AccessDenied', 404: 'NoSuchKey' }[status];
		response
			.writeHead(status, { 'content-type': file?.type ?? 'application/xml' })
			.end(file?.content ?? `<Error><Code>${code}</Code></Error>`);
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

interface File {
	type: string;
	content: string | Buffer;
}

function answer(
	asked: string,
	authorization: string | undefined,
	state: Files,
): { status: number; file?: File } {
	const { pathname, searchParams } = new URL(asked, 'http://files.invalid');
	const expires = searchParams.get('X-Expires') ?? '';
	const isSigned =
		searchParams.get('X-Signature') === signatureOf(pathname, expires) &&
		Number(expires) > state.now();
	const file = fileAt(pathname, state);
	const status =
		authorization !== undefined ? 400 : !isSigned ? 403 : file === undefined ? 404 : 200;
	state.v2.downloads.push({ path: pathname, signed: authorization !== undefined, status });
	return status === 200 ? { status, file: file! } : { status };
}

function fileAt(path: string, state: Files): File | undefined {
	const [, kind, id = ''] =
		/^\/(agreements|documents)\/([0-9a-f-]{36})(?:\.html)?$/.exec(path) ?? [];
	if (kind === 'agreements') {
		const agreement = state.v2.agreements.get(id);
		return agreement && { type: 'text/html', content: textOf(agreement) };
	}
	for (const { documents } of state.customers.kept()) {
		const document = documents.find(({ reference }) => reference === id);
		if (document) return { type: 'application/octet-stream', content: document.content };
	}
	return undefined;
}

function signatureOf(path: string, expires: string): string {
	return createHmac('sha256', SECRET).update(`${path} ${expires}`).digest('hex');
}

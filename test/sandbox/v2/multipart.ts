// Uploads: the parts of a multipart body. Of its files no bytes are kept.
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { invalidRequest } from '../errors';
import { isRecord } from '../validation';

/** A file that was handed in. */
export interface UploadedFile {
	name: string;
	contentType: string;
	size: number;
	/** Tells two files apart, for idempotency keys. */
	hash: string;
}

/** An upload as routes get it; `metadata` is parsed, and undefined where it is no JSON. */
export interface Upload {
	metadata: unknown;
	files: UploadedFile[];
}

/** Has the server read multipart bodies. */
export function readMultipart(app: FastifyInstance): void {
	app.addContentTypeParser(
		'multipart/form-data',
		{ parseAs: 'buffer' },
		async (request: { headers: { 'content-type'?: string } }, body: Buffer) =>
			uploadOf(body, request.headers['content-type'] ?? ''),
	);
}

/** The upload of a request. Throws 400 for any other body. */
export function uploadIn(body: unknown): Upload {
	if (isRecord(body) && Array.isArray(body.files)) return body as unknown as Upload;
	throw invalidRequest({ body: ['must be multipart/form-data'] });
}

async function uploadOf(body: Buffer, contentType: string): Promise<Upload> {
	const parts = await new Response(body, { headers: { 'content-type': contentType } })
		.formData()
		.catch(() => {
			throw invalidRequest({ body: ['must be multipart/form-data'] });
		});
	const metadata = parts.get('metadata');
	const files = parts.getAll('files').map(async (part) => {
		// A part without a file name is a text.
		const file = typeof part === 'string' ? new File([part], '') : part;
		const bytes = Buffer.from(await file.arrayBuffer());
		const hash = createHash('sha256').update(bytes).digest('hex');
		return { name: file.name, contentType: file.type, size: file.size, hash };
	});
	return {
		metadata: parsed(typeof metadata === 'string' ? metadata : await metadata?.text()),
		files: await Promise.all(files),
	};
}

function parsed(text: string | undefined): unknown {
	try {
		return JSON.parse(text ?? '');
	} catch {
		return undefined;
	}
}

// A body of several parts (multipart/form-data, RFC 7578), for APIs that take files so.

import { randomUUID } from 'node:crypto';
import { RawBody } from './call';

/** A field of text, whose kind may be said, or a file. */
export type Part =
	| { name: string; value: string; contentType?: string }
	| { name: string; fileName: string; contentType: string; content: Buffer };

/** A field of JSON. */
export const jsonPart = (name: string, value: unknown) => ({
	name,
	value: JSON.stringify(value),
	contentType: 'application/json',
});

/** A file that is read when its turn comes: its size is known before. */
export interface LazyFile {
	name: string;
	fileName: string;
	contentType: string;
	bytes: number;
	/**
	 * Its content, in pieces.
	 *
	 * @throws Error for what is not to be sent
	 */
	read: () => AsyncIterable<Buffer>;
}

/** The parts as one body, byte for byte as it is sent. The boundary is random, so no content can hold it. */
export function multipart(parts: Part[]): RawBody {
	const boundary = newBoundary();
	const pieces = parts.flatMap((part) => [
		headOf(part, boundary),
		'content' in part ? part.content : Buffer.from(part.value),
		Buffer.from('\r\n'),
	]);
	return bodyOf(Buffer.concat([...pieces, endOf(boundary)]), boundary);
}

/**
 * The same with files that are read piece by piece into the body itself, so that memory holds them once.
 *
 * @throws RangeError for a file that has another size than was said
 */
export async function multipartOfFiles(
	fields: Array<Extract<Part, { value: string }>>,
	files: LazyFile[],
): Promise<RawBody> {
	const boundary = newBoundary();
	const start = Buffer.concat(
		fields.flatMap((part) => [headOf(part, boundary), Buffer.from(`${part.value}\r\n`)]),
	);
	const heads = files.map((file) => headOf(file, boundary));
	const end = endOf(boundary);
	const bytes = files.reduce((sum, file, at) => sum + heads[at]!.length + file.bytes + 2, 0);
	const body = Buffer.allocUnsafe(start.length + bytes + end.length);
	let at = start.copy(body);
	for (const [index, file] of files.entries()) {
		at += heads[index]!.copy(body, at);
		const due = at + file.bytes;
		for await (const piece of file.read()) {
			if (at + piece.length > due) throw otherSize();
			at += piece.copy(body, at);
		}
		if (at !== due) throw otherSize();
		at += body.write('\r\n', at);
	}
	end.copy(body, at);
	return bodyOf(body, boundary);
}

const otherSize = () => new RangeError('The file has another size than was said');

const newBoundary = () => `----${randomUUID()}`;

const endOf = (boundary: string) => Buffer.from(`--${boundary}--\r\n`);

const bodyOf = (content: Buffer, boundary: string) =>
	new RawBody(content, `multipart/form-data; boundary=${boundary}`);

function headOf(
	part: { name: string; fileName?: string; contentType?: string },
	boundary: string,
): Buffer {
	const { name, fileName, contentType } = part;
	const head = [
		`--${boundary}`,
		`Content-Disposition: form-data; name="${quoted(name)}"${fileName === undefined ? '' : `; filename="${quoted(fileName)}"`}`,
		...(contentType ? [`Content-Type: ${contentType.replace(/[\r\n]/g, ' ')}`] : []),
	].join('\r\n');
	return Buffer.from(`${head}\r\n\r\n`);
}

/** As browsers write a name in quotes: what would end it is escaped (WHATWG HTML, multipart/form-data). */
function quoted(name: string): string {
	return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

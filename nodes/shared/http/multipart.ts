// A body of several parts (multipart/form-data, RFC 7578), for APIs that take files so.

import { randomUUID } from 'node:crypto';
import { RawBody } from './call';

/** A field of text, or a file. */
export type Part =
	| { name: string; value: string }
	| { name: string; fileName: string; contentType: string; content: Buffer };

/** The parts as one body, byte for byte as it is sent. The boundary is random, so no content can hold it. */
export function multipart(parts: Part[]): RawBody {
	const boundary = `----${randomUUID()}`;
	const pieces = parts.flatMap((part) => {
		const isFile = 'content' in part;
		const head = [
			`--${boundary}`,
			`Content-Disposition: form-data; name="${quoted(part.name)}"${isFile ? `; filename="${quoted(part.fileName)}"` : ''}`,
			...(isFile ? [`Content-Type: ${part.contentType.replace(/[\r\n]/g, ' ')}`] : []),
		].join('\r\n');
		return [
			Buffer.from(`${head}\r\n\r\n`),
			isFile ? part.content : Buffer.from(part.value),
			Buffer.from('\r\n'),
		];
	});
	const end = Buffer.from(`--${boundary}--\r\n`);
	return new RawBody(Buffer.concat([...pieces, end]), `multipart/form-data; boundary=${boundary}`);
}

/** As browsers write a name in quotes: what would end it is escaped (WHATWG HTML, multipart/form-data). */
function quoted(name: string): string {
	return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

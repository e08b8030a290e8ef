// A body of several parts, as it is sent byte for byte.

import { jsonPart, multipart, multipartOfFiles } from '../../nodes/shared/http/multipart';

const file = (content: string, bytes = Buffer.byteLength(content)) => ({
	name: 'files',
	fileName: 'a "b".jpg',
	contentType: 'image/jpeg',
	bytes,
	// in pieces, as n8n's store gives them
	async *read() {
		for (const byte of Buffer.from(content)) yield await Promise.resolve(Buffer.of(byte));
	},
});

/** A body without its boundary. */
const textOf = ({ content, contentType }: { content: string | Buffer; contentType: string }) =>
	content.toString().replaceAll(contentType.split('boundary=')[1]!, 'B');

test('files that are read one by one make the same body as those that are there', async () => {
	const metadata = jsonPart('metadata', [{ type: 'PASSPORT' }]);
	const lazy = await multipartOfFiles([metadata], [file('first'), file('sécond')]);
	const whole = multipart([
		metadata,
		...['first', 'sécond'].map((content) => ({
			name: 'files',
			fileName: 'a "b".jpg',
			contentType: 'image/jpeg',
			content: Buffer.from(content),
		})),
	]);

	expect(textOf(lazy)).toBe(textOf(whole));
	expect(textOf(lazy)).toBe(
		[
			'--B',
			'Content-Disposition: form-data; name="metadata"',
			'Content-Type: application/json',
			'',
			'[{"type":"PASSPORT"}]',
			'--B',
			'Content-Disposition: form-data; name="files"; filename="a %22b%22.jpg"',
			'Content-Type: image/jpeg',
			'',
			'first',
			'--B',
			'Content-Disposition: form-data; name="files"; filename="a %22b%22.jpg"',
			'Content-Type: image/jpeg',
			'',
			'sécond',
			'--B--',
			'',
		].join('\r\n'),
	);
});

test('a file of another size than was said is no part of a body', async () => {
	await expect(multipartOfFiles([], [file('first', 4)])).rejects.toThrow(RangeError);
	await expect(multipartOfFiles([], [file('first', 6)])).rejects.toThrow(RangeError);
});

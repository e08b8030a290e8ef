/** What somebody would write without n8n: all customers with fetch, hawk and p-map. */
import hawk from 'hawk';
import pMap from 'p-map';

import { serve } from '../../tools/bench/serve.mjs';

/** One page of the list, as BVNK answers it. */
async function page({ baseUrl, hawkId, hawkKey }, number, size) {
	const url = `${baseUrl}/platform/v1/customers?page=${number}&size=${size}`;
	const { header } = hawk.client.header(url, 'GET', {
		credentials: { id: hawkId, key: hawkKey, algorithm: 'sha256' },
	});
	const response = await fetch(url, { headers: { authorization: header } });
	if (!response.ok) throw new Error(`Page ${number}: ${response.status}`);
	return await response.json();
}

/** All rows: the first page tells how many pages there are. */
async function all(credential, size, atOnce) {
	const first = await page(credential, 0, size);
	const numbers = Array.from({ length: first.totalPages - 1 }, (_, index) => index + 1);
	const others = await pMap(numbers, (number) => page(credential, number, size), {
		concurrency: atOnce,
	});
	return [first, ...others].flatMap(({ content }) => content);
}

serve({
	async list({ credential, size, atOnce }) {
		const start = performance.now();
		const rows = await all(credential, size, atOnce);
		const ms = performance.now() - start;
		return { ms, references: rows.map(({ reference }) => reference) };
	},
});

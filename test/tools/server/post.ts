// One delivery attempt over HTTP.
import { request } from 'node:http';

/** How long to wait, and what ends the waiting early. */
export interface Patience {
	timeoutMs: number;
	ended: AbortSignal;
}

/**
 * Posts a body over a connection of its own and resolves with the status of the answer, which may
 * be a redirect: it is not followed. Resolves with 0 where no answer came in time.
 */
export function post(
	url: string,
	headers: Record<string, string>,
	body: Buffer,
	{ timeoutMs, ended }: Patience,
): Promise<number> {
	return new Promise((resolve) => {
		const options = { method: 'POST', headers, agent: false, signal: ended };
		const sent = request(url, options, (answer) => {
			// The status is all that counts; a body that breaks off changes nothing.
			answer.on('error', () => {}).resume();
			resolve(answer.statusCode ?? 0);
		});
		// Node.js may collect an AbortSignal.timeout that only AbortSignal.any knows: it would never fire
		const timer = setTimeout(() => sent.destroy(), timeoutMs);
		sent.on('error', () => resolve(0));
		sent.on('close', () => clearTimeout(timer));
		sent.end(body);
	});
}

/** BVNK's webhooks as a test of several processes needs them: which process, when, and what came of it. */
import { randomUUID } from 'node:crypto';

import { sign } from '../sandbox/signature';

/** What one delivery came to. */
export interface Delivered {
	eventId: string;
	status: number;
	/** Whether the trigger says that it has started an execution. */
	started: boolean;
	/** From the request to its answer. */
	ms: number;
}

/** Delivers an event, signed as BVNK signs: a customer is verified. */
export async function deliver(url: string, secret: string, eventId: string): Promise<Delivered> {
	const body = JSON.stringify({
		event: 'bvnk:platform:customer:status-change',
		eventId,
		timestamp: '2026-10-01T10:00:00.123456789Z',
		data: { reference: randomUUID(), status: 'VERIFIED' },
	});
	const contentType = 'application/json';
	const signature = sign('current', secret, { url, contentType, body });
	const begun = performance.now();
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': contentType, 'x-signature': signature },
		body,
	});
	const text = await response.text();
	const ms = performance.now() - begun;
	return { eventId, status: response.status, started: text.includes('"started":true'), ms };
}

/** Runs jobs, at most so many at the same time. */
export async function atOnce(most: number, jobs: Array<() => Promise<unknown>>): Promise<void> {
	const rest = jobs.values();
	const worker = async () => {
		for (const job of rest) await job();
	};
	await Promise.all(Array.from({ length: most }, worker));
}

// Calls of v2 for tests that speak to the embedded BVNK without the node under test.
import { randomUUID } from 'node:crypto';
import { call, type CallAnswer, type Target } from '../client';
import type { Action } from './requirements';

/** What an answer may have; which members are there depends on the request. */
export interface AnswerV2 {
	id: string;
	reference: string;
	status: string;
	model: string;
	name: string;
	signingUrl: string;
	agreements: AnswerV2[];
	declinable: boolean;
	downloadUrl: string;
	authenticatedLink?: { link: string; expiresAt: string };
	requiredActions: Action[];
	individual: Record<string, unknown>;
	company: Record<string, unknown> & { associates: AnswerV2[] };
	types: string[];
	entity: Record<string, unknown>;
	validationStatus: string;
	content: AnswerV2[];
	error?: { code: string; message: string };
	totalElements: number;
	hasNext: boolean;
	pageable: { pageNumber: number; pageSize: number };
	code: string;
	details: { errors: Record<string, string> };
	traceId: string;
}

/** A file to hand in, and what its entry of `metadata` says. */
export interface FileToSend {
	type: string;
	subType?: string;
	countryCode?: string;
	name?: string;
	content?: string;
}

type Answered = CallAnswer & { body: AnswerV2 };

/** Speaks v2 to a server: each POST gets an idempotency key, its own unless told. */
export function speaker(server: () => Target) {
	const ask = async (
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Answered> => {
		const answer = await call(server(), method, `/platform/v2${path}`, { body, headers });
		return { ...answer, body: answer.json as unknown as AnswerV2 };
	};
	const post = (path: string, body: unknown, key: string = randomUUID()) =>
		ask('POST', path, body, { 'idempotency-key': key });
	return {
		ask,
		post,
		get: (path: string) => ask('GET', path),
		patch: (path: string, body: unknown) => ask('PATCH', path, body),
		/** Hands files in, with `metadata` in their order. */
		upload: (path: string, files: FileToSend[], key?: string) => post(path, formOf(files), key),
	};
}

/** The parts of an upload. */
export function formOf(files: FileToSend[]): FormData {
	const form = new FormData();
	const metadata = files.map(({ content: _, ...entry }) => entry);
	form.append('metadata', new Blob([JSON.stringify(metadata)], { type: 'application/json' }));
	for (const { content = 'invented', name = 'file.pdf' } of files) {
		form.append('files', new Blob([content], { type: 'application/pdf' }), name);
	}
	return form;
}

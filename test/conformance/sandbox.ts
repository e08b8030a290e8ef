// What the probes of `npm run conformance` share: BVNK's sandbox, and what is created there.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject } from '../../nodes/shared/check/groups';
import { readProblem } from '../../nodes/BvnkOnboarding/api/errors';
import { call, type CallAnswer, type CallOptions, type Target } from '../sandbox/client';
import { individualBody } from '../sandbox/data';
import { individualBodyV2 } from '../sandbox/v2/data';

export const CUSTOMERS = '/platform/v1/customers';
const SESSIONS = `${CUSTOMERS}/agreement/sessions`;
export const V2_CUSTOMERS = '/platform/v2/customers';
export const V2_AGREEMENTS = '/platform/v2/agreements';

/**
 * BVNK's sandbox, and what the probes leave in it: one invented person by v1, one by v2, and one set of agreements
 * of a prospect who never becomes a customer.
 */
export class Sandbox {
	private person?: Promise<Created>;
	private personV2?: Promise<Created>;
	private agreements?: Promise<Created>;

	constructor(
		private readonly target: Target,
		/** Where the person lives: BVNK makes sessions for the countries of the account's entity only. */
		private readonly countryCode: string,
		/** Between two reads of what comes late, in ms. */
		private readonly pauseMs = 1_000,
	) {}

	/** One signed call. What writes carries an idempotency key. */
	async send(method: string, path: string, options: CallOptions = {}): Promise<CallAnswer> {
		const keys: Record<string, string> =
			method === 'POST' ? { [keyHeader(path)]: randomUUID() } : {};
		const headers = { ...keys, ...options.headers };
		return await call(this.target, method, path, { ...options, headers });
	}

	/** Whoever was created first, and how: by a session that was signed for the person. */
	async created() {
		return await (this.person ??= this.create());
	}

	/** The reference of the person that was created. */
	async reference(): Promise<string> {
		return (await this.created()).answer.json.reference;
	}

	/** The person that was created by v2, and how. */
	async createdV2() {
		const body = { ...individualBodyV2(1), reference: newReference() };
		return await (this.personV2 ??= this.post(V2_CUSTOMERS, body, 'create a person by v2'));
	}

	/** BVNK's ID of it. */
	async idV2(): Promise<string> {
		return idIn((await this.createdV2()).answer);
	}

	/** The agreements of a prospect, and how they were made. */
	async prospect() {
		const body = {
			reference: newReference(),
			useCase: 'FIAT',
			customerType: 'INDIVIDUAL',
			countryCode: this.countryCode,
		};
		return await (this.agreements ??= this.post(V2_AGREEMENTS, body, 'make agreements'));
	}

	/** Reads until something is there, ten times at most; undefined where it does not come. */
	async eventually<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
		for (let reads = 1; ; reads++) {
			const seen = await read();
			if (seen !== undefined || reads === 10) return seen;
			await sleep(this.pauseMs);
		}
	}

	private async post(path: string, body: object, what: string): Promise<Created> {
		const key = randomUUID();
		const headers = { [keyHeader(path)]: key };
		return {
			body,
			key,
			answer: expectDone(await this.send('POST', path, { body, headers }), what),
		};
	}

	private async create() {
		const session = await this.send('POST', SESSIONS, {
			body: {
				customerType: 'INDIVIDUAL',
				countryCode: this.countryCode,
				useCase: 'STABLECOIN_PAYOUTS',
			},
		});
		const { reference } = expectDone(session, 'make an agreement session').json;
		const signed = { status: 'SIGNED', ipAddress: '203.0.113.10' };
		expectDone(
			await this.send('PUT', `${SESSIONS}/${reference}`, { body: signed }),
			'sign the agreement session',
		);
		const body = {
			...individualBody(1),
			externalReference: newReference(),
			signedAgreementSessionReference: reference,
		};
		return await this.post(CUSTOMERS, body, 'create a person');
	}
}

/** What was sent, under which key, and what BVNK answered. */
interface Created {
	body: object;
	key: string;
	answer: CallAnswer;
}

/** The header in which BVNK looks for an idempotency key. */
export const keyHeader = (path: string) =>
	path.startsWith('/platform/v2/') ? 'Idempotency-Key' : 'X-Idempotency-Key';

/** A reference that nobody else has. */
const newReference = () => `conformance-${randomUUID().slice(0, 8)}`;

/** BVNK's ID in an answer; empty where it gives none. */
export function idIn({ json }: CallAnswer): string {
	const { id } = Object(json) as { id?: unknown };
	return typeof id === 'string' ? id : '';
}

function expectDone(answer: CallAnswer, what: string): CallAnswer {
	if (isDone(answer)) return answer;
	const { code, message } = readProblem(answer.json);
	const words = [code, message].filter(Boolean).join(' ');
	throw new Error(`could not ${what}: HTTP ${answer.status} ${words}`.trim());
}

/** Whether BVNK did what was asked. */
export const isDone = ({ status }: CallAnswer) => status >= 200 && status < 300;

/** The rows of a page. */
export function rowsOf(json: unknown): Array<Record<string, unknown>> {
	const content: unknown = isObject(json) ? (json as { content?: unknown }).content : undefined;
	return Array.isArray(content) ? content.filter(isObject) : [];
}

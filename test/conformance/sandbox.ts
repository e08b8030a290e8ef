// What the probes of `npm run conformance` share: BVNK's sandbox, and what is created there.

import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject } from '../../nodes/shared/check/groups';
import { jsonPart, multipart } from '../../nodes/shared/http/multipart';
import { industriesAnswer, monthlyVolumesAnswer } from '../../nodes/BvnkOnboarding/api/answers';
import { readProblem } from '../../nodes/BvnkOnboarding/api/errors';
import { flatIndustries } from '../../nodes/BvnkOnboarding/output/referenceData';
import { call, type CallAnswer, type CallOptions, type Target } from '../sandbox/client';
import { companyBody, individualBody } from '../sandbox/data';
import { companyBodyV2, individualBodyV2 } from '../sandbox/v2/data';
import { untold, type Seen } from '../tools/conformance/probes';

export const CUSTOMERS = '/platform/v1/customers';
const SESSIONS = `${CUSTOMERS}/agreement/sessions`;
const INDUSTRIES = '/platform/v1/accounts/industries';
export const VOLUMES = '/platform/v1/accounts/monthly-expected-volumes';
export const V2_CUSTOMERS = '/platform/v2/customers';
export const V2_AGREEMENTS = '/platform/v2/agreements';

/** A file of a few letters, which counts as a PDF. */
const PDF = '%PDF-1.4\n% invented, for a conformance test\n%%EOF\n';

/**
 * BVNK's sandbox, and what the probes leave in it: an invented person and company by v1, and by v2,
 * invented documents of the persons, and one set of agreements of a prospect who never becomes a customer.
 */
export class Sandbox {
	private person?: Promise<Created>;
	private company?: Promise<Created>;
	private personV2?: Promise<Created>;
	private companyV2?: Promise<Created>;
	private agreements?: Promise<Created>;
	private document?: Promise<CallAnswer>;
	private documentsV2?: Promise<CallAnswer>;

	constructor(
		private readonly target: Target,
		/** Where all of them live: BVNK makes sessions for the countries of the account's entity only. */
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
		return await (this.person ??= this.create('person'));
	}

	/** The company that was created by v1, once BVNK asks something of it: its path. */
	async companyPath(): Promise<string> {
		const { answer } = await (this.company ??= this.create('company'));
		const path = `${CUSTOMERS}/${answer.json.reference}`;
		await this.infoRequired(path);
		return path;
	}

	/** The reference of the person that was created. */
	async reference(): Promise<string> {
		return (await this.created()).answer.json.reference;
	}

	/** The person that was created by v2, and how. */
	async createdV2() {
		const body = { ...living(individualBodyV2, this.countryCode), reference: newReference() };
		return await (this.personV2 ??= this.post(V2_CUSTOMERS, body, 'create a person by v2'));
	}

	/** BVNK's ID of it. */
	async idV2(): Promise<string> {
		return idIn((await this.createdV2()).answer);
	}

	/** The company that was created by v2, and how; its answer may be a refusal. */
	async companyBy() {
		const body = { ...living(companyBodyV2, this.countryCode), reference: newReference() };
		return await (this.companyV2 ??= this.sendNew(V2_CUSTOMERS, body));
	}

	/** What v1 answered to a document of the person, once it may hand in documents. */
	async uploaded(): Promise<CallAnswer> {
		return await (this.document ??= this.upload());
	}

	/** What v2 answered to two documents of the person, in one call as the node makes it. */
	async uploadedV2(): Promise<CallAnswer> {
		return await (this.documentsV2 ??= this.uploadV2());
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
		const created = await this.sendNew(path, body);
		expectDone(created.answer, what);
		return created;
	}

	private async sendNew(path: string, body: object): Promise<Created> {
		const key = randomUUID();
		const headers = { [keyHeader(path)]: key };
		return { body, key, answer: await this.send('POST', path, { body, headers }) };
	}

	private async upload(): Promise<CallAnswer> {
		const path = `${CUSTOMERS}/${await this.reference()}`;
		await this.infoRequired(path);
		const content = Buffer.from(PDF).toString('base64');
		const { countryCode } = this;
		const body = [{ type: 'PASSPORT', name: 'passport.pdf', countryCode, content }];
		const answer = await this.send('POST', `${path}/documents`, { body });
		return expectDone(answer, 'upload a document');
	}

	private async uploadV2(): Promise<CallAnswer> {
		const { countryCode } = this;
		const types = ['PASSPORT', 'SELFIE'];
		const nameOf = (type: string) => `${type.toLowerCase()}.pdf`;
		const { content, contentType } = multipart([
			jsonPart(
				'metadata',
				types.map((type) => ({ type, name: nameOf(type), countryCode })),
			),
			...types.map((type) => ({
				name: 'files',
				fileName: nameOf(type),
				contentType: 'application/pdf',
				content: Buffer.from(PDF),
			})),
		]);
		const answer = await this.send('POST', `${V2_CUSTOMERS}/${await this.idV2()}/documents`, {
			body: content.toString(),
			headers: { 'content-type': contentType },
		});
		return expectDone(answer, 'upload documents by v2');
	}

	/** Waits for a customer of v1: a new one is PENDING for a moment, in which nothing is taken. */
	private async infoRequired(path: string): Promise<void> {
		await this.eventually(async () => {
			const { json } = await this.send('GET', path);
			return json?.status === 'INFO_REQUIRED' || undefined;
		});
	}

	private async create(what: 'person' | 'company'): Promise<Created> {
		const { countryCode } = this;
		const customerType = what === 'person' ? 'INDIVIDUAL' : 'COMPANY';
		const session = await this.send('POST', SESSIONS, {
			body: { customerType, countryCode, useCase: 'STABLECOIN_PAYOUTS' },
		});
		const { reference } = expectDone(session, 'make an agreement session').json;
		const signed = { status: 'SIGNED', ipAddress: '203.0.113.10' };
		expectDone(
			await this.send('PUT', `${SESSIONS}/${reference}`, { body: signed }),
			'sign the agreement session',
		);
		const body = {
			...(what === 'person' ? this.personBody() : await this.companyBody()),
			externalReference: newReference(),
			signedAgreementSessionReference: reference,
		};
		return await this.post(CUSTOMERS, body, `create a ${what}`);
	}

	/** The fields of a person are the same in both versions. */
	private personBody() {
		const { individual } = living(individualBodyV2, this.countryCode);
		return { ...individualBody(1), individual };
	}

	/** A company with one person in all roles, its industry and volume from the sandbox's own lists. */
	private async companyBody() {
		const industries = expectDone(await this.send('GET', INDUSTRIES), 'list the industries').json;
		const volumes = expectDone(await this.send('GET', VOLUMES), 'list the volumes').json;
		const { company, ...body } = living(companyBody, this.countryCode);
		const titles = ['BUSINESS_OWNER', 'DIRECTOR', 'REPRESENTATIVE'];
		return {
			...body,
			company: {
				...company,
				industryReference: flatIndustries(industriesAnswer.parse(industries))[0]?.reference,
				monthlyExpectedVolumesReference: monthlyVolumesAnswer.parse(volumes)[0]?.reference,
				associates: company.associates.map((associate) => ({ ...associate, titles })),
			},
		};
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

/** Members that hold a country, wherever they stand. */
const COUNTRIES = ['countryCode', 'taxResidenceCountryCode', 'nationality', 'birthCountryCode'];

/**
 * Somebody who lives in a country, another one in each run: BVNK may know those of earlier ones.
 *
 * @param make gives somebody else for each number; where none of them lives there, one is moved
 */
function living<Body extends object>(make: (index: number) => Body, countryCode: string): Body {
	const start = randomInt(1, 100_000);
	const several = Array.from({ length: 50 }, (_, index) => make(start + index));
	const there = `"countryCode":${JSON.stringify(countryCode)}`;
	const one = several.find((body) => JSON.stringify(body).includes(there)) ?? several[0];
	const moved = JSON.stringify(one, (name, value: unknown) =>
		COUNTRIES.includes(name) ? countryCode : value,
	);
	return JSON.parse(moved) as Body;
}

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
export const isDone = ({ status }: Pick<CallAnswer, 'status'>) => status >= 200 && status < 300;

/**
 * How old a signature may be, and how far from the future.
 *
 * @param path of a list
 */
export async function ageOfSignatures(bvnk: Sandbox, path: string): Promise<Seen> {
	const signed = async (seconds: number) => {
		const timestamp = Math.floor(Date.now() / 1000) + seconds;
		return (await bvnk.send('GET', `${path}?page=0&size=1`, { timestamp })).status;
	};
	const [younger, older, ahead] = [await signed(-30), await signed(-90), await signed(90)];
	return {
		asAssumed: younger === 200 && older === 401 && ahead === 401,
		words: `answered ${younger} to a signature of 30 seconds ago, ${older} to one of 90, and ${ahead} to one of 90 seconds ahead`,
	};
}

/**
 * Whether a reference may have 36 characters, and no more.
 *
 * @param create tries to create somebody of that reference who lacks so much that BVNK refuses
 */
export async function longestReference(
	field: string,
	create: (reference: string) => Promise<CallAnswer>,
): Promise<Seen> {
	const refuses = async (length: number) => {
		const { json } = await create(`conformance-${randomUUID()}`.slice(0, length));
		return readProblem(json).findings.some((finding) => finding.field === field);
	};
	if (await refuses(36)) return { asAssumed: false, words: 'refused one of 36 characters' };
	if (await refuses(37)) return { asAssumed: true, words: 'refused one of 37 characters' };
	return untold('named none of 37 characters beside what else was missing');
}

/** The rows of a page. */
export function rowsOf(json: unknown): Array<Record<string, unknown>> {
	const content: unknown = isObject(json) ? (json as { content?: unknown }).content : undefined;
	return Array.isArray(content) ? content.filter(isObject) : [];
}

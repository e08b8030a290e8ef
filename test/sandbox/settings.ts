// What a test may choose about the embedded BVNK: settings that change at run time, and options
// that are fixed at the start.
import type { WebhookSettings, WebhookStart } from '../tools/server/webhooks';

/** Settings of the running server; a test may write to `sandbox.settings` at any moment. */
export interface SandboxSettings extends WebhookSettings {
	/** Milliseconds every signed request waits before the server acts. */
	delayMs: number;
	/** How far the server's clock is ahead of the real one, in milliseconds (negative: behind). */
	clockShiftMs: number;
	/** False: `PATCH` on a customer answers 405, so that a client has to fall back to `PUT`. */
	patchAllowed: boolean;
	/** Body of a successful update. BVNK documents none, so the empty one is the default. */
	updateAnswer: 'empty' | 'customer';
	/** Shape of the customer list; all three have been seen in BVNK's material. */
	envelope: 'page' | 'pagedModel' | 'v2';
	/** Largest page; a larger `size` is capped to it. */
	maxSize: number;
	/** True: the list leaves out totals, `last` and `hasNext`. */
	omitTotals: boolean;
	/** Addresses on the key's allow list; other callers get 403. Undefined: any address. */
	authorisedIps: string[] | undefined;
	/** Milliseconds between two statuses. Undefined: a status moves on when a customer is read. */
	stepMs: number | undefined;
	/** Reads that one status lasts, when `stepMs` is undefined. */
	readsPerStep: number;
	/** True: customers in INFO_REQUIRED supply what is missing by themselves. */
	autoSatisfy: boolean;
	/** True: a create needs an agreement session that exists, is SIGNED, unused and not expired. */
	strictSessions: boolean;
	/** False: the server takes no notice of idempotency keys, so that a repeat is a new request. */
	idempotencyKeys: boolean;
	/**
	 * False: an agreement session or an external reference may be used for any number of customers, so
	 * that nothing but idempotency keys keeps a customer one.
	 */
	uniqueReferences: boolean;
	/** Milliseconds from the start of an agreement session until it expires; BVNK's is about a year. */
	sessionLifetimeMs: number;
	/**
	 * How a company's info-required tells what is missing of its associates. BVNK does not document it:
	 * not at all, so that only their verification links tell; among the company's documents, each with a
	 * `customerPersonReference`; or in a list `associates` of its own.
	 */
	associateInfo: 'none' | 'documents' | 'associates';
	/** Body of a successful upload. BVNK documents none; `references` is what Get and Delete need. */
	uploadAnswer: 'references' | 'empty';
	/** True: a change of status of the first version's customers is told under v2's names as well. */
	newEventNames: boolean;
	/** v2: what a replay is answered. Not known of BVNK: the first answer once more, or "already exists". */
	replayAnswer: 'same' | 400 | 409;
	/** v2: the status that says that a reference is used already, of a customer; of agreements it is 409. */
	duplicateStatus: 400 | 409;
	/** v2: true: lists answer their first page, whichever was asked for. */
	ignorePages: boolean;
	/** v2: how many agreements a customer has to answer; of several, the last may be declined. */
	agreementCount: number;
	/** v2: milliseconds until a customer's link is there. Undefined: it comes with the second read. */
	linkDelayMs: number | undefined;
	/** v2: milliseconds from an answer until the link in it ends. */
	linkLifetimeMs: number;
	/** True: verification links lead to this server, so that they can be opened; else nowhere. */
	ownLinks: boolean;
}

/** Choices that are fixed when the server starts. */
export interface SandboxStart extends WebhookStart {
	/** 0 picks a free port. */
	port: number;
	/** A loopback address; others are refused. */
	host: string;
	hawkId: string;
	hawkKey: string;
	webhookSecret: string;
	/** Number of generated customers that exist from the start. */
	customers: number;
	/** The same seed gives the same generated customers, and the same order of shuffled webhooks. */
	seed: number;
}

export type SandboxOptions = SandboxSettings & SandboxStart;

/** What holds where a test chooses nothing. The key and secret are those of the published vectors. */
export const DEFAULT_OPTIONS: SandboxOptions = {
	delayMs: 0,
	clockShiftMs: 0,
	patchAllowed: true,
	updateAnswer: 'empty',
	envelope: 'page',
	maxSize: 100,
	omitTotals: false,
	authorisedIps: undefined,
	stepMs: undefined,
	readsPerStep: 1,
	autoSatisfy: false,
	strictSessions: true,
	idempotencyKeys: true,
	uniqueReferences: true,
	sessionLifetimeMs: 365 * 24 * 3600 * 1000,
	associateInfo: 'none',
	uploadAnswer: 'references',
	newEventNames: false,
	replayAnswer: 'same',
	duplicateStatus: 409,
	ignorePages: false,
	agreementCount: 2,
	linkDelayMs: undefined,
	linkLifetimeMs: 3600 * 1000,
	ownLinks: false,
	// BVNK tries up to 100 times, waits 10 s for an answer, and minutes, up to 15, before it tries again
	webhookRetryFirstMs: 50,
	webhookRetryCapMs: 1_000,
	webhookMaxAttempts: 100,
	webhookTimeoutMs: 10_000,
	webhookCopies: 1,
	webhookShuffle: false,
	port: 0,
	host: '127.0.0.1',
	hawkId: 'hawk-id-EXAMPLE-0001',
	hawkKey: 'hawk-secret-key-EXAMPLE-0001',
	webhookSecret: 'whsec-EXAMPLE-0001',
	webhookUrls: [],
	customers: 0,
	seed: 1,
};

// All that the shared floor ever learns of a vendor: one object of this type.

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Answer } from './http/call';
import type { RetryPolicy } from './http/retry';

/** What an API said was wrong: its words, its code, its trace for support, and which field. */
export interface Problem {
	message?: string;
	code?: string;
	traceId?: string;
	/** `field` as the API spells it, with dots between levels; undefined where it names none. */
	findings: Array<{ field?: string; text: string }>;
}

/** Why a call did not work, as far as status and form of the answer tell. */
export type Cause =
	| 'badData'
	| 'blocked'
	| 'notAccepted'
	| 'notAllowed'
	| 'notFound'
	| 'redirect'
	| 'refused'
	| 'tooManyRequests'
	| 'unavailable'
	| 'webPage';

/** Words for a person. */
export interface Advice {
	/** What happened, without a full stop. */
	message: string;
	/** What to do, in whole sentences; empty where there is nothing to add. */
	hint: string;
}

/** What is known of a call that did not work. */
export interface Failure {
	answer: Answer;
	/** What the call's path leads to. */
	thing: string;
	/** The call's method: a read changes nothing at the API. */
	method: string;
	problem: Problem;
	/** By how many seconds this machine's clock is ahead of the API's; undefined where it is not known. */
	clockAhead: number | undefined;
}

/** How an API tells a repeated request from a new one. */
export interface Idempotency {
	/** The header that carries the key. */
	header: string;
	/** The UUID that automatic keys are made under. A change would turn every repeat into a new request. */
	namespace: string;
	/** Whether a text has the form that the API asks of a key. */
	isKey: (key: string) => boolean;
	/** That form in words that end a sentence: `a UUID`. */
	form: string;
	/**
	 * What a request is answered that comes again under its key: what it was answered first, or nobody
	 * knows. Then a refusal may be about a try of our own, whose answer was lost. `same` where it is left out.
	 */
	replay?: 'same' | 'unknown';
}

/** A vendor's API. */
export interface Api {
	/** As texts name it. */
	name: string;
	/** The credential type that signs the requests. */
	credential: string;
	/**
	 * The host that a credential talks to. Left out where no file is fetched from an address that the API gives.
	 *
	 * @throws UserError where the credential tells none
	 */
	originOf?: (credentials: ICredentialDataDecryptedObject) => URL;
	/** Left out where the API has no such keys. */
	idempotency?: Idempotency;
	/** Where it differs from the shared policy. */
	retry?: Partial<RetryPolicy>;
	/**
	 * True where n8n has to see a 401, so that it renews the credential's token and sends the request
	 * again. Right only where every write carries an idempotency key.
	 */
	renewsTokenOn401?: boolean;
	/** Takes a body out of the envelope that all answers of the API share. */
	open?: (body: unknown) => unknown;
	/**
	 * Whether the body of an answer with a good status says that the call did not work; left out where an API
	 * always says so by the status. It must bear any value.
	 */
	isRefusal?: (body: unknown) => boolean;
	/** Reads an error body. It must bear any value. */
	readProblem: (body: unknown) => Problem;
	/** The vendor's own words for a cause. Where it has none, the shared ones count. */
	advise?: (cause: Cause, failure: Failure) => Partial<Advice> | undefined;
	/** How far the machine's clock may be off before signatures are refused, in seconds; left out where it does not matter. */
	clockTolerance?: number;
}

// BVNK, as the shared floor knows a vendor: its names, its idempotency keys, and its words for what
// goes wrong.

import { bvnkStatusPage, originOf } from '../../../credentials/bvnk/hosts';
import type { Advice, Api, Cause, Failure } from '../../shared/api';
import { isUuid } from '../../shared/check/reference';
import { readProblem } from './errors';

/** The name of the credential type, as `credentials/` has it. */
export const CREDENTIAL = 'bvnkHawkApi';

/** What both generations of the Customers API share. */
export const bvnk = {
	name: 'BVNK',
	credential: CREDENTIAL,
	originOf,
	/** Hawk's reference server accepts a minute; BVNK does not say. */
	clockTolerance: 60,
	readProblem,
	advise,
};

/** Customers API v1. It answers a repeated key with what it answered first. */
export const bvnkV1: Api = {
	...bvnk,
	idempotency: {
		// v2 reads `Idempotency-Key` instead
		header: 'X-Idempotency-Key',
		namespace: '4f6ce0a6-4b34-5c1f-9d0e-6f2b8d1a7c55',
		isKey: isUuid,
		form: 'a UUID',
	},
};

function advise(cause: Cause, failure: Failure): Partial<Advice> | undefined {
	switch (cause) {
		case 'badData':
			return duplicateAdvice(failure);
		case 'blocked':
			return {
				message: "BVNK's network edge (CloudFront) blocked the request before it reached the API",
			};
		case 'notAccepted':
			return {
				message: 'BVNK did not accept the signature',
				hint: `${macAdvice(failure)}Open the credential and test it: the test tells a wrong ID or key, the key of another environment and a wrong clock apart.`,
			};
		case 'notAllowed':
			return {
				hint: "The key may lack the permission, this machine's address may not be among the key's allowed IP addresses (BVNK's portal, Integrations), or BVNK has not enabled embedded customers for your account.",
			};
		case 'notFound':
			return {
				hint: "Check the reference, and that the credential is of the environment in which it was made: sandbox and production share nothing. The reference is BVNK's own, not your external reference.",
			};
		case 'unavailable':
			return { hint: `See ${bvnkStatusPage}, or run it again later.` };
		default:
			return undefined;
	}
}

/** Whether Hawk's words for a refusal say that the id is known: the key is looked up by it before. */
export function isIdKnown({ problem: { message = '' } }: Failure): boolean {
	return /bad mac/i.test(message);
}

/** Hawk's words for a refusal say which half of the key pair is wrong. Empty, or it ends with a space. */
export function macAdvice(failure: Failure): string {
	if (isIdKnown(failure)) return 'BVNK knows the Hawk ID, so the Hawk Key is wrong. ';
	const isUnknown = /unknown credentials/i.test(failure.problem.message ?? '');
	return isUnknown ? 'BVNK does not know the Hawk ID. ' : '';
}

/** Whether a field that BVNK names is the idempotency key, however it spells it. */
export const isKeyField = (field = ''): boolean => /idempotency/i.test(field);

/** What BVNK says is taken: the external reference of a customer, a session, or an idempotency key. */
function duplicateAdvice({ problem, thing }: Failure): Partial<Advice> | undefined {
	const isTaken = (text: string) => /already (exists|assigned)|already been used/i.test(text);
	const taken = problem.findings.find(({ text }) => isTaken(text));
	const field = taken?.field ?? '';
	if (/externalReference$/i.test(field) && thing === 'customer') {
		return {
			hint: 'The customer has probably been created before: look for it with Get Many before you create another.',
		};
	}
	if (/session/i.test(field)) {
		return { hint: 'The session is used up: create another one, and let the customer sign it.' };
	}
	if (isKeyField(field)) {
		return {
			hint: 'BVNK has seen this idempotency key with other data. Nothing was done for this request.',
		};
	}
	return undefined;
}

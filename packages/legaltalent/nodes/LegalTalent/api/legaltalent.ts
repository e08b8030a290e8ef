// LegalTalent, as the shared floor knows a vendor: its name, how long it asks to wait, and its words for what
// goes wrong. It has no idempotency keys.

import type { Advice, Api, Cause, Failure } from '../../../../../nodes/shared/api';
import { RETRY } from '../../../../../nodes/shared/http/retry';
import { isRefusal, readProblem, secondsToWait } from './errors';

/** The name of the credential type, as `credentials/` has it. */
export const CREDENTIAL = 'legalTalentApi';

export const legalTalent: Api = {
	name: 'LegalTalent',
	credential: CREDENTIAL,
	retry: {
		waitAskedFor: (answer) => {
			const seconds = secondsToWait(answer.body);
			return seconds === undefined ? RETRY.waitAskedFor(answer) : seconds * 1000;
		},
	},
	isRefusal,
	readProblem,
	advise,
};

function advise(cause: Cause, failure: Failure): Partial<Advice> | undefined {
	switch (cause) {
		case 'notAccepted':
			return {
				message: 'LegalTalent did not accept the token',
				hint: 'Open the credential and test it. The ID token of a login ends after about an hour; an API key (sk_…) does not.',
			};
		case 'notAllowed':
			return {
				message: `LegalTalent does not allow this call (${failure.method}, ${failure.thing})`,
				hint: "The token's role lacks a permission: kyc:read to read, kyc:create to create. LegalTalent does not document the one for changing, deactivating or monitoring a customer: ask for it with this text. For monitoring it may be watchlist:run or watchlist:update.",
			};
		case 'notFound':
			return {
				hint: "Check the ID, and that the credential is of the environment in which it was made. It is LegalTalent's own ID, not your client ID.",
			};
		case 'tooManyRequests':
			return {
				hint: "LegalTalent takes 1,000 requests in 5 minutes from one IP address. Lower 'Concurrency' under Options, raise 'Max Tries', or run it again later.",
			};
		case 'refused':
			return refusedAdvice(failure);
		default:
			return undefined;
	}
}

function refusedAdvice({
	answer: { status },
	thing,
	method,
}: Failure): Partial<Advice> | undefined {
	if (status === 402) {
		return {
			message: 'LegalTalent wants to be paid first (status 402)',
			hint: 'The seats or credits of the account are used up.',
		};
	}
	if (status === 409 && method === 'POST' && thing === 'customer') {
		return {
			message: 'LegalTalent has a customer with this client ID already',
			hint: 'No second one was made. Find it with Customer › Get Many, or link sessions to it by its client ID.',
		};
	}
	return status < 300
		? { message: `LegalTalent refused the request, although its status is ${status}` }
		: undefined;
}

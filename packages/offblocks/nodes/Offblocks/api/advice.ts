// Offblocks' words for what went wrong, by status. Its bodies are probably empty, so these have to say it all.

import { VALID_S, BACKDATED_S } from '../../../credentials/offblocks/signature';
import type { Advice, Cause, Failure } from '../../../../../nodes/shared/api';
import { clockAdvice } from '../../../../../nodes/shared/http/causes';

/** Seconds between a clock that is noticed and one whose signatures are refused: a date has no fractions. */
const MARGIN_S = 5;

/** What is handed in when the owner of a wallet has signed: the name of a thing, as error texts have it. */
export const SIGNED = 'signed challenge';

/** What Offblocks' words for a bad signature have in common. One of them means a missing idempotency key. */
const isOfSignature = ({ problem: { message } }: Failure) => !message || /signature/i.test(message);

/** What to tell a person, where the shared words do not know Offblocks. */
export function advise(cause: Cause, failure: Failure): Partial<Advice> | undefined {
	switch (cause) {
		case 'badData':
			return failure.answer.status === 422 ? usedKey : badRequest(failure);
		case 'notAccepted':
			return {
				message: 'Offblocks did not accept the credential, although a new token was fetched',
				hint: 'Open the credential and test it: the test tells key and secret, signing key id, private key and clock apart.',
			};
		case 'notFound':
			return {
				message: `Offblocks knows no such ${missing(failure)}`,
				hint: "Check the id, and that the credential is of the environment in which it was made. It is Offblocks' own id, not your external id.",
			};
		case 'refused':
			return failure.answer.status === 409 ? conflict(failure) : undefined;
		case 'unavailable':
			return failure.method === 'GET' && failure.answer.status === 500
				? {
						hint: 'Offblocks may answer so where the id does not exist: check it. Otherwise run it again later.',
					}
				: undefined;
		default:
			return undefined;
	}
}

/** Whose path leads to what is made, listed or handed in: a 404 is about the owner. */
const OWNERS: Record<string, string> = {
	account: 'customer',
	card: 'account',
	'list of accounts': 'customer',
	'list of cards': 'account',
	[SIGNED]: 'customer or account',
};

function missing({ thing, method }: Failure): string {
	const isOfOwner = method === 'POST' || thing.startsWith('list of ');
	return (isOfOwner ? OWNERS[thing] : undefined) ?? thing;
}

const usedKey: Partial<Advice> = {
	message: 'Offblocks has seen the idempotency key with other data within the hour',
	hint: 'Nothing was done for this request. Give another key, or set Idempotency Key to Automatic.',
};

function badRequest(failure: Failure): Partial<Advice> {
	const values = valuesWords(failure);
	return {
		message: 'Offblocks did not take the request',
		hint: isOfSignature(failure)
			? `${clockWords(failure.clockAhead)}${values}Where all items fail, it is the signature: open the credential and test it, which tells signing key id, private key and clock apart.`
			: `${values}Then run it again.`,
	};
}

function valuesWords({ thing, method }: Failure): string {
	if (thing === SIGNED) {
		return 'The signature may not be that of the challenge and the owner. Offblocks then makes a new challenge: get it with Get Challenge, and let the owner sign that one. ';
	}
	return ['PATCH', 'DELETE'].includes(method)
		? `The ${thing}'s present status may not allow it: read it with Get. `
		: 'Check the values of the item. ';
}

/** Says so where the clock makes signatures bad. They are dated back a little, and hold five minutes. */
export function clockWords(ahead = 0): string {
	const clockTolerance = ahead > 0 ? BACKDATED_S + MARGIN_S : VALID_S - BACKDATED_S - MARGIN_S;
	const words = clockAdvice({ name: 'Offblocks', clockTolerance }, ahead);
	return words && `${words} `;
}

/** A 409 says one of three things, by what was asked for; or that the same request is still in work. */
function conflict({ thing, method }: Failure): Partial<Advice> {
	const inWork =
		'It may also be that the same request, with the same idempotency key, is still in work: then wait a minute, and read it before you send it again.';
	if (thing === SIGNED) {
		return {
			message: 'Offblocks says that this challenge has been signed already',
			hint: `Read the customer or the account: its status tells. ${inWork}`,
		};
	}
	if (method === 'POST') {
		return {
			message: `Offblocks says that this ${thing} exists already`,
			hint: `Look for it with Get Many. A customer who was rejected is not let in again. ${inWork}`,
		};
	}
	return {
		message: `Offblocks does not allow this from the ${thing}'s present status`,
		hint: `Read the ${thing} with Get: its status tells what is possible. ${inWork}`,
	};
}

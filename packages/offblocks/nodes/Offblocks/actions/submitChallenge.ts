// Hands in what the owner of a wallet has signed. The node holds no wallet's key.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../../../nodes/shared/body/body';
import { inputError } from '../../../../../nodes/shared/check/findings';
import type { Reference } from '../../../../../nodes/shared/check/reference';
import { parameter, setting, valuesOf } from '../../../../../nodes/shared/form/read';
import type { Call } from '../../../../../nodes/shared/http/call';
import { keyOfBody } from '../../../../../nodes/shared/node/idempotencyKey';
import {
	writing,
	type Item,
	type WriteOperation,
} from '../../../../../nodes/shared/node/operation';
import { OPTIONS } from '../../../../../nodes/shared/node/options';
import { encodedSignature, signatureEncodingField, signedFields } from '../bodies/challenge';
import { ownTexts } from '../bodies/personal';
import { isExpired } from '../output/challenge';
import type { Locator } from './locators';

const IF_REPEATED =
	'Running it again is safe: Offblocks answers the same, or that the challenge has been signed already.';

/** The operation for a customer's challenge, and for an account's. */
export function submitChallengeOperation(
	thing: 'customer' | 'account',
	locator: Locator,
	call: (of: Reference, body: IDataObject) => Call,
): WriteOperation {
	return writing({
		value: 'submitChallenge',
		name: 'Submit Challenge',
		action: `Submit signed challenge of ${thing}`,
		description: "Hand in the challenge that the owner's wallet has signed",
		kind: 'write',
		ifRepeated: IF_REPEATED,
		fields: [locator, ...signedFields],
		options: [signatureEncodingField],
		prepare(item) {
			const id = setting(item, locator);
			const body = checkedBody(item, signedFields, valuesOf(item, signedFields), 'form');
			checkAge(item, body.challenge as string, thing);
			const encoding = setting(item, signatureEncodingField, OPTIONS);
			const sent = { ...body, signature: encodedSignature(body.signature as string, encoding) };
			return { id, body: sent, key: keyOfBody(item, [locator.name, id, sent]) };
		},
		async send(item, { id, body, key }) {
			await item.client.call(call(id, body), {
				// as it was given, too: an API may quote the digits
				personal: () => [...ownTexts(signedFields, body), givenSignature(item)],
				idempotencyKey: key,
				ifRepeated: IF_REPEATED,
			});
			return [{ success: true, [locator.name]: id }];
		},
	});
}

const givenSignature = (item: Item): string => {
	const given = parameter(item, 'signature');
	return typeof given === 'string' ? given : '';
};

function checkAge(item: Item, challenge: string, thing: string): void {
	if (!isExpired(challenge)) return;
	throw inputError(item, [
		{
			field: 'Challenge',
			problem: 'has expired: it holds an hour',
			hint: `Get a new one with Get Challenge of the ${thing}, and let its owner sign that.`,
		},
	]);
}

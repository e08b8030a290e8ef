// Signs or declines an agreement session on behalf of the customer, who has read the agreements elsewhere.

import { environmentOf } from '../../../../credentials/bvnk/hosts';
import { checkedBody } from '../../../shared/body/body';
import { personalIn } from '../../../shared/body/personal';
import { isOfExamples, notPublicBecause } from '../../../shared/check/addresses';
import { toggle } from '../../../shared/check/checks';
import { givenError, inputError } from '../../../shared/check/findings';
import { field } from '../../../shared/form/field';
import { noticeField } from '../../../shared/form/fields';
import { isPlainObject } from '../../../shared/form/json';
import { shortened } from '../../../shared/form/lists';
import { setting, valuesOf } from '../../../shared/form/read';
import { credentialOfItem } from '../../../shared/http/context';
import { writing, type Item, type WriteOperation } from '../../../shared/node/operation';
import { includeInputField, OPTIONS, outputOf } from '../../../shared/node/options';
import { CREDENTIAL } from '../../api/bvnk';
import { v1 } from '../../api/v1';
import { answerFields, ipAddressField } from '../../bodies/agreementSession';
import { claimSession, sessionLocator } from './session';

const forWhom = noticeField(
	'forWhom',
	'Only where you have shown the agreements to the customer yourself: this records the customer’s answer at BVNK, and cannot be taken back. Otherwise send the customer hostedUrl of Create, and use Wait for Signature.',
);

const allowPrivateAddressField = field({
	displayName: 'Allow Private IP Address',
	name: 'allowPrivateIpAddress',
	type: 'boolean',
	default: false,
	description:
		'Whether to accept an address that no customer has on the internet, to try things out. Not with a credential of production.',
	check: toggle(),
	personal: false,
});

const ANSWERS_FOR_ANOTHER =
	'Only where this workflow has itself shown the agreements, and knows the IP address of the customer. Else send the customer hostedUrl of Agreement Session Create.';

/** An operation that sets the session's status; the two differ in nothing else. */
function answerOperation(
	status: 'SIGNED' | 'DECLINED',
	names: Pick<WriteOperation, 'value' | 'name' | 'action' | 'description' | 'builderHint'>,
): WriteOperation {
	return writing({
		...names,
		kind: 'write',
		fields: [forWhom, sessionLocator, ...answerFields],
		options: [allowPrivateAddressField, includeInputField],
		async prepare(item) {
			const reference = setting(item, sessionLocator);
			const given = valuesOf(item, answerFields);
			const body = checkedBody(item, answerFields, { status, ...given }, 'form');
			claimSession(item, reference, JSON.stringify(body));
			await checkAddress(item, body.ipAddress as string);
			return { reference, body, output: outputOf(item) };
		},
		async send(item, { reference, body, output }) {
			const answered = await item.client.call(v1.answerSession(reference, body), {
				personal: () => personalIn(answerFields, body),
			});
			const said = isPlainObject(answered.body) ? answered.body.status : undefined;
			if (typeof said === 'string' && said.toUpperCase() !== status) {
				throw givenError(
					item,
					`BVNK answered that the session is ${shortened(said)}, and not ${status}`,
					'Read it with Agreement Session › Get before you go on.',
				);
			}
			return [output({ reference, status })];
		},
	});
}

/**
 * An address that nobody has on the internet proves no consent, and is usually the server's own by
 * oversight. Those of documentation are what people try things out with: they pass outside production.
 */
async function checkAddress(item: Item, address: string): Promise<void> {
	const reason = notPublicBecause(address);
	if (!reason) return;
	const credential = await credentialOfItem(item, CREDENTIAL);
	const isProduction = environmentOf(credential) === 'production';
	const isAllowed = isOfExamples(address) || setting(item, allowPrivateAddressField, OPTIONS);
	if (isAllowed && !isProduction) return;
	throw inputError(item, [
		{
			field: ipAddressField.displayName,
			problem: 'must be one that a customer can have on the internet',
			hint: `It is ${reason}. BVNK asks for the address from which the customer agreed.${isProduction ? '' : ` To try things out, switch '${allowPrivateAddressField.displayName}' on under Options.`}`,
		},
	]);
}

export const decline = answerOperation('DECLINED', {
	value: 'decline',
	name: 'Decline',
	action: 'Decline agreement session',
	description: 'Record that the customer does not agree',
	builderHint: ANSWERS_FOR_ANOTHER,
});

export const sign = answerOperation('SIGNED', {
	value: 'sign',
	name: 'Sign',
	action: 'Sign agreement session',
	description: 'Record that the customer has read the agreements and agrees',
	builderHint: ANSWERS_FOR_ANOTHER,
});

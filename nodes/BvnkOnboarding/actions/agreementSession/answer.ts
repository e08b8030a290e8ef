// Signs or declines an agreement session on behalf of the customer, who has read the agreements elsewhere.

import { checkedBody } from '../../../shared/body/body';
import { personalIn } from '../../../shared/body/personal';
import { isPublicAddress } from '../../../shared/check/addresses';
import { setting, valuesOf } from '../../../shared/form/read';
import { writing, type WriteOperation } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';
import { answerFields } from '../../bodies/agreementSession';
import { sessionLocator } from './session';

/** An operation that sets the session's status; both are alike but for that. */
function answering(
	status: 'SIGNED' | 'DECLINED',
	names: Pick<WriteOperation, 'value' | 'name' | 'action' | 'description'>,
): WriteOperation {
	return writing({
		...names,
		kind: 'write',
		fields: [sessionLocator, ...answerFields],
		prepare(item) {
			const reference = setting(item, sessionLocator);
			const given = valuesOf(item, answerFields);
			const body = checkedBody(item, answerFields, { status, ...given }, 'form');
			if (!isPublicAddress(body.ipAddress as string)) {
				item.remark(
					"'IP Address' is one of a private network or of this machine. BVNK asks for the address from which the customer agreed.",
				);
			}
			return { reference, body };
		},
		async send({ client }, { reference, body }) {
			await client.call(v1.answerSession(reference, body), {
				personal: () => personalIn(answerFields, body),
			});
			return [{ reference, status }];
		},
	});
}

export const decline = answering('DECLINED', {
	value: 'decline',
	name: 'Decline',
	action: 'Decline agreement session',
	description: 'Record that the customer does not agree',
});

export const sign = answering('SIGNED', {
	value: 'sign',
	name: 'Sign',
	action: 'Sign agreement session',
	description: 'Record that the customer has read the agreements and agrees',
});

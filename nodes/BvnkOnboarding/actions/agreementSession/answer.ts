// Signs or declines an agreement session on behalf of the customer, who has read the agreements elsewhere.

import type { INodeProperties } from 'n8n-workflow';
import { answerSessionRequest, isPublicAddress } from '../../api/agreementSession';
import { endpoints } from '../../api/endpoints';
import { optionsField } from '../../fields/common';
import { sessionReferenceField } from '../../fields/reference';
import { checked, givenReference, parameter } from '../../../shared/form/read';
import { labelOfSpelling } from '../../../shared/form/labels';
import type { Call, Operation } from '../../../shared/node/operation';

const ipAddressField: INodeProperties = {
	displayName: 'IP Address',
	name: 'ipAddress',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 203.0.113.10',
	description: 'IP address from which the customer agreed, not that of this server',
};

/** An operation that sets the session's status; both are alike but for that. */
function answering(
	status: 'SIGNED' | 'DECLINED',
	names: Pick<Operation, 'value' | 'name' | 'action' | 'description'>,
): Operation {
	return {
		...names,
		fields: [sessionReferenceField, ipAddressField, optionsField({ concurrency: 1 })],
		concurrency: 1,
		async execute(call) {
			const reference = givenReference(call, 'sessionReference');
			const body = checked(call, answerSessionRequest, {
				status,
				ipAddress: parameter(call, 'ipAddress', ''),
			}) as { status: string; ipAddress: string };
			await call.client.send({
				method: 'PUT',
				path: endpoints.agreementSession(reference),
				body,
				labelOf: (field) => labelOfSpelling(field, call.fields),
			});
			if (!isPublicAddress(body.ipAddress)) warnOfAddress(call);
			return [{ reference, status }];
		},
	};
}

/** An address of a private network proves no consent, and is usually the server's own by oversight. */
function warnOfAddress({ context, itemIndex }: Call): void {
	if (!('addExecutionHints' in context)) return;
	context.addExecutionHints({
		message: `Item ${itemIndex}: 'IP Address' is one of a private network or of this machine. BVNK asks for the address from which the customer agreed.`,
		type: 'warning',
		location: 'outputPane',
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

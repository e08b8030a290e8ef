// What the operations on an agreement session share: which one it is, and what a workflow gets of it.

import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';
import { agreementsPage } from '../../../../credentials/bvnk/hosts';
import { inputError, rowOf } from '../../../shared/check/findings';
import { uuid } from '../../../shared/check/reference';
import { textField } from '../../../shared/form/fields';
import { credentialOfItem } from '../../../shared/http/context';
import type { Item } from '../../../shared/node/operation';
import type { sessionAnswer } from '../../api/answers';
import { CREDENTIAL } from '../../api/bvnk';

/** A session is typed or mapped: BVNK has no list of them. */
export const sessionLocator = textField({
	displayName: 'Session',
	name: 'sessionReference',
	required: true,
	placeholder: 'e.g. 5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10',
	description: 'Reference of the agreement session, as Create returns it',
	builderHint: {
		propertyHint:
			'The field reference of Agreement Session Create, or agreementSessionReference of the trigger.',
	},
	check: uuid('the reference that Agreement Session › Create gives'),
	personal: false,
});

/**
 * One session is one customer's.
 *
 * @param request tells requests of a run apart
 * @throws NodeOperationError when another item of the run has the session for another request
 */
export function claimSession(
	item: Item,
	session: string,
	request: string,
	field = sessionLocator.displayName,
): void {
	const other = item.claim(`session ${session.toLowerCase()}`, request);
	if (other === undefined) return;
	throw inputError(item, [
		{
			field,
			problem: `is the one of ${rowOf(other)} as well, which has other data`,
			hint: 'Each customer has a session of its own. Check which of the rows it belongs to.',
		},
	]);
}

/**
 * BVNK's answer about a session, with the address of the page on which it can be signed. The fields that a
 * workflow needs come first, because tables show fields in their order.
 */
export async function sessionOutput(
	item: Item,
	session: z.infer<typeof sessionAnswer>,
	redirectUri?: string,
): Promise<IDataObject> {
	const credential = await credentialOfItem(item, CREDENTIAL);
	const { reference, status, expiresOn, ...others } = session as IDataObject & {
		reference: string;
	};
	const own = { hostedUrl: agreementsPage(credential, reference, redirectUri) };
	return {
		reference,
		...(status === undefined ? {} : { status }),
		...own,
		...(expiresOn === undefined ? {} : { expiresOn }),
		...others,
		...own,
	};
}

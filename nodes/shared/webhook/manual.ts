// The life of a webhook that is registered by hand at the vendor.

import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { cleaned, unseenIn } from '../credential/fields';
import type { SecretField } from './secret';

/**
 * `create` of such a webhook: registers nothing, and refuses to go live where no signature could be checked.
 *
 * @throws NodeOperationError that has all in its message: n8n shows no more of a failed activation
 */
export async function manual(
	context: IHookFunctions,
	{ credential, name, label, copyIt }: SecretField,
): Promise<true> {
	const { [name]: secret } = await context.getCredentials(credential);
	const refuse = (why: string) =>
		new NodeOperationError(
			context.getNode(),
			`'${label}' of the credential ${why}. ${copyIt}, and paste it into '${label}'.`,
		);
	const clean = cleaned(secret);
	if (!clean) throw refuse('is empty, so no delivery could be told from a forged one');
	const found = unseenIn(clean);
	if (found) throw refuse(`holds ${found}, so no signature would fit`);
	return true;
}

// Whose a token is. n8n keeps one token for a credential, also where its fields are expressions that give
// another account for each item. A token of one account must not go with the signature of another.

import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { cleaned } from '../../../../nodes/shared/credential/fields';
import { originOf } from './hosts';

/** The field of the credential that says whose the kept token is. */
export const OWNER_FIELD = 'sessionOwner';

/** An account, as a text that tells nothing of its key. */
export function ownerOf(credentials: ICredentialDataDecryptedObject): string {
	const account = `${originOf(credentials).origin} ${cleaned(credentials.apiKey)}`;
	return createHash('sha256').update(account).digest('hex');
}

/** Whether the kept token is the account's own; one that says nothing of it counts as such. */
export function isOwn(credentials: ICredentialDataDecryptedObject): boolean {
	const owner = credentials[OWNER_FIELD];
	return !owner || owner === ownerOf(credentials);
}

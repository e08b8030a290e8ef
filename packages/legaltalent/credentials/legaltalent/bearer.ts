// Puts the token into requests for the credential's own host, and into no other.

import {
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	UserError,
} from 'n8n-workflow';
import { readFields } from '../../../../nodes/shared/credential/fields';
import type { RequestOptions } from '../../../../nodes/shared/credential/requestUrl';
import { signedFor } from '../../../../nodes/shared/credential/signed';
import { legalTalentHosts } from './hosts';

const FIELDS = {
	vendor: legalTalentHosts.vendor,
	labels: { apiToken: 'API Token' },
	source: 'LegalTalent',
};

/**
 * A request with the token (LegalTalent's API reference, Authentication).
 *
 * @param options as a node gave them to n8n; not changed
 * @throws UserError when the credential is incomplete, or the request is for another host
 */
export function sign(
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
): IHttpRequestOptions {
	return signedFor(legalTalentHosts, credentials, options, () => ({
		Authorization: `Bearer ${tokenOf(credentials)}`,
	}));
}

/** The token alone: the documentation shows it behind the word "Bearer", which is copied along. */
function tokenOf(credentials: ICredentialDataDecryptedObject): string {
	const token = readFields(credentials, FIELDS).apiToken.replace(/^Bearer\s+/i, '');
	if (/^[!-~]+$/.test(token)) return token;
	throw new UserError(
		'The API Token of the LegalTalent credential holds a blank, or a character that cannot be sent. Copy it again from LegalTalent, alone and in full.',
	);
}

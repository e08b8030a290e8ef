// The words of the credential's test that only LegalTalent's has: for a token that is not accepted, and for one
// that is, and whose role may not read. All others are those of error texts.

import { legalTalentHosts } from '../../../credentials/legaltalent/hosts';
import { sign } from '../../../credentials/legaltalent/bearer';
import { credentialTest, type Seen } from '../../../../../nodes/shared/credential/credentialTest';
import { kyc } from '../api/calls';
import { legalTalent } from '../api/legaltalent';

/**
 * Tests a LegalTalent credential by asking for customers, without a parameter that LegalTalent does not document.
 * The token goes to the credential's own host alone: the other environment is not asked.
 */
export const legalTalentApiTest = credentialTest({
	api: legalTalent,
	hosts: legalTalentHosts,
	call: kyc.customers({}),
	sign,
	secrets: ['apiToken', 'webhookSecret'],
	explain,
});

function explain({ cause, service }: Seen): string | undefined {
	switch (cause) {
		case 'notAccepted':
			return `${service} does not accept this API Token. Copy it again in full, and check Environment: a token of one may not work in the other. The ID token of a login ends after about an hour; an API key (sk_…) does not.`;
		case 'notAllowed':
			return `${service} accepts this API Token, but its role lacks the permission kyc:read. Ask LegalTalent for a token whose role has it.`;
		default:
			return undefined;
	}
}

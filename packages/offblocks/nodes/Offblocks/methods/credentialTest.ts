// The words of the credential's test that only Offblocks' has: which of key and secret, signing key id, private
// key and clock is wrong. All others are those of error texts.

import { offblocksHosts } from '../../../credentials/offblocks/hosts';
import { sign, signingKeyOf } from '../../../credentials/offblocks/signature';
import { tokenIn, tokenRequest } from '../../../credentials/offblocks/token';
import { credentialTest, type Seen } from '../../../../../nodes/shared/credential/credentialTest';
import { clockWords } from '../api/advice';
import { api, offblocks } from '../api/offblocks';

const TOKEN = 'token';

/**
 * Tests an Offblocks credential: a token for key and secret, then one signed call that changes nothing. What
 * cannot be right about the private key is told before anything is sent.
 */
export const offblocksApiTest = credentialTest({
	api: offblocks,
	hosts: offblocksHosts,
	call: api.chains(),
	login: {
		thing: TOKEN,
		request(data) {
			signingKeyOf(data);
			return tokenRequest(data);
		},
		fieldsIn: tokenIn,
	},
	sign,
	secrets: ['apiSecret', 'apiKey', 'privateKey'],
	explain,
});

function explain({ cause, failure, service }: Seen): string | undefined {
	const isRefused = cause === 'badData' || cause === 'notAccepted' || cause === 'notAllowed';
	if (!isRefused) return undefined;
	const clock = clockWords(failure.clockAhead);
	if (failure.thing === TOKEN) {
		return `${service} does not accept this API Key and API Secret. Check both, and that they are of this environment: those of sandbox and production may differ.`;
	}
	return cause === 'notAccepted'
		? `${service} accepts API Key and API Secret, and then not the token that it gave for them. Test again; if it stays, ask Offblocks whether the key was revoked or replaced.`
		: `${service} accepts API Key and API Secret, and not the signature. ${clock || 'The clock of this computer is right. '}Check that the Signing Key ID is the one under which you registered the public key, and that the Private Key belongs to that public key.`;
}

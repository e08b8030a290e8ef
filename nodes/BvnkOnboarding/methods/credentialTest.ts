// The words of the credential's test that only BVNK's has: for a key that is not accepted, and for one that
// is not let in. All others are those of error texts.

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { bvnk, environmentOf, environments } from '../../../credentials/bvnk/hosts';
import { sign } from '../../../credentials/bvnk/hawk';
import { credentialTest, type Seen } from '../../shared/credential/credentialTest';
import { clockAdvice } from '../../shared/http/causes';
import { bvnkV1, isIdKnown, macAdvice } from '../api/bvnk';
import { v1 } from '../api/v1';

/** A 401 is explained by half of what Hawk's reference server accepts already. */
const CLOCK_TOLERANCE_AFTER_401_S = 30;

/**
 * Tests a BVNK Hawk credential by asking for one customer.
 *
 * Where BVNK does not know the key, its other environment is asked the same, once: only the ID and a
 * signature travel there, not the key.
 */
export const bvnkHawkApiTest = credentialTest({
	api: bvnkV1,
	hosts: bvnk,
	call: v1.customers({ page: 0, size: 1 }),
	sign,
	secrets: ['hawkId', 'hawkKey'],
	explain,
});

async function explain(seen: Seen): Promise<string | undefined> {
	const { cause, failure, service, data } = seen;
	switch (cause) {
		case 'notAccepted': {
			const api = { ...bvnkV1, clockTolerance: CLOCK_TOLERANCE_AFTER_401_S };
			return (
				clockAdvice(api, failure.clockAhead) ||
				(await otherEnvironmentAdvice(seen)) ||
				`${service} does not accept this Hawk ID and Hawk Key. ${macAdvice(failure)}Copy both again in full from ${portalOf(data)}: Integrations, Generate API Key. The key is shown once only, so make a new one if it is lost.`
			);
		}
		case 'notAllowed':
			return (
				clockAdvice(bvnkV1, failure.clockAhead) ||
				`${service} knows this key, but does not let it in from here. Put the IP address that n8n goes out with on the key's list of allowed IP addresses in ${portalOf(data)}: Integrations. If it is there, ask BVNK whether the key may read customers.`
			);
		default:
			return undefined;
	}
}

/** Says so where the key is the other environment's. A custom base URL has no other one. */
async function otherEnvironmentAdvice({ data, failure, isAccepted }: Seen): Promise<string> {
	const own = environmentOf(data);
	if (!own || isIdKnown(failure)) return '';
	const other = own === 'sandbox' ? 'production' : 'sandbox';
	if (!(await isAccepted({ ...data, environment: other }))) return '';
	return `This key belongs to ${environments[other].name}, and the credential is set to ${environments[own].name}. Change Environment, or enter a key from ${environments[own].portal}.`;
}

function portalOf(data: ICredentialDataDecryptedObject): string {
	const environment = environmentOf(data);
	return environment ? environments[environment].portal : "BVNK's portal";
}

// What the test tooling is told of this package and of LegalTalent.

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import manifest from '../manifest.json';
import type { Sandbox } from './sandbox/server';

/** The package under test. */
export const PACKAGE = manifest.name;
/** The nodes as workflows name them. */
export const NODE_TYPE = `${PACKAGE}.legalTalent`;
export const TRIGGER_TYPE = `${PACKAGE}.legalTalentTrigger`;
/** The credential as workflows name it. */
export const CREDENTIAL_TYPE = 'legalTalentApi';

/** Where calls go: the embedded LegalTalent, or anything else with an address. */
export type Server = Pick<Sandbox, 'url' | 'credentials'>;

/** The fields of the credential that a server accepts, as a user would have saved them. */
export function credentialOf({ url, credentials }: Server): ICredentialDataDecryptedObject {
	return { environment: 'custom', baseUrl: url, ...credentials };
}

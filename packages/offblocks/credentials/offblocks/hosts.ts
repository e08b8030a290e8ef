// Offblocks' hosts, spelled here alone: which one a credential may talk to.

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import * as hosts from '../../../../nodes/shared/credential/hosts';
import type { Hosts } from '../../../../nodes/shared/credential/hosts';

/** Offblocks' two environments, as its published specification names them. */
export const environments = {
	sandbox: { name: "Offblocks' sandbox", origin: 'https://api.sandbox.offblocks.xyz' },
	production: { name: "Offblocks' production", origin: 'https://api.offblocks.xyz' },
} as const;

/** The name of an environment, as stored in the credential's field `environment`. */
export type EnvironmentName = keyof typeof environments;

/** What the shared frame of a credential knows of Offblocks. */
export const offblocksHosts: Hosts<EnvironmentName> = { vendor: 'Offblocks', environments };

/** What every path begins with. A signature covers it. */
export const ROOT = '/v1';

/** The environment that a credential is set to; undefined for a custom base URL. */
export const environmentOf = (credentials: ICredentialDataDecryptedObject) =>
	hosts.environmentOf(offblocksHosts, credentials);

/** The only origin that the credential signs requests for. */
export const originOf = (credentials: ICredentialDataDecryptedObject) =>
	hosts.originOf(offblocksHosts, credentials);

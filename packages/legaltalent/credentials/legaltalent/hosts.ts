// LegalTalent's hosts, spelled here alone: which one a credential may talk to.

import type { Hosts } from '../../../../nodes/shared/credential/hosts';

/** LegalTalent's two environments (its API reference, Introduction). No path carries a version. */
export const environments = {
	staging: { name: "LegalTalent's staging", origin: 'https://stg.kyc.legaltalent.ai' },
	production: { name: "LegalTalent's production", origin: 'https://kyc.legaltalent.ai' },
} as const;

/** What the shared frame of a credential knows of LegalTalent. */
export const legalTalentHosts: Hosts<keyof typeof environments> = {
	vendor: 'LegalTalent',
	environments,
};

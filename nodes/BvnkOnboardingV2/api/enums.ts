// The values that Customers API v2 lists, as far as they differ from v1's. They are offered and never
// enforced: BVNK extends them without notice.

/** Which contract a customer falls under. BVNK decides it; only `RELIANCE` is known to be sent. */
export const MODELS = [
	'CUSTOMER_VIRTUAL_ACCOUNTS',
	'DOUBLE_EMBEDDED',
	'EMBEDDED',
	'EMBEDDED_BVNK_MANAGED',
	'EMBEDDED_SELF_MANAGED',
	'RELIANCE',
];

/** v1 has `BUSINESS_OWNER` where v2 has `UBO`, an ultimate beneficial owner. */
export const ROLES = ['ACCOUNT_REPRESENTATIVE', 'DIRECTOR', 'SIGNATORY', 'UBO'];

/** Labels of roles that would read badly when made from the value. */
export const ROLE_LABELS = { UBO: 'Ultimate Beneficial Owner (UBO)' };

/** How a share is held. `INDIRECT` is inferred. */
export const OWNERSHIP_TYPES = ['DIRECT', 'INDIRECT'];

/** Bands that a public client sends. Those below are not known. */
export const MONTHLY_VOLUMES = ['FROM_100K_TO_1M', 'FROM_1M_TO_10M', 'ABOVE_10M'];

/** Where a company's money comes from, as a public client sends it. */
export const COMPANY_FUNDS = ['COMMERCIAL_ACTIVITIES', 'SALE_OF_ASSETS', 'SHAREHOLDER_CAPITAL'];

/** What a company uses its account for, as a public client sends it. */
export const COMPANY_USES = ['PAYROLL', 'SUPPLIER_VENDOR_PAYMENTS'];

/** What an answer to an agreement is called where it is sent, and as the agreement's status. */
export const ANSWERS = { ACCEPT: 'ACCEPTED', REJECT: 'REJECTED' } as const;
/** An answer to an agreement, as it is sent. */
export type AgreementAnswerType = keyof typeof ANSWERS;

/** The status of an agreement that nobody has answered. */
export const AGREEMENT_PENDING = 'PENDING';

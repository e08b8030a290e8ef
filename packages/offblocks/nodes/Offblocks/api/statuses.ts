// The statuses of customers, accounts and cards, as Offblocks' specification lists them.

/** In the order of a customer's life. */
export const CUSTOMER_STATUSES = [
	'initiating',
	'screening',
	'verifying',
	'active',
	'inactive',
	'rejected',
] as const;

export const ACCOUNT_STATUSES = [
	'initiating',
	'pending',
	'active',
	'inactive',
	'closed',
	'failed',
] as const;

export const CARD_STATUSES = [
	'issuing',
	'issue_failed',
	'active',
	'inactive',
	'blocked',
	'suspended',
	'terminated',
] as const;

/** The one that a customer never leaves: the person is not let in again either (Customer States). */
export const REJECTED = 'rejected';

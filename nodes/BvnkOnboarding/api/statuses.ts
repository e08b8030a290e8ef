// BVNK's customer statuses, old and new, and the five groups that a workflow can route on.

/** What a status means for a workflow, whichever generation of the API used it. */
export const STATUS_GROUPS = [
	'actionRequired',
	'pending',
	'rejected',
	'terminated',
	'verified',
] as const;
/** One of the five groups. */
export type StatusGroup = (typeof STATUS_GROUPS)[number];

const groups: Record<string, StatusGroup> = {
	VERIFIED: 'verified',
	COMPLETED: 'verified',
	APPROVED: 'verified',
	REJECTED: 'rejected',
	UNSUCCESSFUL: 'rejected',
	TERMINATED: 'terminated',
	INFO_REQUIRED: 'actionRequired',
	ACTIONS_REQUIRED: 'actionRequired',
	PENDING_AGREEMENTS: 'actionRequired',
	NOT_STARTED: 'actionRequired',
	PENDING: 'pending',
	PENDING_VERIFICATION: 'pending',
	VERIFICATION_PENDING: 'pending',
};

/** The statuses that v1 is documented to answer today, for lists to choose from. */
export const CURRENT_STATUSES = [
	'INFO_REQUIRED',
	'PENDING',
	'PENDING_AGREEMENTS',
	'REJECTED',
	'VERIFIED',
] as const;

/** Those of v2. A public client knows `NOT_STARTED` as well, which no page of BVNK's has. */
export const V2_STATUSES = [
	'ACTIONS_REQUIRED',
	'INFO_REQUIRED',
	'PENDING',
	'REJECTED',
	'TERMINATED',
	'VERIFIED',
] as const;

/**
 * The group of a raw status. A status that nobody has documented counts as `pending`:
 * BVNK adds values without notice, and none of them may stop a workflow.
 */
export function statusGroupOf(status: unknown): StatusGroup {
	const key = typeof status === 'string' ? status.trim().toUpperCase() : '';
	return Object.hasOwn(groups, key) ? groups[key]! : 'pending';
}

/** The groups behind which nothing more is to be done. */
export const DECIDED: ReadonlySet<StatusGroup> = new Set(['rejected', 'terminated', 'verified']);

/** The status of an agreement session that was signed. */
export const SESSION_SIGNED = 'SIGNED';

/** The statuses of a session that its customer has answered. Any other, also an unknown one, is no answer. */
export const SESSION_ANSWERED: readonly string[] = [SESSION_SIGNED, 'DECLINED'];

// Agreements of Customers API v2: working sets for prospects, and what becomes of each agreement.
import { createHash, randomUUID } from 'node:crypto';

const DAY_MS = 24 * 3600 * 1000;

/** One agreement that somebody has to answer. Times are ISO date-times. */
export interface Agreement {
	id: string;
	name: string;
	description: string;
	/** True: it may be rejected, and nothing is blocked. */
	declinable: boolean;
	status: 'PENDING' | 'ACCEPTED' | 'REJECTED';
	version: string;
	locale: string;
	createdAt: string;
	expiresAt: string;
	respondedAt?: string;
}

/** The agreements of one prospect, known by the partner's own reference. */
export interface WorkingSet {
	id: string;
	reference: string;
	useCase: string;
	customerType: 'COMPANY' | 'INDIVIDUAL';
	countryCode: string;
	agreements: Agreement[];
}

/** An action on an agreement, as the API names it. */
export type AgreementAction = 'ACCEPT' | 'REJECT';

/**
 * Agreements that nobody has answered yet. The last of several may be declined.
 *
 * @param now ms since 1970
 */
export function newAgreements(count: number, now: number): Agreement[] {
	return Array.from({ length: count }, (_, index) => {
		const declinable = count > 1 && index === count - 1;
		const name = declinable
			? 'Product news'
			: index === 0
				? 'Platform terms'
				: `Terms ${index + 1}`;
		return {
			id: randomUUID(),
			name,
			description: `Invented: ${name.toLowerCase()} for end customers`,
			declinable,
			status: 'PENDING',
			version: '3',
			locale: 'en',
			createdAt: new Date(now).toISOString(),
			expiresAt: new Date(now + 30 * DAY_MS).toISOString(),
		};
	});
}

/**
 * Why an agreement cannot be answered so; undefined where it can, or where it has been answered just so.
 *
 * @param now ms since 1970
 */
export function answerProblem(
	{ status, expiresAt }: Agreement,
	action: AgreementAction,
	now: number,
): string | undefined {
	if (status === STATUS_AFTER[action]) return undefined;
	if (status !== 'PENDING') return `Agreement is already ${status}`;
	return Date.parse(expiresAt) <= now ? 'Agreement has expired' : undefined;
}

/** The status that an action leads to. */
export const STATUS_AFTER = { ACCEPT: 'ACCEPTED', REJECT: 'REJECTED' } as const;

/** True while an agreement keeps its customer from going on. */
export function isOpen({ status, declinable }: Agreement): boolean {
	return status === 'PENDING' || (status === 'REJECTED' && !declinable);
}

/** One entry of a working set. */
export function entryView(agreement: Agreement) {
	const { id, status, declinable, name, description, expiresAt } = agreement;
	return { id, status, declinable, name, description, expiresAt };
}

/** A working set; `host` is where the page to sign is. */
export function workingSetView({ id, reference, agreements }: WorkingSet, host: string) {
	return {
		id,
		reference,
		agreements: agreements.map(entryView),
		signingUrl: `${host}/sign/${id}`,
	};
}

/** An agreement as it is assigned to a customer. */
export function assignedView(agreement: Agreement) {
	const { id, name, version, locale, status, respondedAt, createdAt } = agreement;
	return {
		id,
		agreement: { version, title: name, locale },
		status,
		respondedAt,
		respondedToDocumentChecksum: respondedAt && checksumOf(agreement),
		createdAt,
		updatedAt: respondedAt ?? createdAt,
	};
}

/** The text of an agreement, a whole HTML page. */
export function textOf({ name, description, version }: Agreement): string {
	return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${name}</title></head>
<body><h1>${name}</h1><p>Version ${version}. ${description}.</p></body></html>
`;
}

function checksumOf(agreement: Agreement): string {
	return createHash('sha256').update(textOf(agreement)).digest('hex');
}

// The link of a customer's hosted page: it comes late, is made anew for each answer, and ends after an hour.
import { statusOf } from '../lifecycle';
import type { SandboxState } from '../state';
import type { CustomerV2 } from './customer';

const TOKEN = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_(\d+)$/;

/** A customer's link and its end; undefined before there is one, and once everything is decided. */
export function linkOf(
	customer: CustomerV2,
	state: Pick<SandboxState, 'settings' | 'now' | 'url'>,
): { link: string; expiresAt: string } | undefined {
	if (!customer.linkIssued || ['VERIFIED', 'REJECTED', 'TERMINATED'].includes(statusOf(customer))) {
		return undefined;
	}
	const expires = state.now() + state.settings.linkLifetimeMs;
	return {
		link: `${state.url}/link/${customer.id}_${expires}`,
		expiresAt: new Date(expires).toISOString(),
	};
}

/** Whose link it is, and when it ends (ms since 1970); undefined where it is none. */
export function parseLinkToken(token: string): { id: string; expires: number } | undefined {
	const [, id, expires] = TOKEN.exec(token) ?? [];
	return id === undefined ? undefined : { id, expires: Number(expires) };
}

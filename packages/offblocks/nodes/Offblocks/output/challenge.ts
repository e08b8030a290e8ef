// A challenge as it came, and as text for the person who signs it.

import type { IDataObject } from 'n8n-workflow';

/** What does not belong into a text that a person reads. */
const UNREADABLE = /\uFFFD|[^\P{Cc}\t\n\r]/u;

/**
 * The text that a challenge is in Base64: a message of Sign in with Ethereum (EIP-4361) for customers. Null
 * where it is no text.
 */
export function textOfChallenge(challenge: string): string | null {
	const text = Buffer.from(challenge, 'base64').toString('utf8');
	return text === '' || UNREADABLE.test(text) ? null : text;
}

/** An answer, with its challenge as readable text behind it where it has one. */
export function withChallengeText(answer: IDataObject): IDataObject {
	const { challenge } = answer;
	if (typeof challenge !== 'string') return answer;
	const challengeText = textOfChallenge(challenge);
	return { ...answer, challenge, challengeText };
}

/** How long a challenge holds (its guide, Sign in With X): an hour from its issue. */
const LIFE_MS = 3_600_000;
/** How far the clocks of Offblocks and of this machine may be apart, so that no good challenge is refused. */
const TOLERANCE_MS = 120_000;

/** Whether a challenge says by itself that its time is over; false where it says nothing. */
export function isExpired(challenge: string, now = Date.now()): boolean {
	const text = textOfChallenge(challenge) ?? '';
	const at = (label: string) =>
		Date.parse(new RegExp(`^${label}: (\\S+)$`, 'm').exec(text)?.[1] ?? '');
	const expires = at('Expiration Time');
	const end = Number.isNaN(expires) ? at('Issued At') + LIFE_MS : expires;
	return now > end + TOLERANCE_MS;
}

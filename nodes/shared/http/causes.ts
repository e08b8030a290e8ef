// What an answer that is not a success means, and what to do about it. Error texts and the credential's
// test both take their words from here; a vendor adds what only it knows.

import type { Advice, Api, Cause, Failure } from '../api';
import type { Answer } from './call';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** The cause of an answer; undefined for a success. */
export function causeOf(answer: Answer): Cause | undefined {
	const { status } = answer;
	if (REDIRECTS.has(status)) return 'redirect';
	if (isWebPage(answer)) return status === 403 || status === 429 ? 'blocked' : 'webPage';
	if (status >= 200 && status < 300) return answer.isRefusal ? 'refused' : undefined;
	switch (status) {
		case 400:
		case 422:
			return 'badData';
		case 401:
			return 'notAccepted';
		case 403:
			return 'notAllowed';
		case 404:
			return 'notFound';
		case 429:
			return 'tooManyRequests';
		default:
			return status >= 500 ? 'unavailable' : 'refused';
	}
}

/** What to tell a person: the vendor's words where it has some, else the shared ones. */
export function adviceOn(api: Api, cause: Cause, failure: Failure): Advice {
	const shared = sharedAdvice(api, cause, failure);
	const clock = cause === 'notAccepted' ? clockAdvice(api, failure.clockAhead) : '';
	const { message, hint } = { ...shared, ...api.advise?.(cause, failure) };
	return { message, hint: [clock, hint].filter(Boolean).join(' ') };
}

function sharedAdvice({ name }: Api, cause: Cause, { answer, thing, problem }: Failure): Advice {
	const { status } = answer;
	switch (cause) {
		case 'badData':
			return {
				message: `${name} did not accept the data`,
				hint:
					problem.findings.length > 0
						? 'Correct what is named, and run the item again.'
						: problem.message
							? 'Correct it, and run the item again.'
							: 'It gave no reason.',
			};
		case 'blocked':
			return {
				message: `The network in front of ${name} blocked the request before it reached the API`,
				hint: 'This is not about the key. It usually ends by itself: wait some minutes, send fewer requests at a time, or let n8n go out through another IP address.',
			};
		case 'notAccepted':
			return {
				message: `${name} did not accept the credential`,
				hint: 'Open the credential and test it: the test says what is wrong.',
			};
		case 'notAllowed':
			return {
				message: `${name} does not allow this call`,
				hint: 'The key may lack the permission.',
			};
		case 'notFound':
			return {
				message: `${name} knows no such ${thing}`,
				hint: 'Check the reference, and that the credential is of the environment in which it was made.',
			};
		case 'redirect':
			return {
				message: `${name} sent the request on to another address (status ${status})`,
				hint: 'It was not followed, because credentials would have gone with it. Check the environment and the base URL of the credential.',
			};
		case 'tooManyRequests':
			return {
				message: `${name} asks for fewer requests`,
				hint: "Lower 'Concurrency' under Options, raise 'Max Tries', or run it again later.",
			};
		case 'unavailable':
			return {
				message: `${name} could not process the request (status ${status})`,
				hint: 'Run it again later.',
			};
		case 'webPage':
			return {
				message: `A web page came with status ${status} where an answer of ${name} was expected`,
				hint: `${name} may be under maintenance, or a proxy, a firewall or a login page between n8n and ${name} answered. Check the base URL of the credential.`,
			};
		case 'refused':
			return {
				message: `${name} refused the request (status ${status})`,
				hint: answer.text.trim() === '' ? 'It gave no reason.' : '',
			};
	}
}

/** Whether a page for people came where data was expected. */
export function isWebPage({ headers, text }: Pick<Answer, 'headers' | 'text'>): boolean {
	return /text\/html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(text);
}

/**
 * By how many seconds this machine's clock is ahead of the API's; undefined where it gave no date.
 *
 * @param receivedAt local time in milliseconds since 1970
 */
export function clockAhead(
	{ headers }: Pick<Answer, 'headers'>,
	receivedAt = Date.now(),
): number | undefined {
	const ahead = Math.round((receivedAt - Date.parse(headers.date ?? '')) / 1000);
	return Number.isFinite(ahead) ? ahead : undefined;
}

/** Says so where the clocks are too far apart for a signature to be good; else empty. */
export function clockAdvice(
	{ name, clockTolerance = Infinity }: Pick<Api, 'name' | 'clockTolerance'>,
	ahead = 0,
): string {
	if (Math.abs(ahead) <= clockTolerance) return '';
	return `The clock of the computer that n8n runs on is ${duration(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} ${name}'s. Every request is signed with the time, and ${name} refuses one that is off. Set the clock (time synchronisation, NTP).`;
}

/** The largest unit and the one below it: `3 hours 5 minutes`. */
export function duration(seconds: number): string {
	const parts = [
		[Math.floor(seconds / 86_400), 'day'],
		[Math.floor(seconds / 3600) % 24, 'hour'],
		[Math.floor(seconds / 60) % 60, 'minute'],
		[seconds % 60, 'second'],
	] as const;
	const largest = parts.findIndex(([count]) => count > 0);
	return parts
		.slice(largest, largest + 2)
		.filter(([count]) => count > 0)
		.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
		.join(' ');
}

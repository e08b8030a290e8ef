// What a person reads when a call did not work: what happened, which field, what to do next. BVNK's own
// words, its code and its traceId are kept; personal data that was sent is not.

import { NodeApiError } from 'n8n-workflow';
import { thingAt } from '../../BvnkOnboarding/api/endpoints';
import { readProblem } from '../../BvnkOnboarding/api/errors';
import type { BvnkAnswer, BvnkRequest, NoAnswer, RequestContext, RequestSettings } from './request';
import { isNetworkCode } from './retry';

/** What stays machine-readable of a failed call, in `NodeApiError.context`. */
export interface BvnkErrorContext {
	code?: string;
	traceId?: string;
}

/** Findings that an error text names, and the characters that it quotes of BVNK's: more, nobody reads. */
const MAX_FINDINGS = 50;
const MAX_QUOTED = 4_000;
/** The same for BVNK's code and trace id. */
const MAX_TOKEN = 200;

/** BVNK answered with a status that is not a success. */
export function answerError(
	context: RequestContext,
	request: BvnkRequest,
	settings: RequestSettings,
	answer: BvnkAnswer,
	tries: number,
): NodeApiError {
	const problem = readProblem(answer.body);
	const withoutPersonalData = redactor(request);
	const findings = problem.findings
		.slice(0, MAX_FINDINGS)
		.map(({ field, text }) =>
			withoutPersonalData(field ? `${request.labelOf?.(field) ?? field}: ${text}` : text),
		);
	const more = problem.findings.length - findings.length;
	if (more > 0) findings.push(`and ${more} more`);
	const said = withoutPersonalData(problem.message ?? '');
	const summary = cut([said, findings.join('; ')].filter(Boolean).join(' – '), MAX_QUOTED);
	const code = cut(withoutPersonalData(problem.code ?? ''), MAX_TOKEN);
	const traceId = cut(withoutPersonalData(problem.traceId ?? ''), MAX_TOKEN);
	const known = isHtml(answer)
		? htmlHint(answer.status, request, tries)
		: hintOf(answer, request, tries);
	return build(context, settings, {
		httpCode: String(answer.status),
		message: summary && !isHtml(answer) ? `${known.message}: ${summary}` : known.message,
		description: [
			known.hint,
			code ? `BVNK's code: ${code}.` : '',
			traceId ? `BVNK's support can find this call by its traceId: ${traceId}.` : '',
		],
		facts: { ...(code ? { code } : {}), ...(traceId ? { traceId } : {}) },
	});
}

/** After personal data was taken out, never before: half a number would not be recognised. */
function cut(text: string, length: number): string {
	return text.length > length ? `${text.slice(0, length)} …` : text;
}

/** No answer came: the network, the time, or the credential that would not sign. */
export function networkError(
	context: RequestContext,
	request: BvnkRequest,
	settings: RequestSettings,
	{ code, words }: NoAnswer,
	tries: number,
): NodeApiError {
	if (!isNetworkCode(code)) {
		return build(context, settings, {
			message: words,
			description: [
				code
					? `The request was not sent (${code}).`
					: "The request was not sent. Check the node's credential.",
			],
		});
	}
	const timedOut = code === 'ETIMEDOUT' || code === 'ECONNABORTED';
	return build(context, settings, {
		message: timedOut ? 'BVNK did not answer in time' : 'BVNK could not be reached',
		description: [
			`${tried(tries)}, last seen: ${code}.`,
			timedOut
				? "Raise 'Timeout' under Options, or run it again later."
				: "Check this machine's network, its proxy and the environment of the credential.",
			afterwards(request),
		],
	});
}

/** A success whose body is no JSON, or stops in the middle of it. */
export function unreadableError(
	context: RequestContext,
	request: BvnkRequest,
	settings: RequestSettings,
	answer: BvnkAnswer,
): NodeApiError {
	const html = isHtml(answer);
	return build(context, settings, {
		httpCode: String(answer.status),
		message: html
			? 'A web page came where an answer of BVNK was expected'
			: "BVNK's answer is incomplete: its JSON stops in the middle or is no JSON",
		description: [
			html
				? 'A proxy or a login page between n8n and BVNK may have answered. Check the base URL of the credential.'
				: `${answer.text.length} characters came with status ${answer.status}.`,
			afterwards(request),
		],
	});
}

/** A success in JSON of another form than this operation can read. */
export function unexpectedError(
	context: RequestContext,
	request: BvnkRequest,
	settings: RequestSettings,
	answer: BvnkAnswer,
	expected: string,
): NodeApiError {
	const came =
		answer.body === undefined ? 'nothing' : Array.isArray(answer.body) ? 'a list' : 'another form';
	return build(context, settings, {
		httpCode: String(answer.status),
		message: `BVNK answered ${came} where ${expected} was expected`,
		description: [
			'Check that the base URL of the credential is that of BVNK. If it is, BVNK may have changed its API: please report it to the makers of this node.',
			afterwards(request),
		],
	});
}

function build(
	context: RequestContext,
	{ itemIndex }: RequestSettings,
	error: { message: string; description: string[]; httpCode?: string; facts?: BvnkErrorContext },
): NodeApiError {
	const { message, httpCode } = error;
	const description = error.description.filter(Boolean).join(' ');
	// Only these words: n8n keeps whatever it is given, and a request or an answer holds personal data.
	const result = new NodeApiError(
		context.getNode(),
		{ message },
		{
			message,
			description,
			...(httpCode ? { httpCode } : {}),
			...(itemIndex === undefined ? {} : { itemIndex }),
		},
	);
	// n8n replaces a message in which it finds a system code; ours already says it in words.
	result.message = message;
	result.description = description;
	Object.assign(result.context, error.facts);
	return result;
}

function tried(tries: number): string {
	return tries === 1 ? 'It was tried once' : `It was tried ${tries} times`;
}

/** What is true of BVNK's side after a call whose end is not known. */
function afterwards({ method, ifRepeated = '' }: BvnkRequest): string {
	return method === 'GET' ? '' : `BVNK may have acted on it. ${ifRepeated}`.trim();
}

function isHtml({ headers, text }: BvnkAnswer): boolean {
	return /text\/html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(text);
}

function htmlHint(
	status: number,
	request: BvnkRequest,
	tries: number,
): { message: string; hint: string } {
	return status === 403 || status === 429
		? {
				message: "BVNK's network edge (CloudFront) blocked the request before it reached the API",
				hint: 'This is not about the key. It usually ends by itself: wait some minutes, send fewer requests at a time, or call from another address.',
			}
		: {
				message: `A web page came with status ${status} where an answer of BVNK was expected`,
				hint: [
					`${tried(tries)}. BVNK may be under maintenance (https://bvnk.status.io), or a proxy between n8n and BVNK answered.`,
					status >= 500 ? afterwards(request) : '',
				].join(' '),
			};
}

/** What the status means here, and what to do about it. */
function hintOf(
	answer: BvnkAnswer,
	request: BvnkRequest,
	tries: number,
): { message: string; hint: string } {
	const { status } = answer;
	switch (status) {
		case 400:
			return { message: 'BVNK did not accept the data', hint: duplicateHint(answer) };
		case 401:
			return {
				message: 'BVNK did not accept the signature',
				hint: `${clockHint(answer)}Open the credential and test it: the test tells a wrong id or key, the key of another environment and a wrong clock apart.`,
			};
		case 403:
			return {
				message: 'BVNK does not allow this call',
				hint: "The key may lack the permission, this machine's address may not be among the key's allowed IP addresses (BVNK's portal, Integrations), or BVNK has not enabled embedded customers for your account.",
			};
		case 404:
			return {
				message: `BVNK knows no such ${thingAt(request.path)}`,
				hint: "Check the reference, and that the credential is of the environment in which it was made: sandbox and production share nothing. The reference is BVNK's own, not your external reference.",
			};
		case 429:
			return {
				message: 'BVNK asks for fewer requests',
				hint: `${tried(tries)}. Lower 'Concurrency' under Options, raise 'Max Tries', or run it again later.`,
			};
		default:
			if (status >= 300 && status < 400) {
				return {
					message: `BVNK sent the request on to another address (status ${status})`,
					hint: 'It was not followed, because credentials would have gone with it. Check the environment and the base URL of the credential.',
				};
			}
			if (status >= 500) {
				return {
					message: `BVNK could not process the request (status ${status})`,
					hint: [
						`${tried(tries)}. See https://bvnk.status.io, or run it again later.`,
						afterwards(request),
					].join(' '),
				};
			}
			return {
				message: `BVNK refused the request (status ${status})`,
				hint: answer.text.trim() === '' ? 'It gave no reason.' : '',
			};
	}
}

function duplicateHint({ body, text }: BvnkAnswer): string {
	if (/already (exists|assigned)|already been used/i.test(text)) {
		return 'The customer has probably been created before: look for it with Get Many before you create another.';
	}
	return body === undefined
		? 'It gave no reason.'
		: 'Correct the fields that are named, and run the item again.';
}

/** By how much this machine's clock differs from BVNK's, where that is enough to void a signature. */
function clockHint({ headers }: BvnkAnswer): string {
	const ahead = Math.round((Date.now() - Date.parse(headers.date ?? '')) / 1000);
	if (!Number.isFinite(ahead) || Math.abs(ahead) <= 60) return '';
	return `The clock of this machine is ${Math.abs(ahead)} seconds ${ahead > 0 ? 'ahead of' : 'behind'} BVNK's, and a signature is good for 60: set the clock. `;
}

/** Fields of a request whose values must not come back in an error text, should BVNK quote them. */
const PERSONAL_FIELDS = new Set([
	'addressLine1',
	'addressLine2',
	'city',
	'dateOfBirth',
	'documentNumber',
	'emailAddress',
	'firstName',
	'ipAddress',
	'lastName',
	'number',
	'phoneNumber',
	'placeOfBirth',
	'postalCode',
	'taxNumber',
	'value',
]);

/** Replaces every personal value of a request in a text by dots. */
function redactor({ body, query }: BvnkRequest): (text: string) => string {
	const values = new Set<string>();
	collect(body, values);
	// The Name filter of a list.
	collect({ lastName: query?.name }, values);
	// The longest first: a postal code may be the beginning of a number, whose rest would stay.
	const longestFirst = [...values].sort((a, b) => b.length - a.length);
	return (text) => {
		let result = text;
		for (const value of longestFirst) {
			const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
			// A name counts as a whole word only, or one of three letters would punch holes into BVNK's own
			// words. A longer number counts wherever it stands: BVNK may have put a country before it.
			const pattern = /\d/.test(value) && value.length > 4 ? escaped : wholeWord(escaped);
			result = result.replace(new RegExp(pattern, 'giu'), '•••');
		}
		return result;
	};
}

const wholeWord = (pattern: string) => `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;

function collect(value: unknown, into: Set<string>): void {
	if (typeof value !== 'object' || value === null) return;
	for (const [name, inner] of Object.entries(value)) {
		if (typeof inner === 'object') collect(inner, into);
		else if (PERSONAL_FIELDS.has(name) && String(inner).trim().length > 1)
			into.add(String(inner).trim());
	}
}

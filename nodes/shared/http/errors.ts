// What a person reads when a call did not work: what happened, which field, what to do next. The vendor's
// own words, its code and its trace id are kept; personal data that was sent is not.

import { NodeApiError } from 'n8n-workflow';
import type { Api } from '../api';
import { SEPARATOR } from '../body/labels';
import { MAX_ANSWER_BYTES, TOO_LARGE } from './answerText';
import type { Answer, Call } from './call';
import { adviceOn, causeOf, clockAhead, isWebPage } from './causes';
import type { RequestContext, RequestSettings } from './context';
import { isNetworkCode, isTimeout, networkWords, wasNotSent, type NoAnswer } from './network';
import { redactor } from './redact';

/** What is wrong with one field, as error items carry it. */
export interface FieldFinding {
	/** Its label in the form; as the API spells it where the form does not have it. */
	field: string | null;
	problem: string;
}

/** What stays machine-readable of a failed call, in the error's `context`. */
export interface ErrorFacts {
	code?: string;
	traceId?: string;
	fields?: FieldFinding[];
}

/** A call on its way, with what its error texts need to know. */
export interface Sending {
	api: Api;
	context: RequestContext;
	settings: RequestSettings;
	call: Pick<Call, 'method' | 'path' | 'query' | 'body' | 'thing'>;
	/** What sending it again does: a sentence, left out where it is not known. */
	ifRepeated?: string;
	/** Texts that were sent and must not come back. */
	personal?: () => Iterable<string>;
}

/** Findings that an error names in its message, and in all. */
const MAX_IN_MESSAGE = 3;
const MAX_FINDINGS = 50;
/** The characters that it quotes of the vendor's words, and of its code and trace id. */
const MAX_QUOTED = 2_000;
const MAX_TOKEN = 200;

/** The API answered with a status that is not a success. */
export function answerError(sending: Sending, answer: Answer): NodeApiError {
	const { api, call } = sending;
	const problem = api.readProblem(answer.body ?? answer.text);
	const cause = causeOf(answer) ?? 'refused';
	const failure = {
		answer,
		thing: call.thing,
		method: call.method,
		problem,
		clockAhead: clockAhead(answer),
	};
	const { message, hint } = adviceOn(api, cause, failure);
	const clean = redactor(sending.personal?.() ?? []);
	const fields = problem.findings.slice(0, MAX_FINDINGS).map(({ field, text }): FieldFinding => {
		const label = field === undefined ? null : labelFor(sending, field, clean);
		return { field: label, problem: cut(inPlainWords(clean(text)), MAX_QUOTED) };
	});
	const said = isWebPage(answer)
		? ''
		: [cut(clean(problem.message ?? ''), MAX_QUOTED), findingsText(fields, problem.findings.length)]
				.filter(Boolean)
				.join(' – ');
	const code = cut(clean(problem.code ?? ''), MAX_TOKEN);
	const traceId = cut(clean(problem.traceId ?? ''), MAX_TOKEN);
	const mayHaveActed = answer.status < 400 || answer.status === 408 || answer.status >= 500;
	const isPassing = ['tooManyRequests', 'unavailable', 'webPage'].includes(cause);
	return build(sending, {
		httpCode: String(answer.status),
		message: said ? `${message}: ${said}` : message,
		description: [
			answer.tries > 1 || isPassing ? `${tried(answer.tries)}.` : '',
			hint,
			mayHaveActed ? effectUnknown(sending) : '',
			mayBeOwnEcho(sending, answer) ? ownEcho(sending) : '',
			restOf(fields),
			code ? `${api.name}'s code: ${code}.` : '',
			traceId ? `${api.name}'s support can find this call by its traceId: ${traceId}.` : '',
		],
		facts: {
			...(code ? { code } : {}),
			...(traceId ? { traceId } : {}),
			...(fields.length > 0 ? { fields } : {}),
		},
	});
}

/**
 * The label of a field. What the form does not know of it is in the vendor's own words: a key may hold
 * what was sent.
 */
function labelFor({ settings }: Sending, field: string, clean: (text: string) => string): string {
	const label = settings.labelOf?.(field);
	if (label === undefined) return clean(field);
	const spelled = new Set(field.split(/[.[\]]+/));
	return label
		.split(SEPARATOR)
		.map((part) => (spelled.has(part) ? clean(part) : part))
		.join(SEPARATOR);
}

/** What Java's validation says of a field that was not given. People who fill in forms know no null. */
const inPlainWords = (text: string): string =>
	text.replace(/^must not be (null|blank|empty)\.?$/i, 'is missing');

/** Up to three findings in full; of more, their number and the first three. */
function findingsText(fields: FieldFinding[], count: number): string {
	const shown = fields
		.slice(0, MAX_IN_MESSAGE)
		.map(({ field, problem }) => (field ? `${field}: ${problem}` : problem))
		.join('; ');
	const more = count - MAX_IN_MESSAGE;
	return more > 0 ? `${count} findings: ${shown}; and ${more} more` : shown;
}

/** The findings that the message has no room for. */
function restOf(fields: FieldFinding[]): string {
	const rest = fields
		.slice(MAX_IN_MESSAGE)
		.map(({ field, problem }) => `${field ?? ''}: ${problem}`);
	return rest.length > 0 ? `Also: ${cut(rest.join('; '), MAX_QUOTED)}.` : '';
}

/** No answer came: the network, the time, or the credential that would not sign. */
export function networkError(sending: Sending, failed: NoAnswer, tries: number): NodeApiError {
	const { api } = sending;
	const { code, words } = failed;
	if (code === undefined) {
		return build(sending, {
			message: words,
			description: ["The request was not sent. Check the node's credential."],
		});
	}
	if (code === TOO_LARGE) {
		return build(sending, {
			message: `${api.name}'s answer is too large to be read`,
			description: [
				`The most is ${MAX_ANSWER_BYTES / 1_000_000} MB with two million values.`,
				effectUnknown(sending),
			],
		});
	}
	const because = networkWords(code);
	return build(sending, {
		message: isTimeout(code)
			? `${api.name} did not answer in time`
			: wasNotSent(failed)
				? `${api.name} could not be reached`
				: `The connection to ${api.name} broke before its answer was complete`,
		description: [
			`${tried(tries)}, last seen: ${code}${because && !isTimeout(code) ? ` (${because})` : ''}.`,
			isTimeout(code)
				? "Raise 'Timeout' under Options, or run it again later."
				: isNetworkCode(code)
					? "Check this machine's network, its proxy and the environment of the credential."
					: 'Nothing was sent. Check the base URL of the credential, and any proxy between.',
			wasNotSent(failed) ? '' : effectUnknown(sending),
		],
	});
}

/** A success whose body is not JSON, or stops in the middle of it. */
export function unreadableError(sending: Sending, answer: Answer): NodeApiError {
	const { name } = sending.api;
	return build(sending, {
		httpCode: String(answer.status),
		message: `${name}'s answer is incomplete: its JSON stops in the middle or is no JSON`,
		description: [
			`${answer.text.length} characters came with status ${answer.status}.`,
			effectUnknown(sending),
		],
	});
}

/** A success of another form than this call's answer has, or about another thing. */
export function unexpectedError(sending: Sending, answer: Answer, isForm = true): NodeApiError {
	const { api, call } = sending;
	const isOddList = Array.isArray(answer.body) && !call.thing.startsWith('list ');
	const came = answer.body === undefined ? 'nothing' : isOddList ? 'a list' : 'another form';
	return build(sending, {
		httpCode: String(answer.status),
		message: isForm
			? `${api.name} answered ${came} where ${withArticle(call.thing)} was expected`
			: `${api.name} answered with another ${call.thing} than the one that was asked for`,
		description: [
			`Check that the base URL of the credential is that of ${api.name}. If it is, ${api.name} may have changed its API: please report it to the makers of this node.`,
			effectUnknown(sending),
		],
	});
}

/** An error about what several answers say together, such as the pages of a list. */
export function answersError(
	{ context, settings }: Pick<Sending, 'context' | 'settings'>,
	message: string,
	description: string,
): NodeApiError {
	return build({ context, settings }, { message, description: [description] });
}

function build(
	{ context, settings: { itemIndex } }: Pick<Sending, 'context' | 'settings'>,
	error: { message: string; description: string[]; httpCode?: string; facts?: ErrorFacts },
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

/** What is true of the API's side after a call whose end is not known. */
function effectUnknown({ api, call, ifRepeated = '' }: Sending): string {
	return call.method === 'GET' ? '' : `${api.name} may have acted on it. ${ifRepeated}`.trim();
}

/**
 * Whether a refusal may be about an earlier try of the same request, which the API had acted on: where a
 * repeat is not answered as the first one was.
 */
function mayBeOwnEcho({ api, call }: Sending, { status, mayHaveActedBefore }: Answer): boolean {
	const { replay = 'same' } = api.idempotency ?? {};
	return replay === 'unknown' && call.method === 'POST' && mayHaveActedBefore && status < 500;
}

function ownEcho({ api, ifRepeated = '' }: Sending): string {
	return `A try before this one may have reached ${api.name}, and its answer was lost: this may be about what that try did. ${ifRepeated}`.trim();
}

function tried(tries: number): string {
	return tries === 1 ? 'It was tried once' : `It was tried ${tries} times`;
}

function withArticle(thing: string): string {
	return /^(list|lists) of /.test(thing) || !/^[aeiou]/i.test(thing) ? `a ${thing}` : `an ${thing}`;
}

function cut(text: string, length: number): string {
	return text.length > length ? `${text.slice(0, length)} …` : text;
}

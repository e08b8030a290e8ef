// What happens when a person saves a credential in n8n: one harmless call, and what came of it in words.

import {
	type ICredentialDataDecryptedObject,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IHttpRequestOptions,
	type INodeCredentialTestResult,
	UserError,
} from 'n8n-workflow';
import type { Advice, Api, Cause, Failure } from '../api';
import { deadline, inTime } from '../http/abort';
import { answerOf, TOO_LARGE } from '../http/answerText';
import type { Answer, Call } from '../http/call';
import { adviceOn, causeOf, clockAhead } from '../http/causes';
import { isTimeout, networkWords, noAnswer } from '../http/network';
import { cleaned } from './fields';
import { environmentOf, type Hosts, originOf } from './hosts';
import type { RequestOptions } from './requestUrl';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1_000_000;
/** The characters that are quoted of a server's or a library's words. */
const MAX_QUOTED = 500;

/** What a vendor tells of its credential, so that it can be tested. */
export interface TestedCredential {
	api: Api;
	hosts: Hosts;
	/** A call that changes nothing, and that every good credential may make. */
	call: Omit<Call, 'isAbout'>;
	/** What is asked before that call, where the credential needs a token of its own first. */
	login?: Login;
	sign(
		data: ICredentialDataDecryptedObject,
		options: RequestOptions,
	): IHttpRequestOptions | Promise<IHttpRequestOptions>;
	/** Names of the fields whose values no text repeats. */
	secrets: string[];
	/** What is wrong, in whole sentences; undefined where the shared words say it. */
	explain?(seen: Seen): string | undefined | Promise<string | undefined>;
	/** Milliseconds that one call may take, the reading of its answer included. */
	timeout?: number;
}

/** A request for a token, and what its answer adds to the credential. */
export interface Login {
	/** What error texts call that which is asked for: `token`. It tells this request from the call. */
	thing: string;
	/** The whole request, for the credential's own host alone and following no redirect. */
	request(data: ICredentialDataDecryptedObject): IHttpRequestOptions;
	/** The fields that the answer adds; undefined where it holds no token. */
	fieldsIn(body: unknown): ICredentialDataDecryptedObject | undefined;
}

/** An answer that did not accept the credential, for a vendor's own words. */
export interface Seen {
	cause: Cause;
	failure: Failure;
	data: ICredentialDataDecryptedObject;
	/** Who answered, in words: the environment, or the host of a custom base URL. */
	service: string;
	/** Whether the same call is answered well with other fields. */
	isAccepted: (data: ICredentialDataDecryptedObject) => Promise<boolean>;
}

type Helpers = ICredentialTestFunctions['helpers'];

/**
 * The test of a credential, as a node's `methods.credentialTest` has it.
 *
 * @returns a function that answers `OK`, or `Error` with a message for a person
 */
export function credentialTest(tested: TestedCredential) {
	return async function (
		this: ICredentialTestFunctions,
		{ data = {} }: ICredentialsDecrypted,
	): Promise<INodeCredentialTestResult> {
		try {
			const fault = await findFault(tested, this.helpers, data);
			return fault === undefined
				? { status: 'OK', message: `Connected to ${serviceOf(tested, data)}` }
				: { status: 'Error', message: fault };
		} catch (error) {
			return { status: 'Error', message: networkFault(tested, data, error) };
		}
	};
}

/** What is wrong, or undefined where the credential is accepted. */
async function findFault(
	tested: TestedCredential,
	helpers: Helpers,
	data: ICredentialDataDecryptedObject,
): Promise<string | undefined> {
	const { isGood, asked, thing, method } = await tryOut(tested, helpers, data);
	if (isGood) return undefined;
	const { answer, ahead } = asked;
	const cause = causeOf(answer);
	const service = serviceOf(tested, data);
	const problem = tested.api.readProblem(answer.body ?? answer.text);
	const failure: Failure = { answer, thing, method, problem, clockAhead: ahead };
	const isAccepted = async (other: ICredentialDataDecryptedObject) =>
		(await tryOut(tested, helpers, other).catch(() => undefined))?.isGood === true;
	const own = cause && (await tested.explain?.({ cause, failure, data, service, isAccepted }));
	const fault = own ?? sentences(sharedAdvice(tested, service, cause, failure));
	const { message, code, traceId } = problem;
	const said = [message, code && `code ${code}`, traceId && `trace ${traceId}`].filter(Boolean);
	return said.length > 0
		? `${fault} ${tested.api.name} says: ${quotable(tested, data, said.join(', '))}`
		: fault;
}

/** An answer, and by how many seconds this machine's clock is ahead of the API's. */
interface Asked {
	answer: Answer;
	ahead: number | undefined;
}

/** How far the credential brought it: to a token, where it needs one, and to the call's answer. */
async function tryOut(
	tested: TestedCredential,
	helpers: Helpers,
	data: ICredentialDataDecryptedObject,
): Promise<{ isGood: boolean; asked: Asked; thing: string; method: string }> {
	const { call, login, timeout = TIMEOUT_MS } = tested;
	let token: ICredentialDataDecryptedObject = {};
	if (login) {
		const { thing } = login;
		const request = login.request(data);
		const asked = await ask(tested, helpers, request);
		const fields =
			causeOf(asked.answer) === undefined ? login.fieldsIn(asked.answer.body) : undefined;
		if (!fields) return { isGood: false, asked, thing, method: request.method ?? 'POST' };
		token = fields;
	}
	const request = await tested.sign(
		{ ...data, ...token },
		{
			method: call.method,
			url: call.path,
			headers: { accept: 'application/json' },
			...(call.query ? { qs: call.query } : {}),
			timeout,
		},
	);
	const asked = await ask(tested, helpers, request);
	const { thing, method } = call;
	return { isGood: isExpected(tested, asked.answer), asked, thing, method };
}

/** The words that error texts have for the same cause, without advice that only helps an item. */
function sharedAdvice(
	{ api }: TestedCredential,
	service: string,
	cause: Cause | undefined,
	failure: Failure,
): Advice {
	const { status, headers } = failure.answer;
	const shared = cause && adviceOn({ ...api, name: service }, cause, failure);
	switch (cause) {
		case 'tooManyRequests':
			return { ...shared!, hint: 'Wait a minute, and test again.' };
		case 'redirect':
			return { ...shared!, hint: `${targetOf(headers.location)}${shared!.hint}` };
		case undefined:
		case 'badData':
		case 'notFound':
		case 'refused':
			return {
				message: `${service} gave an unexpected answer (status ${status})`,
				hint: 'Check the environment and the base URL of the credential.',
			};
		default:
			return shared!;
	}
}

const sentences = ({ message, hint }: Advice) => `${message}. ${hint}`.trim();

/** Only the host: what stands behind it may be a login's. */
function targetOf(location = ''): string {
	if (!/^https?:/i.test(location) || !URL.canParse(location)) return '';
	return `It leads to ${new URL(location).origin}. `;
}

function isExpected({ call }: TestedCredential, answer: Answer): boolean {
	if (causeOf(answer) !== undefined || answer.body === undefined) return false;
	return call.answer?.safeParse(answer.body).success ?? true;
}

/**
 * One request.
 *
 * By n8n's own client, as the nodes' calls are, so that proxies, certificates and n8n's block lists have
 * the same effect. In a credential test n8n offers that client only in its older form.
 */
async function ask(
	{ api, timeout = TIMEOUT_MS }: TestedCredential,
	helpers: Helpers,
	request: IHttpRequestOptions,
): Promise<Asked> {
	const limit = deadline(timeout);
	// The client's own time-out ends what has no answer; what comes after it is closed when it comes.
	return await inTime(limit, async () => {
		const response = (await helpers.request({
			...request,
			simple: false,
			resolveWithFullResponse: true,
			useStream: true,
		})) as { statusCode: number; headers: Answer['headers']; body: unknown };
		const { statusCode: status, headers, body } = response;
		const ahead = clockAhead({ headers });
		const came = { status, headers, body };
		return { answer: await answerOf(api, came, limit.signal, MAX_ANSWER_BYTES), ahead };
	});
}

/** Why there was no answer, or none that could be read. */
function networkFault(
	tested: TestedCredential,
	data: ICredentialDataDecryptedObject,
	error: unknown,
): string {
	// the credential's own words for a field that is wrong, or n8n's for an address that it blocks
	if (error instanceof UserError) return error.message;
	const { code, words } = noAnswer(error);
	const { host } = originOf(tested.hosts, data);
	const service = serviceOf(tested, data);
	if (code === TOO_LARGE) {
		return `${service} gave an answer of more than ${MAX_ANSWER_BYTES / 1_000_000} MB, which was not read. Check the environment and the base URL of the credential.`;
	}
	const known = isTimeout(code)
		? `there was no answer within ${(tested.timeout ?? TIMEOUT_MS) / 1000} seconds`
		: networkWords(code);
	const why = known ?? quotable(tested, data, words);
	const where = service === host ? host : `${service} (${host})`;
	return `No connection to ${where}: ${why}${known ? ` (${code})` : ''}. Check the network of n8n, its DNS, proxy and firewall.`;
}

function serviceOf({ hosts }: TestedCredential, data: ICredentialDataDecryptedObject): string {
	const environment = environmentOf(hosts, data);
	return environment === undefined
		? originOf(hosts, data).host
		: hosts.environments[environment]!.name;
}

/** Text from outside, at a length that is read, with the secrets blanked out in case it repeats them. */
function quotable(
	{ secrets }: TestedCredential,
	data: ICredentialDataDecryptedObject,
	text: string,
): string {
	const clean = secrets
		.map((name) => cleaned(data[name]))
		.filter(Boolean)
		// the longest first: the ID may be the beginning of the key, whose rest would stay
		.sort((a, b) => b.length - a.length)
		.reduce((said, secret) => said.replaceAll(secret, '…'), text);
	return clean.length > MAX_QUOTED ? `${clean.slice(0, MAX_QUOTED)} …` : clean;
}

// What happens when a person saves the credential in n8n: one harmless call, and what its answer means.

import {
	type ICredentialDataDecryptedObject,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type INodeCredentialTestResult,
	UserError,
} from 'n8n-workflow';
import { environmentOf, environments, originOf } from '../../../credentials/bvnk/hosts';
import { sign } from '../../../credentials/bvnk/hawk';
import { v1 } from '../api/v1';
import { readProblem } from '../api/errors';

const TIMEOUT_MS = 10_000;

/** Hawk's reference server accepts 60 s; BVNK does not say. A 401 is explained by half of that already. */
const CLOCK_LIMITS_S = { after401: 30, after403: 60 };

type Helpers = ICredentialTestFunctions['helpers'];

/** What a server said. The body is text as received, because it may be a web page. */
interface Answer {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: string;
	/** Local time, in milliseconds since 1970. */
	receivedAt: number;
}

/**
 * Tests a BVNK Hawk credential by asking for one customer, and says in plain words what is wrong.
 *
 * After a 401 it asks the other BVNK environment the same, to tell a misplaced key from a wrong one;
 * only the id and a signature travel there. Redirects are not followed.
 *
 * @returns `OK`, or `Error` with a message for a person, which never holds the id or the key
 */
export async function bvnkHawkApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	let fault: string | undefined;
	try {
		fault = await findFault(this.helpers, data);
	} catch (error) {
		fault = explainFailure(error, data);
	}
	return fault
		? { status: 'Error', message: fault }
		: { status: 'OK', message: `Connected to ${serviceName(data)}` };
}

/** What is wrong with the credential, or undefined when BVNK accepts it. */
async function findFault(
	helpers: Helpers,
	data: ICredentialDataDecryptedObject,
): Promise<string | undefined> {
	const answer = await ask(helpers, data);
	const { statusCode } = answer;
	const service = serviceName(data);
	if (isBlockPage(answer)) {
		return `The network in front of ${service} (CloudFront) blocked the request before it reached the API. The credential was not checked. Wait some minutes, or let n8n go out through another IP address, and test again.`;
	}
	if (statusCode >= 300 && statusCode < 400) {
		return `${service} answered with a redirect${targetOf(answer, data)} (HTTP ${statusCode}). It was not followed, because the signature would go along. Check the environment and the base URL, and any proxy between.`;
	}
	if (isWebPage(answer)) {
		return `${service} answered with a web page in place of data (HTTP ${statusCode}). Check the base URL, and any proxy or firewall between.`;
	}
	if (statusCode === 401) {
		return (
			clockFault(answer, CLOCK_LIMITS_S.after401) ??
			(await otherEnvironmentFault(helpers, data)) ??
			`${service} does not accept this Hawk ID and Hawk Key. Copy both again in full from ${portalOf(data)}: Integrations, Generate API Key. The key is shown once only, so make a new one if it is lost.${quoted(answer, data)}`
		);
	}
	if (statusCode === 403) {
		return (
			clockFault(answer, CLOCK_LIMITS_S.after403) ??
			`${service} knows this key, but does not let it in from here. Put the IP address that n8n goes out with on the key's list of allowed IP addresses in ${portalOf(data)}: Integrations. If it is there, ask BVNK whether the key may read customers.${quoted(answer, data)}`
		);
	}
	if (statusCode === 429) {
		return `${service} has had too many requests (HTTP 429). Wait a minute and test again.`;
	}
	if (statusCode >= 500) {
		return `${service} cannot answer at the moment (HTTP ${statusCode}). Test again later; https://bvnk.status.io tells of outages.${quoted(answer, data)}`;
	}
	if (statusCode < 200 || statusCode >= 300 || !isJson(answer.body)) {
		return `${service} gave an unexpected answer (HTTP ${statusCode}). Check the environment and the base URL.${quoted(answer, data)}`;
	}
	return undefined;
}

/**
 * One signed request for one customer.
 *
 * By n8n's own client, as the node's requests are, so that proxies, certificates and n8n's block lists
 * have the same effect. In a credential test n8n offers that client only in its older form.
 */
async function ask(helpers: Helpers, data: ICredentialDataDecryptedObject): Promise<Answer> {
	const request = sign(data, {
		method: 'GET',
		url: v1.customers({}).path,
		qs: { page: 0, size: 1 },
		headers: { Accept: 'application/json' },
		timeout: TIMEOUT_MS,
	});
	const answer = (await helpers.request({
		...request,
		simple: false,
		resolveWithFullResponse: true,
	})) as Omit<Answer, 'body' | 'receivedAt'> & { body?: string };
	return { ...answer, body: answer.body ?? '', receivedAt: Date.now() };
}

/** Says so when BVNK's other environment accepts the key. A custom base URL has no other one. */
async function otherEnvironmentFault(
	helpers: Helpers,
	data: ICredentialDataDecryptedObject,
): Promise<string | undefined> {
	const own = environmentOf(data);
	if (!own) return undefined;
	const other = own === 'sandbox' ? 'production' : 'sandbox';
	const answer = await ask(helpers, { ...data, environment: other }).catch(() => undefined);
	if (answer?.statusCode !== 200 || !isJson(answer.body)) return undefined;
	return `This key belongs to ${environments[other].name}, and the credential is set to ${environments[own].name}. Change Environment, or enter a key from ${environments[own].portal}`;
}

/** Says how far the two clocks are apart, when that is more than the limit. */
function clockFault(answer: Answer, limitInSeconds: number): string | undefined {
	const ahead = Math.round((answer.receivedAt - Date.parse(answer.headers.date ?? '')) / 1000);
	// NaN, for an answer without a date, is not above any limit
	if (!(Math.abs(ahead) > limitInSeconds)) return undefined;
	return `The clock of the computer that n8n runs on is ${duration(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} BVNK's. Every request is signed with the time, and BVNK refuses one that is off. Set the clock (time synchronisation, NTP) and test again.`;
}

/** The largest unit and the one below it: `3 hours 5 minutes`. */
function duration(seconds: number): string {
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

/** Why there was no answer at all, by the codes of Node.js and of n8n's client. */
const NETWORK_FAULTS: Record<string, string> = {
	ENOTFOUND: 'the host name is not known',
	EAI_AGAIN: 'the host name could not be looked up (DNS)',
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was cut',
	ECONNABORTED: `there was no answer within ${TIMEOUT_MS / 1000} seconds`,
	ETIMEDOUT: `there was no answer within ${TIMEOUT_MS / 1000} seconds`,
	EHOSTUNREACH: 'there is no route to the host',
	ENETUNREACH: 'there is no network',
	CERT_HAS_EXPIRED: "its certificate has expired, or this computer's clock is wrong",
	CERT_NOT_YET_VALID: "its certificate is not valid yet, or this computer's clock is wrong",
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed, as those of some company proxies are',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate cannot be verified',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

function explainFailure(error: unknown, data: ICredentialDataDecryptedObject): string {
	// the credential's own words for a field that is wrong, or n8n's for an address it blocks
	if (error instanceof UserError) return error.message;
	const { code, message } = error as { code?: string; message?: string };
	const words = code && NETWORK_FAULTS[code];
	const cause = words ? `${words} (${code})` : withoutSecrets(message ?? 'unknown cause', data);
	const { host } = originOf(data);
	const service = environmentOf(data) ? `${serviceName(data)} (${host})` : host;
	return `No connection to ${service}: ${cause}. Check the network of n8n, its DNS, proxy and firewall.`;
}

/** BVNK's own words, where it gave any, for BVNK's support. */
function quoted({ body }: Answer, data: ICredentialDataDecryptedObject): string {
	const { message, code, traceId } = readProblem(parseJson(body));
	const said = [message, code && `code ${code}`, traceId && `trace ${traceId}`].filter(Boolean);
	return said.length ? ` BVNK says: ${withoutSecrets(said.join(', '), data)}` : '';
}

function targetOf({ headers }: Answer, data: ICredentialDataDecryptedObject): string {
	try {
		return ` to ${withoutSecrets(new URL(headers.location ?? '', originOf(data)).origin, data)}`;
	} catch {
		return '';
	}
}

/** Text from outside, with the id and key blanked out in case it repeats them. */
function withoutSecrets(text: string, data: ICredentialDataDecryptedObject): string {
	return [data.hawkId, data.hawkKey]
		.map((secret) => (typeof secret === 'string' ? secret.trim() : ''))
		.filter(Boolean)
		.reduce((clean, secret) => clean.replaceAll(secret, '…'), text);
}

function isBlockPage(answer: Answer): boolean {
	return (
		isWebPage(answer) &&
		/cloudfront|request blocked|could not be satisfied/i.test(answer.body + answer.headers.server)
	);
}

function isWebPage({ headers, body }: Answer): boolean {
	return /text\/html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(body);
}

function isJson(body: string): boolean {
	const parsed = parseJson(body);
	return typeof parsed === 'object' && parsed !== null;
}

function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

function serviceName(data: ICredentialDataDecryptedObject): string {
	const environment = environmentOf(data);
	return environment ? environments[environment].name : originOf(data).host;
}

function portalOf(data: ICredentialDataDecryptedObject): string {
	const environment = environmentOf(data);
	return environment ? environments[environment].portal : "BVNK's portal";
}

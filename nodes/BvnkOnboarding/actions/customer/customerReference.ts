// Which customer an item is about: BVNK's reference, however the user gave it.

import type { IDataObject } from 'n8n-workflow';
import { isReference, UUID_PATTERN } from '../../../shared/check/checks';
import { CREDENTIAL } from '../../../shared/http/request';
import { inputError, parameter } from '../../../shared/form/read';
import type { Call } from '../../../shared/node/operation';

const HELP =
	"It is BVNK's own reference, a UUID such as 3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11, and not your external reference.";

/**
 * The reference in the item's `customerReference` parameter, checked to be a UUID, so that nothing else
 * ever becomes part of a path.
 *
 * @throws NodeOperationError when it is empty, no UUID, or a URL of another host than the credential's
 */
export async function customerReference(call: Call): Promise<string> {
	const given = parameter<IDataObject | string>(call, 'customerReference', '');
	const isLocator = typeof given === 'object' && given !== null;
	const value = isLocator ? given.value : given;
	if (value === undefined || value === null || value === '') {
		throw inputError(
			call,
			"'Customer' is empty",
			`Choose one, or map the field that holds its reference. ${HELP}`,
		);
	}
	if (typeof value !== 'string') {
		throw inputError(call, `'Customer' must be text, and a ${typeof value} came`, HELP);
	}
	const reference = value.trim();
	if (isReference(reference)) return reference.toLowerCase();
	if (/^https?:\/\//i.test(reference)) return await referenceInUrl(call, reference);
	throw inputError(call, "'Customer' is not a reference of BVNK's", HELP);
}

async function referenceInUrl(call: Call, text: string): Promise<string> {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !(await isOwnHost(call, url))) {
		throw inputError(
			call,
			"'Customer' holds a URL that is not of the credential's environment",
			`Paste a URL of BVNK's from the environment that the credential is set to, or give the reference alone. ${HELP}`,
		);
	}
	const found =
		new RegExp(`/customers?/(${UUID_PATTERN})(?:/|$)`, 'i').exec(url.pathname) ??
		new RegExp(`(?:^|[/=])(${UUID_PATTERN})(?:[/?&#]|$)`, 'i').exec(
			url.pathname + url.search + url.hash,
		);
	if (!found) {
		throw inputError(call, "'Customer' holds a URL without a customer's reference", HELP);
	}
	return found[1]!.toLowerCase();
}

/** Whether the URL is of the environment that the credential talks to; sandbox and production share no customers. */
async function isOwnHost(call: Call, url: URL): Promise<boolean> {
	const { environment, baseUrl } = await call.context.getCredentials(CREDENTIAL);
	if (environment === 'custom') {
		const own = typeof baseUrl === 'string' ? baseUrl.trim() : '';
		return URL.canParse(own) && new URL(own).host === url.host;
	}
	const isSandbox = url.hostname.endsWith('.sandbox.bvnk.com');
	return environment === 'production'
		? url.hostname.endsWith('.bvnk.com') && !isSandbox
		: isSandbox;
}

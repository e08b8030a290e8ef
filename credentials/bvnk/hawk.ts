// Signs requests with Hawk, the scheme of BVNK's API: a MAC over time, nonce, method, URL and host.

import { header } from 'hawk/lib/client';
import {
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	UserError,
} from 'n8n-workflow';
import { bvnk } from './hosts';
import { readFields } from '../../nodes/shared/credential/fields';
import type { RequestOptions } from '../../nodes/shared/credential/requestUrl';
import { signedFor } from '../../nodes/shared/credential/signed';

/** What makes two signatures of one request differ; given only by tests. */
export interface Stamp {
	/** Unix time in seconds. */
	timestamp?: number;
	nonce?: string;
}

/**
 * The `Authorization` header for one request.
 *
 * Without Hawk's payload hash and `ext`: BVNK has payload validation switched off
 * (docs.bvnk.com, API overview, Authentication).
 *
 * @param key id and key as BVNK's portal shows them
 */
export function authorization(
	url: URL,
	method: string,
	key: { id: string; key: string },
	stamp: Stamp = {},
): string {
	// hawk takes strings and URL objects; its types only know of strings. For a string it would use
	// Node's legacy parser, which escapes some characters differently from the client that sends.
	const signed = url as unknown as string;
	const credentials = { ...key, algorithm: 'sha256' as const };
	return header(signed, method, { ...stamp, credentials }).header;
}

/**
 * Signs one request for the credential's own host.
 *
 * @param options as a node gave them to n8n; not changed
 * @throws UserError when the credential is incomplete, or the request is for another host
 */
export function sign(
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
): IHttpRequestOptions {
	return signedFor(bvnk, credentials, options, ({ url, method }) => ({
		Authorization: authorization(url, method, keyOf(credentials)),
	}));
}

const FIELDS = {
	vendor: bvnk.vendor,
	labels: { hawkId: 'Hawk ID', hawkKey: 'Hawk Key' },
	source: "BVNK's portal: Integrations, Generate API Key",
};

/** Characters of an attribute in a Hawk header, as hawk's own parser has them. */
const HAWK_ATTRIBUTE = /^[ \w!#$%&'()*+,\-./:;<=>?@[\]^`{|}~]+$/;

function keyOf(credentials: ICredentialDataDecryptedObject): { id: string; key: string } {
	const { hawkId, hawkKey } = readFields(credentials, FIELDS);
	if (!HAWK_ATTRIBUTE.test(hawkId)) {
		throw new UserError(
			"The Hawk ID of the BVNK credential holds a character that cannot be sent. Copy it again from BVNK's portal.",
		);
	}
	return { id: hawkId, key: hawkKey };
}

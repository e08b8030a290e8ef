// What the test tooling is told of this package and of BVNK.

import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import manifest from '../package.json';
import type { Sandbox } from './sandbox/server';
import type { RealN8n } from './tools/n8n/n8n';

/** The package under test. */
export const PACKAGE = manifest.name;
/** The action node as workflows name it. */
export const NODE_TYPE = `${PACKAGE}.bvnkOnboarding`;
/** The same for Customers API v2. */
export const NODE_TYPE_V2 = `${NODE_TYPE}V2`;
/** The trigger as workflows name it. */
export const TRIGGER_TYPE = `${NODE_TYPE}Trigger`;
/** The action node as an agent's tool. */
export const TOOL_TYPE = `${NODE_TYPE}Tool`;
/** The credential as workflows name it. */
export const CREDENTIAL_TYPE = 'bvnkHawkApi';

/** Where calls go: the embedded BVNK, or anything else with an address. */
export type Server = Pick<Sandbox, 'url' | 'credentials'>;

/** A credential as nodes hold it. */
export type Credentials = { [CREDENTIAL_TYPE]: { id: string; name: string } };

/** The fields of the credential that a server accepts, as a user would have saved them. */
export function credentialOf({ url, credentials }: Server): ICredentialDataDecryptedObject {
	return { environment: 'custom', baseUrl: url, ...credentials };
}

/** Stores a credential of this package in a started n8n. */
export async function addCredential(
	n8n: RealN8n,
	data: IDataObject,
	name = 'BVNK',
): Promise<Credentials> {
	return { [CREDENTIAL_TYPE]: await n8n.addCredential(CREDENTIAL_TYPE, name, data) };
}

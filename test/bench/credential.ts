/** The credential for an embedded BVNK, for nodes and for scripts. */
import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../sandbox/server';

/** Where calls go. */
export type Server = Pick<Sandbox, 'url' | 'credentials'>;

/** The fields of the credential, as a user would have saved them. */
export function credentialOf({ url, credentials }: Server): IDataObject {
	return { environment: 'custom', baseUrl: url, ...credentials };
}

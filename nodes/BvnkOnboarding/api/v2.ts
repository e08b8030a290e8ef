// The calls of BVNK's Customers API v2 that v1's operations need.

import { calls, path } from '../../shared/http/call';
import { customersV2Answer } from './answers';

const { get } = calls('/platform/v2');

/** By what they do. Each makes a call for a client to send. */
export const v2 = {
	/**
	 * A customer of v1 shows up here too, with v1's reference as `id` and the external one as `reference`.
	 * Seen in a public client, not stated by BVNK.
	 */
	customersWith: (reference: string) =>
		get(path`/customers`, 'list of customers', customersV2Answer, { query: { reference } }),
};

// The customer of an event as it is now, by the generation of the Customers API that names the event so.

import type { IDataObject, IWebhookFunctions, NodeApiError } from 'n8n-workflow';
import { simpleCustomer as simpleCustomerV2 } from '../../BvnkOnboardingV2/output/simplify';
import { v2 } from '../../BvnkOnboardingV2/api/v2';
import { uuidReference, type Reference } from '../../shared/check/reference';
import { createClient, type Client } from '../../shared/http/client';
import { bvnkV1 } from '../api/bvnk';
import type { ApiVersion, BvnkEvent } from '../api/events';
import { v1 } from '../api/v1';
import { simpleCustomer } from '../output/simplify';

/** BVNK waits 10 seconds for its answer; what is fetched before it must not take half of them. In ms. */
const PATIENCE = 4000;

/** Statuses with which BVNK says that it gives no such customer there, v2 on an account without it included. */
const NOT_THERE = [400, 403, 404];

/** Either the customer in few flat fields, or the error that says why BVNK does not give it there. */
type Read = { customer: IDataObject; refusal?: undefined } | { refusal: NodeApiError };

const readers: Record<ApiVersion, (client: Client, reference: Reference) => Promise<Read>> = {
	async v1(client, reference) {
		const read = await client.call(v1.customer(reference), { allow: NOT_THERE });
		return read.refusal ? read : { customer: { ...simpleCustomer(read.value) } };
	},
	async v2(client, reference) {
		const read = await client.call(v2.customer(reference), { allow: NOT_THERE });
		return read.refusal ? read : { customer: { ...simpleCustomerV2(read.value) } };
	},
};

/**
 * Reads the customer that an event names: by v2 where the event has one of v2's names, else by v1. BVNK may
 * tell of v1's customers by v2's names too. So where it gives no such customer, the other one is asked.
 *
 * What cannot be fetched does not hold up the event.
 *
 * @returns `customer`, and in `customerApiVersion` by which of the two it was read; or `customer: null`, and
 * why in `customerNotFetched`
 */
export async function fetchCustomer(
	context: IWebhookFunctions,
	{ customerReference, apiVersion }: BvnkEvent,
): Promise<IDataObject> {
	const reference = uuidReference(customerReference);
	if (!reference) return { customer: null };
	const [own, other] = apiVersion === 'v2' ? (['v2', 'v1'] as const) : (['v1', 'v2'] as const);
	const end = performance.now() + PATIENCE;
	const readBy = async (version: ApiVersion) => {
		const timeout = Math.max(Math.ceil(end - performance.now()), 1);
		return await readers[version](
			createClient(bvnkV1, context, { timeout, maxTries: 1 }),
			reference,
		);
	};
	try {
		const first = await readBy(own);
		if (!first.refusal) return { customer: first.customer, customerApiVersion: own };
		// where the other one does not answer, it is not known that there is no such customer
		const second = await readBy(other).catch((error: Error) => ({ failed: error }));
		if ('failed' in second) {
			const words = `By ${own}: ${first.refusal.message}. By ${other}: ${second.failed.message}`;
			return { customer: null, customerNotFetched: words };
		}
		if (second.refusal) throw first.refusal;
		return { customer: second.customer, customerApiVersion: other };
	} catch (error) {
		return { customer: null, customerNotFetched: (error as Error).message };
	}
}

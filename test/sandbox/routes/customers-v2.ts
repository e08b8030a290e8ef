// GET /platform/v2/customers: v2's search, where v1's customers show up too. Its `id` is v1's reference,
// its `reference` is the external one. (Seen in a public client, not stated by BVNK.)
import type { FastifyInstance } from 'fastify';
import type { Customer } from '../customer';
import { envelope } from '../envelopes';
import { statusOf } from '../lifecycle';
import { noticeTime } from '../notices';
import type { SandboxState } from '../state';
import { customerWithExternalReference, pageOf } from './customers';

/** v2's search, by `reference` alone, as far as the node needs it. */
export function customerV2Routes(app: FastifyInstance, state: SandboxState): void {
	app.get<{ Querystring: Record<string, string | undefined> }>(
		'/platform/v2/customers',
		async ({ query }) => {
			const { number, size } = pageOf(query, state.settings);
			const { customers } = state;
			const known = customerWithExternalReference(query.reference ?? '', state);
			const found = known === undefined ? [] : [known];
			const references =
				query.reference === undefined ? customers.page(number * size, size) : found;
			const content = references.map((reference) => {
				const customer = customers.peek(reference)!;
				noticeTime(customer, state);
				return itemV2(customer);
			});
			const total = query.reference === undefined ? customers.size : found.length;
			return envelope({ content, number, size, total }, { ...state.settings, envelope: 'v2' });
		},
	);
}

function itemV2(customer: Customer) {
	const status = statusOf(customer);
	const { reference: id, externalReference: reference, type, name } = customer;
	return {
		id,
		reference,
		status: status === 'INFO_REQUIRED' ? 'ACTIONS_REQUIRED' : status,
		type,
		model: 'EMBEDDED',
		name,
	};
}

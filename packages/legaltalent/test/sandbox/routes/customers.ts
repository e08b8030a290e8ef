// Customers.
import type { FastifyInstance } from 'fastify';
import { answer, ApiError } from '../answers';
import { listAnswer } from '../lists';
import type { Customer, SandboxState } from '../state';

type Body = Record<string, unknown>;
interface One {
	Params: { id: string };
	Body: Body | undefined;
}

/** Query parameters that are no filters. */
const NO_FILTERS = ['limit', 'cursor'];

export function customerRoutes(app: FastifyInstance, state: SandboxState): void {
	const { settings } = state;
	const read = { config: { permission: 'kyc:read' } };
	const write = { config: { permission: 'kyc:create' } };
	const find = (id: string): Customer => {
		const customer = state.customers.get(id.toLowerCase());
		if (customer) return customer;
		throw new ApiError(404, `Customer not found`, 'NOT_FOUND');
	};

	app.post<{ Body: Body | undefined }>('/customers', write, async ({ body }, reply) => {
		const { name, entity_type, client_id } = body ?? {};
		if (typeof name !== 'string' || typeof entity_type !== 'string') {
			throw new ApiError(400, 'name and entity_type are required', 'VALIDATION_ERROR');
		}
		if (client_id !== undefined && state.customerOf(client_id)) {
			throw new ApiError(409, 'A customer with this client_id exists', 'CONFLICT');
		}
		return reply.code(201).send(answer(settings, state.addCustomer(body!)));
	});

	app.get('/customers', read, async (request) => {
		const filters = Object.entries(request.query as Record<string, string>).filter(
			([name]) => ![...NO_FILTERS, settings.cursorParameter].includes(name),
		);
		const rows = [...state.customers.values()].filter((customer) =>
			filters.every(([name, value]) => customer[name] === value),
		);
		return listAnswer(settings, request, rows, 'customers');
	});

	app.get<One>('/customers/:id', read, async ({ params }) => answer(settings, find(params.id)));

	app.patch<One>('/customers/:id', write, async ({ params, body }) =>
		answer(settings, Object.assign(find(params.id), body)),
	);

	app.delete<One>('/customers/:id', write, async ({ params }) =>
		answer(settings, Object.assign(find(params.id), { status: 'inactive' })),
	);

	app.get<One>('/customers/:id/sessions', read, async (request) => {
		const { customer_id: id } = find(request.params.id);
		const rows = [...state.sessions.values()].filter(({ customer_id }) => customer_id === id);
		return listAnswer(settings, request, rows, 'sessions');
	});

	app.get<One>('/customers/:id/organization', read, async ({ params }) => {
		const { customer_id } = find(params.id);
		const ubo = { full_name: 'Amelie Roth', ownership_percentage: 60 };
		return answer(settings, { customer_id, ubos: [ubo], shareholders: [], directors: [] });
	});

	app.get<One>('/customers/:id/risk-profile', read, async (request) => {
		const { customer_id } = find(request.params.id);
		const asked = request.query as object;
		return answer(settings, { customer_id, risk_score: riskOf(customer_id), asked });
	});

	app.post<One>('/customers/:id/monitor', write, async ({ params, body }) => {
		const { customer_id } = find(params.id);
		if (state.monitored.length >= settings.seats) {
			throw new ApiError(402, 'No watchlist seats available', 'NO_SEATS', true);
		}
		state.monitored.push(customer_id);
		return answer(settings, { customer_id, monitored: true, ...body });
	});
}

/** From 0 to 99, and always the same for a customer. */
const riskOf = (id: string): number => parseInt(id.slice(0, 6), 16) % 100;

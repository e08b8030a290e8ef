// A BVNK that differs from the package's assumptions in every open point: the second character that
// `npm run conformance` is shown against. It checks no signature.

import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { Target } from '../sandbox/client';

type Reply = [status: number, body?: unknown];

/** A customer that nobody asked for. */
const SOMEBODY = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';

/** An error without code and trace id, in a shape of its own. */
const refusal = (...fields: string[]): Reply => [
	422,
	{
		problems: fields,
		message: 'Unprocessable',
		details: { errors: Object.fromEntries(fields.map((field) => [field, 'no'])) },
	},
];

/** What came before. */
interface Past {
	/** How often a customer of v2 was read, with this time. */
	reads: number;
	/** The company that was created by v2, and what it was sent with. */
	company?: { id: string; name: unknown };
	/** Whether v2 got documents. */
	hasDocuments: boolean;
}

function reply(
	method: string,
	path: string,
	query: URLSearchParams,
	body: Record<string, unknown>,
	past: Past,
): Reply {
	const where = `${method} ${path.replace(/[0-9a-f-]{36}/g, '{}')}`;
	switch (where) {
		case 'POST /platform/v1/customers/agreement/sessions':
		case 'PUT /platform/v1/customers/agreement/sessions/{}':
			return [200, { reference: randomUUID() }];
		case 'POST /platform/v1/customers': {
			if (String(body.externalReference).length > 30) return refusal('externalReference');
			if (body.type === 'INDIVIDUAL' && !body.individual) return refusal('type');
			const { name } = Object(body.company) as { name?: unknown };
			if (body.company && name === undefined)
				return refusal('company.associates[0].person', 'company.associates[0].titles[0]');
			// a repeated key is a new request here
			return body.individual || name ? [201, { reference: randomUUID() }] : refusal('individual');
		}
		case 'PATCH /platform/v1/customers/{}':
		case 'PUT /platform/v1/customers/{}':
			return [404];
		case 'GET /platform/v1/customers/{}':
			return [200, { reference: randomUUID(), status: 'INFO_REQUIRED' }];
		case 'POST /platform/v1/customers/{}/documents':
			return [202, { accepted: [randomUUID()] }];
		case 'GET /platform/v1/customers/documents/{}/url':
			return [200, { path: '/files/passport.pdf' }];
		case 'GET /platform/v1/customers/documents':
			// whoever they are asked of
			return [200, { content: [{ reference: SOMEBODY }] }];
		case 'GET /platform/v1/customers/{}/info-required':
			return [200, { status: 'INFO_REQUIRED', infoRequired: { people: [{ who: 1 }] } }];
		case 'GET /platform/v1/accounts/industries':
			return [200, [{ reference: randomUUID() }]];
		case 'PUT /platform/v1/customers/{}/questionnaires':
			return refusal('chapters');
		case 'GET /platform/v1/accounts/monthly-expected-volumes':
			return [200, [{ reference: randomUUID(), from: 0, to: 50_000 }]];
		case 'GET /platform/v1/customers':
			return query.get('size') === '100'
				? [200, { content: [], size: 20 }]
				: [200, { content: [] }];
		case 'GET /platform/v1/customers/questionnaire/definitions':
			return [200, [{ code: 'full', chapters: [] }]];
		case 'GET /platform/v2/customers': {
			const pageable = { pageNumber: Number(query.get('pageNumber') ?? 0), pageSize: 64 };
			// finds nobody by a reference, knows no other filter, and gives one page whatever the number
			return [200, { content: query.has('reference') ? [] : [{ id: SOMEBODY }], pageable }];
		}
		case 'POST /platform/v2/customers': {
			if (body.company) {
				const { name } = body.company as { name: unknown };
				past.company = { id: randomUUID(), name };
				return [201, past.company];
			}
			const person = Object(body.individual) as object;
			// neither a repeated key nor a reference that is used stops it
			if (Object.keys(person).length > 0) return [201, { id: randomUUID(), type: 'individual' }];
			return String(body.reference).length > 30 ? refusal('reference') : refusal('firstName');
		}
		case 'PATCH /platform/v2/customers/{}':
			return [404];
		case 'GET /platform/v2/customers/{}': {
			const { company } = past;
			// of what a company was sent with, it keeps the name
			if (company && path.endsWith(company.id)) {
				const target = { kind: 'DOCUMENT', types: ['ARTICLES'] };
				const requiredActions = [{ type: 'DATA', target }];
				return [200, { id: company.id, company: { name: company.name }, requiredActions }];
			}
			const status = past.hasDocuments ? 'PENDING' : 'INFO_REQUIRED';
			const requiredActions = [{ what: 'Call us' }];
			// a new customer is not there at first, and never has a link
			return past.reads === 1 ? [404] : [200, { id: SOMEBODY, status, requiredActions }];
		}
		case 'POST /platform/v2/customers/{}/associates':
			return [201, { associateId: randomUUID() }];
		case 'GET /platform/v2/customers/{}/associates':
			return [200, { content: [{ id: SOMEBODY, role: 'DIRECTOR', fullName: 'Lea Sampleton' }] }];
		case 'POST /platform/v2/customers/{}/documents':
			past.hasDocuments = true;
			return [202, { accepted: 2 }];
		case 'GET /platform/v2/customers/{}/documents':
			return [200, { documents: [] }];
		case 'POST /platform/v2/agreements/actions':
			// one that is not known is not told
			return [200, { content: [] }];
		case 'GET /platform/v2/customers/{}/agreements':
		case 'POST /platform/v2/customers/{}/agreements/{}/actions':
			// an answer is taken, and changes nothing
			return [200, { content: [{ id: SOMEBODY, status: 'PENDING' }] }];
		case 'POST /platform/v2/agreements':
			return [200, { agreements: [{ id: randomUUID(), status: 'PENDING' }] }];
		default:
			return [404];
	}
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
	let text = '';
	for await (const chunk of request) text += String(chunk);
	const isJson = request.headers['content-type'] === 'application/json';
	return text && isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
}

/** Starts it on loopback. */
export async function startContrary(): Promise<Target & { close(): Promise<void> }> {
	const past: Past = { reads: 0, hasDocuments: false };
	const server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
			const { method = 'GET' } = request;
			if (method === 'GET' && /\/v2\/customers\/./.test(pathname)) past.reads++;
			const [status, answer] = reply(method, pathname, searchParams, body, past);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(answer === undefined ? '' : JSON.stringify(answer));
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		credentials: { hawkId: 'id', hawkKey: 'key', webhookSecret: '' },
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

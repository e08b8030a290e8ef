/** What somebody would write without n8n: customers created with fetch, hawk and p-map. */
import hawk from 'hawk';
import pMap from 'p-map';
import { v5 as uuidV5 } from 'uuid';

import { serve } from '../../tools/bench/serve.mjs';

const PATH = '/platform/v1/customers';
const SESSIONS = `${PATH}/agreement/sessions`;
const NAMESPACE = '2b0a4a0e-3b0b-4d53-9a53-0f6f3a2d9c11';

async function call({ baseUrl, hawkId, hawkKey }, method, path, { body, headers } = {}) {
	const { header } = hawk.client.header(baseUrl + path, method, {
		credentials: { id: hawkId, key: hawkKey, algorithm: 'sha256' },
	});
	const response = await fetch(baseUrl + path, {
		method,
		headers: { authorization: header, ...headers },
		body,
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
	return text ? JSON.parse(text) : undefined;
}

/** Creates a customer once, however often it is sent. */
async function create(credential, customer) {
	const body = JSON.stringify(customer);
	const headers = {
		'content-type': 'application/json',
		'x-idempotency-key': uuidV5(body, NAMESPACE),
	};
	return await call(credential, 'POST', PATH, { body, headers });
}

/** An agreement session that a customer has signed. */
async function signedSession(credential) {
	const send = async (method, path, given) =>
		await call(credential, method, path, {
			body: JSON.stringify(given),
			headers: { 'content-type': 'application/json' },
		});
	const session = { customerType: 'INDIVIDUAL', countryCode: 'DE', useCase: 'STABLECOIN_PAYOUTS' };
	const { reference } = await send('POST', SESSIONS, session);
	const answer = { status: 'SIGNED', ipAddress: '203.0.113.10' };
	await send('PUT', `${SESSIONS}/${reference}`, answer);
	return reference;
}

serve({
	/** References of so many signed sessions, one for each customer to be. */
	async sign({ credential, count }) {
		const all = Array.from({ length: count });
		return await pMap(all, () => signedSession(credential), { concurrency: 100 });
	},
	async create({ credential, bodies, atOnce }) {
		const start = performance.now();
		const created = await pMap(bodies, (body) => create(credential, body), {
			concurrency: atOnce,
		});
		const ms = performance.now() - start;
		return { ms, references: created.map(({ reference }) => reference) };
	},
	/** How many customers there are. */
	async count({ credential }) {
		return (await call(credential, 'GET', `${PATH}?page=0&size=1`)).totalElements;
	},
});

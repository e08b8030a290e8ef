// Which calls are sent again, for an API that has no idempotency keys: a repeat of a write is a second request.

import type { IExecuteFunctions, IHttpRequestMethods } from 'n8n-workflow';
import type { Api } from '../../nodes/shared/api';
import { calls, path, type Call } from '../../nodes/shared/http/call';
import { createClient, newUsage, type CallOptions } from '../../nodes/shared/http/client';

const acme: Api = {
	name: 'Acme',
	credential: 'acmeApi',
	readProblem: () => ({ findings: [] }),
};
const withKeys: Api = {
	...acme,
	idempotency: { header: 'key', namespace: '', isKey: () => true, form: 'a key' },
};

type Outcome = number | string;

/** Sends a call whose tries end so, one after the other: a status, or the code of a failure. */
async function sent(
	method: IHttpRequestMethods,
	outcomes: Outcome[],
	options: CallOptions = {},
	api = acme,
) {
	const left = [...outcomes];
	let asked = 0;
	const httpRequestWithAuthentication = async () => {
		asked++;
		const next = left.shift() ?? 200;
		if (typeof next === 'string') throw Object.assign(new Error(next), { code: next });
		return await Promise.resolve({ statusCode: next, headers: {}, body: '{}' });
	};
	const context = {
		getNode: () => ({ name: 'Node', type: 'node', parameters: {} }),
		helpers: { httpRequestWithAuthentication },
	} as unknown as IExecuteFunctions;
	const { post } = calls('');
	const call: Call = { ...post(path`/parcels`, 'parcel'), method };
	const answer = await createClient(api, context)
		.call(call, options)
		.catch((error: Error) => error);
	return { asked, answer };
}

beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

const MAY_HAVE_ACTED: Outcome[] = [408, 502, 503, 504, 'ECONNRESET', 'ETIMEDOUT'];
const HAS_NOT_ACTED: Outcome[] = [429, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];
const WRITES: IHttpRequestMethods[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

describe.each(WRITES)('%s', (method) => {
	test.each(MAY_HAVE_ACTED)('is not sent again after %s', async (outcome) => {
		const { asked, answer } = await sent(method, [outcome]);

		expect(asked).toBe(1);
		expect(answer).toBeInstanceOf(Error);
		expect((answer as unknown as { description: string }).description).toContain('may have acted');
	});

	test.each(HAS_NOT_ACTED)('is sent again after %s', async (outcome) => {
		const { asked, answer } = await sent(method, [outcome]);

		expect(asked).toBe(2);
		expect(answer).toMatchObject({ status: 200, tries: 2, mayHaveActedBefore: false });
	});

	test.each(MAY_HAVE_ACTED)('that is safe to repeat is sent again after %s', async (outcome) => {
		const { asked, answer } = await sent(method, [outcome], { isSafeToRepeat: true });

		expect(asked).toBe(2);
		expect(answer).toMatchObject({ status: 200, tries: 2, mayHaveActedBefore: outcome !== 503 });
	});

	test.each(MAY_HAVE_ACTED)('under a key is sent again after %s', async (outcome) => {
		const { asked } = await sent(method, [outcome], {}, withKeys);

		expect(asked).toBe(2);
	});
});

test('an answer took as long as its tries, without the wait for the turn of the first one', async () => {
	const usage = { ...newUsage(), nextAt: performance.now() + 300 };
	const tries: number[] = [];
	const httpRequestWithAuthentication = async () => {
		tries.push(performance.now());
		return await Promise.resolve({
			statusCode: tries.length === 1 ? 429 : 200,
			headers: tries.length === 1 ? { 'retry-after': '1' } : {},
			body: '{}',
		});
	};
	const context = {
		getNode: () => ({ name: 'Node', type: 'node', parameters: {} }),
		helpers: { httpRequestWithAuthentication },
	} as unknown as IExecuteFunctions;
	const askedAt = performance.now();
	const { tookMs } = await createClient(acme, context, { requestsPerSecond: 1000 }, usage).call(
		calls('').post(path`/parcels`, 'parcel'),
	);

	expect(tookMs).toBeGreaterThanOrEqual(tries[1]! - tries[0]!);
	expect(tookMs).toBeLessThan(performance.now() - askedAt - 250);
});

test.each([...MAY_HAVE_ACTED, ...HAS_NOT_ACTED])('GET is sent again after %s', async (outcome) => {
	const { asked } = await sent('GET', [outcome]);

	expect(asked).toBe(2);
});

// A refusal that comes with a good status, as some APIs answer one.

import type { IExecuteFunctions } from 'n8n-workflow';
import type { Api } from '../../nodes/shared/api';
import { isPlainObject } from '../../nodes/shared/form/json';
import { calls, path } from '../../nodes/shared/http/call';
import { createClient } from '../../nodes/shared/http/client';

const acme: Api = {
	name: 'Acme',
	credential: 'acmeApi',
	open: (body) => (isPlainObject(body) && 'data' in body ? body.data : body),
	isRefusal: (body) => isPlainObject(body) && body.status === 'error',
	readProblem: (body) => ({
		message: isPlainObject(body) ? String(body.error) : undefined,
		findings: [],
	}),
};

async function answeredWith(body: unknown) {
	const context = {
		getNode: () => ({ name: 'Node', type: 'node', parameters: {} }),
		helpers: {
			httpRequestWithAuthentication: async () =>
				await Promise.resolve({ statusCode: 200, headers: {}, body: JSON.stringify(body) }),
		},
	} as unknown as IExecuteFunctions;
	const { post } = calls('');
	return await createClient(acme, context)
		.call(post(path`/parcels`, 'parcel'))
		.catch((error: Error) => error);
}

test('is an error in the API’s words, and may have acted', async () => {
	const error = (await answeredWith({ status: 'error', error: 'No such street' })) as Error & {
		description: string;
	};

	expect(error).toBeInstanceOf(Error);
	expect(error.message).toBe('Acme refused the request (status 200): No such street');
	expect(error.description).toContain('Acme may have acted on it.');
});

test('is looked for in the body as it came, not in what the envelope holds', async () => {
	expect(await answeredWith({ status: 'success', data: { status: 'error' } })).toMatchObject({
		status: 200,
		body: { status: 'error' },
	});
});

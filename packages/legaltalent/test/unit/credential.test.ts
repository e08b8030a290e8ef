// The credential: the token goes to its own host, and nowhere else; and what its test says.

import { CredentialTestContext } from 'n8n-core';
import type {
	IDataObject,
	IHttpRequestOptions,
	INodeCredentialTestResult,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { shared } from '../../../../test/tools/engine/shared';
import { LegalTalentApi } from '../../credentials/LegalTalentApi.credentials';
import { environments } from '../../credentials/legaltalent/hosts';
import { legalTalentApiTest } from '../../nodes/LegalTalent/methods/credentialTest';
import { startSandbox } from '../sandbox/server';

const TOKEN = 'sk_EXAMPLE-token-0001';

const signed = async (options: IHttpRequestOptions, data: IDataObject = { apiToken: TOKEN }) => {
	const { authenticate } = new LegalTalentApi();
	if (typeof authenticate !== 'function') throw new Error('The credential signs by a function');
	return await authenticate(data as never, options);
};

describe('a request', () => {
	test.each([
		[undefined, environments.staging.origin],
		['staging', environments.staging.origin],
		['production', environments.production.origin],
	])('of the environment %s goes to %s with the token', async (environment, origin) => {
		const request = await signed({ url: '/customers' }, { environment, apiToken: TOKEN });

		expect(request).toMatchObject({
			url: `${origin}/customers`,
			headers: { Authorization: `Bearer ${TOKEN}` },
			disableFollowRedirect: true,
		});
	});

	test.each([
		'https://kyc.legaltalent.ai/customers',
		'https://stg.kyc.legaltalent.ai.evil.example/customers',
		'http://stg.kyc.legaltalent.ai/customers',
		'https://dev.kyc.legaltalent.ai/customers',
		'//evil.example/customers',
	])('for %s is not sent by a credential of staging', async (url) => {
		await expect(signed({ url })).rejects.toThrow('It was not signed and not sent');
	});

	test('keeps no header of its own in place of the token, in any case', async () => {
		const { headers } = await signed({ url: '/customers', headers: { authorization: 'other' } });

		expect(headers).toEqual({ Authorization: `Bearer ${TOKEN}` });
	});

	test.each([`Bearer ${TOKEN}`, ` ${TOKEN}\n`, `bearer  ${TOKEN}`])(
		'takes the token pasted as %j',
		async (apiToken) => {
			const { headers } = await signed({ url: '/customers' }, { apiToken });

			expect(headers).toEqual({ Authorization: `Bearer ${TOKEN}` });
		},
	);

	test.each([
		['', 'has no API Token'],
		['sk_a b', 'holds a blank'],
		['sk_ä', 'holds a blank, or a character that cannot be sent'],
		['sk_\u200Ba', 'a character that cannot be seen'],
	])('is not sent with the token %j', async (apiToken, words) => {
		await expect(signed({ url: '/customers' }, { apiToken })).rejects.toThrow(words);
	});
});

describe('the test of a credential', () => {
	const legalTalent = shared(startSandbox, (sandbox) => sandbox.reset());
	const run = async (fields: IDataObject = {}): Promise<INodeCredentialTestResult> => {
		const { url, credentials } = legalTalent;
		const data = { environment: 'custom', baseUrl: url, ...credentials, ...fields };
		return await legalTalentApiTest.call(
			new CredentialTestContext({} as IWorkflowExecuteAdditionalData),
			{ id: '1', name: 'LegalTalent', type: 'legalTalentApi', data: data as never },
		);
	};

	test('is content with a good token, after one request without a parameter', async () => {
		expect((await run()).status).toBe('OK');
		expect(legalTalent.requests).toMatchObject([
			{ method: 'GET', path: '/customers', query: '', status: 200 },
		]);
	});

	test.each(['object', 'text', 'aws'] as const)(
		'tells a token that is not accepted, answered in the form %s',
		async (errors) => {
			legalTalent.settings.errors = errors;
			const { status, message } = await run({ apiToken: 'sk_OTHER' });

			expect(status).toBe('Error');
			expect(message).toContain('does not accept this API Token');
			expect(message).not.toContain('sk_OTHER');
		},
	);

	test.each(['object', 'text', 'aws', 'awsDeny'] as const)(
		'tells a token that is accepted and whose role may not read, answered in the form %s',
		async (errors) => {
			Object.assign(legalTalent.settings, { errors, permissions: ['kyc:create'] });
			const { status, message } = await run();

			expect(status).toBe('Error');
			expect(message).toContain(
				'accepts this API Token, but its role lacks the permission kyc:read',
			);
		},
	);

	test('takes a good status with the status "error" for no success', async () => {
		legalTalent.fail({}, { status: 200, body: { status: 'error', error: 'Suspended' } });
		const { status, message } = await run();

		expect(status).toBe('Error');
		expect(message).toContain('LegalTalent says: Suspended');
	});
});

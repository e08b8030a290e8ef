// Where a file is fetched from, and where not.

import type { INode } from 'n8n-workflow';
import { newUsage, type Client } from '../../nodes/shared/http/client';
import { fetchFile } from '../../nodes/shared/http/download';
import { bvnkV2 } from '../../nodes/BvnkOnboardingV2/api/bvnk';

/** A client whose requests are counted, and none answered. */
function counting(baseUrl = 'https://api.example.org') {
	let requests = 0;
	const context = {
		getNode: () => ({ name: 'BVNK', type: 'bvnk' }) as INode,
		getCredentials: async () => ({ environment: 'custom', baseUrl }),
		helpers: {
			httpRequest: async () => {
				requests++;
				return { statusCode: 200, headers: {}, body: 'text' };
			},
		},
	};
	const client = { api: bvnkV2, context, settings: {}, usage: newUsage() } as unknown as Client;
	return { client, requests: () => requests };
}

const LIMIT = { thing: 'text', maxBytes: 100, tooLarge: '' };

test.each([
	'http://127.0.0.1:5678/rest/settings',
	'https://localhost/x',
	'http://[::1]/x',
	'http://0x7f000001/x',
])('an address of this computer (%s) is not asked where the API is elsewhere', async (address) => {
	const { client, requests } = counting();
	await expect(fetchFile(client, address, LIMIT)).rejects.toThrow(
		'BVNK gave an address of the text that leads to this computer',
	);

	expect(requests()).toBe(0);
});

test.each([
	'http://files.example.org/x',
	'https://user:pass@files.example.org/x',
	'file:///etc/passwd',
])('%s is not asked', async (address) => {
	const { client, requests } = counting();
	await expect(fetchFile(client, address, LIMIT)).rejects.toThrow('that is not https');

	expect(requests()).toBe(0);
});

test('an address of this computer is asked where the API is on it', async () => {
	const { client } = counting('http://127.0.0.1:3000');
	const { content } = await fetchFile(client, 'http://127.0.0.1/x', LIMIT);

	expect(content.toString()).toBe('text');
});

test('nothing is asked once the user has stopped the execution', async () => {
	const { client, requests } = counting();
	Object.assign(client.context, { getExecutionCancelSignal: () => AbortSignal.abort() });
	await expect(fetchFile(client, 'https://files.example.org/x', LIMIT)).rejects.toThrow(
		'The execution was canceled',
	);

	expect(requests()).toBe(0);
});

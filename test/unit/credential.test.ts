// The credential under n8n's own request helpers, against a server that checks Hawk with hawk's own code.

import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { getRequestHelperFunctions } from 'n8n-core/dist/execution-engine/node-execution-context/utils/request-helpers';
import type {
	IAllExecuteFunctions,
	IDataObject,
	IHttpRequestOptions,
	INode,
	IRequestOptions,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { BvnkHawkApi } from '../../credentials/BvnkHawkApi.credentials';
import { withExactBody } from '../../nodes/shared/credential/exactBody';
import type { RequestOptions } from '../../nodes/shared/credential/requestUrl';
import { type Sandbox, startSandbox } from '../sandbox/server';

const credential = new BvnkHawkApi();
const path = '/platform/v1/customers';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** n8n's helpers, with the credential in the place where n8n has it. */
function n8n(fields: IDataObject = {}) {
	const node = { id: '1', name: 'Node', type: 'test', typeVersion: 1, parameters: {} } as INode;
	const data = {
		environment: 'custom',
		baseUrl: sandbox.url,
		hawkId: sandbox.credentials.hawkId,
		hawkKey: sandbox.credentials.hawkKey,
		...fields,
	};
	const credentialsHelper = {
		getParentTypes: () => [],
		preAuthentication: async () => undefined,
		authenticate: async (_: unknown, __: unknown, options: IHttpRequestOptions) =>
			typeof credential.authenticate === 'function' && credential.authenticate(data, options),
	};
	const additionalData = { credentialsHelper } as unknown as IWorkflowExecuteAdditionalData;
	const helpers = getRequestHelperFunctions({} as Workflow, node, additionalData);
	const context = {
		helpers,
		getNode: () => node,
		getCredentials: async () => data,
	} as unknown as IAllExecuteFunctions;
	return {
		helpers,
		/** As this package's nodes send. */
		send: (options: RequestOptions): Promise<unknown> =>
			helpers.httpRequestWithAuthentication.call(
				context,
				credential.name,
				options as IHttpRequestOptions,
			),
		/** As the HTTP Request node sends. */
		sendOlder: (options: RequestOptions): Promise<unknown> =>
			helpers.requestWithAuthentication.call(context, credential.name, options as IRequestOptions),
		/** Without the credential. */
		sendUnsigned: (options: RequestOptions): Promise<unknown> =>
			helpers.httpRequest({ ...options, ignoreHttpStatusErrors: true } as IHttpRequestOptions),
	};
}

const lastRequest = () => sandbox.requests.at(-1);

const awkward = {
	text: ' +&=\'|"<>[]{}^`\\%2F()!*~#?/:;,@$ é€😀',
	list: ['1', '2 3', ''],
	tree: { nothing: null, left: undefined, yes: true, number: 1.5 },
	'key with [] & é': 'x',
};

describe('a signature is accepted by hawk', () => {
	it.each<[string, RequestOptions]>([
		['a path', { url: path }],
		['a query in the URL', { url: `${path}?size=5&page=0` }],
		['awkward characters in the URL', { url: `${path}?a='|^{}[]\`é%20+b` }],
		['a query from qs', { url: path, qs: awkward }],
		['both', { url: `${path}?page=0`, qs: awkward }],
		['brackets', { url: path, qs: awkward, arrayFormat: 'brackets' }],
		['repeat', { url: path, qs: awkward, arrayFormat: 'repeat' }],
		['comma', { url: path, qs: awkward, arrayFormat: 'comma' }],
		['a relative baseURL', { baseURL: '/platform/v1/', url: '/customers', qs: { page: 0 } }],
		['json', { url: path, json: true }],
		['a Host header of another', { url: path, headers: { Host: 'example.org', HOST: 'x' } }],
	])('of %s, in both of the forms that n8n has', async (_, options) => {
		await n8n().send(options);
		const { url, ...rest } = options;
		await n8n().sendOlder({ ...rest, uri: url });
		expect(sandbox.count({ path, status: 200 })).toBe(2);
	});

	it('of an absolute uri, with baseURL beside it', async () => {
		await n8n().sendOlder({ baseURL: 'https://example.org', uri: `${sandbox.url}${path}` });
		expect(sandbox.count({ path, status: 200 })).toBe(1);
	});

	it('of a POST with a JSON body', async () => {
		const body = { externalReference: 'é' };
		const send = n8n().send({ method: 'POST', url: path, body });
		await expect(send).rejects.toMatchObject({ httpCode: '400' });
		const older = n8n().sendOlder({ method: 'POST', uri: path, body, json: true });
		await expect(older).rejects.toMatchObject({ httpCode: '400' });
	});

	it('of options that n8n signs again after a 401', async () => {
		sandbox.fail({ path }, { status: 401 });
		await n8n().send({ url: path, qs: awkward });
		const [first, second] = sandbox.requests;
		expect([first?.status, second?.status]).toEqual([401, 200]);
		expect(first?.query).toBe(second?.query);
		expect(first?.nonce).not.toBe(second?.nonce);
	});
});

describe('the query that arrives', () => {
	it.each([undefined, 'indices', 'brackets', 'repeat', 'comma'] as const)(
		'is the one that n8n sends without the credential (%s)',
		async (arrayFormat) => {
			const options = { qs: { ...awkward, date: new Date(0) }, arrayFormat };
			await n8n().sendUnsigned({ ...options, url: sandbox.url + path });
			const unsigned = lastRequest()?.query;
			await n8n().send({ ...options, url: path });
			expect(lastRequest()?.query).toBe(unsigned);
		},
	);

	it('decodes to what was given', async () => {
		await n8n().send({ url: path, qs: awkward });
		expect(Object.fromEntries(new URLSearchParams(lastRequest()?.query))).toEqual({
			text: awkward.text,
			'list[0]': '1',
			'list[1]': '2 3',
			'list[2]': '',
			'tree[nothing]': '',
			'tree[yes]': 'true',
			'tree[number]': '1.5',
			'key with [] & é': 'x',
		});
	});
});

it('follows no redirect, which would carry the signature along', async () => {
	sandbox.fail({ path, times: 2 }, { kind: 'redirect', location: '/elsewhere' });
	await expect(n8n().send({ url: path, maxRedirects: 5 })).rejects.toMatchObject({
		httpCode: '302',
	});
	const redirected = { uri: path, followRedirect: true, followAllRedirects: true, maxRedirects: 5 };
	await expect(n8n().sendOlder(redirected)).rejects.toMatchObject({ httpCode: '302' });
	expect(sandbox.requests.map((request) => request.path)).toEqual([path, path]);
});

describe('what a person reads in the node', () => {
	it.each([
		[{ hawkKey: '' }, path, 'The BVNK credential has no Hawk Key.'],
		[
			{ baseUrl: 'https://api.bvnk.com/v1' },
			path,
			'Base URL cannot be used: it holds the path /v1.',
		],
		[{}, 'https://api.bvnk.com/x', "the request goes to BVNK's production (https://api.bvnk.com)"],
	])('with %j and %s: %s', async (fields, url, message) => {
		const { send, sendOlder } = n8n(fields);
		const words = expect.stringContaining(message) as string;
		await expect(send({ url })).rejects.toMatchObject({ message: words });
		await expect(sendOlder({ uri: url })).rejects.toMatchObject({ message: words });
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the form', () => {
	it('hides the two secrets', () => {
		const hidden = credential.properties.filter(({ typeOptions }) => typeOptions?.password);
		expect(hidden.map(({ name }) => name)).toEqual(['hawkKey', 'webhookSecret']);
	});

	it('asks for a base URL only where there is none', () => {
		const baseUrl = credential.properties.find(({ name }) => name === 'baseUrl');
		expect(baseUrl?.displayOptions).toEqual({ show: { environment: ['custom'] } });
	});
});

describe('a body that a signature covers', () => {
	it.each<[string, RequestOptions]>([
		['an object', { body: { name: 'Grüße, 東京', note: ' ' } }],
		['a list', { body: [1, 'a'] }],
		['JSON as text', { body: ' {"a": 1}\n' }],
		['text', { body: ' Grüße ' }],
		['text that is called JSON', { body: 'a', headers: { 'Content-Type': 'application/json' } }],
		[
			'text with blanks, of a type of its own',
			{ body: ' a\n', headers: { 'content-type': 'text/x' } },
		],
	])('arrives byte for byte: %s, in both of the forms that n8n has', async (_, given) => {
		const received: string[] = [];
		const server = createServer((request, response) => {
			void text(request).then((body) => {
				received.push(body);
				response.end('{}');
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
			const { body, ...options } = withExactBody({ method: 'POST', ...given });
			const { helpers } = n8n();
			await helpers.httpRequest({ ...options, body, url });
			await helpers.request({ ...options, body, uri: url } as IRequestOptions);
			expect(received).toEqual([body, body]);
		} finally {
			server.close();
		}
	});
});

describe("BVNK's hosts", () => {
	it('are spelled in one file of what ships, but for documentation and examples', async () => {
		const spelled: string[] = [];
		for (const folder of ['nodes', 'credentials']) {
			for (const file of await readdir(folder, { recursive: true })) {
				if (!/\.(ts|json)$/.test(file)) continue;
				const source = await readFile(join(folder, file), 'utf8');
				for (const [at, line] of source.split('\n').entries()) {
					const rest = line.replaceAll('docs.bvnk.com', '').replace(/e\.g\. https:\S+/, '');
					const isHost = /bvnk(\\?\.[a-z]+)*\\?\.(com|io)\b/i.test(rest);
					if (isHost) spelled.push(`${join(folder, file)}:${at + 1}`);
				}
			}
		}
		expect(spelled.length).toBeGreaterThan(0);
		expect(spelled.filter((place) => !place.startsWith('credentials/bvnk/hosts.ts:'))).toEqual([]);
	});
});

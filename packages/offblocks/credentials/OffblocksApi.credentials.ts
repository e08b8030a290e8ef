import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { environments, ROOT } from './offblocks/hosts';
import { sign } from './offblocks/signature';
import { newToken } from './offblocks/token';

/**
 * Keys for Offblocks' API, and the signing of every request made with them: by this package's nodes and by
 * n8n's HTTP Request node. Its test is the action node's, `methods/credentialTest.ts`.
 */
export class OffblocksApi implements ICredentialType {
	name = 'offblocksApi';

	displayName = 'Offblocks API';

	icon: Icon = { light: 'file:../icons/offblocks.svg', dark: 'file:../icons/offblocks.dark.svg' };

	documentationUrl = 'https://docs.offblocks.xyz/developer-guides/api-integration/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{
					name: 'Sandbox',
					value: 'sandbox',
					description: 'For trying out, with customers who are not real',
				},
				{ name: 'Production', value: 'production', description: 'Real customers' },
				{
					name: 'Custom',
					value: 'custom',
					description: 'Another base URL, e.g. of a test server',
				},
			],
			default: 'sandbox',
			description: 'Where the keys were made. Those of one environment may not work in another.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { environment: ['custom'] } },
			default: '',
			required: true,
			placeholder: `e.g. ${environments.sandbox.origin}`,
			description:
				'Scheme and host only, without the path /v1. Must be https, except on this computer.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. 5f3a0a6e-3b1f-4c62-9c57-0f5f2b8f4a11',
			description: 'As Offblocks gave it to you, a UUID',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Goes to Offblocks alone, for a token that holds about an hour',
		},
		{
			displayName: 'Signing Key ID',
			name: 'signingKeyId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 86b59965-6cf1-4633-9148-92848330fd1b',
			description: 'The UUID under which the public half of the key is registered with Offblocks',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: '-----BEGIN EC PRIVATE KEY-----',
			description:
				'The whole PEM file, without a passphrase, on the curve P-384 (secp384r1). It may be on one line, or have its line breaks written as \\n. It signs every request and is never sent.',
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Session Owner',
			name: 'sessionOwner',
			type: 'hidden',
			default: '',
		},
	];

	httpRequestNode = {
		name: 'Offblocks',
		docsUrl: 'https://docs.offblocks.xyz/developer-guides/api-integration/api-reference',
		apiBaseUrl: `${environments.sandbox.origin}${ROOT}/`,
	};

	/** n8n calls it where there is no token, and after a 401. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<{ sessionToken: string; sessionOwner: string }> {
		return await newToken(this, credentials);
	}

	authenticate: IAuthenticate = async (credentials, options) => await sign(credentials, options);
}

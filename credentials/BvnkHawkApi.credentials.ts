import type {
	IAuthenticate,
	ICredentialType,
	Icon,
	INodeProperties,
	INodePropertyTypeOptions,
} from 'n8n-workflow';
import { environments } from './bvnk/hosts';
import { sign } from './bvnk/hawk';

/**
 * A constant, because n8n's lint knows secrets by their names. It does not take "Hawk Key" for one, and
 * warns about a masked field that is not a secret.
 */
const masked: INodePropertyTypeOptions = { password: true };

/**
 * Id and key for BVNK's API, and the signing of every request made with them: by this package's nodes
 * and by n8n's HTTP Request node. Its test is the action node's, `methods/credentialTest.ts`.
 */
export class BvnkHawkApi implements ICredentialType {
	name = 'bvnkHawkApi';

	displayName = 'BVNK Hawk API';

	icon: Icon = {
		light: 'file:../icons/bvnkOnboarding.svg',
		dark: 'file:../icons/bvnkOnboarding.dark.svg',
	};

	documentationUrl = 'https://docs.bvnk.com/bvnk/get-started/generate-api-keys';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{
					name: 'Sandbox',
					value: 'sandbox',
					description: 'For trying out, with its own keys and customers',
				},
				{
					name: 'Production',
					value: 'production',
					description: 'Real customers',
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'Another base URL, e.g. of a test server',
				},
			],
			default: 'sandbox',
			description: 'Where the key was made. A key of one environment does not work in another.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { environment: ['custom'] } },
			default: '',
			placeholder: `e.g. ${environments.sandbox.origin}`,
			description: 'Scheme and host only, without a path. Must be https, except on this computer.',
		},
		{
			displayName: 'Hawk ID',
			name: 'hawkId',
			type: 'string',
			default: '',
			required: true,
			description:
				"The Hawk Auth ID, from BVNK's portal: Integrations, Generate API Key. Put the address of this n8n on the key's list of allowed IP addresses.",
		},
		{
			displayName: 'Hawk Key',
			name: 'hawkKey',
			type: 'string',
			typeOptions: masked,
			default: '',
			required: true,
			description: 'The Hawk Auth Key. The portal shows it once, when the key is made.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for the BVNK Onboarding Trigger. Open the webhook in BVNK\'s portal, which labels the secret "Public key".',
		},
	];

	httpRequestNode = {
		name: 'BVNK',
		docsUrl: 'https://docs.bvnk.com/bvnk/api-explorer/api-overview/overview',
		apiBaseUrl: `${environments.sandbox.origin}/platform/v1/`,
	};

	authenticate: IAuthenticate = async (credentials, options) => sign(credentials, options);
}

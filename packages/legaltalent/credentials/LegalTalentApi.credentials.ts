import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { sign } from './legaltalent/bearer';
import { environments } from './legaltalent/hosts';

/**
 * A token for LegalTalent's API, put into every request made with it: by this package's nodes and by n8n's
 * HTTP Request node. Its test is the action node's, `methods/credentialTest.ts`.
 */
export class LegalTalentApi implements ICredentialType {
	name = 'legalTalentApi';

	displayName = 'LegalTalent API';

	icon: Icon = {
		light: 'file:../icons/legalTalent.svg',
		dark: 'file:../icons/legalTalent.dark.svg',
	};

	documentationUrl = 'https://docs.compliance.legaltalent.ai/api-reference/auth';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Staging', value: 'staging', description: 'For trying out' },
				{ name: 'Production', value: 'production', description: 'Real customers' },
				{
					name: 'Custom',
					value: 'custom',
					description: 'Another base URL, e.g. of a test server',
				},
			],
			default: 'staging',
			description: 'Where the token was made',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { environment: ['custom'] } },
			default: '',
			placeholder: `e.g. ${environments.staging.origin}`,
			description: 'Scheme and host only, without a path. Must be https, except on this computer.',
		},
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'An API key, which begins with sk_ and which LegalTalent makes for you. The ID token of a login works too, but ends after about an hour.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for the LegalTalent Trigger: what LegalTalent signs its webhooks with. Make a long random text, and set it at LegalTalent as webhook_secret, beside the URL.',
		},
	];

	httpRequestNode = {
		name: 'LegalTalent',
		docsUrl: 'https://docs.compliance.legaltalent.ai/api-reference/introduction',
		apiBaseUrl: `${environments.staging.origin}/`,
	};

	authenticate: IAuthenticate = async (credentials, options) => sign(credentials, options);
}

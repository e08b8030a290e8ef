// How the trigger's URL gets to LegalTalent, which has one for the whole account.

import {
	NodeOperationError,
	type IDataObject,
	type IHookFunctions,
	type IHttpRequestOptions,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
} from 'n8n-workflow';
import { getRequestHelperFunctions } from 'n8n-core/dist/execution-engine/node-execution-context/utils/request-helpers';
import { shared } from '../../../../test/tools/engine/shared';
import { LegalTalentApi } from '../../credentials/LegalTalentApi.credentials';
import { LegalTalentTrigger } from '../../nodes/LegalTalent/LegalTalentTrigger.node';
import { credentialOf } from '../legaltalent';
import { startSandbox } from '../sandbox/server';

const OWN = 'https://n8n.test/webhook/1/legaltalent';
const OTHER = 'https://other.example/hook/secret-path';

const legalTalent = shared(startSandbox, (sandbox) => sandbox.reset());
const methods = new LegalTalentTrigger().webhookMethods.default;

interface Setup {
	registration?: string;
	mode?: string;
	url?: string;
	secret?: string;
	/** The workflow's static data, by n8n's names for its parts. */
	stored?: Record<string, IDataObject>;
	/** The node's. */
	id?: string;
	name?: string;
	logged?: unknown[];
}

/** What n8n gives a trigger that is switched on or off. */
function contextOf(setup: Setup = {}): IHookFunctions {
	const data: IDataObject = {
		...credentialOf(legalTalent),
		webhookSecret: setup.secret ?? 'whsec-of-the-credential',
	};
	const { id = '1', name = 'Trigger', stored = {} } = setup;
	const node = { id, name, type: 'test', typeVersion: 1, parameters: {} } as never;
	const { authenticate } = new LegalTalentApi();
	const credentialsHelper = {
		getParentTypes: () => [],
		preAuthentication: async () => await Promise.resolve(undefined),
		authenticate: async (_: unknown, __: unknown, options: IHttpRequestOptions) =>
			await (authenticate as (given: unknown, options: IHttpRequestOptions) => Promise<unknown>)(
				data,
				options,
			),
	};
	const additionalData = { credentialsHelper } as unknown as IWorkflowExecuteAdditionalData;
	return {
		helpers: getRequestHelperFunctions({} as Workflow, node, additionalData),
		getNode: () => node,
		getCredentials: async () => await Promise.resolve(data),
		getMode: () => setup.mode ?? 'trigger',
		getNodeParameter: () => setup.registration ?? 'automatic',
		getNodeWebhookUrl: () => setup.url ?? OWN,
		getWorkflow: () => ({ id: 'w' }),
		getWorkflowStaticData: (type: string) =>
			(stored[type === 'node' ? `node:${name}` : type] ??= {}),
		logger: { info: (...words: unknown[]) => setup.logged?.push(words) },
	} as unknown as IHookFunctions;
}

const registered = () => legalTalent.notifications.webhook_url;
const publish = async (setup?: Setup) => await methods.create.call(contextOf(setup));

describe('by hand', () => {
	test('nothing is sent', async () => {
		expect(await publish({ registration: 'manual' })).toBe(true);
		expect(legalTalent.requests).toHaveLength(0);
	});

	test.each(['manual', 'automatic'])(
		'as %s, a credential without a secret does not go live',
		async (registration) => {
			await expect(publish({ registration, secret: '' })).rejects.toThrow(
				"'Webhook Secret' of the credential is empty, so no delivery could be told from a forged one",
			);
			expect(legalTalent.requests).toHaveLength(0);
		},
	);
});

describe('automatic', () => {
	test.each(['notification_config', 'notification_channels', 'flat'] as const)(
		'registers URL and secret where none is registered, told in %s',
		async (tenantShape) => {
			legalTalent.settings.tenantShape = tenantShape;
			const stored = {};

			expect(await methods.checkExists.call(contextOf())).toBe(false);
			expect(await publish({ stored })).toBe(true);
			expect(legalTalent.notifications).toEqual({
				webhook_url: OWN,
				webhook_secret: 'whsec-of-the-credential',
			});
			expect(legalTalent.requests.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
		},
	);

	test('sets the secret again where its own URL is registered', async () => {
		legalTalent.setNotifications({ webhook_url: `${OWN}/`, webhook_secret: 'older' });
		await publish();

		expect(legalTalent.notifications.webhook_secret).toBe('whsec-of-the-credential');
	});

	test('refuses where another URL is registered, and says whose without its path', async () => {
		legalTalent.setNotifications({ webhook_url: OTHER });
		const error = await publish().catch((thrown: Error) => thrown);

		expect(error).toBeInstanceOf(NodeOperationError);
		expect((error as Error).message).toContain('to another URL already (other.example)');
		expect((error as Error).message).not.toContain('secret-path');
		expect(registered()).toBe(OTHER);
		expect(legalTalent.count({ method: 'PATCH' })).toBe(0);
	});

	test('replaces a URL that it registered itself, as after n8n has moved', async () => {
		const stored = {};
		await publish({ stored });
		await publish({ stored, url: 'https://new.test/webhook/1/legaltalent' });

		expect(registered()).toBe('https://new.test/webhook/1/legaltalent');
	});

	test('knows what it registered itself under another name, too', async () => {
		const stored = {};
		await publish({ stored });
		await publish({ stored, name: 'Renamed', url: 'https://new.test/webhook/1/legaltalent' });

		expect(registered()).toBe('https://new.test/webhook/1/legaltalent');
	});

	test('takes nothing from the trigger that had its name before', async () => {
		const stored = {};
		await publish({ stored });

		const other = publish({ stored, id: '2', url: 'https://n8n.test/webhook/2/legaltalent' });
		await expect(other).rejects.toThrow('to another URL already (n8n.test)');
		expect(registered()).toBe(OWN);
	});

	test('writes no static data where its URL is kept already', async () => {
		const stored: Record<string, IDataObject> = {};
		await publish({ stored });
		stored.global = Object.freeze(stored.global!);

		await publish({ stored });
		expect(legalTalent.count({ method: 'PATCH' })).toBe(2);
	});

	test('refuses where the answer does not tell what is registered', async () => {
		legalTalent.settings.tenantShape = 'unknown';

		await expect(publish()).rejects.toThrow('does not tell which URL is registered');
		expect(legalTalent.count({ method: 'PATCH' })).toBe(0);
	});

	test('tells a missing permission in one message', async () => {
		legalTalent.settings.permissions = ['kyc:read'];

		await expect(publish()).rejects.toThrow(
			/does not allow this call \(GET, tenant\): Missing permission tenant:manage.*role lacks a permission/,
		);
	});

	test('is not sent again after a fault, and says how to repeat it', async () => {
		legalTalent.fail({ method: 'PATCH' }, { kind: 'cut' });

		await expect(publish()).rejects.toThrow('Publish the workflow again');
		expect(legalTalent.count({ method: 'PATCH' })).toBe(1);
	});

	test('registers no test URL', async () => {
		await publish({ mode: 'manual' });

		expect(legalTalent.requests).toHaveLength(0);
	});

	test('leaves the URL when it is switched off, and logs that', async () => {
		const [stored, logged]: [Setup['stored'], unknown[]] = [{}, []];
		await publish({ stored });
		await methods.delete.call(contextOf({ stored, logged }));

		expect(registered()).toBe(OWN);
		expect(JSON.stringify(logged)).toContain('stays registered');
		expect(legalTalent.requests).toHaveLength(2);
	});
});

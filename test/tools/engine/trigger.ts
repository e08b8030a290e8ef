// Runs a trigger as n8n does: registers it with n8n-core's own context, takes deliveries over HTTP at the
// address that n8n would give it, and hands them to the node. Nothing is imitated but the web server.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeType,
	type INodeTypes,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { additionalData, captureLog, type Subject } from './engine';

/** One trigger in a workflow that is published, or that is being tried in the editor. */
export interface TriggerOptions {
	parameters?: IDataObject;
	/** Tells it from other triggers of a test file; a new one unless told. */
	workflowId?: string;
	/** In place of the server's own credential. */
	credential?: ICredentialDataDecryptedObject;
	/** True: somebody has the editor listen. */
	isTest?: boolean;
	/**
	 * Resolves when n8n starts the execution of an item, which may have to wait for others, and with false where n8n
	 * cannot start it. Without it, each is started at once.
	 */
	starts?: (item: IDataObject) => Promise<boolean>;
}

/** A trigger that can be registered, and that takes deliveries. */
export interface RunningTrigger {
	/** Where its vendor delivers to. */
	readonly url: string;
	/** The items of the executions that were started. */
	readonly items: IDataObject[];
	/** What the person was told who has the editor listen: messages and descriptions. */
	readonly told: string[];
	/** What n8n wrote to its log meanwhile. */
	log(): string;
	/** As n8n does when a workflow is published: asks, and registers where it is not. */
	activate(): Promise<void>;
	/** As n8n does when a workflow is unpublished. */
	deactivate(): Promise<void>;
	/** What the node says of its registration. */
	isRegistered(): Promise<boolean>;
	close(): Promise<void>;
}

let count = 0;

/** Starts the web server of a trigger; nothing is registered yet. */
export async function startTrigger<Server>(
	subject: Subject<Server>,
	server: Server,
	options: TriggerOptions = {},
): Promise<RunningTrigger> {
	const { isTest = false, workflowId = `trigger-${++count}`, starts } = options;
	const credential = options.credential ?? subject.credentialOf(server);
	const nodeType = subject.node();
	const node = nodeOf(subject, options.parameters ?? {});
	const workflow = new Workflow({
		id: workflowId,
		name: 'Trigger test',
		nodes: [node],
		connections: {},
		active: !isTest,
		nodeTypes: typesOf(nodeType),
	});
	const items: IDataObject[] = [];
	const told: string[] = [];
	const mode = isTest ? 'manual' : 'webhook';
	const [webhookDescription] = nodeType.description.webhooks!;
	const webhookData = { isTest, webhookDescription } as unknown as IWebhookData;

	const take = async (request: IncomingMessage, response: ServerResponse) => {
		const rawBody = await bodyOf(request);
		const { url: originalUrl } = request;
		const exchange = {
			httpRequest: Object.assign(request, { rawBody, originalUrl }),
			httpResponse: expressed(response),
		} as unknown as Partial<IWorkflowExecuteAdditionalData>;
		const data = additionalData(subject, credential, { ...addresses, ...exchange });
		const context = new WebhookContext(workflow, node, data, mode, webhookData, [], null);
		try {
			const result = await nodeType.webhook!.call(context);
			if (result.noWebhookResponse) return;
			const started = (result.workflowData ?? []).flat().map(({ json }) => json);
			for (const item of started) {
				if (starts && !(await starts(item))) return exchangeJson(response, 500, { code: 0 });
			}
			// n8n starts the execution, then reads what is to be answered
			items.push(...started);
			exchangeJson(response, 200, result.webhookResponse as object);
		} catch (error) {
			const { message, description = '' } = error as Error & { description?: string };
			told.push(`${message} ${description}`);
			exchangeJson(response, 200, { message: 'Error in workflow' });
		}
	};
	const log = captureLog();
	const http = createServer((request, response) => void take(request, response));
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
	const addresses = {
		webhookBaseUrl: `${origin}/webhook`,
		webhookTestBaseUrl: `${origin}/webhook-test`,
	};
	const hook = () => {
		const data = additionalData(subject, credential, addresses);
		return new HookContext(workflow, node, data, mode, isTest ? 'manual' : 'activate', webhookData);
	};
	const { checkExists, create, delete: remove } = nodeType.webhookMethods!.default!;
	return {
		url: hook().getNodeWebhookUrl('default')!,
		items,
		told,
		log: () => log.text(),
		activate: async () => {
			if (!(await checkExists.call(hook()))) await create.call(hook());
		},
		deactivate: async () => void (await remove.call(hook())),
		isRegistered: async () => await checkExists.call(hook()),
		close: async () => {
			log.stop();
			http.closeAllConnections();
			http.close();
			await once(http, 'close');
		},
	};
}

function nodeOf({ node, credentialType }: Subject<never>, parameters: IDataObject): INode {
	const { displayName: name, defaultVersion = 1 } = node().description;
	return {
		id: 'trigger',
		name,
		type: 'tested',
		typeVersion: defaultVersion,
		webhookId: '5b0c7a2e-1f2e-4d3c-8b4a-3c2d1e0f9a8b',
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		credentials: { [credentialType.name]: { id: '1', name: 'Account' } },
	};
}

const typesOf = (node: INodeType): INodeTypes => ({
	getByName: () => node,
	getByNameAndVersion: () => node,
	getKnownTypes: () => ({}),
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts);
}

/** As much of express's response as nodes use. */
const expressed = (response: ServerResponse) =>
	Object.assign(response, {
		status: (code: number) => ({
			json: (body: object) => exchangeJson(response, code, body),
		}),
	});

function exchangeJson(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

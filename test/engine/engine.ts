// Runs the node as n8n runs it: by n8n-core's own WorkflowExecute, with our credential's own signing, in a
// workflow of three nodes. Nothing of n8n is imitated but the store that holds the credential.

import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeConnectionTypes,
	Workflow,
	type ExecutionError,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type NodeExecutionHint,
} from 'n8n-workflow';
import { BvnkHawkApi } from '../../credentials/BvnkHawkApi.credentials';
import { BvnkOnboarding } from '../../nodes/BvnkOnboarding/BvnkOnboarding.node';
import type { Sandbox } from '../sandbox/server';

const NODE = 'BVNK Onboarding';

export interface NodeRun {
	/** The node's items on its first output, and on its error output where it has one. */
	items: INodeExecutionData[];
	errorItems: INodeExecutionData[];
	/** Why the execution failed, where it did. */
	error?: ExecutionError;
	hints: NodeExecutionHint[];
	run: IRun;
}

export interface NodeRunOptions {
	parameters: IDataObject;
	/** The input's items; one empty item unless told. */
	input?: IDataObject[];
	/** Instead of the sandbox's own credential. */
	credential?: ICredentialDataDecryptedObject;
	/** The node's settings: `onError`, `retryOnFail`, `maxTries`, `waitBetweenTries`. */
	settings?: Partial<INode>;
	/** Called when the run has started, with what cancels it. */
	onStart?: (cancel: () => void) => void;
}

/** The credential that a sandbox accepts, as a user would have saved it. */
export function credentialOf(sandbox: Sandbox): ICredentialDataDecryptedObject {
	return { environment: 'custom', baseUrl: sandbox.url, ...sandbox.credentials };
}

/** The credential for which n8n itself has a store, decryption and an `authenticate` of its own. */
class CredentialStore extends ICredentialsHelper {
	private readonly type = new BvnkHawkApi();

	constructor(private readonly data: ICredentialDataDecryptedObject) {
		super();
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_name: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return await (this.type.authenticate as Function).call(this.type, credentials, options);
	}

	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return { ...this.data };
	}

	getParentTypes = () => [];
	isCredentialUsableByNode = () => true;
	preAuthentication = async () => undefined;
	runPreAuthentication = async () => undefined;
	getCredentialsProperties = () => this.type.properties;
	getCredentials = async () => await Promise.reject(new Error('not used by a node'));
	updateCredentials = async () => {};
	updateCredentialsOauthTokenData = async () => {};
}

/** Hands on the items that a test gives, as a trigger would. */
class Rows implements INodeType {
	description = {
		displayName: 'Rows',
		name: 'rows',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};

	constructor(private readonly rows: IDataObject[]) {}

	execute = async () => [this.rows.map((json) => ({ json }))];
}

/** Runs the action node once over `input` and gives what n8n saved of it. */
export async function runNode(sandbox: Sandbox, options: NodeRunOptions): Promise<NodeRun> {
	const { parameters, input = [{}], credential = credentialOf(sandbox), settings } = options;
	const types: Record<string, INodeType> = { rows: new Rows(input), bvnk: new BvnkOnboarding() };
	const nodeTypes = {
		getByName: (name) => types[name]!,
		getByNameAndVersion: (name) => types[name]!,
		getKnownTypes: () => ({}),
	} satisfies INodeTypes;
	const workflow = new Workflow({
		id: 'engine-test',
		name: 'Engine test',
		nodes: [
			node('Rows', 'rows', {}),
			{
				...node(NODE, 'bvnk', { resource: 'customer', ...parameters }),
				credentials: { bvnkHawkApi: { id: '1', name: 'BVNK' } },
				...settings,
			},
		],
		connections: {
			Rows: { main: [[{ node: NODE, type: NodeConnectionTypes.Main, index: 0 }]] },
		},
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const execution = new WorkflowExecute(
		additionalData(new CredentialStore(credential)),
		'trigger',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [
					{ node: workflow.getNode('Rows')!, data: { main: [[{ json: {} }]] }, source: null },
				],
			},
		}),
	);
	const running = execution.processRunExecutionData(workflow);
	options.onStart?.(() => running.cancel());
	const run = await running;
	const [task] = run.data.resultData.runData[NODE] ?? [];
	return {
		items: task?.data?.main?.[0] ?? [],
		errorItems: task?.data?.main?.[1] ?? [],
		hints: task?.hints ?? [],
		run,
		...(run.data.resultData.error ? { error: run.data.resultData.error } : {}),
	};
}

function node(name: string, type: string, parameters: IDataObject): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: parameters as INode['parameters'] };
}

function additionalData(credentialsHelper: ICredentialsHelper): IWorkflowExecuteAdditionalData {
	const workflow = { id: 'engine-test', name: '', active: false, nodes: [], connections: {} };
	return {
		credentialsHelper,
		currentNodeExecutionIndex: 0,
		executionId: 'execution-1',
		variables: {},
		hooks: new ExecutionLifecycleHooks('trigger', 'execution-1', workflow as never),
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		logAiEvent: () => {},
		setExecutionStatus: () => {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

// Runs a node as n8n runs it: by n8n-core's own WorkflowExecute, with n8n's own expressions and the
// credential's own signing, in a workflow of two nodes. Nothing of n8n is imitated but the store that
// holds the credential.

import 'reflect-metadata';
import { ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeConnectionTypes,
	Workflow,
	type ExecutionError,
	type IBinaryKeyData,
	type ICredentialType,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type INode,
	type INodeParameters,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type NodeExecutionHint,
} from 'n8n-workflow';

const ROWS = 'Rows';

/** What is tested. `Server` is what the node talks to. */
export interface Subject<Server> {
	/** A new node; in the workflow it has its display name. */
	node: () => INodeType;
	credentialType: ICredentialType;
	/** The credential that a server accepts, as a user would have saved it. */
	credentialOf: (server: Server) => ICredentialDataDecryptedObject;
	/** Parameters that hold where a test gives no others. */
	parameters: IDataObject;
}

/** A credential, or what its expressions give for an item. */
export type GivenCredential =
	ICredentialDataDecryptedObject | ((itemIndex: number) => ICredentialDataDecryptedObject);

export interface NodeRun {
	/** The node's items on its first output, and on its error output where it has one. */
	items: INodeExecutionData[];
	errorItems: INodeExecutionData[];
	/** The `json` of `items`. */
	rows: IDataObject[];
	/** Why the execution failed, where it did: what n8n saves and shows. */
	error?: SavedError;
	hints: NodeExecutionHint[];
	/** What n8n wrote to its log meanwhile. */
	log: string;
	run: IRun;
}

/** A node's error as n8n saves it. */
export type SavedError = ExecutionError & {
	description?: string | null;
	httpCode?: string;
	context: { itemIndex?: number; code?: string; traceId?: string };
};

export interface NodeRunOptions {
	/** As the workflow holds them; a text that starts with `=` is an expression over the item. */
	parameters: IDataObject;
	/** The input's items; one empty item unless told. */
	input?: IDataObject[];
	/** The files of the input's items, in their order. */
	binary?: IBinaryKeyData[];
	/** The execution's number; the same in every run unless told. */
	executionId?: string;
	/** In place of the server's own credential; a function where its expressions depend on the item. */
	credential?: GivenCredential;
	/** The node's settings: `onError`, `retryOnFail`, `maxTries`, `waitBetweenTries`. */
	settings?: Partial<INode>;
	/** Called when the run has started. */
	onStart?: () => void;
	/** When the user presses Stop: asked again and again from the start on, until it says so. */
	stopWhen?: () => boolean;
}

/** Whether something has held for some milliseconds: what follows it has begun. */
export function lasting(ms: number, holds: () => boolean): () => boolean {
	let since: number | undefined;
	return () => {
		if (!holds()) return false;
		since ??= performance.now();
		return performance.now() - since >= ms;
	};
}

/** n8n's engine for one node. */
export interface Engine<Server> {
	/** Runs the node once over `input` and gives what n8n saved of it. */
	runNode: (server: Server, options: NodeRunOptions) => Promise<NodeRun>;
	/**
	 * What the editor gives a method of the node that searches a list.
	 *
	 * @param currentNodeParameters what the form holds at the moment
	 */
	loadOptionsContext: (
		server: Server,
		credential?: ICredentialDataDecryptedObject,
		currentNodeParameters?: INodeParameters,
	) => ILoadOptionsFunctions;
}

/** Sets n8n's engine up for what is tested. */
export function engineFor<Server>(subject: Subject<Server>): Engine<Server> {
	return {
		runNode: async (server, options) => await runNode(subject, server, options),
		loadOptionsContext: (server, credential = subject.credentialOf(server), current = {}) =>
			loadOptionsContext(subject, credential, current),
	};
}

async function runNode<Server>(
	subject: Subject<Server>,
	server: Server,
	options: NodeRunOptions,
): Promise<NodeRun> {
	const { parameters, input = [{}], credential = subject.credentialOf(server) } = options;
	const { settings = {} } = options;
	const { binary = [], executionId = 'execution-1' } = options;
	const items = input.map((json, index) => ({
		json,
		...(binary[index] ? { binary: binary[index] } : {}),
	}));
	const workflow = workflowOf(subject, items, parameters, settings);
	const execution = new WorkflowExecute(
		additionalData(subject, credential, { executionId }),
		'trigger',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [
					{ node: workflow.getNode(ROWS)!, data: { main: [[{ json: {} }]] }, source: null },
				],
			},
		}),
	);
	const log = captureLog();
	let run: IRun;
	let watch: NodeJS.Timeout | undefined;
	try {
		const running = execution.processRunExecutionData(workflow);
		options.onStart?.();
		if (options.stopWhen) watch = setInterval(() => options.stopWhen!() && running.cancel(), 10);
		run = await running;
	} finally {
		clearInterval(watch);
		log.stop();
	}
	const [task] = run.data.resultData.runData[nameOf(subject)] ?? [];
	const outputs = task?.data?.main?.[0] ?? [];
	return {
		items: outputs,
		errorItems: task?.data?.main?.[1] ?? [],
		rows: outputs.map(({ json }) => json),
		hints: task?.hints ?? [],
		log: log.text(),
		run,
		...(run.data.resultData.error ? { error: run.data.resultData.error as SavedError } : {}),
	};
}

/** The runs that are listening now: several may go on at the same time, and each hears all of them. */
const listening = new Set<string[]>();
let stopListening = () => {};

/** As much of a stream as the console uses. */
interface Output {
	write: (text: string) => boolean;
}

/** n8n reports errors to its log, which goes where the console's output goes. */
export function captureLog() {
	const heard: string[] = [];
	if (listening.size === 0) {
		const { _stdout: output } = console as unknown as { _stdout: Output };
		const { write } = output;
		stopListening = () => void (output.write = write);
		output.write = (text) => {
			for (const each of listening) each.push(text);
			return true;
		};
	}
	listening.add(heard);
	return {
		text: () => heard.join(''),
		stop() {
			listening.delete(heard);
			if (listening.size === 0) stopListening();
		},
	};
}

function loadOptionsContext(
	subject: Subject<never>,
	credential: ICredentialDataDecryptedObject,
	currentNodeParameters: INodeParameters,
): ILoadOptionsFunctions {
	const workflow = workflowOf(subject, [], currentNodeParameters, {});
	const context = new LoadOptionsContext(
		workflow,
		workflow.getNode(nameOf(subject))!,
		additionalData(subject, credential, { currentNodeParameters }),
		'',
	);
	return context;
}

/** The node's name in the workflow. */
const nameOf = (subject: Subject<never>) => subject.node().description.displayName;

function workflowOf(
	subject: Subject<never>,
	input: INodeExecutionData[],
	parameters: IDataObject,
	settings: Partial<INode>,
) {
	const types: Record<string, INodeType> = { rows: new Rows(input), tested: subject.node() };
	const name = nameOf(subject);
	const nodeTypes = {
		getByName: (name) => types[name]!,
		getByNameAndVersion: (name) => types[name]!,
		getKnownTypes: () => ({}),
	} satisfies INodeTypes;
	return new Workflow({
		id: 'engine-test',
		name: 'Engine test',
		nodes: [
			node(ROWS, 'rows', {}),
			{
				...node(name, 'tested', { ...subject.parameters, ...parameters }),
				credentials: { [subject.credentialType.name]: { id: '1', name: 'Account' } },
				...settings,
			},
		],
		connections: {
			[ROWS]: { main: [[{ node: name, type: NodeConnectionTypes.Main, index: 0 }]] },
		},
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
}

function node(name: string, type: string, parameters: IDataObject): INode {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	};
}

/** Hands on the items that a test gives, as a trigger would. */
class Rows implements INodeType {
	description: INodeType['description'] = {
		displayName: ROWS,
		name: 'rows',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};

	constructor(private readonly rows: INodeExecutionData[]) {}

	execute = async () => [this.rows];
}

/**
 * Stands for n8n's store, which decrypts a credential, has its token renewed where it has one, and calls the
 * `authenticate` of its type.
 */
class CredentialStore extends ICredentialsHelper {
	/** What a token's renewal gave. */
	private readonly renewed: ICredentialDataDecryptedObject = {};

	constructor(
		private readonly type: ICredentialType,
		private readonly given: GivenCredential,
	) {
		super();
	}

	/** As n8n does it: where the field that n8n fills in is empty, and after a 401. What came is stored. */
	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		_name: string,
		_node: INode,
		isExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication, properties } = this.type;
		const kept = properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable,
		);
		if (!kept || !preAuthentication) return undefined;
		if (credentials[kept.name] !== '' && !isExpired) return undefined;
		const came = await preAuthentication.call(helpers, credentials);
		if (came[kept.name] === undefined) return undefined;
		Object.assign(this.renewed, came);
		return Object.assign(credentials, came);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_name: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') throw new Error('The credential signs by a function');
		return await authenticate(credentials, options);
	}

	getDecrypted: ICredentialsHelper['getDecrypted'] = async (...parts) => {
		const { itemIndex = 0 } = parts[6] ?? {};
		const defaults = this.type.properties.map((field) => [field.name, field.default]);
		return {
			...(Object.fromEntries(defaults) as ICredentialDataDecryptedObject),
			...(typeof this.given === 'function' ? this.given(itemIndex) : this.given),
			...this.renewed,
		};
	};
	getParentTypes = () => [];
	isCredentialUsableByNode = () => true;
	runPreAuthentication = async () => undefined;
	getCredentialsProperties = () => this.type.properties;
	getCredentials = async () => await Promise.reject(new Error('not used by a node'));
	updateCredentials = async () => {};
	updateCredentialsOauthTokenData = async () => {};
}

/** What n8n's server adds to an execution: only what the engine asks for. */
export function additionalData(
	{ credentialType }: Subject<never>,
	credential: GivenCredential,
	more: Partial<IWorkflowExecuteAdditionalData> = {},
): IWorkflowExecuteAdditionalData {
	const workflow = { id: 'engine-test', name: '', active: false, nodes: [], connections: {} };
	return {
		credentialsHelper: new CredentialStore(credentialType, credential),
		currentNodeExecutionIndex: 0,
		executionId: 'execution-1',
		variables: {},
		hooks: new ExecutionLifecycleHooks('trigger', 'execution-1', workflow as never),
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		logAiEvent: () => {},
		setExecutionStatus: () => {},
		...more,
	} as unknown as IWorkflowExecuteAdditionalData;
}

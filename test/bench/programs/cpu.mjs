/**
 * n8n's engine with two nodes that make the same requests: the package's, and one that does nothing but
 * call n8n's request helper. Tells the processor time that this process takes for a run.
 */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import pMap from 'p-map';

import { serve } from '../../tools/bench/serve.mjs';

const require = createRequire(import.meta.url);
const { ExecutionLifecycleHooks, WorkflowExecute } = require('n8n-core');
const {
	createRunExecutionData,
	ICredentialsHelper,
	NodeConnectionTypes,
	Workflow,
} = require('n8n-workflow');
const { BvnkHawkApi } = require('../../../dist/credentials/BvnkHawkApi.credentials.js');
const { BvnkOnboarding } = require('../../../dist/nodes/BvnkOnboarding/BvnkOnboarding.node.js');

const PATH = '/platform/v1/customers';

const descriptionOf = (name, inputs) => ({
	displayName: name,
	name,
	group: [],
	version: 1,
	description: '',
	defaults: {},
	inputs,
	outputs: [NodeConnectionTypes.Main],
	properties: [{ displayName: 'What', name: 'what', type: 'json', default: {} }],
});

/** Hands on the items of a run, as a trigger would. */
class Rows {
	description = descriptionOf('rows', []);
	items = [];
	// n8n calls it with a context of its own for `this`
	execute = async () => [this.items];
}

/** The request helper alone: signed by the credential, JSON read, as a node is usually written. */
class Helper {
	description = {
		...descriptionOf('helper', [NodeConnectionTypes.Main]),
		credentials: [{ name: 'bvnkHawkApi', required: true }],
	};
	async execute() {
		const { urls, concurrency } = this.getNodeParameter('what', 0);
		const bodies = await pMap(
			urls,
			(url) =>
				this.helpers.httpRequestWithAuthentication.call(this, 'bvnkHawkApi', {
					method: 'GET',
					url,
					json: true,
				}),
			{ concurrency },
		);
		return [bodies.flatMap((body) => body.content ?? [body]).map((json) => ({ json }))];
	}
}

/** Stands for n8n's store of credentials. */
class Store extends ICredentialsHelper {
	type = new BvnkHawkApi();
	constructor(data) {
		super();
		this.data = data;
	}
	authenticate = async (data, _name, options) => await this.type.authenticate(data, options);
	getDecrypted = async () => ({ ...this.data });
	getParentTypes = () => [];
	isCredentialUsableByNode = () => true;
	preAuthentication = async () => undefined;
	runPreAuthentication = async () => undefined;
	getCredentialsProperties = () => this.type.properties;
}

const types = { rows: new Rows(), bvnk: new BvnkOnboarding(), helper: new Helper() };
const nodeTypes = {
	getByName: (name) => types[name],
	getByNameAndVersion: (name) => types[name],
	getKnownTypes: () => ({}),
};

const node = (name, type, more) => ({
	...{ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} },
	...more,
});

/** Runs one node over some items; gives the processor time in milliseconds and the number of items. */
async function run(type, credential, parameters, items) {
	types.rows.items = items;
	const workflow = new Workflow({
		id: 'cpu',
		name: 'CPU',
		nodes: [
			node('Rows', 'rows'),
			node('Node', type, { parameters, credentials: { bvnkHawkApi: { id: '1', name: 'BVNK' } } }),
		],
		connections: { Rows: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const additionalData = {
		credentialsHelper: new Store(credential),
		currentNodeExecutionIndex: 0,
		executionId: '1',
		variables: {},
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		hooks: new ExecutionLifecycleHooks('trigger', '1', { id: 'cpu', nodes: [], connections: {} }),
		logAiEvent: () => {},
		setExecutionStatus: () => {},
	};
	const stack = [
		{ node: workflow.getNode('Rows'), data: { main: [[{ json: {} }]] }, source: null },
	];
	const data = createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
	const before = process.cpuUsage();
	const { data: result } = await new WorkflowExecute(
		additionalData,
		'trigger',
		data,
	).processRunExecutionData(workflow);
	const { user, system } = process.cpuUsage(before);
	if (result.resultData.error) throw result.resultData.error;
	return {
		ms: (user + system) / 1000,
		items: result.resultData.runData.Node[0].data.main[0].length,
	};
}

const itemsOf = (references) => references.map((reference) => ({ json: { reference } }));

const get = (customerReference, concurrency) => ({
	resource: 'customer',
	operation: 'get',
	customerReference: { __rl: true, mode: 'id', value: customerReference },
	options: { concurrency },
});

serve({
	getByNode: ({ credential, references, concurrency }) =>
		run('bvnk', credential, get(references[0], concurrency), itemsOf(references)),
	getByExpression: ({ credential, references, concurrency }) =>
		run('bvnk', credential, get('={{ $json.reference }}', concurrency), itemsOf(references)),
	getByHelper: ({ credential, references, concurrency }) =>
		run(
			'helper',
			credential,
			{ what: { urls: references.map(() => `${PATH}/${references[0]}`), concurrency } },
			itemsOf(references),
		),
	listByNode: ({ credential, concurrency }) =>
		run(
			'bvnk',
			credential,
			{ resource: 'customer', operation: 'getAll', returnAll: true, options: { concurrency } },
			itemsOf([undefined]),
		),
	listByHelper: ({ credential, pages, concurrency }) =>
		run(
			'helper',
			credential,
			{
				what: {
					urls: Array.from({ length: pages }, (_, page) => `${PATH}?page=${page}&size=100`),
					concurrency,
				},
			},
			itemsOf([undefined]),
		),
});

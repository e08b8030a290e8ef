/**
 * The node as a tool of an AI agent. No model takes part: n8n's MCP Server Trigger offers the tools to
 * this test, which reads their descriptions and calls them as a model would.
 */
import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { TOOL_TYPE } from '../bvnk';
import type { TestNode } from '../tools/n8n/n8n';
import { suite } from './suite';

const shared = suite();
const { test } = shared;

interface Tool {
	name: string;
	description: string;
	inputSchema: {
		properties: Record<string, { type: string; description?: string }>;
		required?: string[];
	};
}

/** What an agent fills in: the expression that n8n writes for "let the model define this". */
const fromModel = (name: string, description: string, type: string) =>
	`={{ $fromAI('${name}', '${description}', '${type}') }}`;

const customer = {
	__rl: true,
	mode: 'id',
	value: fromModel('customer', 'Reference of the customer at BVNK', 'string'),
};

const tools: Array<{ name: string; parameters: IDataObject }> = [
	{ name: 'Get Customer', parameters: { operation: 'get', customerReference: customer } },
	{
		name: 'Get Many Customers',
		parameters: {
			operation: 'getAll',
			limit: fromModel('limit', 'How many at most', 'number'),
			filters: { name: fromModel('name', 'Part of the name', 'string') },
		},
	},
	{
		name: 'Start Session',
		parameters: {
			resource: 'agreementSession',
			operation: 'create',
			customerType: 'INDIVIDUAL',
			countryCode: fromModel('country', 'Country of the customer', 'string'),
			useCase: 'STABLECOIN_PAYOUTS',
		},
	},
	{
		name: 'Get Required Info',
		parameters: { operation: 'getRequiredInfo', customerReference: customer, output: 'toDos' },
	},
];

/** Publishes a workflow that offers the tools, and gives a way to ask it. */
async function offered() {
	const { n8n, credentials } = shared;
	const webhookId = randomUUID();
	const id = await n8n.addWorkflow({
		nodes: [
			{
				name: 'MCP',
				type: '@n8n/n8n-nodes-langchain.mcpTrigger',
				typeVersion: 2,
				webhookId,
				parameters: { authentication: 'none', path: webhookId },
			},
			...tools.map(({ name, parameters }): TestNode => ({
				name,
				type: TOOL_TYPE,
				credentials,
				parameters: { resource: 'customer', ...parameters },
			})),
		],
		connections: Object.fromEntries(
			tools.map(({ name }) => [name, { ai_tool: [[{ node: 'MCP', type: 'ai_tool', index: 0 }]] }]),
		),
	});
	await n8n.activate(id);
	const url = `${n8n.url}/mcp/${webhookId}`;
	let session: string | undefined;
	let asked = 0;
	const ask = async <T>(method: string, params: IDataObject = {}): Promise<T> => {
		const isNotice = method.startsWith('notifications/');
		const answer = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(session ? { 'mcp-session-id': session } : {}),
			},
			body: JSON.stringify({
				jsonrpc: '2.0',
				method,
				params,
				...(isNotice ? {} : { id: ++asked }),
			}),
			signal: AbortSignal.timeout(30_000),
		});
		session ??= answer.headers.get('mcp-session-id') ?? undefined;
		const text = await answer.text();
		expect({ method, ok: answer.ok, text }).toMatchObject({ ok: true });
		if (isNotice) return undefined as T;
		const data = /^data: (.+)$/m.exec(text)?.[1] ?? text;
		const { result, error } = JSON.parse(data) as { result: T; error?: { message: string } };
		if (error) throw new Error(error.message);
		return result;
	};
	await ask('initialize', {
		protocolVersion: '2025-03-26',
		capabilities: {},
		clientInfo: { name: 'test', version: '1' },
	});
	await ask('notifications/initialized');
	return {
		list: async () => (await ask<{ tools: Tool[] }>('tools/list')).tools,
		/** What the tool gives the model: text, which is JSON where all went well. */
		call: async (name: string, given: IDataObject) => {
			const { content } = await ask<{ content: Array<{ text: string }> }>('tools/call', {
				name,
				arguments: given,
			});
			return content[0]!.text;
		},
	};
}

test('n8n makes a tool of the node, with a field for its description', async () => {
	const types = await shared.n8n.nodeTypes();
	const tool = types.find(({ name }) => name === TOOL_TYPE);

	expect(tool?.outputs).toEqual(['ai_tool']);
	expect(tool?.properties.map(({ name }) => name)).toEqual(
		expect.arrayContaining(['descriptionType', 'toolDescription', 'resource', 'operation']),
	);
});

test('a model is told what each tool does, and which fields it fills in', async () => {
	const { list } = await offered();
	const listed = await list();
	const [get, getMany, getRequiredInfo] = [
		'Get_Customer',
		'Get_Many_Customers',
		'Get_Required_Info',
	].map((wanted) => listed.find(({ name }) => name === wanted));

	expect(listed).toHaveLength(tools.length);
	expect(get?.description).toMatch(/get/i);
	expect(getMany?.description).toMatch(/many/i);
	expect(getRequiredInfo?.description).toMatch(/required info/i);
	expect(get?.inputSchema.properties).toEqual({
		customer: { type: 'string', description: 'Reference of the customer at BVNK' },
	});
	expect(Object.keys(getMany!.inputSchema.properties).sort()).toEqual(['limit', 'name']);
});

test('a model finds a customer, reads it, and asks what is left to do', async () => {
	shared.bvnk.seedCustomers(60);
	const wanted = [...shared.bvnk.customers.values()].find(
		({ script, stage }) => script[stage] === 'INFO_REQUIRED',
	)!;
	const { call } = await offered();
	const rows = async (name: string, given: IDataObject) =>
		JSON.parse(await call(name, given)) as IDataObject[];
	const found = await rows('Get_Many_Customers', { limit: 5, name: wanted.name });
	expect(found.length).toBeLessThanOrEqual(5);
	expect(found.map(({ reference }) => reference)).toContain(wanted.reference);

	const [read] = await rows('Get_Customer', { customer: wanted.reference });
	expect(read).toMatchObject({ reference: wanted.reference, name: wanted.name });
	expect(JSON.stringify(read)).not.toMatch(/tax/i);

	const toDos = await rows('Get_Required_Info', { customer: wanted.reference });
	expect(toDos.length).toBeGreaterThan(0);
	expect(toDos[0]).toMatchObject({ customerReference: wanted.reference });
});

test('a model that makes a reference up is told so, in words that help it', async () => {
	const { call } = await offered();

	expect(await call('Get_Customer', { customer: 'Mira Holt' })).toMatch(
		/'Customer' is not a reference of BVNK's/,
	);
	expect(shared.bvnk.requests).toEqual([]);
});

for (const countries of [
	['DE', 'DE'],
	['DE', 'AT'],
]) {
	test(`two people from ${countries.join(' and ')} get a session each: n8n numbers no execution there`, async () => {
		const { call } = await offered();
		const sessions = [];
		for (const country of countries) {
			sessions.push(...(JSON.parse(await call('Start_Session', { country })) as IDataObject[]));
		}
		const keys = shared.bvnk.requests.map(({ idempotencyKey }) => idempotencyKey);

		expect(sessions).toMatchObject(countries.map(() => ({ status: 'PENDING' })));
		expect(new Set(sessions.map(({ reference }) => reference)).size).toBe(2);
		expect(new Set(keys).size).toBe(2);
	});
}

test('clients that call at the same time get a session each', async () => {
	const clients = await Promise.all([offered(), offered(), offered()]);
	const answers = await Promise.all(
		clients.map(async ({ call }) => await call('Start_Session', { country: 'DE' })),
	);
	const references = answers.map((answer) => (JSON.parse(answer) as IDataObject[])[0]!.reference);

	expect(new Set(references).size).toBe(3);
});

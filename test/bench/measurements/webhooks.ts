/** Webhooks a second that the trigger takes in the real n8n, beside n8n's own Webhook node. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import pMap from 'p-map';

import { addCredential, credentialOf, type Server, TRIGGER_TYPE } from '../../bvnk';
import { withBvnk } from '../bvnk';
import { median, ratios, sideBySide } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import { withN8n } from '../n8n';
import { resultOf, type Result } from '../../tools/bench/results';
import type { RealN8n, TestNode } from '../../tools/n8n/n8n';
import { sign } from '../../sandbox/signature';

const AT_ONCE = 10;
const REPETITIONS = 3;

interface Setting {
	name: string;
	words: string;
	/** In each repetition. */
	deliveries: number;
	variables: Record<string, string>;
}

/** n8n as it comes, and with the setting that the README recommends for bursts. */
const SETTINGS: Setting[] = [
	{
		name: 'Webhooks beside Webhook node',
		words: "n8n's default settings",
		deliveries: 60,
		variables: {},
	},
	{
		name: 'Webhooks, sandboxes when needed',
		words: 'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true',
		deliveries: 300,
		variables: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
	},
];

export const webhooks: Measurement = async ({ repetitions = REPETITIONS }) =>
	await withBvnk({}, async (bvnk) => {
		const results: Result[] = [];
		for (const { name, words, deliveries, variables } of SETTINGS) {
			const answered: Record<'trigger' | 'webhook', number[]> = { trigger: [], webhook: [] };
			const { trigger, webhook } = await withN8n(async (n8n) => {
				const endpoints = {
					trigger: await activeTrigger(n8n, bvnk),
					webhook: await activeWebhook(n8n),
				};
				const side = (name: keyof typeof endpoints) => async () => {
					const rates = await ratesOf(n8n, endpoints[name], bvnk, deliveries);
					answered[name].push(rates.answered);
					return rates.done;
				};
				return await sideBySide(repetitions, {
					trigger: side('trigger'),
					webhook: side('webhook'),
				});
			}, variables);
			results.push(
				resultOf({
					name,
					what: `webhooks a second, verified and de-duplicated, with ${words}`,
					against: "n8n's own Webhook node, answering at once as well, which checks nothing",
					how: `The same signed bodies, every event another one, ${deliveries} deliveries, ${AT_ONCE} at a time, to both nodes in the same n8n. Counted until the last one's execution has ended, because the executions take the same processor as the answers.`,
					ratios: ratios(trigger, webhook),
					target: { atLeast: 0.8 },
					repetitions,
					figures: {
						'our trigger, webhooks a second': median(trigger),
						'Webhook node, webhooks a second': median(webhook),
						'our trigger, answers a second': median(answered.trigger.slice(-repetitions)),
						'Webhook node, answers a second': median(answered.webhook.slice(-repetitions)),
					},
				}),
			);
		}
		return results;
	});

interface Endpoint {
	id: string;
	url: string;
}

async function activeTrigger(n8n: RealN8n, bvnk: Server): Promise<Endpoint> {
	const webhookId = randomUUID();
	const id = await active(n8n, {
		name: 'BVNK Trigger',
		type: TRIGGER_TYPE,
		typeVersion: 2,
		webhookId,
		credentials: await addCredential(n8n, credentialOf(bvnk)),
	});
	return { id, url: `${n8n.url}/webhook/${webhookId}/bvnk` };
}

async function activeWebhook(n8n: RealN8n): Promise<Endpoint> {
	const path = randomUUID();
	const id = await active(n8n, {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
	});
	return { id, url: `${n8n.url}/webhook/${path}` };
}

/** Activates a workflow with a trigger and a node after it. */
async function active(n8n: RealN8n, trigger: TestNode): Promise<string> {
	const id = await n8n.addWorkflow({
		nodes: [trigger, { name: 'Seen', type: 'n8n-nodes-base.noOp' }],
	});
	await n8n.activate(id);
	return id;
}

/** Deliveries a second, until all are answered, and until all of their executions have ended. */
async function ratesOf(
	n8n: RealN8n,
	{ id, url }: Endpoint,
	bvnk: Server,
	deliveries: number,
): Promise<{ answered: number; done: number }> {
	const before = await ended(n8n, id);
	const agent = new Agent({ keepAlive: true });
	const start = performance.now();
	const rate = () => (deliveries * 1000) / (performance.now() - start);
	await pMap(Array.from({ length: deliveries }), async () => await deliver(url, bvnk, agent), {
		concurrency: AT_ONCE,
	});
	const answered = rate();
	while ((await ended(n8n, id)) < before + deliveries) await sleep(20);
	const done = rate();
	agent.destroy();
	return { answered, done };
}

/** How many executions of a workflow have ended well: n8n's own count. */
async function ended(n8n: RealN8n, workflowId: string): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['success'] }));
	const { count } = await n8n.rest<{ count: number }>(`GET /executions?limit=1&filter=${filter}`);
	return count;
}

/** Delivers an event that nobody has seen before; throws unless it is answered with 200. */
async function deliver(url: string, bvnk: Server, agent: Agent): Promise<void> {
	const body = JSON.stringify({
		event: 'bvnk:platform:customer:status-change',
		eventId: randomUUID(),
		timestamp: '2026-10-01T10:00:00.123456789Z',
		data: { reference: randomUUID(), status: 'VERIFIED' },
	});
	const contentType = 'application/json';
	const signature = sign('current', bvnk.credentials.webhookSecret, { url, contentType, body });
	const headers = { 'content-type': contentType, 'x-signature': signature };
	const status = await new Promise<number | undefined>((resolve, reject) => {
		const sent = request(url, { method: 'POST', agent, headers }, (response) => {
			response.resume().once('end', () => resolve(response.statusCode));
		});
		sent.once('error', reject).end(body);
	});
	if (status !== 200) throw new Error(`A delivery was answered with ${status}`);
}

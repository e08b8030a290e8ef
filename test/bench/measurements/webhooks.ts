/** Webhooks a second that the trigger takes in the real n8n, beside n8n's own Webhook node. */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import pMap from 'p-map';

import type { Server } from '../../bvnk';
import { withBvnk } from '../bvnk';
import { activeTrigger, activeWebhook, deliver, ended, type Endpoint } from '../deliveries';
import { median, ratios, sideBySide } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import { withN8n } from '../n8n';
import { resultOf, type Result } from '../../tools/bench/results';
import type { RealN8n } from '../../tools/n8n/n8n';

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

/** Live workflows that take BVNK's deliveries, and those deliveries. */
import { randomUUID } from 'node:crypto';
import { request, type Agent } from 'node:http';

import { addCredential, credentialOf, type Server, TRIGGER_TYPE } from '../bvnk';
import type { RealN8n, TestNode } from '../tools/n8n/n8n';
import { sign } from '../sandbox/signature';

/** Where a live workflow takes deliveries. */
export interface Endpoint {
	id: string;
	url: string;
}

/** Activates the package's trigger, with a node after it. */
export async function activeTrigger(n8n: RealN8n, bvnk: Server): Promise<Endpoint> {
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

/** The same of n8n's own Webhook node. */
export async function activeWebhook(n8n: RealN8n): Promise<Endpoint> {
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

/** How many executions of a workflow have ended well: n8n's own count. */
export async function ended(n8n: RealN8n, workflowId: string): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['success'] }));
	const { count } = await n8n.rest<{ count: number }>(`GET /executions?limit=1&filter=${filter}`);
	return count;
}

/** Delivers an event that nobody has seen before; throws unless it is answered with 200. */
export async function deliver(url: string, bvnk: Server, agent: Agent): Promise<void> {
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

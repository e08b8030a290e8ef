// A server that takes BVNK's webhooks in, at an address such as n8n gives a trigger.
import * as tools from '../tools/server/receiver';
import type { Stamp, WebhookEvent } from '../tools/server/webhooks';

export type Receiver = tools.Receiver<WebhookEvent & Stamp>;

/** Starts one on loopback. */
export const startReceiver = async (): Promise<Receiver> =>
	await tools.startReceiver('/webhook/bvnk?from=bvnk');

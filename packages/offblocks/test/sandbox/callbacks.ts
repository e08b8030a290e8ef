// The callbacks: who hears of which event, and how each is signed. Offblocks does not document what its
// signatures cover, so there are several styles. `http-message-signatures` makes them all.
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSigner, httpbis } from 'http-message-signatures';
import * as z from 'zod/v4';
import {
	Deliveries,
	type DeliveryRecord,
	type Target,
} from '../../../../test/tools/server/deliveries';
import { isLoopback } from '../../../../test/tools/server/webhooks';
import { badRequest } from './errors';
import type { OffblocksSettings } from './settings';

export const EVENT_TYPES = [
	'customer.updated',
	'account.updated',
	'card.updated',
	'authorisation.updated',
	'transaction.updated',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** How a callback is signed. */
export interface CallbackStyle {
	label: string;
	/** The covered components; `content-digest` also sends that header. */
	covered: string[];
	/** The parameters in their order. */
	parameters: Array<'keyid' | 'alg' | 'created' | 'expires'>;
}

/** What the vendor's Go library writes where it is told to cover the message. */
export const GO_CALLBACKS: CallbackStyle = {
	label: 'sig',
	covered: ['@method', '@authority', '@path', 'content-digest'],
	parameters: ['created', 'keyid', 'alg'],
};

/** What the vendor's library for Node.js writes. */
export const NODE_CALLBACKS: CallbackStyle = {
	...GO_CALLBACKS,
	parameters: ['keyid', 'alg', 'created', 'expires'],
};

/** Signed without the body. */
export const CALLBACKS_WITHOUT_BODY: CallbackStyle = {
	...GO_CALLBACKS,
	covered: ['@method', '@authority', '@path'],
};

/** What the vendor's Go library writes where it is told nothing. */
export const BARE_CALLBACKS: CallbackStyle = { ...GO_CALLBACKS, covered: [] };

/** A registration, as Offblocks shows it. */
export interface Subscription {
	id: string;
	callbackUrl: string;
	types: EventType[];
	createdAt: string;
	updatedAt: string;
}

/** How a callback made by hand differs from one that Offblocks would send. */
export interface SendOptions {
	style?: Partial<CallbackStyle>;
	eventId?: string;
	/** When it was signed, in ms since 1970. */
	created?: number;
	/** When its signature expires, in ms since 1970; 300 s after `created` unless told. */
	expires?: number;
	/** Signed by another key, under the id of the right one or under its own. */
	key?: 'forged' | 'unknown';
	/** A second signature of a stranger's, before the right one or behind it. */
	stranger?: 'before' | 'behind';
	/** What is delivered in place of the body that was signed. */
	tampered?: Buffer | string;
	/** What is signed and delivered in place of the event. */
	raw?: Buffer | string;
	/** Added to the headers, or in their place, after signing. Undefined: it is left out. */
	headers?: Record<string, string | undefined>;
	/** True: repeated until it is answered 2xx. */
	retry?: boolean;
	/** Sent only there; otherwise to all, whatever they asked for. */
	to?: string;
}

const subscriptionShape = z.strictObject({
	id: z.uuid().optional(),
	callbackUrl: z.url(),
	types: z.array(z.enum(EVENT_TYPES)).min(1),
});

const digestOf = (body: Buffer) =>
	`sha-512=:${createHash('sha512').update(body).digest('base64')}:`;

interface Interest extends Target {
	end: AbortController;
}

/** What callbacks need to know of the server. */
interface Server {
	settings: OffblocksSettings;
	now(): number;
	stamp(): string;
}

/** The registrations, and all that is sent to them. */
export class Callbacks {
	private readonly subscriptions = new Map<string, Subscription>();
	private readonly interests = new Map<string, Interest>();
	private readonly sending: Deliveries;
	private signingNow = 0;
	private key = newKey();

	constructor(private readonly server: Server) {
		this.sending = new Deliveries(server.settings, (status) => status >= 200 && status < 300);
	}

	/** Every attempt since the start or the last reset, in the order in which they began. */
	get deliveries(): readonly DeliveryRecord[] {
		return this.sending.records;
	}

	/** Number of deliveries that are neither answered nor given up. */
	get pending(): number {
		return this.sending.pending + this.signingNow;
	}

	all(): Subscription[] {
		return [...this.subscriptions.values()];
	}

	get(id: string): Subscription | undefined {
		return this.subscriptions.get(id);
	}

	/** Creates a registration, or changes the one whose id is given. @throws ApiError 400 */
	put(body: unknown): Subscription {
		const { id: given, callbackUrl, types } = subscriptionShape.parse(body);
		const id = given?.toLowerCase() ?? randomUUID();
		const known = this.subscriptions.get(id);
		if (given && !known) throw badRequest('There is no such webhook');
		// printed again by a URL type, so perhaps in other letters
		const { href } = new URL(callbackUrl);
		if (!isLoopback(href)) throw badRequest('The embedded Offblocks sends to loopback only');
		const now = this.server.stamp();
		const subscription = {
			id,
			callbackUrl: href,
			types: [...new Set(types)],
			createdAt: known?.createdAt ?? now,
			updatedAt: now,
		};
		this.subscriptions.set(id, subscription);
		const end = this.interests.get(id)?.end ?? new AbortController();
		// one for each delivery that waits, and those may be many
		setMaxListeners(0, end.signal);
		this.interests.set(id, { url: href, ended: end.signal, end });
		return subscription;
	}

	/** Whether there was such a registration. Gives up what is on its way to it. */
	delete(id: string): boolean {
		this.interests.get(id)?.end.abort();
		this.interests.delete(id);
		return this.subscriptions.delete(id);
	}

	/** What callbacks are verified with. */
	verificationKey(): { keyId: string; key: string } {
		const { keyId, publicKey } = this.key;
		const isDer = this.server.settings.verificationKey === 'der';
		const bytes = isDer
			? publicKey.export({ type: 'spki', format: 'der' })
			: Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }));
		return { keyId, key: bytes.toString('base64') };
	}

	/** From now on callbacks are signed with another key. */
	changeKey(): void {
		this.key = newKey();
	}

	/** Tells those who asked for the event. */
	emit(type: EventType, entity: object): void {
		const eventId = randomUUID();
		for (const { id, types } of this.subscriptions.values()) {
			if (!types.includes(type)) continue;
			for (let copy = 0; copy < this.server.settings.webhookCopies; copy++) {
				void this.deliver(this.interests.get(id)!, type, entity, { eventId, retry: true });
			}
		}
	}

	/**
	 * Sends an event made by hand, at once and once.
	 *
	 * @returns the status of the answer (of several registrations, the first that is not 200), 0 where none came
	 * @throws Error when nothing is registered
	 */
	async send(type: string, entity: object, options: SendOptions = {}): Promise<number> {
		const targets = [...this.interests].filter(([id]) => !options.to || id === options.to);
		if (targets.length === 0) throw new Error('There is no webhook to send to');
		const statuses = await Promise.all(
			targets.map(([, target]) => this.deliver(target, type, entity, options)),
		);
		return statuses.find((status) => status !== 200) ?? 200;
	}

	/** Resolves once nothing is pending; throws when that takes longer than `timeoutMs`. */
	async idle(timeoutMs = 30_000): Promise<void> {
		const end = performance.now() + timeoutMs;
		while (this.pending > 0) {
			if (performance.now() > end) throw new Error(`${this.pending} callbacks are still pending`);
			await sleep(5);
		}
	}

	/** Back to no registration, no delivery and a new key. */
	reset(): void {
		for (const id of [...this.subscriptions.keys()]) this.delete(id);
		this.sending.records.length = 0;
		this.key = newKey();
	}

	private async deliver(
		target: Interest,
		type: string,
		entity: object,
		options: SendOptions,
	): Promise<number> {
		const { eventId = randomUUID(), raw, tampered, retry = false } = options;
		const body = Buffer.from(raw ?? JSON.stringify({ webhookType: type, eventId, ...entity }));
		this.signingNow += 1;
		const signed = await this.sign(target.url, body, options).finally(() => (this.signingNow -= 1));
		const sent = tampered === undefined ? body : Buffer.from(tampered);
		const headers = Object.entries({
			'content-type': 'application/json',
			'content-length': String(sent.length),
			...signed,
			...options.headers,
		}).filter((entry): entry is [string, string] => entry[1] !== undefined);
		const message = { event: type, eventId, headers: Object.fromEntries(headers), body: sent };
		return await this.sending.deliver(target, message, retry);
	}

	/** The headers that sign a body for an address. */
	async sign(
		url: string,
		body: Buffer,
		options: Pick<SendOptions, 'style' | 'created' | 'expires' | 'key' | 'stranger'> = {},
	): Promise<Record<string, string>> {
		const { style, created = this.server.now(), expires = created + 300_000 } = options;
		const { label, covered, parameters } = { ...this.server.settings.callbacks, ...style };
		const stranger = options.key || options.stranger ? newKey() : this.key;
		const { privateKey } = options.key ? stranger : this.key;
		const { keyId } = options.key === 'unknown' ? stranger : this.key;
		const signedBy = async (name: string, key: Key, headers: Record<string, string>) => {
			const message = await httpbis.signMessage(
				{
					key: createSigner(key.privateKey as never, 'ecdsa-p384-sha384', key.keyId),
					name,
					fields: covered,
					params: parameters,
					paramValues: { created: new Date(created), expires: new Date(expires) },
				},
				{ method: 'POST', url, headers },
			);
			return message.headers;
		};
		let headers: Record<string, string> = covered.includes('content-digest')
			? { 'content-digest': digestOf(body) }
			: {};
		if (options.stranger === 'before') headers = await signedBy('other', stranger, headers);
		headers = await signedBy(label, { ...this.key, privateKey, keyId }, headers);
		if (options.stranger === 'behind') headers = await signedBy('other', stranger, headers);
		return headers;
	}
}

type Key = ReturnType<typeof newKey>;

function newKey() {
	return { keyId: randomUUID(), ...generateKeyPairSync('ec', { namedCurve: 'secp384r1' }) };
}

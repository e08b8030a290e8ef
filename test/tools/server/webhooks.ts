// The webhooks: who hears of which event, and how an event becomes a signed message for each.
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
	Deliveries,
	type DeliveryRecord,
	type DeliverySettings,
	type Message,
	type Target,
} from './deliveries';
import { shuffled } from './random';

/** With `webhookShuffle`, the events of this long are one burst. */
const BURST_MS = 50;

/** The name of an event and its `data`. */
export interface WebhookEvent {
	event: string;
	data: object;
}

/** What an envelope has besides: made up where a test chooses nothing. */
export interface Stamp {
	eventId: string;
	/** As the vendor writes it. */
	timestamp: string;
}

/** What a signature may depend on. */
export interface Signed {
	/** The whole address the webhook is sent to. */
	url: string;
	contentType: string;
	/** The vendor's own, by their names in lower case. */
	headers?: Record<string, string>;
	body: string | Buffer;
}

/** How a vendor's webhooks look and are signed. `Scheme` names its ways of signing. */
export interface WebhookStyle<Scheme extends string> {
	/** The header that holds the signature, in lower case. */
	signatureHeader: string;
	/** How a webhook is signed that does not say. */
	usualScheme: Scheme;
	/**
	 * What a new event is known by.
	 *
	 * @param now the server's clock, in ms since 1970
	 * @param count how many events came before it
	 */
	stamp(now: number, count: number): Stamp;
	/** Headers of the vendor's own, by their names in lower case. */
	headersOf?(stamp: Stamp): Record<string, string>;
	/** The body that is sent. */
	bodyOf(event: WebhookEvent, stamp: Stamp): string;
	/**
	 * The value of the signature's header.
	 *
	 * @param secret the webhook's own; undefined: the one that all others share
	 */
	sign(scheme: Scheme, signed: Signed, secret?: string): string;
}

/** How often each event is delivered, and in which order. */
export interface WebhookSettings extends DeliverySettings {
	/** How often each event is delivered at the same moment; every copy is repeated by itself. */
	webhookCopies: number;
	/** True: events that follow each other within 50 ms are sent in another order, by the seed. */
	webhookShuffle: boolean;
}

export interface RegisterOptions<Scheme extends string> {
	/** Names of events; all unless told. */
	events?: string[];
	/** The usual one unless told. */
	scheme?: Scheme;
	/** `application/json` unless told. */
	contentType?: string;
	/** What its deliveries are signed with, where it has a secret of its own. */
	secret?: string;
}

/** A URL that hears of events. */
export interface WebhookRegistration {
	readonly url: string;
	/** Undefined: all. */
	readonly events?: string[];
	/** Undefined: it has none of its own. */
	readonly secret?: string;
	/** Sends nothing more to it, and gives up at once what is pending. */
	remove(): void;
}

/** How an event made by hand differs from one that the vendor would send. */
export interface SendOptions extends Partial<Stamp> {
	/** Sent in place of the envelope, byte by byte. */
	raw?: Buffer | string;
	/** In place of the right one; null: there is none. */
	signature?: string | null;
	/** Added to the usual headers, or in their place. */
	headers?: Record<string, string>;
	/** True: repeated until it is answered 200. False unless told. */
	retry?: boolean;
	/** Sent only there; otherwise to all, also to those that did not ask for the event. */
	to?: WebhookRegistration;
}

interface Registered<Scheme> extends WebhookRegistration, Target {
	readonly url: string;
	scheme: Scheme;
	contentType: string;
}

/** What a test, or the server's start, says about webhooks. */
export interface WebhookStart {
	/** Registered from the start and after each reset, for all events. */
	webhookUrls: string[];
	/** The same seed gives the same order of shuffled webhooks. */
	seed: number;
}

/** The registered webhooks, and all that is sent to them. */
export class Webhooks<Scheme extends string> {
	private readonly registrations = new Set<Registered<Scheme>>();
	private readonly sending: Deliveries;
	/** Events that wait for their burst to be complete. */
	private burst: Array<() => void> = [];
	private burstTimer: NodeJS.Timeout | undefined;
	private stamped = 0;

	/**
	 * @param now the server's clock, in ms since 1970
	 * @throws Error when `webhookUrls` has one that is not on loopback
	 */
	constructor(
		private readonly style: WebhookStyle<Scheme>,
		private readonly options: WebhookStart,
		private readonly settings: WebhookSettings,
		private readonly now: () => number,
	) {
		this.sending = new Deliveries(settings);
		this.registerGiven();
	}

	/** Every attempt since the start or the last reset, in the order in which they began. */
	get deliveries(): readonly DeliveryRecord[] {
		return this.sending.records;
	}

	/** Who hears of events, in the order in which they were registered. */
	get registered(): readonly WebhookRegistration[] {
		return [...this.registrations];
	}

	/** Number of deliveries that are neither answered 200 nor given up. */
	get pending(): number {
		return this.sending.pending + this.burst.length;
	}

	/** Sends events to a URL from now on; throws for one that is not http on loopback. */
	register(url: string, options: RegisterOptions<Scheme> = {}): WebhookRegistration {
		checkLoopback(url);
		const { scheme = this.style.usualScheme, contentType = 'application/json' } = options;
		const { events, secret } = options;
		const interest = new AbortController();
		const remove = (): void => {
			this.registrations.delete(registered);
			interest.abort();
		};
		const ended = interest.signal;
		// One for each delivery that waits, and those may be many.
		setMaxListeners(0, ended);
		const how = { events, secret, scheme, contentType };
		const registered: Registered<Scheme> = { url, remove, ended, ...how };
		this.registrations.add(registered);
		return registered;
	}

	/** Tells those who asked for the event, as often and in the order that the settings say. */
	emit(event: WebhookEvent): void {
		const { webhookCopies, webhookShuffle } = this.settings;
		const stamp = this.stamp();
		const starts = [...this.registrations]
			.filter(({ events }) => !events || events.includes(event.event))
			.map((target) => () => {
				const message = this.message(event, stamp, target);
				for (let copy = 0; copy < webhookCopies; copy++) {
					void this.sending.deliver(target, message, true);
				}
			});
		if (!webhookShuffle) return starts.forEach((start) => start());
		this.burst.push(...starts);
		this.burstTimer ??= setTimeout(() => this.releaseBurst(), BURST_MS).unref();
	}

	/**
	 * Sends an event made by hand: once, whatever `webhookCopies` says, and at once.
	 *
	 * @returns the status of the answer (with `retry`, of the last one; of several URLs, the first
	 *   that is not 200), 0 where none came
	 * @throws Error when nothing is registered
	 */
	async send(event: string, data: object, options: SendOptions = {}): Promise<number> {
		const { to, retry = false } = options;
		const targets = [...this.registrations].filter((target) => !to || to === target);
		if (targets.length === 0) throw new Error('There is no webhook to send to');
		const usual = this.stamp();
		const { eventId = usual.eventId, timestamp = usual.timestamp } = options;
		const statuses = await Promise.all(
			targets.map((target) => {
				const message = this.message({ event, data }, { eventId, timestamp }, target, options);
				return this.sending.deliver(target, message, retry);
			}),
		);
		return statuses.find((status) => status !== 200) ?? 200;
	}

	/** Resolves once nothing is pending; throws when that takes longer than `timeoutMs`. */
	async idle(timeoutMs = 30_000): Promise<void> {
		const end = performance.now() + timeoutMs;
		while (this.pending > 0) {
			if (performance.now() > end) {
				const { status } = this.deliveries.at(-1) ?? {};
				throw new Error(`${this.pending} webhooks are still pending; the last answer is ${status}`);
			}
			await sleep(5);
		}
	}

	/** Removes every registration, and gives up at once what is pending. */
	stop(): void {
		clearTimeout(this.burstTimer);
		this.burstTimer = undefined;
		this.burst = [];
		for (const registered of this.registrations) registered.remove();
	}

	/** Back to the registrations of the start, and no deliveries. */
	reset(): void {
		this.stop();
		this.sending.records.length = 0;
		this.registerGiven();
	}

	private registerGiven(): void {
		for (const url of this.options.webhookUrls) this.register(url);
	}

	private stamp(): Stamp {
		return this.style.stamp(this.now(), this.stamped++);
	}

	private message(
		event: WebhookEvent,
		stamp: Stamp,
		{ url, scheme, contentType: usualType, secret }: Registered<Scheme>,
		{ raw, signature, headers = {} }: SendOptions = {},
	): Message {
		const body = Buffer.from(raw ?? this.style.bodyOf(event, stamp));
		const added = Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
		);
		const contentType = added['content-type'] ?? usualType;
		const own = { ...this.style.headersOf?.(stamp), ...added };
		const right = () => this.style.sign(scheme, { url, contentType, headers: own, body }, secret);
		return {
			event: event.event,
			eventId: stamp.eventId,
			headers: {
				'content-type': contentType,
				'content-length': String(body.length),
				...(signature !== null && { [this.style.signatureHeader]: signature ?? right() }),
				...own,
			},
			body,
		};
	}

	private releaseBurst(): void {
		const { burst } = this;
		this.burst = [];
		this.burstTimer = undefined;
		for (const start of shuffled(burst, this.options.seed)) start();
	}
}

/** An embedded server must never reach anything outside this machine. */
function checkLoopback(url: string): void {
	if (!isLoopback(url)) {
		throw new Error(`An embedded server sends over http and to loopback only, not to ${url}`);
	}
}

/** Whether an address is http and on this machine. */
export function isLoopback(url: string): boolean {
	const { protocol, hostname } = new URL(url);
	const loopback = ['localhost', '[::1]'].includes(hostname) || /^127(\.\d+){3}$/.test(hostname);
	return protocol === 'http:' && loopback;
}

// Everything the server remembers between two requests.
import { CustomerStore } from './customers';
import { Faults } from '../tools/server/faults';
import { RequestLog } from '../tools/server/request-log';
import { webhookStyle } from './events';
import { DEFAULT_OPTIONS, type SandboxOptions, type SandboxSettings } from './settings';
import type { SignatureScheme } from './signature';
import { MemoryV2 } from './v2/memory';
import { Webhooks } from '../tools/server/webhooks';

/** An agreement session; `expiresOn` is an ISO date-time. */
export interface AgreementSession {
	reference: string;
	status: 'PENDING' | 'SIGNED' | 'DECLINED';
	customerType: string;
	countryCode: string;
	useCase: string;
	expiresOn: string;
}

/** What an idempotency key stands for: the request it came with, and what that request made. */
export interface Replay {
	request: string;
	reference: string;
}

/** The memory of one server. */
export class SandboxState {
	readonly options: SandboxOptions;
	/** The same object for the life of the server, so that a test may keep it. */
	readonly settings: SandboxSettings;
	readonly log = new RequestLog();
	readonly webhooks: Webhooks<SignatureScheme>;
	readonly faults = new Faults();
	/** (id, nonce, ts) of every request that was accepted. */
	readonly nonces = new Set<string>();
	/** By Hawk id and idempotency key. */
	readonly replays = new Map<string, Replay>();
	readonly sessions = new Map<string, AgreementSession>();
	/** Agreement sessions that belong to a customer. */
	readonly usedSessions = new Set<string>();
	/** From an external reference to the customer that has it. */
	readonly usedExternalReferences = new Map<string, string>();
	customers: CustomerStore;
	/** What belongs to v2 alone. */
	readonly v2 = new MemoryV2();
	/** Number of customers that a POST really made. */
	created = 0;
	/** Where the server is, once it listens. */
	url = '';
	/** Where the texts of agreements are: a host of its own, as BVNK's files have. */
	filesUrl = '';

	constructor(options: Partial<SandboxOptions>) {
		this.options = { ...DEFAULT_OPTIONS, ...options };
		this.settings = settingsOf(this.options);
		this.customers = this.newStore();
		this.webhooks = new Webhooks(
			webhookStyle(this.options.webhookSecret),
			this.options,
			this.settings,
			() => this.now(),
		);
	}

	/** The server's clock, in milliseconds since 1970. */
	now(): number {
		return Date.now() + this.settings.clockShiftMs;
	}

	/** The host that verification links lead to. */
	get linkHost(): string {
		return this.settings.ownLinks ? this.url : 'https://verify.example.com';
	}

	/** Back to how the server was when it started. */
	reset(): void {
		Object.assign(this.settings, settingsOf(this.options));
		this.webhooks.reset();
		this.log.clear();
		this.faults.clear();
		for (const memory of [
			this.nonces,
			this.replays,
			this.sessions,
			this.usedSessions,
			this.usedExternalReferences,
		]) {
			memory.clear();
		}
		this.customers = this.newStore();
		this.v2.clear();
		this.created = 0;
	}

	private newStore(): CustomerStore {
		return new CustomerStore(this.options.seed, this.options.customers);
	}
}

/** True once a session cannot be signed or used any more, by a clock in ms since 1970. */
export function isExpired({ expiresOn }: AgreementSession, now: number): boolean {
	return Date.parse(expiresOn) <= now;
}

function settingsOf(options: SandboxOptions): SandboxSettings {
	const { port: _, host, hawkId, hawkKey, customers, seed, ...rest } = options;
	const { webhookSecret, webhookUrls, ...settings } = rest;
	return settings;
}

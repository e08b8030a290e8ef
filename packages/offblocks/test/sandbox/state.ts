// Everything the server remembers between two requests.
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Faults } from '../../../../test/tools/server/faults';
import { RequestLog } from '../../../../test/tools/server/request-log';
import { Callbacks } from './callbacks';
import type { Challenge } from './challenges';
import { newCustomer, type Account, type Card, type Customer } from './entities';
import type { Replay } from './idempotency';
import { DEFAULT_OPTIONS, type OffblocksOptions, type OffblocksSettings } from './settings';

/** The memory of one server. */
export class OffblocksState {
	readonly options: OffblocksOptions;
	/** The same object for the life of the server, so that a test may keep it. */
	readonly settings: OffblocksSettings;
	readonly log = new RequestLog();
	readonly faults = new Faults();
	readonly callbacks: Callbacks;
	/** The key pair that requests are signed with. */
	readonly keys: { publicKey: KeyObject; privateKey: KeyObject };
	readonly customers = new Map<string, Customer>();
	readonly accounts = new Map<string, Account>();
	readonly cards = new Map<string, Card>();
	/** The last challenge of each customer and account that has one to sign. */
	readonly challenges = new Map<string, Challenge>();
	/** Accounts whose closing has to be signed. */
	readonly closing = new Set<string>();
	readonly replays = new Map<string, Replay>();
	/** When each token ends, in ms since 1970. */
	private readonly tokens = new Map<string, number>();
	private readonly timers = new Set<NodeJS.Timeout>();
	private stamped = 0;

	constructor(options: Partial<OffblocksOptions>) {
		this.options = { ...DEFAULT_OPTIONS, ...options };
		this.settings = settingsOf(this.options);
		this.keys = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
		this.callbacks = new Callbacks(this);
		this.seedCustomers(this.options.customers);
	}

	/** The server's clock, in milliseconds since 1970. */
	now(): number {
		return Date.now() + this.settings.clockShiftMs;
	}

	/**
	 * This moment as Offblocks writes it, with nine digits below the second. The clock here has
	 * milliseconds: the rest counts, so that two stamps of one millisecond are in order too.
	 */
	stamp(): string {
		const belowMs = String(this.stamped++ % 1_000_000).padStart(6, '0');
		return new Date(this.now()).toISOString().replace('Z', `${belowMs}Z`);
	}

	/** A token that lets in from now on. */
	newToken(): { token: string; expiresAt: number; tokenType: 'Bearer' } {
		const ends = this.now() + this.settings.tokenLifetimeMs;
		const expiresAt = Math.floor(ends / 1000);
		const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
		const payload = { exp: expiresAt, Id: this.options.apiKey, Generation: 0 };
		const signature = randomBytes(32).toString('base64url');
		const token = [part({ alg: 'HS256', typ: 'JWT' }), part(payload), signature].join('.');
		this.tokens.set(token, ends);
		return { token, expiresAt, tokenType: 'Bearer' };
	}

	/** Whether a token lets in. @param now in ms since 1970 */
	isToken = (token: string, now: number): boolean => (this.tokens.get(token) ?? 0) > now;

	/** Lets no token in that was given out before, as a new secret does. */
	voidTokens = (): void => this.tokens.clear();

	/** Does something after the time that Offblocks takes for a step of its own. */
	later(step: () => void): void {
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			step();
		}, this.settings.stepMs).unref();
		this.timers.add(timer);
	}

	/** Resolves once nothing is on its way, neither a step nor a callback. @throws Error after `timeoutMs` */
	async idle(timeoutMs = 30_000): Promise<void> {
		const end = performance.now() + timeoutMs;
		while (this.timers.size > 0 || this.callbacks.pending > 0) {
			if (performance.now() > end) throw new Error('Offblocks is still at work');
			await sleep(5);
		}
	}

	accountsOf = (customer: string): Account[] =>
		[...this.accounts.values()].filter(({ customerId }) => customerId === customer);

	cardsOf = (account: string): Card[] =>
		[...this.cards.values()].filter(({ accountId }) => accountId === account);

	/** Adds generated customers, each in the next of the statuses. */
	seedCustomers(count: number): void {
		const statuses = ['active', 'verifying', 'initiating', 'screening', 'rejected', 'inactive'];
		for (let added = 0; added < count; added++) {
			const number = this.customers.size + 1;
			const address = `0x${number.toString(16).padStart(40, '0')}`;
			const customer = newCustomer(this, {
				chainId: `eip155:300:${address}`,
				externalId: `seeded-${number}`,
			});
			customer.status = statuses[number % statuses.length] as Customer['status'];
		}
	}

	/** Ends what is on its way. */
	stop(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
		this.callbacks.reset();
	}

	/** Back to how the server was when it started, but for its keys. */
	reset(): void {
		this.stop();
		Object.assign(this.settings, settingsOf(this.options));
		this.log.clear();
		this.faults.clear();
		for (const memory of [
			...[this.customers, this.accounts, this.cards, this.challenges],
			...[this.closing, this.replays, this.tokens],
		]) {
			memory.clear();
		}
		this.seedCustomers(this.options.customers);
	}
}

function settingsOf(options: OffblocksOptions): OffblocksSettings {
	const { port, host, customers, apiKey, apiSecret, signingKeyId, ...settings } = options;
	return settings;
}

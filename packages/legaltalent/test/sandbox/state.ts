// Everything the server remembers between two requests.
import { randomUUID } from 'node:crypto';
import { Faults } from '../../../../test/tools/server/faults';
import { RequestLog } from '../../../../test/tools/server/request-log';
import { Webhooks, type WebhookRegistration } from '../../../../test/tools/server/webhooks';
import { webhookStyle, type SignatureScheme } from './events';
import { DEFAULT_OPTIONS, type SandboxOptions, type SandboxSettings } from './settings';

/** A customer: what was sent of it, and what the server adds. */
export interface Customer extends Record<string, unknown> {
	customer_id: string;
	client_id: string | null;
	status: string;
}

/** A session: what was sent of it, and what the server adds. */
export interface Session extends Record<string, unknown> {
	session_id: string;
	access_token: string;
	customer_id: string | null;
	status: string;
	expires_at: string;
}

/** Where the account's events go. */
interface Notifications {
	webhook_url: string | null;
	webhook_secret: string;
}

const MS_A_DAY = 24 * 3600 * 1000;

/** Workflows that exist from the start. */
const WORKFLOWS = [
	{
		workflow_id: '0b54b0de-4d5e-4a7b-9c1a-000000000001',
		name: 'Merchant Onboarding',
		template_type: 'merchant-onboarding',
		entity_types: ['company'],
	},
	{
		workflow_id: '0b54b0de-4d5e-4a7b-9c1a-000000000002',
		name: 'Basic KYC',
		template_type: 'basic-kyc',
		entity_types: ['individual'],
	},
];

/** The memory of one server. */
export class SandboxState {
	readonly options: SandboxOptions;
	/** The same object for the life of the server, so that a test may keep it. */
	readonly settings: SandboxSettings;
	readonly log = new RequestLog();
	readonly faults = new Faults();
	readonly webhooks: Webhooks<SignatureScheme>;
	readonly customers = new Map<string, Customer>();
	readonly sessions = new Map<string, Session>();
	readonly workflows = WORKFLOWS;
	readonly tenantId = randomUUID();
	notifications: Notifications;
	/** Customers on monitoring. */
	readonly monitored: string[] = [];
	private registration: WebhookRegistration | undefined;
	private seeded = 0;

	constructor(options: Partial<SandboxOptions>) {
		this.options = { ...DEFAULT_OPTIONS, ...options };
		this.settings = settingsOf(this.options);
		this.notifications = { webhook_url: null, webhook_secret: this.options.webhookSecret };
		this.webhooks = new Webhooks(
			webhookStyle(() => this.notifications.webhook_secret),
			this.options,
			this.settings,
			() => Date.now(),
		);
		this.seed(this.options.customers);
	}

	/** Adds generated customers. */
	seed(count: number): void {
		for (let added = 0; added < count; added++) {
			const number = String(++this.seeded).padStart(4, '0');
			this.addCustomer({
				name: `Sample Merchant ${number}`,
				entity_type: 'company',
				client_id: `merchant_${number}`,
			});
		}
	}

	addCustomer(body: Record<string, unknown>): Customer {
		const customer: Customer = {
			customer_id: randomUUID(),
			tenant_id: this.tenantId,
			client_id: null,
			...body,
			status: 'active',
			created_at: new Date().toISOString(),
		};
		this.customers.set(customer.customer_id, customer);
		return customer;
	}

	/** The customer with a client ID. */
	customerOf(clientId: unknown): Customer | undefined {
		return [...this.customers.values()].find(({ client_id }) => client_id === clientId);
	}

	addSession(body: Record<string, unknown>, customerId: string | null): Session {
		const { ttl_days: days = 7 } = body;
		const session: Session = {
			session_id: randomUUID(),
			...body,
			customer_id: customerId,
			access_token: randomUUID(),
			status: this.spelled('pending'),
			expires_at: new Date(Date.now() + Number(days) * MS_A_DAY).toISOString(),
		};
		this.sessions.set(session.session_id, session);
		return session;
	}

	/** A status in the case that the settings choose. */
	spelled(status: string): string {
		return this.settings.statusCase === 'upper' ? status.toUpperCase() : status.toLowerCase();
	}

	/** Sends events to a URL from now on; one that is not on this machine is remembered, and gets nothing. */
	setNotifications(changes: Partial<Notifications>): void {
		this.notifications = { ...this.notifications, ...changes };
		this.registration?.remove();
		this.registration = undefined;
		const { webhook_url: url } = this.notifications;
		if (url && /^http:\/\/(127\.|localhost)/.test(url)) {
			this.registration = this.webhooks.register(url);
		}
	}

	/** Back to how the server was when it started. */
	reset(): void {
		Object.assign(this.settings, settingsOf(this.options));
		this.webhooks.reset();
		this.registration = undefined;
		this.notifications = { webhook_url: null, webhook_secret: this.options.webhookSecret };
		this.log.clear();
		this.faults.clear();
		this.customers.clear();
		this.sessions.clear();
		this.monitored.length = 0;
		this.seeded = 0;
		this.seed(this.options.customers);
	}
}

function settingsOf(options: SandboxOptions): SandboxSettings {
	const { port: _, apiToken, webhookSecret, webhookUrls, customers, seed, ...settings } = options;
	return settings;
}

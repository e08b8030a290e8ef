// What a test may choose about the embedded LegalTalent: settings that change at run time, and options that are
// fixed at the start. What LegalTalent does not document is a setting.
import type { WebhookSettings, WebhookStart } from '../../../../test/tools/server/webhooks';

/** Where a list stands in an answer, and what tells of the next page. */
export type ListShape =
	/** `data: […]`, in one piece. */
	| 'array'
	/** `data: {customers: […], cursor, has_more}`. */
	| 'named'
	/** `data: {items: […], count, cursor, has_more}`, as the documentation of scans has it. */
	| 'items'
	/** `data: {results: […], pagination: {next_cursor}}`. */
	| 'pagination'
	/** `{items: […], cursor}`, without an envelope. */
	| 'topLevel'
	/** `data: […]`, and `meta: {next_token}`. */
	| 'meta'
	/** `data: {items: […], last_evaluated_key: {…}}`, as DynamoDB tells it. */
	| 'dynamo'
	/** `data: {total: 3}`: no list at all. */
	| 'none';

/** Settings of the running server; a test may write to `sandbox.settings` at any moment. */
export interface SandboxSettings extends WebhookSettings {
	/** Milliseconds every request waits before the server acts. */
	delayMs: number;
	/** What the token's role may do. */
	permissions: string[];
	list: ListShape;
	/** Rows of a page, where no `limit` is given or none is honoured. */
	pageSize: number;
	/** False: `limit` is not taken notice of. */
	honoursLimit: boolean;
	/** The query parameter that takes the cursor. */
	cursorParameter: string;
	/** True: every page names the same cursor. */
	repeatsCursor: boolean;
	/** Empty pages, each with a cursor, that come before the rest. */
	emptyPages: number;
	/** True: `has_more` is left out. */
	omitsHasMore: boolean;
	/** What surrounds data: `meta`, `execution_context` or nothing. */
	envelope: 'meta' | 'executionContext' | 'none';
	/** How errors are worded: in LegalTalent's two forms, or in those of the AWS services before it. */
	errors: 'object' | 'text' | 'aws' | 'awsDeny';
	/** Whether a session's answer has a link beside its access token. */
	linksInAnswers: boolean;
	/** LegalTalent's pages have session statuses in both. */
	statusCase: 'upper' | 'lower';
	/** Where `GET /kyc/tenants/me` says which URL is registered. */
	tenantShape: 'notification_config' | 'notification_channels' | 'flat' | 'unknown';
	/** Seats for monitoring that are left; without any, the answer is 402. */
	seats: number;
}

/** Choices that are fixed when the server starts. */
export interface SandboxStart extends WebhookStart {
	/** 0 picks a free port. */
	port: number;
	apiToken: string;
	webhookSecret: string;
	/** Number of generated customers that exist from the start. */
	customers: number;
}

export type SandboxOptions = SandboxSettings & SandboxStart;

/** What holds where a test chooses nothing. */
export const DEFAULT_OPTIONS: SandboxOptions = {
	delayMs: 0,
	permissions: ['kyc:create', 'kyc:read', 'tenant:manage'],
	list: 'items',
	pageSize: 20,
	honoursLimit: true,
	cursorParameter: 'cursor',
	repeatsCursor: false,
	emptyPages: 0,
	omitsHasMore: false,
	envelope: 'meta',
	errors: 'object',
	linksInAnswers: true,
	statusCase: 'upper',
	tenantShape: 'notification_config',
	seats: 10,
	webhookRetryFirstMs: 50,
	webhookRetryCapMs: 1_000,
	webhookMaxAttempts: 100,
	webhookTimeoutMs: 10_000,
	webhookCopies: 1,
	webhookShuffle: false,
	port: 0,
	apiToken: 'sk_EXAMPLE-token-0001',
	webhookSecret: 'whsec-EXAMPLE-legaltalent-0001',
	webhookUrls: [],
	customers: 0,
	seed: 1,
};

// What a test may choose about the embedded Offblocks: settings that change at run time, and options that are
// fixed at the start.
import type { DeliverySettings } from '../../../../test/tools/server/deliveries';
import { GO_CALLBACKS, type CallbackStyle } from './callbacks';

/** Settings of the running server; a test may write to them at any moment. */
export interface OffblocksSettings extends DeliverySettings {
	/** Milliseconds every signed request waits before the server acts. */
	delayMs: number;
	/** How far the server's clock is ahead of the real one, in milliseconds (negative: behind). */
	clockShiftMs: number;
	/** How long a token lets in. Offblocks documents one hour. */
	tokenLifetimeMs: number;
	/** How long an idempotency key is remembered. Offblocks documents one hour. */
	idempotencyMs: number;
	/** How long a challenge may be signed. Offblocks documents one hour. */
	challengeLifetimeMs: number;
	/** The body of an error answer. Offblocks documents none, so the empty one is the default. */
	errorBodies: 'empty' | 'error' | 'msg' | 'text';
	/** What the base64 of a wallet's signature holds: its 65 bytes, or the letters of its hex. */
	walletSignature: 'bytes' | 'hexText';
	/** How long Offblocks takes for a step of its own: screening, the simulator, accounts and cards. */
	stepMs: number;
	/** What screening finds. */
	screening: 'verifying' | 'rejected';
	/** What the verification ends in by itself; undefined: the simulator says. */
	verification: 'active' | 'rejected' | undefined;
	/** How the verification key is written before it is put into base64. Offblocks documents none. */
	verificationKey: 'pem' | 'der';
	/** How callbacks are signed that do not say. */
	callbacks: CallbackStyle;
	/** How often each event is delivered at the same moment. */
	webhookCopies: number;
}

/** Choices that are fixed when the server starts. */
export interface OffblocksStart {
	/** 0 picks a free port. */
	port: number;
	/** A loopback address; others are refused. */
	host: string;
	/** Number of generated customers that exist from the start. */
	customers: number;
	apiKey: string;
	apiSecret: string;
	signingKeyId: string;
}

export type OffblocksOptions = OffblocksSettings & OffblocksStart;

const HOUR_MS = 3_600_000;

/** What holds where a test chooses nothing. */
export const DEFAULT_OPTIONS: OffblocksOptions = {
	delayMs: 0,
	clockShiftMs: 0,
	tokenLifetimeMs: HOUR_MS,
	idempotencyMs: HOUR_MS,
	challengeLifetimeMs: HOUR_MS,
	errorBodies: 'empty',
	walletSignature: 'bytes',
	stepMs: 0,
	screening: 'verifying',
	verification: undefined,
	verificationKey: 'pem',
	callbacks: GO_CALLBACKS,
	webhookCopies: 1,
	// Offblocks repeats for 24 hours
	webhookRetryFirstMs: 50,
	webhookRetryCapMs: 1_000,
	webhookMaxAttempts: 100,
	webhookTimeoutMs: 10_000,
	port: 0,
	host: '127.0.0.1',
	customers: 0,
	apiKey: '6f5d8f5e-2f7c-4a44-9d0e-0e7f3b6a1c01',
	apiSecret: 'invented-api-secret',
	signingKeyId: '86b59965-6cf1-4633-9148-92848330fd1b',
};

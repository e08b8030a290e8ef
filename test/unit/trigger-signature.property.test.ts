// The signature check against whatever may be delivered: what BVNK signed is accepted, and what differs
// from it in a byte, a header or an encoding is not.

import { createHmac } from 'node:crypto';
import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import type { IWebhookFunctions } from 'n8n-workflow';
import { receive } from '../../nodes/BvnkOnboarding/trigger/receive';
import { schemeOf } from '../../nodes/BvnkOnboarding/api/signature';

const RUNS = { numRuns: 500 };
const TYPE = 'application/json';

/** What was delivered, and the secret it is checked with. */
interface Delivery {
	signature: string;
	secret: string;
	body: Buffer;
	paths: string[];
	contentType: string;
}

/** The scheme by which a delivery counts as signed. */
const scheme = ({ signature, secret, body, paths, contentType }: Delivery) =>
	schemeOf(
		{
			body,
			headers: { 'x-signature': signature },
			contentType,
			method: 'POST',
			url: () => undefined,
			paths: () => paths,
		},
		secret,
	);

type Signing = 'current' | 'currentHex' | 'legacy';

/** BVNK's signature, computed apart from the code under test. */
function signatureOf(signing: Signing, delivery: Omit<Delivery, 'signature'>): string {
	const { secret, body, paths, contentType } = delivery;
	const bytes = Buffer.concat([
		Buffer.from(signing === 'legacy' ? paths[0]! + contentType : ''),
		body,
	]);
	const mac = createHmac('sha256', secret).update(bytes);
	return mac.digest(signing === 'current' ? 'base64' : 'hex');
}

const body = fc.oneof(
	fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
	fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
	fc.json().map((json) => Buffer.from(json)),
);
const secret = fc.oneof(
	fc.string({ unit: 'grapheme', minLength: 1 }),
	fc.base64String({ minLength: 1 }),
);
const path = fc.webPath().map((below) => `/webhook${below}`);
const contentType = fc.constantFrom(TYPE, `${TYPE}; charset=utf-8`, 'application/hal+json');
const signing = fc.constantFrom<Signing>('current', 'currentHex', 'legacy');

/** A delivery as BVNK sends it, and how it was signed. */
const delivered = fc
	.record({ body, secret, path, contentType, signing })
	.map(({ path: own, signing: how, ...rest }) => {
		const unsigned = { ...rest, paths: [own] };
		return { how, delivery: { ...unsigned, signature: signatureOf(how, unsigned) } };
	});
/** One in which path and content type count. */
const legacy = delivered.filter(({ how }) => how === 'legacy');

const blanks = fc.constantFrom('', ' ', '\t', '  ');

test('what BVNK signs is accepted, in the scheme it was signed by', () => {
	fc.assert(
		fc.property(delivered, blanks, blanks, ({ how, delivery }, before, after) => {
			const signature = before + delivery.signature + after;

			expect(scheme({ ...delivery, signature })).toBe(how === 'legacy' ? 'legacy' : 'current');
		}),
		RUNS,
	);
});

/** The bytes that BVNK's header writes in base64 or in hex. */
const macIn = (signature: string) =>
	Buffer.from(signature, signature.length === 44 ? 'base64' : 'hex');

test('the same bytes are accepted, however they are written', () => {
	const writings: Array<(mac: Buffer) => string> = [
		(mac) => mac.toString('hex'),
		(mac) => mac.toString('hex').toUpperCase(),
		(mac) => mac.toString('base64'),
		(mac) => mac.toString('base64').replace(/=+$/, ''),
		(mac) => mac.toString('base64url'),
	];
	const wrappings: Array<(text: string) => string> = [
		(text) => text,
		(text) => `sha256=${text}`,
		(text) => `"${text}"`,
		(text) => `${text},${text}`,
		(text) => `not this one, ${text}`,
	];
	fc.assert(
		fc.property(
			delivered,
			fc.constantFrom(...writings),
			fc.constantFrom(...wrappings),
			({ how, delivery }, write, wrap) => {
				const signature = wrap(write(macIn(delivery.signature)));

				expect(scheme({ ...delivery, signature })).toBe(how === 'legacy' ? 'legacy' : 'current');
			},
		),
		RUNS,
	);
});

/** Asserts that nothing is accepted that a change makes of a good delivery; changes nothing where it cannot. */
function refusedAfter<T>(
	of: typeof delivered,
	how: fc.Arbitrary<T>,
	change: (delivery: Delivery, how: T) => Partial<Delivery> | undefined,
): void {
	fc.assert(
		fc.property(of, how, ({ delivery }, given) => {
			const changed = change(delivery, given);
			fc.pre(changed !== undefined);

			expect(scheme({ ...delivery, ...changed })).toBeUndefined();
		}),
		RUNS,
	);
}

const place = fc.nat();
const byte = fc.integer({ min: 1, max: 255 });

describe('refused is a delivery', () => {
	test('with any byte of its body changed', () =>
		refusedAfter(delivered, fc.tuple(place, byte), ({ body: right }, [at, flip]) => {
			if (right.length === 0) return undefined;
			const altered = Buffer.from(right);
			altered[at % right.length]! ^= flip;
			return { body: altered };
		}));

	test('with bytes put in, taken out or cut off', () =>
		refusedAfter(
			delivered,
			fc.tuple(place, fc.nat({ max: 5 }), fc.uint8Array({ maxLength: 5 })),
			({ body: right }, [at, drop, put]) => {
				const start = at % (right.length + 1);
				const altered = Buffer.concat([
					right.subarray(0, start),
					put,
					right.subarray(start + drop),
				]);
				return altered.equals(right) ? undefined : { body: altered };
			},
		));

	test('with any byte of its signature changed, the bits that base64 ignores among them', () =>
		refusedAfter(delivered, fc.tuple(place, byte), ({ signature }, [at, flip]) => {
			const changed = Buffer.from(signature);
			changed[at % signature.length]! ^= flip;
			const altered = changed.toString('latin1');
			// a capital in hex, the other alphabet of base64 and padding that is gone are the same bytes
			const plain = (text: string) =>
				signature.length === 64
					? text.toLowerCase()
					: text
							.replace(/-/g, '+')
							.replace(/_/g, '/')
							.replace(/[=,\s]$/, '');
			return plain(altered) === plain(signature) ? undefined : { signature: altered };
		}));

	test('with its signature in any other encoding', () => {
		const encodings: Array<(mac: Buffer, given: string) => string> = [
			(mac) => mac.toString('latin1'),
			(mac) => Buffer.from(mac.toString('hex')).toString('base64'),
			(mac) => Buffer.from(mac.toString('base64')).toString('hex'),
			(_, given) => `sha512=${given}`,
			(_, given) => `'${given}'`,
			(_, given) => `${given};${given}`,
			(_, given) => encodeURIComponent(`${given}%`),
			(_, given) => `${given}\0`,
			(_, given) => `\ufeff${given}\u200b`,
			(_, given) =>
				given.replace(/./g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)),
			(_, given) => [...given].reverse().join(''),
		];
		refusedAfter(delivered, fc.constantFrom(...encodings), ({ signature }, encode) => ({
			signature: encode(macIn(signature), signature),
		}));
	});

	test('with a signature of any text, of the right length too', () => {
		const alphabet = (letters: string, length: number) =>
			fc
				.array(fc.constantFrom(...letters), { minLength: length, maxLength: length })
				.map((text) => text.join(''));
		const made = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 80 }),
			alphabet('0123456789abcdef', 64),
			alphabet('ABCDwxyz0189+/', 43).map((text) => `${text}=`),
		);
		refusedAfter(delivered, made, (_, signature) => ({ signature }));
	});

	test('with another secret', () =>
		refusedAfter(delivered, secret, ({ secret: right }, other) =>
			// HMAC fills a short key up with zeros
			other.replace(/\0+$/, '') === right.replace(/\0+$/, '') ? undefined : { secret: other },
		));

	test('with another path, in the legacy scheme', () =>
		refusedAfter(legacy, path, ({ paths }, other) =>
			other === paths[0] ? undefined : { paths: [other] },
		));

	test('with another content type, in the legacy scheme', () =>
		refusedAfter(legacy, fc.string(), ({ contentType: right }, other) =>
			// the plain one is tried whatever the header says, because a proxy may add a charset
			right === TYPE || other === right ? undefined : { contentType: other },
		));
});

let workflows = 0;

/** What the trigger makes of a delivery, in all of n8n but its server. */
async function received(delivery: Delivery): Promise<{ started: boolean; status?: number }> {
	let status: number | undefined;
	const response = Object.assign(new EventEmitter(), {
		status: (code: number) => ({ json: () => (status = code) }),
	});
	const result = await receive({
		getHeaderData: () => ({
			'content-type': delivery.contentType,
			'x-signature': delivery.signature,
		}),
		getRequestObject: () => ({ rawBody: delivery.body, originalUrl: delivery.paths[0] }),
		getResponseObject: () => response,
		getNodeParameter: (name: string, fallback: unknown) => (name === 'events' ? ['*'] : fallback),
		getCredentials: async () => ({ webhookSecret: delivery.secret }),
		getNodeWebhookUrl: () => `https://n8n.test${delivery.paths[0]}`,
		// another one each time, because a trigger keeps its secret for a moment
		getWorkflow: () => ({ id: `workflow-${++workflows}` }),
		getNode: () => ({ id: 'node', name: 'BVNK Onboarding Trigger' }),
		getMode: () => 'webhook',
		getWorkflowStaticData: () => ({}),
		logger: { warn: () => {} },
	} as unknown as IWebhookFunctions);
	response.emit('prefinish');
	return { started: result.workflowData !== undefined, status };
}

/** Events that are new each time, so that none is taken for a repeat. */
const event = fc.tuple(fc.uuid(), fc.jsonValue()).map(([eventId, data]) => ({
	event: 'bvnk:platform:customer:status-change',
	eventId,
	data,
}));

test('bytes moved between content type and body, which the legacy scheme joins, start nothing', async () => {
	await fc.assert(
		fc.asyncProperty(event, place, async (given, at) => {
			const whole = Buffer.from(JSON.stringify(given));
			const unsigned = {
				body: whole,
				secret: 'whsec-EXAMPLE',
				paths: ['/webhook/x/bvnk'],
				contentType: TYPE,
			};
			const right = { ...unsigned, signature: signatureOf('legacy', unsigned) };
			const moved = 1 + (at % whole.length);
			const shifted = {
				...right,
				contentType: TYPE + whole.subarray(0, moved).toString('utf8'),
				body: whole.subarray(moved),
			};

			expect((await received(shifted)).started).toBe(false);
			expect((await received(right)).started).toBe(true);
		}),
		{ numRuns: 200 },
	);
});

test('anything delivered without the right signature starts nothing, whatever it holds', async () => {
	const anything = fc.record({
		body: fc.oneof(
			body,
			event.map((given) => Buffer.from(JSON.stringify(given))),
		),
		contentType: fc.oneof(contentType, fc.string()),
		signature: fc.oneof(
			fc.constant(''),
			fc.string(),
			fc.base64String({ minLength: 44, maxLength: 44 }),
		),
		paths: path.map((own) => [own]),
		secret: fc.constantFrom('', ' ', 'whsec-EXAMPLE'),
	});
	await fc.assert(
		fc.asyncProperty(anything, async (delivery) => {
			const { started, status } = await received(delivery);

			expect(started).toBe(false);
			expect([401, 415]).toContain(status);
		}),
		RUNS,
	);
});

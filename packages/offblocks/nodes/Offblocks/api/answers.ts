// What Offblocks answers, as far as this package reads it. All else passes through untouched.

import * as z from 'zod/v4';

/** A text, or nothing where something else came. */
const maybeText = z.string().nullish().catch(undefined);

/** Whatever has an id: a customer, an account, a card, a webhook, a chain, an asset. */
const thing = z.looseObject({ id: z.string() });

/**
 * A list of such entries. It is refused at the first entry of another form: zod's own list would keep a
 * finding for each of a million.
 */
const listOf = <Entry>(entry: z.ZodType<Entry>) =>
	z.unknown().transform((value, context): Entry[] => {
		const entries: Entry[] = [];
		if (Array.isArray(value)) {
			for (const one of value as unknown[]) {
				const { success, data } = entry.safeParse(one);
				if (!success) break;
				entries.push(data);
			}
			if (entries.length === value.length) return entries;
		}
		context.addIssue({ code: 'custom', message: 'Another form' });
		return z.NEVER;
	});

/** A customer, an account or a card: each has a status. Its creation adds a challenge to sign. */
export const statusAnswer = thing.extend({
	status: maybeText,
	externalId: maybeText,
	chainId: maybeText,
	customerId: maybeText,
	accountId: maybeText,
	challenge: maybeText,
});
/** Such a thing as Offblocks answers it. */
export type StatusAnswer = z.infer<typeof statusAnswer>;

/** Lists are bare, whole and without pages. */
export const statusListAnswer = listOf(statusAnswer);

/** What the owner of a wallet signs: Base64 of a text. */
export const challengeAnswer = z.looseObject({ challenge: z.string() });

/** Blockchains, by their CAIP-2 ids. */
export const chainsAnswer = listOf(thing.extend({ name: maybeText }));

/** Assets, by their CAIP-19 ids. */
export const assetsAnswer = listOf(thing.extend({ symbol: maybeText }));

/** A subscription to events. */
export const webhookAnswer = thing.extend({
	callbackUrl: z.string(),
	types: z.array(z.string()),
});
export const webhooksAnswer = listOf(webhookAnswer);

/** The public key that events are signed with, in Base64. */
export const verificationKeyAnswer = z.looseObject({ keyId: z.string(), key: z.string() });

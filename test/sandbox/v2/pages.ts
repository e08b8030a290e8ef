// The pages in which v2's lists come.
import { envelope } from '../envelopes';
import { pageOf } from '../routes/customers';
import type { SandboxSettings } from '../settings';

/** Query parameters; one that is given several times is a list. */
export type Query = Record<string, string | string[] | undefined>;

/** The page that a query asks for, under either pair of names: `number` from 0. */
export function pageOfV2(
	query: Query,
	settings: SandboxSettings,
): { number: number; size: number } {
	const given = settings.ignorePages ? {} : query;
	const one = (name: string) => [given[name]].flat()[0];
	return pageOf(
		{ page: one('page') ?? one('pageNumber'), size: one('size') ?? one('pageSize') },
		settings,
	);
}

/** A list in pages, as v2 wraps it. */
export function pageOfItems<Item>(
	items: Item[],
	{ query, repeatPage }: { query: Query; repeatPage: boolean },
	settings: SandboxSettings,
): object {
	const { number, size } = pageOfV2(query, settings);
	const offset = (repeatPage ? 0 : number) * size;
	const content = items.slice(offset, offset + size);
	return envelopeV2({ content, number, size, total: items.length }, settings);
}

/** v2 has one envelope only, whichever the settings choose for v1. */
export function envelopeV2<Item>(
	page: { content: Item[]; number: number; size: number; total: number },
	settings: SandboxSettings,
): object {
	return envelope(page, { ...settings, envelope: 'v2' });
}

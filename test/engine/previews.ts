// How an output is compared with its preview, which the editor shows before anything has run.

import type { IDataObject } from 'n8n-workflow';

/** What n8n reads of a preview. */
export interface Preview {
	type: string;
	properties?: Record<string, Preview>;
	items?: Preview;
}

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);

/** Where a value is not as the preview says; null stands for a value that BVNK did not give. */
export function differences(
	value: unknown,
	preview: Preview | undefined,
	place = 'output',
): string[] {
	if (!preview) return [`${place} is not in the preview`];
	if (value === null) return [];
	if (typeOf(value) !== preview.type)
		return [`${place}: ${typeOf(value)} in place of ${preview.type}`];
	if (Array.isArray(value)) {
		return value.flatMap((inner) => differences(inner, preview.items, `${place}[]`));
	}
	if (typeof value !== 'object') return [];
	// an object of BVNK's own is shown without its parts
	if (!preview.properties) return [];
	return Object.entries(value as IDataObject).flatMap(([key, inner]) =>
		differences(inner, preview.properties?.[key], `${place}.${key}`),
	);
}

/** Fields of the preview, at its first level, that no item has. */
export function missing(items: IDataObject[], preview: Preview): string[] {
	const given = new Set(items.flatMap((item) => Object.keys(item)));
	return Object.keys(preview.properties ?? {}).filter((key) => !given.has(key));
}

/** The fields of an item as the preview lists them: tables show fields in their order. */
export const inOrderOf = (preview: Preview, item: IDataObject): string[] =>
	Object.keys(preview.properties ?? {}).filter((key) => key in item);

/** A file of an input item. */
export const passport = {
	data: {
		data: Buffer.from('a passport').toString('base64'),
		mimeType: 'image/jpeg',
		fileName: 'passport.jpg',
		bytes: 10,
	},
};

/** A value at a place such as `documents[0].id`. */
export const valueAt = (value: unknown, place: string): unknown =>
	place
		.split(/[.[\]]+/)
		.reduce<unknown>((inner, key) => (inner as IDataObject | undefined)?.[key], value);

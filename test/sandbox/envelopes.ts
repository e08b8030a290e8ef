// The three shapes in which BVNK's list of customers has been seen.
import type { SandboxSettings } from './settings';

/** A page: `number` is 0-based, `total` counts the elements of all pages. */
interface Page<Item> {
	content: Item[];
	number: number;
	size: number;
	total: number;
}

const UNSORTED = { empty: true, sorted: false, unsorted: true };

/** Puts a page into the envelope that is set; `omitTotals` leaves out all that tells the end. */
export function envelope<Item>(page: Page<Item>, settings: SandboxSettings): object {
	const { content, number, size, total } = page;
	const totalPages = Math.ceil(total / size);
	const last = number + 1 >= totalPages;
	const totals = settings.omitTotals ? {} : { totalPages, totalElements: total };
	switch (settings.envelope) {
		case 'pagedModel':
			return { content, page: { size, number, ...totals } };
		case 'v2':
			return {
				content,
				...totals,
				pageable: { pageNumber: number, pageSize: size },
				...(settings.omitTotals ? {} : { hasNext: !last }),
			};
		case 'page':
			return {
				content,
				pageable: {
					pageNumber: number,
					pageSize: size,
					sort: UNSORTED,
					offset: number * size,
					paged: true,
					unpaged: false,
				},
				...(settings.omitTotals ? {} : { last }),
				...totals,
				first: number === 0,
				size,
				number,
				sort: UNSORTED,
				numberOfElements: content.length,
				empty: content.length === 0,
			};
	}
}

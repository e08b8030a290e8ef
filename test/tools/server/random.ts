// Numbers that look random and depend on a seed only, so that a test sees the same every time.

/** A number from 0 to `below` - 1; each salt gives numbers of its own. */
export function mix(index: number, seed: number, salt: number, below: number): number {
	let hash =
		Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b) ^ (salt * 0xc2b2ae35);
	hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
	hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
	return ((hash ^ (hash >>> 15)) >>> 0) % below;
}

/** The items in another order; two or more never come back in the order they had. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
	const order = items.map((_, index) => index);
	for (let last = order.length - 1; last > 0; last--) {
		const other = mix(last, seed, 8, last + 1);
		[order[last], order[other]] = [order[other]!, order[last]!];
	}
	if (order.every((from, to) => from === to)) order.reverse();
	return order.map((index) => items[index]!);
}

// Pauses of the node, so short that a test need not wait for them.

import { DEFAULT_TIMEOUT_MS } from '../../nodes/shared/http/context';

/**
 * Makes every pause of half a second and more a thousandth as long, and gives how long they were to be. A
 * request's time-out stays what it is: a busy machine takes longer than a thousandth of it.
 */
export function shortPauses(): number[] {
	const pauses: number[] = [];
	const { setTimeout: real } = globalThis;
	jest.spyOn(globalThis, 'setTimeout').mockImplementation((done, ms = 0) => {
		if (ms < 500 || ms === DEFAULT_TIMEOUT_MS) return real(done, ms);
		pauses.push(ms);
		return real(done, ms / 1000);
	});
	return pauses;
}

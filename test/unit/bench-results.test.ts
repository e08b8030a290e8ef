import { existsSync, readFileSync } from 'node:fs';
import { picturesOf, readResults, RESULTS_FILE } from '../bench/files';
import { goodness } from '../tools/bench/picture';
import { median, ratios, sideBySide } from '../tools/bench/measure';
import { holds, textOf } from '../tools/bench/results';

describe('the benchmark’s results', () => {
	const results = readResults();

	it('tell of each line what was compared, how, and what came out', () => {
		for (const result of results.results) {
			expect(result).toEqual({
				name: expect.stringMatching(/\w/),
				what: expect.stringMatching(/\w/),
				against: expect.stringMatching(/\w/),
				how: expect.stringMatching(/\w/),
				ratio: expect.any(Number),
				spread: { min: expect.any(Number), max: expect.any(Number) },
				...(result.target ? { target: result.target } : {}),
				holds: expect.any(Boolean),
				repetitions: expect.any(Number),
				figures: expect.any(Object),
			});
			expect(Object.values(result.figures).every(Number.isFinite)).toBe(true);
		}
	});

	it('have each name once', () => {
		const names = results.results.map(({ name }) => name);

		expect(names.length).toBeGreaterThan(0);
		expect(new Set(names).size).toBe(names.length);
	});

	it('say rightly whether a target is met, and have the median within the spread', () => {
		for (const { name, ratio, spread, target, holds: said } of results.results) {
			expect({ name, holds: said }).toEqual({ name, holds: holds(ratio, target) });
			expect(spread.min).toBeLessThanOrEqual(ratio);
			expect(spread.max).toBeGreaterThanOrEqual(ratio);
		}
	});

	it('name the versions they were measured with, and nothing of the machine but its cores', () => {
		expect(results.versions).toEqual({
			n8n: expect.stringMatching(/^\d+\.\d+\.\d+$/),
			node: expect.stringMatching(/^\d+\.\d+\.\d+$/),
			package: expect.stringMatching(/^\d+\.\d+\.\d+$/),
			cores: expect.any(Number),
		});
	});

	it('are written as the benchmark writes them', () => {
		expect(readFileSync(RESULTS_FILE, 'utf8')).toBe(textOf(results));
	});

	it('are what the README’s pictures show', () => {
		for (const { file, svg } of picturesOf(results)) {
			expect(existsSync(file)).toBe(true);
			expect(readFileSync(file, 'utf8')).toBe(svg);
		}
	});
});

describe('a target', () => {
	it('is met by the figure itself, and from there on the good side', () => {
		expect(holds(3.5, { atLeast: 3.5 })).toBe(true);
		expect(holds(3.49, { atLeast: 3.5 })).toBe(false);
		expect(holds(1.3, { atMost: 1.3 })).toBe(true);
		expect(holds(1.31, { atMost: 1.3 })).toBe(false);
	});

	it('is twice surpassed by double of a least, and by half of a most', () => {
		expect(goodness({ ratio: 7, target: { atLeast: 3.5 } })).toBe(2);
		expect(goodness({ ratio: 1, target: { atMost: 2 } })).toBe(2);
	});
});

describe('measuring side by side', () => {
	it('runs the sides in turn, after a round that does not count', async () => {
		const order: string[] = [];
		const side = (name: string) => async () => order.push(name);
		const costs = await sideBySide(2, { a: side('a'), b: side('b') });

		expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
		expect(costs).toEqual({ a: [3, 5], b: [4, 6] });
	});

	it('divides repetition by repetition, and tells the middle and the ends', () => {
		expect(ratios([10, 40, 90], [10, 20, 30])).toEqual({ median: 2, min: 1, max: 3 });
		expect(median([4, 1, 3, 2])).toBe(2.5);
	});
});

import { flatIndustries, namedVolumes } from '../../nodes/BvnkOnboarding/output/referenceData';
import { matching } from '../../nodes/shared/form/lists';

test('sub-industries stand behind their parent, whatever has no name', () => {
	const industries = [
		{ reference: 'i-1', name: 'Fishing', children: null },
		{ reference: 'i-2', name: 'Finance', children: [{ reference: 'i-3', name: 'Payments' }] },
		{ reference: 'i-4', children: [{ reference: 'i-5' }] },
		{ reference: 'i-6', children: [] },
	];

	expect(flatIndustries(industries)).toEqual([
		{ reference: 'i-1', name: 'Fishing' },
		{ reference: 'i-3', name: 'Finance › Payments' },
		{ reference: 'i-5', name: 'i-4 › i-5' },
		{ reference: 'i-6', name: 'i-6' },
	]);
});

test.each([
	[{ description: 'D', label: 'L', name: 'N' }, 'D'],
	[{ label: 'L', name: 'N' }, 'L'],
	[{ band: '', range: 'R' }, 'R'],
	[{ from: 0 }, 'v-1'],
])('a volume of %j is called %s', (others, name) =>
	expect(namedVolumes([{ reference: 'v-1', ...others }])).toEqual([{ reference: 'v-1', name }]),
);

test('a filter finds a part of the name, in any case', () => {
	const entries = [
		{ reference: '1', name: 'Finance › Payments' },
		{ reference: '2', name: 'Fishing' },
	];

	expect(matching(entries, ' FI ')).toEqual(entries);
	expect(matching(entries, 'pay')).toEqual(entries.slice(0, 1));
	expect(matching(entries)).toEqual(entries);
});

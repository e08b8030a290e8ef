// BVNK's lists of industries and of monthly volumes. Sandbox and production have different references.

import type * as z from 'zod/v4';
import type { ListEntry } from '../../shared/form/lists';
import type { industriesAnswer, monthlyVolumesAnswer } from '../api/answers';

/** Industries without their tree: a sub-industry follows its parent, `Finance › Payments`; a parent with children is left out. */
export function flatIndustries(industries: z.infer<typeof industriesAnswer>): ListEntry[] {
	return industries.flatMap(({ reference, name, children }) => {
		const parent = name ?? reference;
		if (!children?.length) return [{ name: parent, reference }];
		return children.map((child) => ({
			name: `${parent} › ${child.name ?? child.reference}`,
			reference: child.reference,
		}));
	});
}

/** Volumes with a name: the key of the label is not documented, so it is the first text besides the reference. */
export function namedVolumes(volumes: z.infer<typeof monthlyVolumesAnswer>): ListEntry[] {
	return volumes.map(({ reference, ...others }) => {
		const known = [others.description, others.label, others.name, ...Object.values(others)];
		const name = known.find((value): value is string => typeof value === 'string' && value !== '');
		return { reference, name: name ?? reference };
	});
}

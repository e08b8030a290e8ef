// A field that shows by itself where it is asked for, and wherever it has a value: which of its definitions n8n
// shows, and what n8n keeps when it loads and saves a workflow.

import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { BvnkOnboarding } from '../../nodes/BvnkOnboarding/BvnkOnboarding.node';
import { address, dueDiligence } from '../../nodes/BvnkOnboarding/bodies/person';
import { form, type Field } from '../../nodes/shared/form/field';

const { description } = new BvnkOnboarding();

const ANY = '={{ $json.any }}';
const countries = [undefined, '', 'US', 'DE', ANY];
/** As they stand in a workflow. */
const values = ['TX', ANY];
const saved = countries.flatMap((country) => values.map((value) => ({ country, value })));
/** As n8n's editor sees them, which puts in place of an expression what it gives: undefined for nothing. */
const given = [undefined, '', 'TX'];
const seen = countries.flatMap((country) => given.map((value) => ({ country, value })));

const fieldsOf = (group: Field) =>
	(form([group])[0]!.options![0] as { values: INodeProperties[] }).values;

/** The definitions of a field that a form shows, as n8n's editor decides it. */
function shown(fields: INodeProperties[], name: string, own: INodeParameters, root = own) {
	return fields
		.filter((field) => field.name === name && field.type !== 'hidden')
		.filter((field) => NodeHelpers.displayParameter(own, field, null, null, root));
}

/** A node of Create Individual with this address and this due diligence. */
function individual(address: INodeParameters, cdd: INodeParameters): INode {
	return {
		id: '1',
		name: 'Create',
		type: 'bvnkOnboarding',
		typeVersion: 1,
		position: [0, 0],
		parameters: {
			operation: 'createIndividual',
			address: { value: address },
			cdd: { value: cdd },
		},
	};
}

/** Without the fields that are undefined, as workflows hold them. */
const defined = (fields: Record<string, string | undefined>) =>
	Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as INodeParameters;

/** Where a field shows by itself: where it is asked for, and where it is not empty. */
const isSeen = ({ country, value }: (typeof seen)[number]) =>
	country === 'US' || country === ANY || value !== '';

describe('the state of an address', () => {
	const fields = fieldsOf(address());

	test.each(seen)('is in the form once, by itself or to be added: %j', (one) => {
		const own = defined({ countryCode: one.country, stateCode: one.value });
		const definitions = shown(fields, 'stateCode', own);

		expect(definitions).toHaveLength(1);
		expect(definitions[0]!.typeOptions?.showEvenWhenOptional ?? false).toBe(isSeen(one));
	});
});

describe('what BVNK asks of US residents alone', () => {
	const fields = fieldsOf(dueDiligence);

	test.each(seen)('is in the form once, by itself or to be added: %j', (one) => {
		const own = defined({ estimatedYearlyIncome: one.value });
		const root = { address: { value: defined({ countryCode: one.country }) }, cdd: { value: own } };
		const definitions = shown(fields, 'estimatedYearlyIncome', own, root);

		expect(definitions).toHaveLength(1);
		expect(definitions[0]!.typeOptions?.showEvenWhenOptional ?? false).toBe(isSeen(one));
	});
});

describe('a value of such a field', () => {
	test.each(saved)(
		'is kept when n8n loads, runs and saves the workflow: %j',
		({ country, value }) => {
			const node = individual(
				defined({ countryCode: country, stateCode: value }),
				defined({ estimatedYearlyIncome: value, employmentIndustrySector: value }),
			);
			for (const withDefaults of [true, false]) {
				const kept = NodeHelpers.getNodeParameters(
					description.properties,
					node.parameters,
					withDefaults,
					false,
					node,
					description,
				);

				expect(kept).toMatchObject({
					address: { value: { stateCode: value } },
					cdd: { value: { estimatedYearlyIncome: value, employmentIndustrySector: value } },
				});
			}
		},
	);
});

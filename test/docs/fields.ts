// The tables of docs/fields.md and docs/fields-v2.md, made from the nodes' fields.

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { resources } from '../../nodes/BvnkOnboarding/actions';
import { bvnkV1 } from '../../nodes/BvnkOnboarding/api/bvnk';
import { resources as resourcesV2 } from '../../nodes/BvnkOnboardingV2/actions';
import { bvnkV2 } from '../../nodes/BvnkOnboardingV2/api/bvnk';
import type { Api } from '../../nodes/shared/api';
import type { Resource } from '../../nodes/shared/node/operation';
import { properties as triggerProperties } from '../../nodes/BvnkOnboarding/trigger/fields';
import { countryChoices } from '../../nodes/shared/form/choices';
import { isCollection, isGroup, type Field, type ValueField } from '../../nodes/shared/form/field';
import { fieldsOf } from '../../nodes/shared/node/defineNode';
import { anchorOf, tableOf } from './markdown';

const HEAD = `# Fields

Every field of BVNK Onboarding and of the trigger: where it stands, what it takes, and what holds unless you set it.
Made from the nodes by \`npm run docs\`; a test compares. [Those of BVNK Onboarding v2](fields-v2.md) have a page of their own.

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="images/create-individual-dark.png">
  <img src="images/create-individual.png" alt="The form of Create Individual in n8n">
</picture>

- **Field** is the label that an error names. \`Contact › Email Address\` stands in the group Contact.
- **Takes** is what the form offers. Every field also takes an expression, except where n8n offers none.
- **Unless set** is what holds then. _required_: an error names the field, and nothing is
  sent for the item. In a group that may be left out, that counts where the group is filled in.
  Where Specify Customer is From the Item's Fields, a field of the item may give it.
`;

const HEAD_V2 = `# Fields of v2

Every field of the node **BVNK Onboarding v2**, as [those of the other nodes](fields.md).
Made from the node by \`npm run docs\`; a test compares.
`;

/** A list of choices with more entries than a cell holds. */
const MANY = 5;

/** What the lists at the end are made from: a list that several fields have stands there once. */
type Lists = Map<string, INodePropertyOptions[]>;

/** The whole page of v1's node and the trigger. */
export function fieldsPage(): string {
	const lists: Lists = new Map();
	const operations = sectionsOf(bvnkV1, resources, lists);
	const trigger = section('BVNK Onboarding Trigger', triggerProperties.map(asField), lists);
	return [HEAD, '## Operations\n', ...operations, '## Trigger\n', trigger, ...listsOf(lists)].join(
		'\n',
	);
}

/** The page of v2's node. */
export function fieldsPageV2(): string {
	const lists: Lists = new Map();
	const operations = sectionsOf(bvnkV2, resourcesV2, lists);
	return [HEAD_V2, '## Operations\n', ...operations, ...listsOf(lists)].join('\n');
}

const sectionsOf = (api: Api, all: Resource[], lists: Lists) =>
	all.flatMap(({ name, operations }) =>
		operations.map((operation) =>
			section(`${name}: ${operation.name}`, fieldsOf(api, operation), lists),
		),
	);

const listsOf = (lists: Lists) => [
	'## Lists\n',
	'What the editor offers, and the value that stands for it. A country is its code of two letters (ISO 3166-1).\n',
	...[...lists].map(([name, options]) => listSection(name, options)),
];

function section(title: string, fields: Field[], lists: Lists): string {
	// n8n has two definitions of a field that only one value of a choice demands; two collections hold other fields
	const shownOnce = fields.filter(
		(one, at) => isCollection(one) || fields.findIndex(({ name }) => name === one.name) === at,
	);
	const rows = shownOnce.flatMap((one) => rowsOf(one, fields, '', lists));
	return `### ${title}\n\n${tableOf(['Field', 'Takes', 'Unless set', 'About'], rows)}\n`;
}

function listSection(name: string, options: INodePropertyOptions[]): string {
	const entries = options.map((option) => `- ${option.name}: \`${String(option.value)}\``);
	return `### ${name}\n\n${entries.join('\n')}\n`;
}

function rowsOf(one: Field, among: Field[], above: string, lists: Lists): string[][] {
	if (isCollection(one)) {
		const inside = `${one.displayName} › `;
		const rows = one.collection.flatMap((inner) => rowsOf(inner, one.collection, inside, lists));
		const where = shown(one, among, '');
		return rows.map(([field = '', takes = '', unset = '', about = '']) => [
			field,
			takes,
			unset,
			`${where} ${about}`.trim(),
		]);
	}
	if (isGroup(one)) {
		const { displayName, entry, required, description = '', fields, fromList } = one;
		const takes = entry ? `any number, each ${article(entry.displayName)}` : 'a group';
		const below = entry ? entry.displayName : displayName;
		return [
			[above + displayName, takes, required ? '_required_' : '', shown(one, among, description)],
			...fields.flatMap((inner) => rowsOf(inner, fields, `${above}${below} › `, lists)),
			...(fromList ? [[above + fromList.displayName, 'JSON', '', fromList.description]] : []),
		];
	}
	if (one.type === 'notice') return [];
	return [[above + one.displayName, takesOf(one, lists), unlessSet(one), aboutOf(one, among)]];
}

function takesOf(field: ValueField, lists: Lists): string {
	const { type, typeOptions, modes = [] } = field;
	switch (type) {
		case 'boolean':
			return 'on or off';
		case 'json':
			return 'JSON';
		case 'number':
			return `a number${rangeOf(typeOptions)}`;
		case 'options':
			return choicesText(field, 'one of', lists);
		case 'multiOptions':
			return choicesText(field, 'any of', lists);
		case 'resourceLocator':
			return modes.map(({ displayName }) => displayName).join(', ');
		case 'resourceMapper':
			return 'a field for each question';
		default:
			return 'text';
	}
}

function rangeOf({ minValue, maxValue }: INodeProperties['typeOptions'] = {}): string {
	if (minValue === undefined) return '';
	return maxValue === undefined ? ` of ${minValue} or more` : ` from ${minValue} to ${maxValue}`;
}

function choicesText(field: ValueField, some: string, lists: Lists): string {
	const options = optionsOf(field).filter(({ value }) => value !== '');
	if (countryChoices.every(({ value }) => options.some((option) => option.value === value))) {
		return 'a country';
	}
	const names = options.map(({ name }) => name);
	const words =
		options.length > MANY
			? `${some} [${options.length}](#${anchorOf(listed(field.displayName, options, lists))})`
			: `${some}: ${names.join(', ')}`;
	return field.allowArbitraryValues ? `${words}; or another value` : words;
}

/** The name under which a list stands at the end. */
function listed(label: string, options: INodePropertyOptions[], lists: Lists): string {
	const same = [...lists].find(([, known]) => JSON.stringify(known) === JSON.stringify(options));
	if (same) return same[0];
	const name = lists.has(label) ? `${label} (${options.length})` : label;
	if (lists.has(name)) throw new Error(`Two lists are called '${name}'`);
	lists.set(name, options);
	return name;
}

/** What holds where the user sets nothing. */
function unlessSet(field: ValueField): string {
	const { type, required } = field;
	const value = field.default;
	if (type === 'boolean') return value === true ? 'on' : 'off';
	const values = (type === 'resourceLocator' ? [] : [value].flat()).filter((one) => one !== '');
	const words = ['options', 'multiOptions', 'number', 'string'].includes(type)
		? values.map((one) => wordOf(field, one)).join(', ')
		: '';
	return words || (required ? '_required_' : '');
}

function aboutOf(field: ValueField, among: Field[]): string {
	return shown(field, among, field.description ?? '');
}

/**
 * A description, behind what must be chosen so that the field shows: nothing, where that is chosen unless
 * the user chooses.
 */
function shown(
	{ displayOptions }: Pick<INodeProperties, 'displayOptions'>,
	among: Field[],
	description: string,
): string {
	const conditions = Object.entries(displayOptions?.show ?? {}).flatMap(([name, given]) => {
		if (name === '@tool') return ['the node is a tool'];
		const other = among.find((one) => one.name === name) as ValueField | undefined;
		if (!other) throw new Error(`No field is called '${name}'`);
		const values = given as unknown[];
		if (values.includes(other.default)) return [];
		return `${other.displayName} is ${values.map((one) => wordOf(other, one)).join(' or ')}`;
	});
	return [conditions.length > 0 ? `Where ${conditions.join(' and ')}.` : '', sentence(description)]
		.filter(Boolean)
		.join(' ');
}

function wordOf(field: ValueField, value: unknown): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	return optionsOf(field).find((option) => option.value === value)?.name ?? String(value);
}

/** A description as a whole sentence, without what the column before it says. */
function sentence(description: string): string {
	const text = description.replace(
		/ ?Choose from the list, or specify [^.]* using an expression\.?$/,
		'',
	);
	return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

const article = (word: string) => (/^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`);
const optionsOf = (field: INodeProperties) => (field.options ?? []) as INodePropertyOptions[];

/** A property of the trigger, whose form is written as n8n takes it. */
function asField(property: INodeProperties): Field {
	const { displayName, name, options = [] } = property;
	return property.type === 'collection'
		? { displayName, name, collection: options.map((one) => asField(one as INodeProperties)) }
		: (property as ValueField);
}

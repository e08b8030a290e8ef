// A field, written once: a property as n8n shows it, and what else is true of it. From these the form, the
// checks, the body, the labels of findings and the protection of personal data are made.

import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type * as z from 'zod/v4';
import { byAlphabet } from '../check/alphabet';
import { notGiven } from './choices';
import { fieldGroup, fieldGroups } from './group';

/** A field with a value of its own. */
export interface ValueField<Check extends z.ZodType = z.ZodType> extends INodeProperties {
	/** How the value must be, and what is sent for it. An empty value never gets here. */
	check: Check;
	/**
	 * Whether the value says something about a person or a company. Such a value does not come back in an
	 * error text. False for what is chosen from a list, a country or a reference.
	 */
	personal: boolean;
	/** Where the value lands, with dots between levels; left out where that is its name. */
	at?: string;
	/** True where the form requires the field and a body given as JSON need not have it. */
	optionalInJson?: boolean;
	/** How the level of the body is called in which it lands, where the form does not show that level. */
	level?: string;
	/** What else a column may be called that holds its value, beside its label and its names. */
	alsoCalled?: string[];
	/** A remark on a value that is sent all the same; undefined where there is nothing to say. */
	remark?: (value: unknown) => string | undefined;
	/**
	 * Paths under which answers hold this value, for n8n's `sensitiveOutputFields`. n8n 2.41.1 stores that list
	 * and hides nothing by it: it stands there for versions that do.
	 */
	sensitiveIn?: string[];
}

/** Fields that belong together: a level of the body. */
export interface GroupField {
	displayName: string;
	name: string;
	fields: Field[];
	/** For a group that may be there any number of times: how one of them is called. */
	entry?: { displayName: string; name: string };
	description?: string;
	/** True: the check demands the group. n8n can mark a list of groups alone as required. */
	required?: boolean;
	/** What to say where a list of groups is empty but must not be. */
	ifEmpty?: string;
	/**
	 * True: optional fields of an entry show when they are added, or have a value. Of a list alone: in n8n's
	 * coming form a group that is there once has no way to add them.
	 */
	short?: boolean;
	at?: string;
	optionalInJson?: boolean;
	/** Of a list: a field beside the blocks that takes more of them by an expression. */
	fromList?: ListField;
	/** Another check of one group in place of the one that its fields make. */
	instead?: (own: z.ZodType) => z.ZodType;
	displayOptions?: INodeProperties['displayOptions'];
}

/** A field that takes a list of groups, as an expression gives it. Its entries follow those of the blocks. */
export interface ListField {
	displayName: string;
	name: string;
	description: string;
}

/** What n8n holds of such a field that is empty. */
export const NO_LIST = '[]';

/** Optional fields that are added one by one. In the body they stand among the others. */
export interface CollectionField {
	displayName: string;
	name: string;
	collection: Field[];
	placeholder?: string;
	description?: string;
	displayOptions?: INodeProperties['displayOptions'];
}

/** What a form is made of. */
export type Field = ValueField | GroupField | CollectionField;

/** A field with a value. */
export const field = <Check extends z.ZodType>(own: ValueField<Check>): ValueField<Check> => own;

/** Whether a field is a group of others. */
export const isGroup = (one: Field): one is GroupField => 'fields' in one;

/** Whether a field is a collection, to which others are added. */
export const isCollection = (one: Field): one is CollectionField => 'collection' in one;

/** The properties that n8n shows: the same fields without what n8n does not know. */
export function form(fields: Field[]): INodeProperties[] {
	return fields.flatMap((one): INodeProperties[] => {
		if (isGroup(one)) return groupProperties(one);
		if (isCollection(one)) return [collectionProperty(one)];
		const {
			check,
			personal,
			at,
			optionalInJson,
			level,
			alsoCalled,
			remark,
			sensitiveIn,
			...property
		} = one;
		return [property];
	});
}

/** n8n demands no block of a list that an expression gives. */
function groupProperties(group: GroupField): INodeProperties[] {
	const { fromList, required, displayOptions } = group;
	if (!fromList) return [groupProperty(group)];
	const shown = displayOptions ? { displayOptions } : {};
	const list: INodeProperties = { ...fromList, type: 'json', default: NO_LIST, ...shown };
	if (!required) return [groupProperty(group), list];
	// n8n takes an expression for any value that is to be shown for, but for none that is to be hidden for
	const hiddenFor = (value: NonNullable<IDisplayOptions['hide']>[string]) => ({
		...displayOptions,
		hide: { ...displayOptions?.hide, [fromList.name]: value },
	});
	return [
		groupProperty({ ...group, displayOptions: hiddenFor([{ _cnd: { not: NO_LIST } }]) }),
		groupProperty({ ...group, required: false, displayOptions: hiddenFor([NO_LIST]) }),
		list,
	];
}

function groupProperty(group: GroupField): INodeProperties {
	const { displayName, name, entry, description, required, short, displayOptions } = group;
	const values = form(group.fields);
	const shown = displayOptions ? { displayOptions } : {};
	return entry
		? {
				...fieldGroups({ displayName, name, entry, description, required, short, values }),
				...shown,
			}
		: { ...fieldGroup({ displayName, name, description, values }), ...shown };
}

/** Sorted by label, as n8n wants it. A field that another one shows stays behind that one. */
function collectionProperty({ collection, ...property }: CollectionField): INodeProperties {
	const blocks: Field[][] = [];
	for (const one of collection) {
		const follows = one.displayOptions?.show && blocks.length > 0;
		if (follows) blocks[blocks.length - 1]!.push(one);
		else blocks.push([one]);
	}
	blocks.sort(([a], [b]) => byAlphabet(a!.displayName, b!.displayName));
	return {
		...property,
		type: 'collection',
		placeholder: property.placeholder ?? 'Add field',
		default: {},
		options: form(blocks.flat()),
	};
}

/**
 * Fields whose values land inside `level`, such as a person's in `individual`.
 *
 * @param label how the level is called in findings that are about all of it
 */
export function inside(level: string, fields: Field[], label?: string): Field[] {
	return fields.map((one) => {
		if (isCollection(one)) return { ...one, collection: inside(level, one.collection, label) };
		const at = `${level}.${one.at ?? one.name}`;
		const isOwn = label !== undefined && !isGroup(one) && one.at === undefined;
		return { ...one, at, ...(isOwn ? { level: label } : {}) };
	});
}

/** The fields that must be filled in. */
export const requiredOf = (fields: Field[]): Field[] => fields.filter(isRequired);

/** The fields that may stay empty. */
export const optionalOf = (fields: Field[]): Field[] => fields.filter((one) => !isRequired(one));

const isRequired = (one: Field): boolean => !isCollection(one) && one.required === true;

/** The same fields where none is required, as in an update. */
export function allOptional(fields: Field[]): Field[] {
	return fields.map((one) => {
		if (isCollection(one)) return { ...one, collection: allOptional(one.collection) };
		if (isGroup(one)) return { ...one, required: false, fields: allOptional(one.fields) };
		const { required: _, ...optional } = one;
		return optional;
	});
}

/** Fields that show where a choice above them has one of the values. */
export function shownFor(show: Record<string, string[]>, fields: Field[]): Field[] {
	return fields.map((one) => ({
		...one,
		displayOptions: {
			...one.displayOptions,
			show: { ...one.displayOptions?.show, ...show },
		},
	}));
}

/**
 * Fields that n8n demands while a choice has one value, and does not while it has another. The two
 * definitions of each have one name, so that n8n keeps what was typed when the choice changes.
 */
export function demandedFor(
	choice: string,
	{ value, others }: { value: string; others: string[] },
	fields: Field[],
): Field[] {
	return fields.flatMap((one) =>
		isRequired(one)
			? [
					...shownFor({ [choice]: [value] }, [one]),
					...shownFor({ [choice]: others }, [notDemanded(one)]),
				]
			: [one],
	);
}

/** The same field where it may stay empty: what is inside a group is demanded as before. */
function notDemanded(one: Field): Field {
	if (isGroup(one) || isCollection(one)) return { ...one, required: false };
	const options = optionsOf(one);
	const canBeTakenBack = one.type !== 'options' || options.some(({ value }) => value === '');
	return {
		...one,
		required: false,
		...(canBeTakenBack ? {} : { options: [notGiven, ...options] }),
	};
}

/** Every field with a value, at every depth. */
export function valueFields(fields: Field[]): ValueField[] {
	return fields.flatMap((one) =>
		isGroup(one)
			? valueFields(one.fields)
			: isCollection(one)
				? valueFields(one.collection)
				: [one],
	);
}

/** The options of a field that offers a list; empty for any other. */
export const optionsOf = (property: INodeProperties): INodePropertyOptions[] =>
	(property.options ?? []) as INodePropertyOptions[];

// The Options of an operation: how its requests are made. Which ones it has follows from its kind.

import type { IDataObject } from 'n8n-workflow';
import type { Api } from '../api';
import { labelOfPathText } from '../body/labels';
import { choiceOf, text, toggle, wholeNumber } from '../check/checks';
import { field, shownFor, type CollectionField, type Field } from '../form/field';
import { collection, setting } from '../form/read';
import type { RequestSettings } from '../http/context';
import type { Item, Operation } from './operation';
import { AS_TOOL } from './toolOutput';

/** The longest wait that Node.js can time, in milliseconds: about 25 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const MAX_AT_ONCE = 50;

/** Items at the same time, where the user says nothing: reads disturb nobody, writes may. */
const DEFAULT_AT_ONCE = { read: 4, write: 1, create: 1 };

/** The name of the collection in which all options stand. */
export const OPTIONS = 'options';

const atOnceCheck = wholeNumber(1, MAX_AT_ONCE);
const keyChoiceCheck = choiceOf(['automatic', 'custom'], {
	automatic: 'Automatic',
	custom: 'Custom',
});

const concurrencyField = (atOnce: number, what: string) =>
	field({
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_AT_ONCE, numberPrecision: 0 },
		default: atOnce,
		description: `How many ${what} at the same time`,
		check: atOnceCheck,
		personal: false,
	});

const maxTriesField = field({
	displayName: 'Max Tries',
	name: 'maxTries',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 10, numberPrecision: 0 },
	default: 4,
	description:
		'How often a request is tried in all when the API is busy (429, 502, 503, 504) or the network fails. The pauses grow, and Retry-After is honoured up to 60 seconds.',
	check: wholeNumber(1, 10),
	personal: false,
});

/** The same for an operation that writes, where the API cannot tell a repeat from a new request. */
const maxTriesOfWriteField: typeof maxTriesField = {
	...maxTriesField,
	description:
		'How often a request is tried in all. One that may have been carried out is not sent again: only after 429, or where no connection came about. Waits that the API asks for are honoured up to 60 seconds.',
};

const timeoutField = field({
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1000, numberPrecision: 0 },
	default: 30000,
	description: 'How many milliseconds one try may take',
	check: wholeNumber(1, LONGEST_TIMER_MS),
	personal: false,
});

const requestsPerSecondField = field({
	displayName: 'Requests per Second',
	name: 'requestsPerSecond',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 1000, numberPrecision: 0 },
	default: 0,
	description:
		'The most requests that all items of the run start in a second, together. With 0 there is no such limit.',
	check: wholeNumber(0, 1000),
	personal: false,
});

/** Shows where `Idempotency Key` is set to Custom. Its form is checked by the `Api`. */
export const customKeyField = field({
	displayName: 'Custom Idempotency Key',
	name: 'customIdempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. 86b5f133-9ee8-4f67-8747-7c9d0894a68b',
	description:
		'A UUID of your own, different for each item, and the same when an item is sent again',
	check: text().optional(),
	personal: false,
});

/** @param automatic what the automatic key is made from, and so what it protects */
export const keyChoiceField = (api: Api, automatic: string) =>
	field({
		displayName: 'Idempotency Key',
		name: 'idempotencyKey',
		type: 'options',
		options: [
			{ name: 'Automatic', value: 'automatic', description: automatic },
			{ name: 'Custom', value: 'custom', description: 'A UUID of your own' },
		],
		default: 'automatic',
		description: `How ${api.name} tells a repeated request from a new one`,
		check: keyChoiceCheck,
		personal: false,
	});

/** The collection of an operation's options. */
export function optionsField(api: Api, operation: Operation): CollectionField {
	const { kind, concurrencyOf, sequential, options = [] } = operation;
	const automatic = kind === 'create' && api.idempotency ? operation.automaticKey : undefined;
	const key: Field[] = automatic
		? [
				keyChoiceField(api, automatic),
				...shownFor({ idempotencyKey: ['custom'] }, [customKeyField]),
			]
		: [];
	const concurrency = sequential
		? []
		: [concurrencyField(DEFAULT_AT_ONCE[kind], concurrencyOf ?? 'items are handled')];
	const maxTries = kind === 'read' || api.idempotency ? maxTriesField : maxTriesOfWriteField;
	const request = notForTools([
		...concurrency,
		...key,
		maxTries,
		requestsPerSecondField,
		timeoutField,
	]);
	return {
		displayName: 'Options',
		name: OPTIONS,
		placeholder: 'Add option',
		collection: [...request, ...options],
		// as a tool it would be empty
		...(options.length === 0 ? { displayOptions: { hide: AS_TOOL } } : {}),
	};
}

/** Of operations that make less of an item than it was: the next node may need the rest. */
export const includeInputField = field({
	displayName: 'Include Input Fields',
	name: 'includeInputFields',
	type: 'boolean',
	default: false,
	description:
		"Whether to give the fields of the input item as well. Where both have a field of one name, the output's own is given.",
	check: toggle(),
	personal: false,
});

/**
 * What makes an output of the item: with the input item's fields behind it where the user wants them. Reads
 * the option at once, so that what is wrong with it is found before anything is sent.
 */
export function outputOf(item: Item): (output: IDataObject) => IDataObject {
	if (!setting(item, includeInputField, OPTIONS)) return (output) => output;
	const input = item.context.getInputData()[item.itemIndex]?.json ?? {};
	return (output) => {
		const lost = Object.keys(input).filter(
			(name) => Object.hasOwn(output, name) && input[name] !== output[name],
		);
		if (lost.length > 0) {
			const names = lost.map((name) => `'${name}'`).join(', ');
			item.remark(`Of the input, ${names} was left out: the output has a field of that name.`);
		}
		return { ...output, ...input, ...output };
	};
}

/** How requests are made is nothing for a model, and nothing for a form that one fills in. */
function notForTools(fields: Field[]): Field[] {
	return fields.map((one) => ({
		...one,
		displayOptions: { ...one.displayOptions, hide: { ...one.displayOptions?.hide, ...AS_TOOL } },
	}));
}

/** How the item's requests are made, and how their errors speak of the operation's fields. */
export function requestSettings(item: Item, { fields }: Operation): RequestSettings {
	// read once: n8n evaluates the whole collection each time that it is asked
	const options = collection(item, OPTIONS);
	return {
		itemIndex: item.itemIndex,
		labelOf: (field) => labelOfPathText(fields, field),
		timeout: setting(item, timeoutField, options),
		maxTries: setting(item, maxTriesField, options),
		requestsPerSecond: setting(item, requestsPerSecondField, options),
	};
}

/** How many items are handled at the same time; `item` is the first one, whose options count for all. */
export function itemConcurrency(
	item: Item,
	{ kind, sequential, concurrencyOf }: Operation,
): number {
	return sequential || concurrencyOf ? 1 : concurrency(item, DEFAULT_AT_ONCE[kind]);
}

/** The option itself, where an operation counts something else than items with it. */
export function concurrency(item: Item, atOnce = DEFAULT_AT_ONCE.read): number {
	return setting(item, concurrencyField(atOnce, ''), OPTIONS);
}

// Fields that most operations show: which customer, how the body is given, how requests are made.

import type { INodeProperties } from 'n8n-workflow';

/** Which customer: picked from BVNK's list, typed, or taken from a pasted URL. */
export const customerReferenceField: INodeProperties = {
	displayName: 'Customer',
	name: 'customerReference',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: "The customer at BVNK, by BVNK's own reference",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a customer',
			typeOptions: { searchListMethod: 'searchCustomers', searchable: true },
		},
		{
			displayName: 'By Reference',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder:
				'e.g. https://api.bvnk.com/platform/v1/customers/3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11',
		},
	],
};

/** Few flat fields, or the answer untouched. */
export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Something of BVNK's reference data, searched through the credential or given by its reference. */
export function referenceDataField(field: {
	displayName: string;
	name: string;
	searchListMethod: string;
	description: string;
}): INodeProperties {
	const { searchListMethod, ...others } = field;
	return {
		...others,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose one',
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By Reference',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 30ea15fc-06d8-11ef-b6e1-027612b7f6b5',
			},
		],
	};
}

/** Fields or JSON: how the body of a create is given. */
export const specifyBodyField: INodeProperties = {
	displayName: 'Specify Customer',
	name: 'specifyBody',
	type: 'options',
	options: [
		{ name: 'Using Fields Below', value: 'fields' },
		{ name: 'Using JSON', value: 'json' },
	],
	default: 'fields',
	description: 'Whether to fill in fields or to give the whole request body as JSON',
};

/** The whole body, in BVNK's own shape. No example stands in it: it could be sent by oversight. */
export const bodyField: INodeProperties = {
	displayName: 'JSON Body',
	name: 'body',
	type: 'json',
	required: true,
	typeOptions: { rows: 12 },
	default: '{}',
	description:
		"The body as BVNK's API takes it, as an object or as text. It is checked before it is sent, and the error says which fields are missing.",
};

/** JSON that is merged over what the fields give, so that nothing in the API is out of reach. */
export const extraJsonField: INodeProperties = {
	displayName: 'Extra JSON',
	name: 'extraJson',
	type: 'json',
	default: '{}',
	description:
		'Merged over the body last, as a JSON Merge Patch: objects are merged, lists are replaced, null removes a field',
};

const concurrencyField = (usual: number, what: string): INodeProperties => ({
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
	default: usual,
	description: `How many ${what} at the same time`,
});

const maxTriesField: INodeProperties = {
	displayName: 'Max Tries',
	name: 'maxTries',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 10, numberPrecision: 0 },
	default: 4,
	description:
		'How often a request is tried in all when BVNK is busy (429, 502, 503, 504) or the network fails. The pauses grow, and Retry-After is honoured up to 60 seconds.',
};

const timeoutField: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1000, numberPrecision: 0 },
	default: 30000,
	description: 'How many milliseconds one try may take',
};

/** `automatic` says what the automatic key is made from, and so what it protects. */
const idempotencyKeyFields = (automatic: string): INodeProperties[] => [
	{
		displayName: 'Idempotency Key',
		name: 'idempotencyKey',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: automatic,
			},
			{ name: 'Custom', value: 'custom', description: 'A UUID of your own' },
		],
		default: 'automatic',
		description: 'How BVNK tells a repeated request from a new one',
	},
	{
		displayName: 'Custom Idempotency Key',
		name: 'customIdempotencyKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. 86b5f133-9ee8-4f67-8747-7c9d0894a68b',
		displayOptions: { show: { idempotencyKey: ['custom'] } },
		description:
			'A UUID of your own, different for each item, and the same when an item is sent again',
	},
];

/** The Options of an operation: those that every request has, and `idempotencyKey` where something is created. */
export function optionsField(options: {
	/** Left out where items are handled one after the other. */
	concurrency?: number;
	of?: string;
	/** Where something is created: what the automatic key is made from. */
	idempotencyKey?: string;
	/** Options of this operation alone. */
	more?: INodeProperties[];
}): INodeProperties {
	// By label, and a field that a choice shows behind that choice.
	const entries = [
		...(options.concurrency
			? [[concurrencyField(options.concurrency, options.of ?? 'items are handled')]]
			: []),
		...(options.idempotencyKey ? [idempotencyKeyFields(options.idempotencyKey)] : []),
		...(options.more ?? []).map((field) => [field]),
		[maxTriesField],
		[timeoutField],
	].sort(([a], [b]) => a!.displayName.localeCompare(b!.displayName, 'en'));
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: entries.flat(),
	};
}

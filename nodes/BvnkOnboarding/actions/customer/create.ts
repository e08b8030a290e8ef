// What the creates share: from a body, however it was given, to a customer at BVNK.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../shared/body/body';
import { personalIn } from '../../../shared/body/personal';
import { labelOfPathText } from '../../../shared/body/labels';
import { filledFromItem, type RowBody } from '../../../shared/body/row';
import { toggle } from '../../../shared/check/checks';
import { givenError, inputError } from '../../../shared/check/findings';
import { uuidReference } from '../../../shared/check/reference';
import { demandedFor, field, type Field } from '../../../shared/form/field';
import { choiceField } from '../../../shared/form/fields';
import { isPlainObject, withExtraJson } from '../../../shared/form/json';
import { shortened } from '../../../shared/form/lists';
import { setting, valuesOf } from '../../../shared/form/read';
import { createClient } from '../../../shared/http/client';
import { idempotencyKey, keyOfBody } from '../../../shared/node/idempotencyKey';
import { writing, type Item, type WriteOperation } from '../../../shared/node/operation';
import { OPTIONS } from '../../../shared/node/options';
import { customerAnswer } from '../../api/answers';
import type { CustomerType } from '../../api/enums';
import { readProblem } from '../../api/errors';
import { SESSION_SIGNED, statusGroupOf } from '../../api/statuses';
import { v1 } from '../../api/v1';
import { v2 } from '../../../BvnkOnboardingV2/api/v2';
import { externalReferenceField, sessionField } from '../../bodies/customer';
import { claimSession } from '../agreementSession/session';
import { extraJsonField, withCurrentNames } from '../../bodies/json';

/** What is true of running a creation again, in error texts. */
const IF_REPEATED =
	'Running it again is safe with the same agreement session: it stays one customer. With a new session, only an External Reference keeps it one.';

/** What n8n's AI builder is told of both creates. */
export const SIGNED_FIRST =
	'Comes after Agreement Session Create, and after the customer has signed. Give each an External Reference, so that a repeat makes no second customer. Then ask Get Required Info what is left.';

const OPERATION_NAMES: Record<CustomerType, string> = {
	COMPANY: 'Create Company',
	INDIVIDUAL: 'Create Individual',
};

export const ifExternalReferenceExistsField = choiceField({
	displayName: 'If External Reference Exists',
	name: 'ifExternalReferenceExists',
	options: [
		{ name: 'Return Existing Customer', value: 'return' },
		{ name: 'Stop With an Error', value: 'error' },
	],
	default: 'error',
	description:
		'What to do when BVNK has a customer with this external reference. Returning it relies on a search of Customers API v2 that BVNK does not confirm for customers of v1.',
});

const checkSessionField = field({
	displayName: 'Check Agreement Session',
	name: 'checkAgreementSession',
	type: 'boolean',
	default: true,
	description:
		'Whether to read the agreement session before any customer is created, so that one that is not signed is told beforehand. Costs one more request for each item.',
	check: toggle(),
	personal: false,
});

/** While the item's fields give values, n8n demands none of the form's. */
const MODES = { value: 'fields', others: ['item'] };

/** How BVNK may say that it has no such search, does not allow it, or does not know the customer. */
const NOT_FOUND = [400, 403, 404, 405];

/** A body that is ready, and the fields that it was checked by. */
export interface CreationBody {
	type: CustomerType;
	body: IDataObject;
	fields: Field[];
}

interface Creation extends CreationBody {
	key: string;
	returnsExisting: boolean;
}

/**
 * An operation that creates a customer: `POST /platform/v1/customers`, under an idempotency key made from
 * the body, so that the same body, sent again, stays one customer.
 *
 * @param own.bodyOf makes the item's body, and checks it
 */
export function createOperation(
	own: Pick<
		WriteOperation,
		'value' | 'name' | 'action' | 'description' | 'builderHint' | 'fields'
	> & {
		bodyOf: (item: Item) => CreationBody;
	},
): WriteOperation {
	const { bodyOf, ...names } = own;
	return writing<Creation>({
		...names,
		kind: 'create',
		automaticKey: 'Made from the body: the same body, sent again, stays one customer',
		ifRepeated: IF_REPEATED,
		options: [checkSessionField],
		async prepare(item) {
			const made = bodyOf(item);
			const { body, type } = made;
			const session = uuidReference(body.signedAgreementSessionReference);
			if (session) claimSession(item, session, keyOfBody(item, body), sessionField.displayName);
			if (setting(item, checkSessionField, OPTIONS)) await checkSession(item, type, body);
			if (!body.externalReference && item.context.getInputData().length > 1) {
				item.remark(
					"'External Reference' is empty. Run again with new agreement sessions, these rows would make second customers.",
				);
			}
			return {
				...made,
				key: idempotencyKey(item, () => keyOfBody(item, body)),
				returnsExisting: setting(item, ifExternalReferenceExistsField) === 'return',
			};
		},
		async send(item, { type, body, fields, key, returnsExisting }) {
			const answered = await item.client.call(v1.createCustomer(body), {
				personal: () => personalIn(fields, body),
				labelOf: (field) => labelOfPathText(fields, field),
				idempotencyKey: key,
				ifRepeated: IF_REPEATED,
				allow: returnsExisting ? [400] : [],
			});
			if (answered.refusal) {
				const existing = await existingCustomer(item, answered.body, type, body.externalReference);
				if (existing) return [existing];
				throw answered.refusal;
			}
			const { reference, status } = answered.value;
			const first = { reference, status, statusGroup: statusGroupOf(status) };
			// first, because tables show fields in their order; and over what BVNK may come to call the same
			return [{ ...first, ...answered.value, ...first }];
		},
	});
}

/** Values of a row may stand in its fields: then a form that is empty may be complete. */
const specifyCustomerField = choiceField({
	displayName: 'Specify Customer',
	name: 'specifyCustomer',
	noDataExpression: true,
	options: [
		{
			name: 'Using Fields Below',
			value: 'fields',
			description: 'Each is filled in here, or by an expression',
		},
		{
			name: "From the Item's Fields",
			value: 'item',
			description: "By the labels below or BVNK's names; what is filled in below wins",
		},
	],
	default: 'fields',
	description:
		"Where the values come from. Fields of the item are known by the labels below or by BVNK's names, in any case, with or without blanks and underscores.",
});

/** The operation that creates a customer of this type from the form. */
export function createFromForm(
	type: CustomerType,
	names: Pick<WriteOperation, 'value' | 'action' | 'description' | 'builderHint'>,
	fields: Field[],
): WriteOperation {
	// what to do about an external reference stands right behind it
	const end = 1 + fields.findIndex(({ name }) => name === externalReferenceField.name);
	return createOperation({
		...names,
		name: OPERATION_NAMES[type],
		fields: [
			specifyCustomerField,
			...demandedFor('specifyCustomer', MODES, fields.slice(0, end)),
			ifExternalReferenceExistsField,
			...demandedFor('specifyCustomer', MODES, fields.slice(end)),
		],
		bodyOf(item) {
			const { extraJson, ...typed } = valuesOf(item, fields);
			const isFromItem = setting(item, specifyCustomerField) === 'item';
			const { values: given, notUsed }: RowBody = isFromItem
				? filledFromItem(item, fields, typed)
				: { values: typed };
			const merged = withExtraJson(
				item,
				given,
				extraJson,
				extraJsonField.displayName,
				withCurrentNames,
			);
			const givenType = typeof merged.type === 'string' && merged.type ? merged.type : type;
			if (givenType.toUpperCase() !== type) throw wrongType(item, type, givenType);
			return {
				type,
				fields,
				body: checkedBody(item, fields, { ...merged, type }, 'form', notUsed),
			};
		},
	});
}

function wrongType(item: Item, type: CustomerType, given: string) {
	const other = type === 'COMPANY' ? 'INDIVIDUAL' : 'COMPANY';
	return givenError(
		item,
		`The body's 'type' is ${Object.hasOwn(OPERATION_NAMES, given) ? given : 'another one'}, and this operation creates ${type}`,
		`Choose the operation '${OPERATION_NAMES[other]}', or correct the body.`,
	);
}

/**
 * Finds out before anything is created whether the session is signed, and by a customer of this type.
 *
 * Whether it is used up, BVNK alone can tell: the same body sent again is a repeat, and answered with the
 * customer that it made. What cannot be read is left to BVNK.
 */
async function checkSession(item: Item, type: CustomerType, body: IDataObject): Promise<void> {
	const session = uuidReference(body.signedAgreementSessionReference);
	if (!session) return;
	const { api, context, usage, settings } = item.client;
	const client = createClient(api, context, { ...settings, maxTries: 1 }, usage);
	const read = await client.call(v1.session(session), { allow: [404] }).catch(() => undefined);
	const problem = read?.refusal ? 'is not known to BVNK' : sessionProblem(type, read?.value);
	if (!problem) return;
	throw inputError(item, [
		{
			field: sessionField.displayName,
			problem,
			hint: 'Agreement Session › Create makes one. Send the customer its hostedUrl, and go on when it is signed: Agreement Session › Wait for Signature.',
		},
	]);
}

/** What is wrong with a session; undefined where nothing is, or where BVNK's answer does not tell. */
function sessionProblem(
	type: CustomerType,
	session: Record<string, unknown> = {},
): string | undefined {
	const { status, customerType } = session;
	if (typeof customerType === 'string' && customerType.toUpperCase() !== type) {
		return `was made for a customer of another type (${shortened(customerType)}); this operation creates ${type}`;
	}
	if (typeof status === 'string' && status.toUpperCase() !== SESSION_SIGNED) {
		return `is not signed (${shortened(status)})`;
	}
	return undefined;
}

/**
 * The customer that already has this external reference. Undefined if BVNK refused for another reason, or
 * it cannot be found.
 *
 * v1 cannot be searched by it. v2 can, and shows v1's customers with v1's reference as `id`. BVNK does not
 * state this: it was seen in a public client, so the customer is read by v1 and compared.
 */
async function existingCustomer(
	item: Item,
	refused: unknown,
	type: CustomerType,
	externalReference: unknown,
): Promise<IDataObject | undefined> {
	const isTaken = readProblem(refused).findings.some(
		({ field: name, text }) => name === 'externalReference' && /exists|already/i.test(text),
	);
	const { client } = item;
	if (!isTaken || typeof externalReference !== 'string') return undefined;
	const listed = await client.call(v2.customersWith(externalReference), { allow: NOT_FOUND });
	const found = (listed.value?.content ?? []).filter(
		({ reference }) => reference === externalReference,
	);
	const id = uuidReference(found[0]?.id);
	// of several, nobody says which one is meant
	if (!id || found.length > 1) return undefined;
	const read = await client.call(v1.customer(id), { allow: NOT_FOUND });
	const customer = customerAnswer.safeParse(read.value).data;
	if (customer?.type?.toUpperCase() !== type) return undefined;
	// as it came: the form of the answer lets a number fall away
	const known = isPlainObject(read.body) ? read.body.externalReference : undefined;
	if (known !== undefined && known !== null && known !== externalReference) return undefined;
	if (known !== externalReference) {
		item.remark(
			"BVNK's search names this customer for the external reference. The customer itself was read without one: compare it.",
		);
	}
	const { reference, status } = customer;
	return { reference, status: status ?? null, statusGroup: statusGroupOf(status), existed: true };
}

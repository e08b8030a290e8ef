// What v2's creations share: from a body to a customer at BVNK, once for each reference.

import type { IDataObject } from 'n8n-workflow';
import { extraJsonField } from '../../../BvnkOnboarding/bodies/json';
import { checkedBody } from '../../../shared/body/body';
import { labelOfPathText } from '../../../shared/body/labels';
import { personalIn } from '../../../shared/body/personal';
import { toggle } from '../../../shared/check/checks';
import { isObject } from '../../../shared/check/groups';
import { uuidReference } from '../../../shared/check/reference';
import { field, type Field } from '../../../shared/form/field';
import { withExtraJson } from '../../../shared/form/json';
import { setting, valuesOf } from '../../../shared/form/read';
import { idempotencyKey, keyOfBody, keyOfRun } from '../../../shared/node/idempotencyKey';
import { writing, type Item, type WriteOperation } from '../../../shared/node/operation';
import { OPTIONS } from '../../../shared/node/options';
import type { CustomerAnswer } from '../../api/answers';
import { v2 } from '../../api/v2';
import { referenceField } from '../../bodies/customer';
import { simpleCustomer } from '../../output/simplify';
import { isMadeMeanwhile } from '../lostTry';
import { claimReference, EXISTS, ifReferenceExistsField, saysExists } from '../reference';
import { existingCustomer, type Existing } from './existing';

/** What is true of running a creation again, in error texts. */
export const IF_REPEATED =
	'Running it again is safe with the same Reference: BVNK takes each one once, and the row is given the customer that is there.';

/** For n8n's AI builder: where a creation stands. */
export const SAME_REFERENCE =
	'Comes after Agreement Create, with the same Reference, which keeps a repeat one customer. Then Get Onboarding Link, or Get Required Actions.';

const readAgainField = field({
	displayName: 'Read Customer Again',
	name: 'readAgain',
	type: 'boolean',
	default: true,
	description:
		'Whether to read the customer once more after it was created. The status that BVNK answers to a creation is not certain. Costs one more request for each item.',
	check: toggle(),
	personal: false,
});

/** What to do about a reference that BVNK knows. */
export const ifExistsField = ifReferenceExistsField(
	'Customer',
	'A row that is run again is given its own customer either way: name, date of birth and numbers are compared.',
);

/** A body that is ready, and the fields that it was checked by. */
export interface CreationBody {
	body: IDataObject;
	fields: Field[];
}

interface Creation extends CreationBody {
	key: string;
	returnsExisting: boolean;
	readsAgain: boolean;
}

/**
 * An operation that creates a customer: `POST /platform/v2/customers`.
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
		automaticKey:
			'Made from the execution and the item. The reference keeps a row that is run again one customer.',
		ifRepeated: IF_REPEATED,
		options: [readAgainField],
		prepare(item) {
			const made = bodyOf(item);
			const { body } = made;
			claimReference(item, body.reference, keyOfBody(item, body));
			if (!body.reference) {
				item.remark(
					"'Reference' is empty. Nothing keeps these rows from becoming second customers when they are run again.",
				);
			}
			return {
				...made,
				key: idempotencyKey(item, () => keyOfRun(item, body)),
				returnsExisting: setting(item, ifExistsField) === 'return',
				readsAgain: setting(item, readAgainField, OPTIONS),
			};
		},
		async send(item, { body, fields, key, returnsExisting, readsAgain }) {
			const answered = await item.client.call(v2.createCustomer(body), {
				personal: () => personalIn(fields, body),
				labelOf: (path) => labelOfPathText(fields, path),
				idempotencyKey: key,
				ifRepeated: body.reference ? IF_REPEATED : '',
				allow: EXISTS,
			});
			if (!answered.refusal) {
				const again = readsAgain ? await readAgain(item, answered.value) : undefined;
				return [outputOf(again ?? answered.value, again !== undefined, false)];
			}
			if (!saysExists(answered)) throw answered.refusal;
			const found = await existingCustomer(item, body, fields);
			const isNew =
				found !== undefined && answered.mayHaveActedBefore
					? isMadeMeanwhile(answered, found.customer.createdAt)
					: false;
			if (!found || !isGiven(found, isNew === true, returnsExisting)) throw answered.refusal;
			remarkOn(item, found);
			return [outputOf(found.customer, true, isNew === false)];
		},
	});
}

/** Whether the customer that has the reference is what the item is answered with. */
function isGiven({ is }: Existing, isNew: boolean, returnsExisting: boolean): boolean {
	return is === 'same' || returnsExisting || (is === 'unknown' && isNew);
}

function remarkOn(item: Item, { is, differing }: Existing): void {
	if (is === 'another') {
		item.remark(
			`BVNK's customer with this reference has other data than the row (${differing.join(', ')}): compare it.`,
		);
	}
	if (is === 'unknown') {
		item.remark(
			'BVNK shows too little of the customer with this reference to compare it with the row: compare it.',
		);
	}
}

/** The customer as it is now; undefined where it cannot be read, which undoes no creation. */
async function readAgain(item: Item, { id }: CustomerAnswer): Promise<CustomerAnswer | undefined> {
	const own = uuidReference(id);
	if (!own) return undefined;
	try {
		return (await item.client.call(v2.customer(own))).value;
	} catch {
		item.remark(
			'The customer was created, and could not be read afterwards: its status is the one of the creation, which is not certain.',
		);
		return undefined;
	}
}

/** @param isConfirmed whether the status was read, and does not only stand in the answer to a creation */
function outputOf(customer: CustomerAnswer, isConfirmed: boolean, existed: boolean): IDataObject {
	const { name, status, statusGroup, ...others } = simpleCustomer(customer);
	return { name, status, statusGroup, statusConfirmed: isConfirmed, existed, ...others };
}

/** The operation that creates a customer from the form, of the type that `level` stands for. */
export function createFromForm(
	level: 'company' | 'individual',
	names: Pick<WriteOperation, 'value' | 'name' | 'action' | 'description' | 'builderHint'>,
	fields: Field[],
): WriteOperation {
	// what to do about a reference stands right behind it
	const end = 1 + fields.findIndex(({ name }) => name === referenceField.name);
	return createOperation({
		...names,
		fields: [...fields.slice(0, end), ifExistsField, ...fields.slice(end)],
		bodyOf(item) {
			const { extraJson, ...given } = valuesOf(item, fields);
			const merged = withExtraJson(item, given, extraJson, extraJsonField.displayName);
			return { fields, body: withAddressFlag(checkedBody(item, fields, merged, 'form'), level) };
		},
	});
}

/** BVNK asks of a company whether it works elsewhere than where it is registered. */
export function withAddressFlag(body: IDataObject, level: string): IDataObject {
	const { company } = body;
	if (level !== 'company' || !isObject(company)) return body;
	const differs = company.operationalAddress !== undefined && company.operationalAddress !== null;
	return {
		...body,
		company: { isOperationalAddressDifferent: differs, ...(company as IDataObject) },
	};
}

// What the two creates share: from a body, however it was given, to a customer at BVNK.

import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { createAnswer, customerAnswer, customersV2Answer } from '../../api/answers';
import { isReference } from '../../../shared/check/checks';
import { createRequests } from '../../api/customer';
import { endpoints } from '../../api/endpoints';
import type { CustomerType } from '../../api/enums';
import { readProblem } from '../../api/errors';
import { statusGroupOf } from '../../api/statuses';
import { bodyField, extraJsonField, optionsField, specifyBodyField } from '../../fields/common';
import { additionalFieldsOf } from '../../fields/customer';
import type { BvnkAnswer } from '../../../shared/http/request';
import { answerError } from '../../../shared/http/errors';
import { expectAnswer } from '../../../shared/http/expect';
import { idempotencyKeyOf } from '../../../shared/http/idempotency';
import { chosenIdempotencyKey } from '../../../shared/node/idempotencyKey';
import {
	checked,
	filledIn,
	inputError,
	jsonObject,
	parameter,
	withExtraJson,
} from '../../../shared/form/read';
import { labelOfSpelling } from '../../../shared/form/labels';
import type { Call } from '../../../shared/node/operation';

const OPERATION_NAMES: Record<CustomerType, string> = {
	COMPANY: 'Create Company',
	INDIVIDUAL: 'Create Individual',
};

/** What is true of running a creation again, in error texts. */
export const IF_REPEATED =
	'Running it again is safe with the same agreement session: it stays one customer. With a new session, only an External Reference keeps it one.';

const ifExternalReferenceExistsField: INodeProperties = {
	displayName: 'If External Reference Exists',
	name: 'ifExternalReferenceExists',
	type: 'options',
	options: [
		{ name: 'Return Existing Customer', value: 'return' },
		{ name: 'Stop With an Error', value: 'error' },
	],
	default: 'error',
	description:
		'What to do when BVNK has a customer with this external reference. Returning it relies on a search of Customers API v2 that BVNK does not confirm for customers of v1.',
};

/** Beside a whole body in JSON, the one additional field that makes sense. */
const onlyExtraJson = additionalFieldsOf([extraJsonField]);

/** How BVNK may say that it has no such search, does not allow it, or does not know the customer. */
const NOT_FOUND = [400, 403, 404, 405];

/** All fields of a create: how the body is given, the fields or the JSON, the options. */
export function createFields(fields: INodeProperties[]): INodeProperties[] {
	return [
		specifyBodyField,
		...updateDisplayOptions({ show: { specifyBody: ['fields'] } }, fields),
		...updateDisplayOptions({ show: { specifyBody: ['json'] } }, [bodyField, onlyExtraJson]),
		optionsField({
			concurrency: 1,
			idempotencyKey: 'Made from the body: the same body, sent again, stays one customer',
			more: [ifExternalReferenceExistsField],
		}),
	];
}

/**
 * `POST /platform/v1/customers`. Extra JSON is merged last, then the body is checked and sent under an
 * idempotency key, so that the same body, sent again, stays one customer.
 *
 * @param fromFields makes the body from the fields, and takes out the extra JSON
 * @returns BVNK's answer with the status's group
 */
export async function create(
	call: Call,
	type: CustomerType,
	fromFields: () => { body: IDataObject; extraJson?: unknown },
): Promise<IDataObject[]> {
	const usesJson = parameter<string>(call, 'specifyBody', 'fields') === 'json';
	const given = usesJson
		? {
				body: jsonObject(call, parameter<unknown>(call, 'body', {}), 'JSON Body'),
				...filledIn(call, [onlyExtraJson]),
			}
		: fromFields();
	const body = prepared(call, type, withExtraJson(call, given.body, given.extraJson));
	const request = {
		method: 'POST' as const,
		path: endpoints.customers,
		body,
		ifRepeated: IF_REPEATED,
		idempotencyKey: chosenIdempotencyKey(call, () => idempotencyKeyOf(body)),
		labelOf: (field: string) => labelOfSpelling(field, call.fields),
	};
	const returnsExisting =
		parameter<IDataObject>(call, 'options', {}).ifExternalReferenceExists === 'return';
	const answer = await call.client.send({
		...request,
		...(returnsExisting ? { allow: [400] } : {}),
	});
	if (answer.status === 400) {
		const existing = await existingCustomer(call, answer, type, body.externalReference);
		if (existing) return [existing];
		throw answerError(call.context, request, call.client.settings, answer, 1);
	}
	const customer = expectAnswer(call.client, request, answer, createAnswer, 'a new customer');
	const { reference, status } = customer;
	const first = { reference, status, statusGroup: statusGroupOf(status) };
	// first, because tables show fields in their order; and over what BVNK may come to call the same
	return [{ ...first, ...customer, ...first }];
}

/** The body as it is sent: the type in capitals, checked. */
function prepared(call: Call, type: CustomerType, body: IDataObject): IDataObject {
	const givenType = typeof body.type === 'string' && body.type ? body.type : type;
	if (givenType.toUpperCase() !== type) {
		throw inputError(
			call,
			`The body's 'type' is ${givenType in OPERATION_NAMES ? givenType : 'another one'}, and this operation creates ${type}`,
			`Choose the operation '${OPERATION_NAMES[type === 'COMPANY' ? 'INDIVIDUAL' : 'COMPANY']}', or correct the body.`,
		);
	}
	return checked(call, createRequests[type], { ...body, type }) as IDataObject;
}

/**
 * The customer that has the external reference already, where that is what BVNK objects to; undefined
 * where it is not found, so that BVNK's objection stands.
 *
 * v1 cannot be searched by it; v2 can, and shows v1's customers with v1's reference as `id`. BVNK does
 * not state this: it was seen in a public client, so the customer is read by v1 before it is returned.
 */
async function existingCustomer(
	call: Call,
	answer: BvnkAnswer,
	type: CustomerType,
	externalReference: unknown,
): Promise<IDataObject | undefined> {
	const isTaken = readProblem(answer.body).findings.some(
		({ field, text }) => field === 'externalReference' && /exists|already/i.test(text),
	);
	if (!isTaken || typeof externalReference !== 'string') return undefined;
	const search = {
		method: 'GET' as const,
		path: endpoints.customersV2,
		allow: NOT_FOUND,
		query: { reference: externalReference },
	};
	const listed = customersV2Answer.safeParse((await call.client.send(search)).body);
	const found = listed.data?.content.find(({ reference }) => reference === externalReference);
	if (!found || !isReference(found.id)) return undefined;
	const read = {
		method: 'GET' as const,
		path: endpoints.customer(found.id),
		allow: NOT_FOUND,
	};
	const customer = customerAnswer.safeParse((await call.client.send(read)).body);
	if (!customer.success) return undefined;
	const { reference, status, type: existingType } = customer.data;
	if (existingType?.toUpperCase() !== type) return undefined;
	return { reference, status: status ?? null, statusGroup: statusGroupOf(status), existed: true };
}

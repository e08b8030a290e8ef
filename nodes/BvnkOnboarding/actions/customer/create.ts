// What the two creates share: from a body, however it was given, to a customer at BVNK.

import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { createAnswer } from '../../api/answers';
import { createRequests, withCurrentNames } from '../../api/customer';
import { endpoints } from '../../api/endpoints';
import type { CustomerType } from '../../api/enums';
import { statusGroupOf } from '../../api/statuses';
import { bodyField, optionsField, specifyBodyField } from '../../fields/common';
import { expectAnswer } from '../../transport/expect';
import { idempotencyKeyOf } from '../../transport/idempotency';
import { checked, inputError, jsonObject, parameter, withExtraJson } from '../input';
import { labelOfSpelling } from '../labels';
import type { Call } from '../operation';

const OPERATION_NAMES: Record<CustomerType, string> = {
	COMPANY: 'Create Company',
	INDIVIDUAL: 'Create Individual',
};

/** All fields of a create: how the body is given, the fields or the JSON, the options. */
export function createFields(fields: INodeProperties[]): INodeProperties[] {
	return [
		specifyBodyField,
		...updateDisplayOptions({ show: { specifyBody: ['fields'] } }, fields),
		...updateDisplayOptions({ show: { specifyBody: ['json'] } }, [bodyField]),
		optionsField({ concurrency: 1, idempotencyKey: true }),
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
	fromFields: () => { body: IDataObject; extraJson: unknown },
): Promise<IDataObject[]> {
	const usesJson = parameter<string>(call, 'specifyBody', 'fields') === 'json';
	const given = usesJson
		? {
				body: jsonObject(call, parameter<unknown>(call, 'body', {}), 'JSON Body'),
				extraJson: undefined,
			}
		: fromFields();
	const body = prepared(call, type, withExtraJson(call, given.body, given.extraJson));
	const request = {
		method: 'POST' as const,
		path: endpoints.customers,
		body,
		idempotencyKey: keyOf(call, body),
		labelOf: (field: string) => labelOfSpelling(field, call.fields),
	};
	const answer = await call.client.send(request);
	const customer = expectAnswer(call.client, request, answer, createAnswer, 'a new customer');
	return [{ ...customer, statusGroup: statusGroupOf(customer.status) }];
}

/** The body as it is sent: current names, the type in capitals, checked. */
function prepared(call: Call, type: CustomerType, body: IDataObject): IDataObject {
	const current = withCurrentNames(body);
	const givenType = typeof current.type === 'string' && current.type ? current.type : type;
	if (givenType.toUpperCase() !== type) {
		throw inputError(
			call,
			`The body's 'type' is ${givenType in OPERATION_NAMES ? givenType : 'another one'}, and this operation creates ${type}`,
			`Choose the operation '${OPERATION_NAMES[type === 'COMPANY' ? 'INDIVIDUAL' : 'COMPANY']}', or correct the body.`,
		);
	}
	const { schema } = createRequests[type];
	return checked(call, schema, { ...current, type }) as IDataObject;
}

function keyOf(call: Call, body: IDataObject): string {
	const { idempotencyKey = 'automatic', customIdempotencyKey } = parameter<IDataObject>(
		call,
		'options',
		{},
	);
	if (idempotencyKey !== 'custom') return idempotencyKeyOf(body);
	const key = typeof customIdempotencyKey === 'string' ? customIdempotencyKey.trim() : '';
	if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) {
		throw inputError(
			call,
			`'Custom Idempotency Key' ${key === '' ? 'is empty' : 'must be a UUID'}`,
			"Give a UUID that is different for each customer and the same when an item is sent again, or set 'Idempotency Key' to Automatic.",
		);
	}
	return key;
}

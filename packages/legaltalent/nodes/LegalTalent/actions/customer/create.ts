// Makes a customer at LegalTalent. The client ID is the only thing that keeps it one.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../../../../nodes/shared/body/body';
import { personalIn } from '../../../../../../nodes/shared/body/personal';
import { inputError, rowOf } from '../../../../../../nodes/shared/check/findings';
import { isPlainObject, withExtraJson } from '../../../../../../nodes/shared/form/json';
import { valuesOf } from '../../../../../../nodes/shared/form/read';
import { uuidReference } from '../../../../../../nodes/shared/check/reference';
import { trimmed } from '../../../../../../nodes/shared/check/text';
import { writing, type Item } from '../../../../../../nodes/shared/node/operation';
import { dataOf } from '../../api/answers';
import { kyc } from '../../api/calls';
import { clientIdField, customerFields } from '../../bodies/customer';
import { extraJsonField } from '../../bodies/json';
import { fullResponseField, outputOf } from '../fields';

const IF_REPEATED =
	'Running it again is safe with a Client ID, which LegalTalent takes once. Without one it may make a second customer: look with Get Many first.';

/** A client ID that is taken (LegalTalent's page on customers, status codes). */
const TAKEN = 409;

export const create = writing({
	value: 'create',
	name: 'Create',
	action: 'Create customer',
	description: 'Make a customer: a company or an individual',
	kind: 'create',
	ifRepeated: IF_REPEATED,
	fields: customerFields,
	options: [fullResponseField],
	prepare(item): IDataObject {
		const { extraJson, ...given } = valuesOf(item, customerFields);
		const body = checkedBody(
			item,
			customerFields,
			withExtraJson(item, given, extraJson, extraJsonField.displayName),
		);
		claimClientId(item, body.client_id);
		if (body.client_id === undefined && item.context.getInputData().length > 1) {
			item.remark(
				"'Client ID' is empty. Run again, these rows would make second customers at LegalTalent.",
			);
		}
		return body;
	},
	async send(item, body) {
		const clientId = body.client_id;
		const answered = await item.client.call(kyc.createCustomer(body), {
			personal: () => personalIn(customerFields, body),
			ifRepeated: IF_REPEATED,
			isSafeToRepeat: typeof clientId === 'string',
			allow: [TAKEN],
		});
		if (!answered.refusal) return [outputOf(item, answered)];
		if (!answered.mayHaveActedBefore || typeof clientId !== 'string') throw answered.refusal;
		const id = idIn(answered.body);
		if (await isSomebodyElse(item, id, body)) throw answered.refusal;
		item.remark(
			'LegalTalent’s answer was lost on its way, and the repeat says that this client ID is taken: the customer was made, unless it was there before. Compare it: Customer › Get Many.',
		);
		return [{ ...body, customer_id: id, created: true, answerLost: true }];
	},
});

/** Two rows of a run with one client ID would be one customer and one error. */
function claimClientId(item: Item, clientId: unknown): void {
	if (typeof clientId !== 'string') return;
	const other = item.claim(`client ${clientId}`, String(item.itemIndex));
	if (other === undefined) return;
	throw inputError(item, [
		{
			field: clientIdField.displayName,
			problem: `is that of ${rowOf(other)}, too`,
			hint: 'LegalTalent takes each client ID once. Remove the row that comes twice, or give it an ID of its own.',
		},
	]);
}

/** By what the customer that has the client ID is told from the row's own, where LegalTalent shows it. */
const TELLING = ['name', 'entity_type', 'tax_id'];

/** Whether the customer that has the client ID is another one than the row's; false where that cannot be seen. */
async function isSomebodyElse(item: Item, id: string | null, body: IDataObject): Promise<boolean> {
	const reference = uuidReference(id);
	if (!reference) return false;
	const value = await item.client.call(kyc.customer(reference)).then(
		(read) => read.value,
		() => undefined,
	);
	const plain = (text: unknown) =>
		typeof text === 'string' ? trimmed(text).replace(/\s+/g, ' ').toLowerCase() : undefined;
	return TELLING.some((name) => {
		const [own, there] = [plain(body[name]), plain(value?.[name])];
		return own !== undefined && there !== undefined && own !== there;
	});
}

/** The ID of the customer that has the client ID, where LegalTalent names it. */
function idIn(body: unknown): string | null {
	const data = dataOf(body);
	return isPlainObject(data) && typeof data.customer_id === 'string' ? data.customer_id : null;
}

// Makes the set of agreements that a prospect is asked to accept, before there is a customer.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../shared/body/body';
import { personalIn } from '../../../shared/body/personal';
import { setting, valuesOf } from '../../../shared/form/read';
import { idempotencyKey, keyOfBody, keyOfRun } from '../../../shared/node/idempotencyKey';
import { writing } from '../../../shared/node/operation';
import type { AgreementSet } from '../../api/answers';
import { v2 } from '../../api/v2';
import { agreementFields } from '../../bodies/agreement';
import { isPending, simpleSet } from '../../output/agreements';
import { isAboutKey, isMadeMeanwhile, mayBeOwnDoing } from '../lostTry';
import { claimReference, EXISTS, ifReferenceExistsField, saysExists } from '../reference';

const IF_REPEATED =
	"Running it again is safe: BVNK makes one set for each reference. To be given the one that is there, set 'If Reference Exists' to Return Existing Agreements.";

const ifExistsField = ifReferenceExistsField(
	'Agreements',
	'They are those of this reference, whatever type and country they were made for.',
);

const [referenceField, ...otherFields] = agreementFields;

export const create = writing({
	value: 'create',
	name: 'Create',
	action: 'Create agreements',
	description:
		'Make the agreements that a prospect is asked to accept, before you create the customer with the same reference',
	kind: 'create',
	automaticKey: 'Made from the execution and the item. BVNK makes one set for each reference.',
	ifRepeated: IF_REPEATED,
	fields: [referenceField!, ifExistsField, ...otherFields],
	prepare(item) {
		const body = checkedBody(item, agreementFields, valuesOf(item, agreementFields), 'form');
		claimReference(item, body.reference, keyOfBody(item, body));
		return {
			body,
			returnsExisting: setting(item, ifExistsField) === 'return',
			key: idempotencyKey(item, () => keyOfRun(item, body)),
		};
	},
	async send(item, { body, key, returnsExisting }) {
		const answered = await item.client.call(v2.createAgreements(body), {
			personal: () => personalIn(agreementFields, body),
			idempotencyKey: key,
			ifRepeated: IF_REPEATED,
			allow: EXISTS,
		});
		if (!answered.refusal) return [outputOf(answered.value, body, false)];
		if (!saysExists(answered)) throw answered.refusal;
		const mayBeOurs = mayBeOwnDoing(item, answered, key);
		if (!returnsExisting && !mayBeOurs) throw answered.refusal;
		const reference = body.reference as string;
		const read = await item.client.call(v2.agreements(reference), { allow: [400, 404] });
		const agreements = read.value?.agreements ?? [];
		const isShown =
			isAboutKey(answered, key) ||
			agreements.every(({ createdAt }) => isMadeMeanwhile(answered, createdAt));
		const isOurs =
			mayBeOurs &&
			isShown &&
			agreements.length > 0 &&
			agreements.every(({ status }) => isPending(status));
		if (!read.value || !(returnsExisting || isOurs)) throw answered.refusal;
		return [outputOf(read.value, body, !isOurs)];
	},
});

function outputOf(set: AgreementSet, { reference }: IDataObject, existed: boolean): IDataObject {
	const { reference: said, ...others } = simpleSet(set);
	return { reference: said ?? reference, existed, ...others };
}

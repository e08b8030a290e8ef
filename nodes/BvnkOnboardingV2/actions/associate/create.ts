// Adds a person or an owning company to a company. BVNK documents roles and kind; the rest is inferred.

import type { IDataObject } from 'n8n-workflow';
import { extraJsonField } from '../../../BvnkOnboarding/bodies/json';
import { checkedBody } from '../../../shared/body/body';
import { labelOfPathText } from '../../../shared/body/labels';
import { personalIn } from '../../../shared/body/personal';
import { isObject } from '../../../shared/check/groups';
import type { Reference } from '../../../shared/check/reference';
import { shownFor, type Field } from '../../../shared/form/field';
import { choiceField } from '../../../shared/form/fields';
import { withExtraJson } from '../../../shared/form/json';
import { setting, valuesOf } from '../../../shared/form/read';
import { idempotencyKey, ifRepeatedIn, keyOfRun } from '../../../shared/node/idempotencyKey';
import { writing, type Item } from '../../../shared/node/operation';
import type { Row } from '../../api/answers';
import { v2 } from '../../api/v2';
import { businessFields, personFields } from '../../bodies/associate';
import { isSameAssociate, isSameBeyondName, simpleAssociate } from '../../output/associates';
import { customerLocator, customerOf } from '../customerLocator';
import { listRows } from '../lists';
import { isAboutKey, madeMeanwhile, madeUnderKey, mayBeOwnDoing } from '../lostTry';
import { EXISTS } from '../reference';
import { sentAssociate } from './fields';

const IF_REPEATED =
	'A retry of the node (Retry On Fail) adds no second associate. Before another execution, look at Associate › Get Many.';

/** The same where an agent or an MCP client calls the node: n8n numbers no run there. */
const IF_CALLED_AGAIN = 'Before calling it again, look at Associate › Get Many.';

const kindField = choiceField({
	displayName: 'Kind',
	name: 'kind',
	options: [
		{
			name: 'Company',
			value: 'BUSINESS_REGISTRATION',
			description: 'A registered company that owns a share',
		},
		{ name: 'Person', value: 'PERSON' },
	],
	default: 'PERSON',
	description: 'What the associate is',
});

const FIELDS: Record<'BUSINESS_REGISTRATION' | 'PERSON', Field[]> = {
	BUSINESS_REGISTRATION: businessFields,
	PERSON: personFields,
};

export const create = writing({
	value: 'create',
	name: 'Create',
	action: 'Create associate',
	description: 'Add a person or an owning company to a company',
	kind: 'create',
	automaticKey:
		'Made from the execution and the item: a retry of the node adds no second associate',
	ifRepeated: IF_REPEATED,
	fields: [
		customerLocator,
		kindField,
		...shownFor({ kind: ['PERSON'] }, personFields),
		...shownFor({ kind: ['BUSINESS_REGISTRATION'] }, businessFields),
	],
	async prepare(item) {
		const customer = await customerOf(item);
		const kind = setting(item, kindField);
		const fields = FIELDS[kind];
		const { extraJson, ...given } = valuesOf(item, fields);
		const merged = withExtraJson(item, given, extraJson, extraJsonField.displayName);
		const checked = checkedBody(item, fields, merged, 'form');
		const entity = isObject(checked.entity) ? (checked.entity as IDataObject) : {};
		const body = { ...checked, entity: { type: kind, ...entity } };
		return {
			customer,
			body,
			fields,
			key: idempotencyKey(item, () => keyOfRun(item, customer, body)),
		};
	},
	async send(item, { customer, body, fields, key }) {
		const answered = await item.client.call(v2.createAssociate(customer, body), {
			personal: () => personalIn(fields, body),
			labelOf: (path) => labelOfPathText(fields, path),
			idempotencyKey: key,
			ifRepeated: ifRepeatedIn(item, IF_REPEATED, IF_CALLED_AGAIN),
			allow: EXISTS,
		});
		if (!answered.refusal) return [sentAssociate(customer, simpleAssociate(answered.value))];
		// that BVNK knows it, or its email address, may be the doing of a try whose answer was lost
		if (!mayBeOwnDoing(item, answered, key)) throw answered.refusal;
		const alike = await associatesLike(item, customer, body);
		const made = isAboutKey(answered, key)
			? madeUnderKey(answered, alike)
			: // may be another row's or run's doing, so it has to be the same person or company for certain
				madeMeanwhile(answered, alike)?.filter((one) => isSameBeyondName(one, body));
		if (made?.length !== 1) throw answered.refusal;
		return [sentAssociate(customer, simpleAssociate(made[0]!))];
	},
});

/** The associates that BVNK has under the name, and with the data, that were sent; none where it does not list them. */
async function associatesLike(
	{ client }: Item,
	customer: Reference,
	body: IDataObject,
): Promise<Row[]> {
	try {
		const { rows } = await listRows(client, (page) => v2.associates(customer, page), {
			thing: 'associates',
		});
		return rows.filter((row) => isSameAssociate(row, body));
	} catch {
		return [];
	}
}

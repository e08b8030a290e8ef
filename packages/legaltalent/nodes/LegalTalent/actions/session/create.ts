// Makes a session: a link behind which a person goes through the steps of a workflow.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../../../../nodes/shared/body/body';
import { personalIn } from '../../../../../../nodes/shared/body/personal';
import { shownFor, type Field } from '../../../../../../nodes/shared/form/field';
import { jsonObject, withExtraJson } from '../../../../../../nodes/shared/form/json';
import { setting, valuesOf } from '../../../../../../nodes/shared/form/read';
import { writing, type Item } from '../../../../../../nodes/shared/node/operation';
import { kyc } from '../../api/calls';
import { extraJsonField } from '../../bodies/json';
import {
	linkByField,
	metadataField,
	sessionBodyFields,
	sessionClientIdField,
	sessionFields,
} from '../../bodies/session';
import { fullResponseField, outputOf } from '../fields';
import { customerLocator, workflowLocator } from '../locators';

const IF_REPEATED =
	'Running it again makes another session: look for it with Customer › Get Sessions or Session › Get Many first.';

/** Where the fields land, for the check of the whole and for the labels in errors. */
const bodyFields: Field[] = [
	{ ...workflowLocator, at: 'workflow_id' },
	{ ...customerLocator, at: 'customer_id', required: false },
	{ ...sessionClientIdField, required: false },
	sessionBodyFields,
];

export const create = writing({
	value: 'create',
	name: 'Create',
	action: 'Create session',
	description: 'Make a session, whose link a person opens to be checked',
	kind: 'create',
	ifRepeated: IF_REPEATED,
	fields: [
		workflowLocator,
		linkByField,
		...shownFor({ linkBy: ['customerId'] }, [customerLocator]),
		...shownFor({ linkBy: ['clientId'] }, [sessionClientIdField]),
		sessionFields,
	],
	options: [fullResponseField],
	prepare(item): IDataObject {
		const { extraJson, ...given } = valuesOf(item, [sessionBodyFields]);
		const own = withExtraJson(
			item,
			{ ...given, workflow_id: setting(item, workflowLocator), ...linkOf(item) },
			metadataOf(item),
			metadataField.displayName,
		);
		const merged = withExtraJson(item, own, extraJson, extraJsonField.displayName);
		return checkedBody(item, bodyFields, merged);
	},
	async send(item, body) {
		const answered = await item.client.call(kyc.createSession(body), {
			personal: () => personalIn(bodyFields, body),
			ifRepeated: IF_REPEATED,
		});
		return [outputOf(item, answered)];
	},
});

/** Whom the session is linked to. */
function linkOf(item: Item): IDataObject {
	switch (setting(item, linkByField)) {
		case 'customerId':
			return { customer_id: setting(item, customerLocator) };
		case 'clientId':
			return { client_id: setting(item, sessionClientIdField) };
		default:
			return {};
	}
}

/** The user's own metadata, to be merged with what other fields put there; undefined where there is none. */
function metadataOf(item: Item): IDataObject | undefined {
	const given = setting(item, metadataField, sessionFields.name);
	if (given === undefined) return undefined;
	const metadata = jsonObject(item, given, metadataField.displayName);
	return Object.keys(metadata).length > 0 ? { metadata } : undefined;
}

// Looks for somebody in sanctions lists. Each call costs money.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../../../../nodes/shared/body/body';
import { personalIn } from '../../../../../../nodes/shared/body/personal';
import { givenError } from '../../../../../../nodes/shared/check/findings';
import { isPlainObject, withExtraJson } from '../../../../../../nodes/shared/form/json';
import { valuesOf } from '../../../../../../nodes/shared/form/read';
import { writing } from '../../../../../../nodes/shared/node/operation';
import { kyc } from '../../api/calls';
import { extraJsonField } from '../../bodies/json';
import { IDENTIFYING, screeningFields } from '../../bodies/screening';
import { fullResponseField, notConfirmed, outputOf } from '../fields';

const IF_REPEATED = 'Running it again screens, and costs, once more.';

export const checkSubject = writing({
	value: 'checkSubject',
	name: 'Check Subject',
	action: 'Check subject of screening',
	description:
		'Look for a person, company, wallet or vessel in sanctions lists. Each check costs money.',
	kind: 'create',
	ifRepeated: IF_REPEATED,
	fields: [notConfirmed('the shape of the answer'), ...screeningFields],
	options: [fullResponseField],
	prepare(item): IDataObject {
		const { extraJson, ...given } = valuesOf(item, screeningFields);
		const merged = withExtraJson(item, given, extraJson, extraJsonField.displayName);
		const { subject } = merged;
		if (!isPlainObject(subject) || !IDENTIFYING.some((name) => subject[name] !== undefined)) {
			throw givenError(
				item,
				"'Full Name' is empty, and so is everything else that a subject is looked for by",
				"Give a 'Full Name', or a 'Document ID', 'IMO Number' or 'Wallet Address' under Additional Fields.",
			);
		}
		return checkedBody(item, screeningFields, merged, 'form');
	},
	async send(item, body) {
		const answered = await item.client.call(kyc.screen(body), {
			personal: () => personalIn(screeningFields, body),
			ifRepeated: IF_REPEATED,
		});
		return [outputOf(item, answered)];
	},
});

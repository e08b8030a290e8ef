// What the operations share that do something with a session, and whose bodies LegalTalent does not document.

import type { IDataObject } from 'n8n-workflow';
import { personalIn } from '../../../../../../nodes/shared/body/personal';
import type { Reference } from '../../../../../../nodes/shared/check/reference';
import { jsonObject } from '../../../../../../nodes/shared/form/json';
import { parameter, setting } from '../../../../../../nodes/shared/form/read';
import type { Call } from '../../../../../../nodes/shared/http/call';
import { writing, type WriteOperation } from '../../../../../../nodes/shared/node/operation';
import { bodyField } from '../../bodies/json';
import { fullResponseField, notConfirmed, outputOf } from '../fields';
import { sessionIdField } from '../locators';

const body = bodyField('What LegalTalent is to be told, as JSON. It may be empty.');

/** One such operation. */
export function sessionWrite({
	call,
	ifRepeated,
	...names
}: Pick<WriteOperation, 'value' | 'name' | 'action' | 'description'> & {
	ifRepeated: string;
	call: (of: Reference, body: IDataObject) => Call;
}): WriteOperation {
	return writing({
		...names,
		kind: 'create',
		ifRepeated,
		fields: [notConfirmed('what the body and the answer hold'), sessionIdField, body],
		options: [fullResponseField],
		prepare: (item) => ({
			session: setting(item, sessionIdField),
			given: jsonObject(item, parameter(item, body.name, body.default), body.displayName),
		}),
		async send(item, { session, given }) {
			const answered = await item.client.call(call(session, given), {
				personal: () => personalIn([], given),
				ifRepeated,
			});
			return [{ session_id: session, ...outputOf(item, answered) }];
		},
	});
}

// Starts an agreement session: what a customer signs before it can be created.

import { checkedBody } from '../../../shared/body/body';
import { personalIn } from '../../../shared/body/personal';
import { webAddress } from '../../../shared/check/checks';
import { textField } from '../../../shared/form/fields';
import { setting, valuesOf } from '../../../shared/form/read';
import { idempotencyKey, ifRepeatedIn, keyOfRun } from '../../../shared/node/idempotencyKey';
import { writing } from '../../../shared/node/operation';
import { includeInputField, outputOf } from '../../../shared/node/options';
import { v1 } from '../../api/v1';
import { sessionFields } from '../../bodies/agreementSession';
import { sessionOutput } from './session';

const IF_REPEATED =
	'A retry of the node (Retry On Fail) starts no second session, another execution does; a session that nobody signs does no harm.';

/** The same where an agent or an MCP client calls the node: n8n numbers no run there. */
const IF_CALLED_AGAIN =
	'Calling it again starts another session; one that nobody signs does no harm.';

const redirectUrlField = textField({
	displayName: 'Redirect URL',
	name: 'redirectUrl',
	placeholder: 'e.g. https://example.org/welcome',
	description:
		"Where BVNK's page sends the customer after signing, with the session's status. It becomes part of the output's hostedUrl.",
	check: webAddress().optional(),
	personal: false,
});

export const create = writing({
	value: 'create',
	name: 'Create',
	action: 'Create agreement session',
	description: 'Start a session in which a customer signs the agreements',
	builderHint:
		'Comes before any customer is created. Send hostedUrl to the customer, keep reference for Create, and go on when it is signed.',
	kind: 'create',
	automaticKey:
		'Made from the execution and the item: a retry of the node starts no second session',
	ifRepeated: IF_REPEATED,
	fields: [...sessionFields, redirectUrlField],
	options: [includeInputField],
	prepare(item) {
		const body = checkedBody(item, sessionFields, valuesOf(item, sessionFields), 'form');
		return {
			body,
			redirectUrl: setting(item, redirectUrlField),
			output: outputOf(item),
			key: idempotencyKey(item, () => keyOfRun(item, body)),
		};
	},
	async send(item, { body, redirectUrl, key, output }) {
		const { value } = await item.client.call(v1.createSession(body), {
			personal: () => personalIn(sessionFields, body),
			idempotencyKey: key,
			ifRepeated: ifRepeatedIn(item, IF_REPEATED, IF_CALLED_AGAIN),
		});
		return [output(await sessionOutput(item, value, redirectUrl))];
	},
});

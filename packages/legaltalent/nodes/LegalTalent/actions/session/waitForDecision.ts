// Reads a session until it has one of the chosen statuses.

import type { IDataObject } from 'n8n-workflow';
import { listIn, text } from '../../../../../../nodes/shared/check/checks';
import { field } from '../../../../../../nodes/shared/form/field';
import { shortened } from '../../../../../../nodes/shared/form/lists';
import { setting } from '../../../../../../nodes/shared/form/read';
import type { Operation } from '../../../../../../nodes/shared/node/operation';
import {
	timeLimitField,
	waitUntil,
	whenTimeIsUpField,
} from '../../../../../../nodes/shared/node/wait';
import * as z from 'zod/v4';
import type { Thing } from '../../api/answers';
import { kyc } from '../../api/calls';
import { notConfirmed } from '../fields';
import { sessionIdField } from '../locators';

const statusesField = field({
	displayName: 'Statuses',
	name: 'statuses',
	type: 'string',
	required: true,
	default: 'APPROVED, REJECTED',
	description:
		'Goes on with one of these, in capitals or not, with commas between them. Rejected sessions come out too: route on status. An approved one may be flagged in final_decision.',
	check: z.preprocess(listIn, z.array(text()).min(1, 'is empty')),
	personal: false,
});

const statusOf = ({ status }: Thing): string => (typeof status === 'string' ? status.trim() : '');

export const waitForDecision: Operation = {
	value: 'waitForDecision',
	name: 'Wait for Decision',
	action: 'Wait for decision on session',
	description: 'Read a session until it was approved or rejected',
	kind: 'read',
	fields: [
		notConfirmed('the statuses of a session'),
		sessionIdField,
		statusesField,
		timeLimitField('For a wait of hours or days use the LegalTalent Trigger.'),
		whenTimeIsUpField,
	],
	async execute(item) {
		const session = setting(item, sessionIdField);
		const wanted = new Set(setting(item, statusesField).map((status) => status.toUpperCase()));
		const { value, reached, reads, waitedSeconds } = await waitUntil(item, {
			read: async () => (await item.client.call(kyc.session(session))).value,
			isReached: (read) => wanted.has(statusOf(read).toUpperCase()),
			describe: (read) => `The session is ${shortened(statusOf(read)) || 'without a status'}`,
			hint: "Raise 'Time Limit (Minutes)', add the status to 'Statuses' if it is a decision, or use the LegalTalent Trigger for long waits.",
		});
		const { status = null, final_decision = null, ...others } = value as IDataObject;
		// what state it is in comes first, because tables show fields in their order
		const first = { session_id: session, status, final_decision, reached };
		return [{ ...first, ...others, ...first, reads, waitedSeconds }];
	},
};

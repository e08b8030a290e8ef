// Reads an agreement session: its status, when it expires, its agreements.

import { endpoints } from '../../api/endpoints';
import { optionsField } from '../../fields/common';
import { sessionReferenceField } from '../../fields/reference';
import type { Operation } from '../../../shared/node/operation';
import { givenReference } from '../../../shared/form/read';
import { session } from './session';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get agreement session',
	description: 'Read the status, the expiry and the agreements of a session',
	fields: [sessionReferenceField, optionsField({ concurrency: 4 })],
	concurrency: 4,
	async execute(call) {
		const reference = givenReference(call, 'sessionReference');
		const request = { method: 'GET' as const, path: endpoints.agreementSession(reference) };
		return [await session(call, request, await call.client.send(request))];
	},
};

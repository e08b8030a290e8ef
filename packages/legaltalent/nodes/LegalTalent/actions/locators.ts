// Which customer, workflow or session an item is about: LegalTalent's own ID, however the user gives it.

import * as z from 'zod/v4';
import { anyReference } from '../../../../../nodes/shared/check/reference';
import { isPlainObject } from '../../../../../nodes/shared/form/json';
import { field } from '../../../../../nodes/shared/form/field';
import { fromList, typed } from '../../../../../nodes/shared/form/locator';

const EXAMPLE = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';

/**
 * An ID for a path. A whole object, as drag and drop gives it, gives its own. LegalTalent's samples are UUIDs; that
 * all its IDs are is not stated, so other forms pass.
 */
const idCheck = (name: string, thing: string) =>
	z.preprocess(
		(given) => (isPlainObject(given) && name in given ? given[name] : given),
		anyReference(`the ID of a ${thing} at LegalTalent, such as ${EXAMPLE}`),
	);

/** Picked from LegalTalent's list, or typed. */
export const customerLocator = field({
	displayName: 'Customer',
	name: 'customerId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: "By LegalTalent's own ID, and not your client ID",
	modes: [fromList('searchCustomers', 'Choose a customer'), typed('By ID', `e.g. ${EXAMPLE}`)],
	builderHint: {
		propertyHint: 'Prefer mode "id" with the customer_id that Customer › Create or Get Many gave.',
	},
	check: idCheck('customer_id', 'customer'),
	personal: false,
});

/** The same. */
export const workflowLocator = field({
	displayName: 'Workflow',
	name: 'workflowId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'Of LegalTalent: which steps the person goes through. It is no workflow of n8n.',
	modes: [fromList('searchWorkflows', 'Choose a workflow'), typed('By ID', `e.g. ${EXAMPLE}`)],
	check: idCheck('workflow_id', 'workflow'),
	personal: false,
});

/** Sessions have no names to pick them by. */
export const sessionIdField = field({
	displayName: 'Session ID',
	name: 'sessionId',
	type: 'string',
	required: true,
	default: '',
	placeholder: `e.g. ${EXAMPLE}`,
	description: "LegalTalent's own ID of the session: the session_id that Create gave",
	check: idCheck('session_id', 'session'),
	personal: false,
});

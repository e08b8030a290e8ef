// BVNK's calls as this package makes them, for a comparison with the document that BVNK publishes.

import { answerFields, sessionFields } from '../../nodes/BvnkOnboarding/bodies/agreementSession';
import {
	companyFields,
	individualFields,
	updateFields,
} from '../../nodes/BvnkOnboarding/bodies/customer';
import { documents } from '../../nodes/BvnkOnboarding/bodies/document';
import { v1 } from '../../nodes/BvnkOnboarding/api/v1';
import { v2 } from '../../nodes/BvnkOnboarding/api/v2';
import type { Field } from '../../nodes/shared/form/field';
import type { Call } from '../../nodes/shared/http/call';
import { bodyOf } from './fields';
import type { KnownCall, KnownField, Table } from '../tools/conformance/openapi';

/** Fields that merge into the body, or choose what is sent. */
const SETTINGS = ['extraJson', 'binaryField'];

/** What BVNK gets beside what a form asks for. */
const also = (body: Map<string, KnownField>, ...names: string[]) =>
	new Map([...body, ...names.map((name) => [name, { required: true }] as const)]);

const of = (...forms: Field[][]) => bodyOf(forms, SETTINGS);

const bodies: Record<string, Map<string, KnownField>> = {
	createCustomer: also(of(individualFields, companyFields), 'type'),
	updateCustomer: of(updateFields),
	replaceCustomer: of(updateFields),
	createSession: of(sessionFields),
	answerSession: also(of(answerFields), 'status'),
	uploadDocuments: also(of(documents.fields), 'content'),
};

/** Every call of a table, its path with `{}` where a reference stands. */
export function knownCalls(calls: Record<string, (...given: never[]) => Call>): KnownCall[] {
	return Object.entries(calls).map(([name, make]) => {
		const { method, path } = make(...(['{}', '{}'] as never[]));
		const body = bodies[name];
		return { name, method, path: decodeURIComponent(path), ...(body ? { body } : {}) };
	});
}

/** All that the package knows of BVNK's customers. */
export const table: Table = {
	vendor: 'BVNK',
	calls: [...knownCalls(v1), ...knownCalls(v2)],
	within: ['/platform/v1/customers', '/platform/v2/customers', '/platform/v2/agreements'],
};

// BVNK's calls as this package makes them, for a comparison with the document that BVNK publishes.

import { answerFields, sessionFields } from '../../nodes/BvnkOnboarding/bodies/agreementSession';
import {
	companyFields,
	individualFields,
	updateFields,
} from '../../nodes/BvnkOnboarding/bodies/customer';
import { documents } from '../../nodes/BvnkOnboarding/bodies/document';
import { v1 } from '../../nodes/BvnkOnboarding/api/v1';
import { v2 } from '../../nodes/BvnkOnboardingV2/api/v2';
import { agreementFields } from '../../nodes/BvnkOnboardingV2/bodies/agreement';
import {
	associateUpdate,
	businessFields,
	personFields,
} from '../../nodes/BvnkOnboardingV2/bodies/associate';
import * as v2Bodies from '../../nodes/BvnkOnboardingV2/bodies/customer';
import type { Field } from '../../nodes/shared/form/field';
import { knownCalls, type Details } from '../tools/conformance/calls';
import { bodyOf } from '../tools/conformance/fields';
import type { KnownField, Table } from '../tools/conformance/openapi';

/** Fields that merge into the body, or choose what is sent. */
const SETTINGS = ['extraJson', 'binaryField'];

/** What BVNK gets beside what a form asks for. */
const also = (body: Map<string, KnownField>, ...names: string[]) =>
	new Map([...body, ...names.map((name) => [name, { required: true }] as const)]);

const of = (...forms: Field[][]) => bodyOf(forms, SETTINGS);

const sent = (bodies: Record<string, Map<string, KnownField>>): Details =>
	Object.fromEntries(Object.entries(bodies).map(([name, body]) => [name, { body }]));

const bodiesV1 = sent({
	createCustomer: also(of(individualFields, companyFields), 'type'),
	updateCustomer: of(updateFields),
	replaceCustomer: of(updateFields),
	createSession: of(sessionFields),
	answerSession: also(of(answerFields), 'status'),
	uploadDocuments: also(of(documents.fields), 'content'),
});

const bodiesV2 = sent({
	createAgreements: of(agreementFields),
	createCustomer: of(v2Bodies.individualFields, v2Bodies.companyFields),
	updateCustomer: of([v2Bodies.individualUpdate], [v2Bodies.companyUpdate]),
	createAssociate: of(personFields, businessFields),
	updateAssociate: of([associateUpdate]),
});

/** All that the package knows of BVNK's customers. */
export const table: Table = {
	vendor: 'BVNK',
	calls: [...knownCalls(v1, bodiesV1), ...knownCalls(v2, bodiesV2)],
	within: ['/platform/v1/customers', '/platform/v2/customers', '/platform/v2/agreements'],
};

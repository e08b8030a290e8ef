// A field is written once, and says everything that is true of it: a field without a check or without a
// decision about privacy is a mistake that this finds.

import * as z from 'zod/v4';
import { companyFields, individualFields } from '../../nodes/BvnkOnboarding/bodies/customer';
import { documents } from '../../nodes/BvnkOnboarding/bodies/document';
import { node, resources, sensitiveOutputFields } from '../../nodes/BvnkOnboarding/actions';
import { bvnkV1 } from '../../nodes/BvnkOnboarding/api/bvnk';
import { personalIn } from '../../nodes/shared/body/personal';
import { schemaOf } from '../../nodes/shared/body/schema';
import { text } from '../../nodes/shared/check/checks';
import {
	field,
	form,
	valueFields,
	type Field,
	type ValueField,
} from '../../nodes/shared/form/field';
import { fieldsOf } from '../../nodes/shared/node/defineNode';
import { miraBody, northwindBody } from '../engine/rows';

const all: Array<[string, ValueField]> = resources.flatMap(({ value: resource, operations }) =>
	operations.flatMap((operation) =>
		valueFields(fieldsOf(bvnkV1, operation)).map((one): [string, ValueField] => [
			`${resource}.${operation.value}.${one.name}`,
			one,
		]),
	),
);

/** What is missing in a field. */
const gaps = ({ check, personal }: Partial<ValueField>) => [
	...(check instanceof z.ZodType ? [] : ['check']),
	...(typeof personal === 'boolean' ? [] : ['personal']),
];

test('every field has a check and a decision about privacy', () => {
	expect(all.length).toBeGreaterThan(100);
	expect(all.flatMap(([place, one]) => gaps(one).map((gap) => `${place}: ${gap}`))).toEqual([]);
});

test('a field without them is found', () => {
	expect(gaps({})).toEqual(['check', 'personal']);
});

test('what n8n is shown holds nothing but what n8n knows', () => {
	const text = JSON.stringify(node.properties);

	for (const own of ['"check"', '"personal"', '"at"', '"sensitiveIn"', '"level"', '"remark"']) {
		expect(text).not.toContain(own);
	}
});

test('a new field is in form, check, body, labels and privacy by being written once', () => {
	const middleName = field({
		displayName: 'Middle Name',
		name: 'middleName',
		type: 'string',
		required: true,
		default: '',
		at: 'individual.middleName',
		check: text(),
		personal: true,
	});
	const fields: Field[] = [middleName];

	expect(form(fields)).toMatchObject([{ displayName: 'Middle Name', name: 'middleName' }]);
	expect(schemaOf(fields).safeParse({ individual: {} }).error!.issues).toMatchObject([
		{ path: ['individual', 'middleName'], message: 'is empty' },
	]);
	expect(personalIn(fields, { individual: { middleName: 'Ines' } })).toEqual(new Set(['Ines']));
});

describe('what must not come back in an error text', () => {
	const { individual } = miraBody;

	test('is every text of a person but what was chosen from a list', () => {
		const texts = personalIn(individualFields, miraBody);

		for (const own of [
			individual.firstName,
			individual.dateOfBirth,
			individual.emailAddress,
			individual.description,
			individual.documentNumber,
			individual.address.addressLine2,
			individual.address.stateCode,
			individual.taxIdentification.number,
			individual.cdd.expectedMonthlyVolume.amount,
		]) {
			expect(texts).toContain(own);
		}
		for (const chosen of ['SALARIED', 'NOT_PEP', 'EUR', 'DE', 'INDIVIDUAL', 'crm-000417']) {
			if (chosen !== 'INDIVIDUAL') expect(texts).not.toContain(chosen);
		}
	});

	test('is the name, the number and the website of a company, too', () => {
		const texts = personalIn(companyFields, northwindBody);

		for (const own of [
			northwindBody.company.name,
			northwindBody.company.registrationNumber,
			northwindBody.company.website,
			northwindBody.company.taxNumber,
		]) {
			expect(texts).toContain(own);
		}
	});

	test('is what a document is described as, and the name of its file', () => {
		const sent = { documents: [{ name: 'mira.jpg', description: 'Passport of Mira Holt' }] };

		expect(personalIn([documents], sent)).toEqual(new Set(['mira.jpg', 'Passport of Mira Holt']));
	});

	test('is everything under a key that no field knows, at any depth', () => {
		const body = { individual: { middleName: 'Ines', ids: [{ ssn: 123456789 }], ok: true } };

		expect(personalIn(individualFields, body)).toEqual(new Set(['Ines', '123456789']));
	});

	test("is a value that is none of a field's list", () => {
		const body = { individual: { cdd: { pepStatus: 'Married to a minister' } } };

		expect(personalIn(individualFields, body)).toEqual(new Set(['Married to a minister']));
	});
});

test('the outputs that are marked as sensitive come from the fields', () => {
	expect(sensitiveOutputFields).toEqual([
		'company.associates[*].details.documentInfo.number',
		'company.associates[*].details.documentNumber',
		'company.associates[*].details.taxIdentification.number',
		'company.taxNumber',
		'individual.details.documentInfo.number',
		'individual.details.documentNumber',
		'individual.details.taxIdentification.number',
	]);
});

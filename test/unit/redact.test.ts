// What an error text keeps where BVNK quotes what was sent, and what it does not: SECURITY.md, "What error
// texts keep".

import { personalIn } from '../../nodes/shared/body/personal';
import { redactor } from '../../nodes/shared/http/redact';
import { individualFields } from '../../nodes/BvnkOnboarding/bodies/customer';

const SESSION = '5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10';

/** An error text of BVNK's that quotes a body, as a user sees it. */
const shown = (body: object, words: string) => redactor(personalIn(individualFields, body))(words);

const personal: Array<[string, object, string]> = [
	['a name', { individual: { firstName: 'Plantine' } }, 'Plantine'],
	['a number', { individual: { taxIdentification: { number: '77665544332' } } }, '77665544332'],
	['a city', { individual: { address: { city: 'Plantingen' } } }, 'Plantingen'],
	['what the form does not have', { individual: { shoeSize: '47-wide' } }, '47-wide'],
	['a value that is not in its list', { riskScore: 'PLANTED_SCORE' }, 'PLANTED_SCORE'],
];

test.each(personal)('%s is blotted out', (_, body, value) => {
	expect(shown(body, `Not good: ${value}, says the register`)).toBe(
		'Not good: •••, says the register',
	);
});

const kept: Array<[string, object, string]> = [
	['a value of its list', { riskScore: 'MEDIUM' }, 'MEDIUM'],
	['a country', { individual: { nationality: 'AT' } }, 'AT'],
	["a reference of BVNK's", { signedAgreementSessionReference: SESSION }, SESSION],
	['an External Reference', { externalReference: 'crm-000417' }, 'crm-000417'],
	['a word of two letters', { individual: { firstName: 'Bo' } }, 'Bo'],
	['an ordinary word of messages', { individual: { lastName: 'Date' } }, 'Date'],
];

test.each(kept)('%s stays', (_, body, value) => {
	expect(shown(body, `Not good: ${value}, says the register`)).toContain(value);
});

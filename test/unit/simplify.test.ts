import { customerAnswer } from '../../nodes/BvnkOnboarding/api/answers';
import { simpleCustomer, simpleRow } from '../../nodes/BvnkOnboarding/output/simplify';
import companyCustomer from '../sandbox/fixtures/company-customer.json';

const simple = (answer: unknown) => simpleCustomer(customerAnswer.parse(answer));

test('a customer has at most ten fields', () => {
	expect(Object.keys(simple(companyCustomer)).length).toBeLessThanOrEqual(10);
});

test("a company's link is its own, not that of an associate", () => {
	expect(simple(companyCustomer)).toMatchObject({
		name: 'LB Ltd.',
		verificationUrl: 'https://verify.com/1',
		verificationStatus: 'infoRequired',
		verificationExpiresAt: null,
	});
});

test("an individual's link stands at the top, with the end of its life", () => {
	expect(
		simple({
			reference: 'r',
			individual: { person: { firstName: 'Mira', lastName: 'Holt' } },
			verification: { status: 'init', url: 'https://verify.example/1', expiresAt: '2026-01-01' },
		}),
	).toMatchObject({
		name: 'Mira Holt',
		verificationStatus: 'init',
		verificationUrl: 'https://verify.example/1',
		verificationExpiresAt: '2026-01-01',
	});
});

test.each([
	['with a first name alone', { individual: { person: { firstName: 'Mira' } } }, 'Mira'],
	['with a name at the top', { name: 'Holt & Co', individual: { person: null } }, 'Holt & Co'],
	['without any name', {}, null],
])('a customer %s', (_, answer, name) =>
	expect(simple({ reference: 'r', ...answer }).name).toBe(name),
);

test('what BVNK leaves out, or fills in another form than is known, is null', () => {
	expect(
		simple({
			reference: 'r',
			status: 7,
			type: null,
			riskScore: { level: 'LOW' },
			company: 'Northwind',
			individual: [],
			verification: 'pending',
		}),
	).toEqual({
		reference: 'r',
		externalReference: null,
		type: null,
		name: null,
		status: null,
		statusGroup: 'pending',
		riskScore: null,
		verificationStatus: null,
		verificationUrl: null,
		verificationExpiresAt: null,
	});
});

test('a row of the list keeps the few fields that BVNK gives', () => {
	expect(
		simpleRow({
			reference: 'r',
			status: 'REJECTED',
			type: 'COMPANY',
			model: 'EMBEDDED',
			name: 'LB Ltd.',
			description: 'Embedded customer',
		}),
	).toEqual({
		reference: 'r',
		type: 'COMPANY',
		name: 'LB Ltd.',
		status: 'REJECTED',
		statusGroup: 'rejected',
		description: 'Embedded customer',
	});
});

test('a row without name and description has null there', () => {
	expect(simpleRow({ reference: 'r', status: 'PENDING' })).toEqual({
		reference: 'r',
		type: null,
		name: null,
		status: 'PENDING',
		statusGroup: 'pending',
		description: null,
	});
});

import { withCurrentNames } from '../../nodes/BvnkOnboarding/bodies/json';

test.each([
	[{ signed_agreement_id: 's' }, { signedAgreementSessionReference: 's' }],
	[{ individual: { email: 'e' } }, { individual: { emailAddress: 'e' } }],
	[
		{ individual: { address: { address1: 'l', postCode: 'p' } } },
		{ individual: { address: { addressLine1: 'l', postalCode: 'p' } } },
	],
	[
		{ company: { associates: [{ address: { postCode: 'p' } }] } },
		{ company: { associates: [{ address: { postalCode: 'p' } }] } },
	],
])('%j is sent as %j', (old, current) => expect(withCurrentNames(old)).toStrictEqual(current));

test("an individual's risk score moves to the top", () => {
	expect(withCurrentNames({ individual: { riskScore: 'LOW', firstName: 'Mira' } })).toStrictEqual({
		riskScore: 'LOW',
		individual: { firstName: 'Mira' },
	});
});

test('a risk score at the top wins over that of the individual', () => {
	expect(withCurrentNames({ riskScore: 'HIGH', individual: { riskScore: 'LOW' } })).toStrictEqual({
		riskScore: 'HIGH',
		individual: {},
	});
});

test('a current name that is there already wins, and the old one is dropped', () => {
	expect(withCurrentNames({ email: 'old', emailAddress: 'current' })).toStrictEqual({
		emailAddress: 'current',
	});
});

test('blocks without a successor stay as they are', () => {
	const body = {
		individual: {
			identification: { taxNumber: '1' },
			edd: { employmentStatus: 'EMPLOYED' },
		},
	};

	expect(withCurrentNames(body)).toStrictEqual(body);
});

test('a body in current names is not changed', () => {
	const body = { type: 'COMPANY', company: { name: 'N', associates: [null, 1, 'text'] } };

	expect(withCurrentNames(body)).toStrictEqual(body);
});

test("the caller's own object stays as it was", () => {
	const body = Object.freeze({ email: 'e' });

	expect(withCurrentNames(body)).toStrictEqual({ emailAddress: 'e' });
	expect(body).toStrictEqual({ email: 'e' });
});

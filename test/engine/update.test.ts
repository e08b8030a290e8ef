import { runNode } from './engine';
import { customer, group, mira, miraBody, northwind } from './rows';
import { withRecorder, withSandbox } from './servers';

const bvnk = withSandbox();
const recorder = withRecorder({ status: 200, body: '' });

const REFERENCE = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';

const update = (updateFields: object, reference = REFERENCE) => ({
	operation: 'update',
	customerReference: customer(reference),
	updateFields,
});

const everything = {
	address: group({
		addressLine1: '123 Main Street',
		addressLine2: 'Apartment 456',
		city: 'London',
		postalCode: 'NW1 4NP',
		stateCode: 'AL',
		countryCode: 'GB',
	}),
	contactInfo: group({ emailAddress: 'customer@example.com', phoneNumber: '+1234567890' }),
	dateOfBirth: '1990-01-15',
};

describe('Update', () => {
	test('sends every group in the place where BVNK has it', async () => {
		await runNode(recorder, { parameters: update(everything) });

		const [request] = recorder.received;
		expect(request).toMatchObject({
			method: 'PATCH',
			url: `/platform/v1/customers/${REFERENCE}`,
		});
		expect(request!.body).toStrictEqual({
			address: {
				addressLine1: '123 Main Street',
				addressLine2: 'Apartment 456',
				city: 'London',
				postalCode: 'NW1 4NP',
				stateCode: 'AL',
				countryCode: 'GB',
			},
			contactInfo: { emailAddress: 'customer@example.com', phoneNumber: '+1234567890' },
			dateOfBirth: '1990-01-15',
		});
	});

	test('sends nothing but what was filled in', async () => {
		await runNode(recorder, {
			parameters: update({
				address: group({ city: '', countryCode: '' }),
				contactInfo: group({ emailAddress: '', phoneNumber: '+4915100000000' }),
				dateOfBirth: '={{ $json.none }}',
			}),
		});

		expect(recorder.received[0]!.body).toStrictEqual({
			contactInfo: { phoneNumber: '+4915100000000' },
		});
	});

	test('sends Extra JSON alone', async () => {
		await runNode(recorder, {
			parameters: update({ extraJson: '{"address":{"country":"Great Britain"}}' }),
		});

		expect(recorder.received[0]!.body).toStrictEqual({ address: { country: 'Great Britain' } });
	});

	test('changes the customer and takes an empty answer for a success', async () => {
		const created = await runNode(bvnk, { parameters: mira });
		const reference = created.rows[0]!.reference as string;

		const { rows, error } = await runNode(bvnk, { parameters: update(everything, reference) });

		expect(error).toBeUndefined();
		expect(rows).toEqual([{ reference, updated: true }]);
		expect(bvnk.customers.get(reference)!.individual).toMatchObject({
			firstName: miraBody.individual.firstName,
			emailAddress: 'customer@example.com',
			dateOfBirth: '1990-01-15',
			address: { city: 'London' },
		});
	});

	test('gives the customer where BVNK answers it', async () => {
		const created = await runNode(bvnk, { parameters: mira });
		const reference = created.rows[0]!.reference as string;
		bvnk.settings.updateAnswer = 'customer';

		const { rows } = await runNode(bvnk, { parameters: update(everything, reference) });

		expect(rows).toMatchObject([
			{
				reference,
				updated: true,
				type: 'INDIVIDUAL',
				individual: { person: { firstName: 'Mira' } },
			},
		]);
	});

	test('asks once more with PUT where PATCH is not allowed', async () => {
		const created = await runNode(bvnk, { parameters: mira });
		const reference = created.rows[0]!.reference as string;
		bvnk.settings.patchAllowed = false;

		const { rows } = await runNode(bvnk, { parameters: update(everything, reference) });

		expect(rows).toEqual([{ reference, updated: true }]);
		expect(bvnk.count({ method: 'PATCH' })).toBe(1);
		expect(bvnk.count({ method: 'PUT' })).toBe(1);
		expect(bvnk.customers.get(reference)!.individual).toMatchObject({ dateOfBirth: '1990-01-15' });
	});

	test.each([
		['at midnight where n8n runs', "={{ DateTime.fromISO('1990-01-15') }}", true],
		['of midnight UTC', "={{ DateTime.fromISO('1990-01-15T00:00:00.000Z') }}", false],
		['of a spreadsheet', '={{ 32888 }}', true],
		['in two orders', '={{ "01/02/1990" }}', false],
	])(
		'sends a day %s as it is meant, or an error, and never another',
		async (_, dateOfBirth, taken) => {
			const { error } = await runNode(recorder, { parameters: update({ dateOfBirth }) });

			if (error) expect(error.message).toContain("'Date of Birth' must be a date");
			expect(recorder.received.map(({ body }) => body)).toEqual(
				error ? [] : [{ dateOfBirth: '1990-01-15' }],
			);
			if (taken) expect(error).toBeUndefined();
		},
	);

	test('with nothing filled in is an error, and nothing is sent', async () => {
		const { error } = await runNode(recorder, {
			parameters: update({ contactInfo: group({ phoneNumber: '={{ $json.none }}' }) }),
		});

		expect(error!.message).toBe("'Update Fields' is empty: there is nothing to change");
		expect(recorder.received).toEqual([]);
	});

	test('of a field that is wrong names it by its label', async () => {
		const { error } = await runNode(recorder, {
			parameters: update({ contactInfo: group({ emailAddress: 'mira at example.org' }) }),
		});

		expect(error!.message).toBe("'Contact › Email Address' must be an e-mail address");
		expect(recorder.received).toEqual([]);
	});

	test("of a company gives BVNK's reason under the field's label", async () => {
		const created = await runNode(bvnk, { parameters: northwind });
		const reference = created.rows[0]!.reference as string;

		const { error } = await runNode(bvnk, { parameters: update(everything, reference) });

		expect(error!.message).toContain('Customer: Only individual customers can be updated');
	});
});

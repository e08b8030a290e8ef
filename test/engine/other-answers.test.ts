// Answers that are about another thing than the one that was asked for, or say that it was not done.

import type { IDataObject } from 'n8n-workflow';
import { runNode } from './engine';
import { customer, mira } from './rows';
import { withRecorder } from './servers';

const bvnk = withRecorder();

const REFERENCE = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';
const OTHER = '9f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c99';

const ofCustomer = { customerReference: customer(REFERENCE) };
const update = { operation: 'update', ...ofCustomer, updateFields: { dateOfBirth: '1991-03-09' } };
const url = {
	resource: 'document',
	operation: 'getDownloadUrl',
	documentReference: REFERENCE,
};
const session = { resource: 'agreementSession', sessionReference: REFERENCE };
const sign = { ...session, operation: 'sign', ipAddress: '203.0.113.10' };
const start = {
	resource: 'agreementSession',
	operation: 'create',
	customerType: 'INDIVIDUAL',
	countryCode: 'DE',
	useCase: 'EMBEDDED_FIAT_ACCOUNTS',
};
const submit = {
	resource: 'questionnaire',
	operation: 'submitFromJson',
	...ofCustomer,
	body: '[{"code":"a","sections":[]}]',
};
const upload = {
	resource: 'document',
	operation: 'upload',
	...ofCustomer,
	documents: {
		document: [{ binaryField: 'data', type: { __rl: true, mode: 'id', value: 'SELFIE' } }],
	},
};
const binary = [{ data: { data: 'aGVsbG8=', mimeType: 'text/plain', fileName: 'a.txt' } }];

test.each<[string, IDataObject, unknown]>([
	[
		'Create Individual, by its external reference',
		mira,
		{ reference: OTHER, externalReference: 'crm-9' },
	],
	['Create Individual, by its type', mira, { reference: OTHER, type: 'COMPANY' }],
	['Update', update, { reference: OTHER }],
	['Update, in a list', update, [{ reference: OTHER }]],
	['Get Required Info', { operation: 'getRequiredInfo', ...ofCustomer }, { reference: OTHER }],
	['Get Download URL', url, { documentReference: OTHER, url: 'https://files.example/a' }],
	['Get Agreement Session', { ...session, operation: 'get' }, { reference: OTHER }],
	['Create Agreement Session', start, { reference: OTHER, customerType: 'COMPANY' }],
	['Sign', sign, { reference: OTHER, status: 'SIGNED' }],
	['Submit', submit, { customerReference: OTHER }],
	['Upload', upload, [{ reference: REFERENCE, customerReference: OTHER }]],
])('%s takes no answer about another', async (_, parameters, body) => {
	bvnk.answer = { status: 200, body: body };
	const { error, rows } = await runNode(bvnk, { parameters, binary });

	expect(rows).toEqual([]);
	expect(error!.message).toMatch(/^BVNK answered with another .+ than the one that was asked for$/);
});

test('an answer that spells the reference in capitals is about the same', async () => {
	bvnk.answer = { status: 200, body: { reference: REFERENCE.toUpperCase() } };
	const { rows } = await runNode(bvnk, { parameters: update });

	expect(rows).toEqual([{ reference: REFERENCE, updated: true }]);
});

test.each([['PENDING'], ['DECLINED'], ['EXPIRED']])(
	'a session that is %s after Sign is not given as signed',
	async (status) => {
		bvnk.answer = { status: 200, body: { reference: REFERENCE, status } };
		const { error, rows } = await runNode(bvnk, { parameters: sign });

		expect(rows).toEqual([]);
		expect(error!.message).toBe(`BVNK answered that the session is ${status}, and not SIGNED`);
	},
);

test('an update that BVNK says it did not make is an error', async () => {
	bvnk.answer = { status: 200, body: { updated: false } };
	const { error, rows } = await runNode(bvnk, { parameters: update });

	expect(rows).toEqual([]);
	expect(error!.message).toBe('BVNK answered that it did not update the customer');
});

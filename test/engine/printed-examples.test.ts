// The bodies and answers that BVNK prints in its own pages, as printed.

import companyCustomer from '../sandbox/fixtures/company-customer.json';
import createAnswerCompany from '../sandbox/fixtures/create-answer-company.json';
import createAnswerIndividual from '../sandbox/fixtures/create-answer-individual-old.json';
import oldIndividual from '../sandbox/fixtures/create-body-individual-old.json';
import infoAllSatisfied from '../sandbox/fixtures/info-all-satisfied.json';
import infoMissing from '../sandbox/fixtures/info-missing.json';
import infoVerified from '../sandbox/fixtures/info-verified.json';
import listWithModel from '../sandbox/fixtures/list-company-page-1.json';
import listWithoutModel from '../sandbox/fixtures/list-without-model.json';
import updateBody from '../sandbox/fixtures/update-body.json';
import { runNode } from './engine';
import { customer, mira, northwind } from './rows';
import { withRecorder } from './servers';

const recorder = withRecorder();

const REFERENCE = companyCustomer.reference;

/** Runs the node with BVNK answering `body`; gives the rows, or fails where there was an error. */
async function rowsFor(parameters: object, body: unknown, status = 200) {
	recorder.answer = { status, body };
	const { rows, error } = await runNode(recorder, { parameters: { ...parameters } });
	if (error) throw new Error(error.message);
	return rows;
}

const about = (operation: string, more = {}) => ({
	operation,
	customerReference: customer(REFERENCE),
	...more,
});

test("the individual's body of early 2025 is sent under today's names", async () => {
	const rows = await rowsFor(
		{ operation: 'createFromJson', body: JSON.stringify(oldIndividual) },
		createAnswerIndividual,
		202,
	);

	const { riskScore, email, address, ...person } = oldIndividual.individual;
	const { postCode, ...street } = address;
	expect(recorder.received[0]!.body).toStrictEqual({
		type: 'INDIVIDUAL',
		signedAgreementSessionReference: oldIndividual.signed_agreement_id,
		riskScore,
		individual: {
			...person,
			emailAddress: email,
			address: { ...street, postalCode: postCode },
		},
	});
	expect(rows).toEqual([{ ...createAnswerIndividual, statusGroup: 'pending' }]);
});

test("the answer to a company's creation keeps the questionnaires", async () => {
	const rows = await rowsFor(northwind, createAnswerCompany, 202);

	expect(rows).toEqual([{ ...createAnswerCompany, statusGroup: 'actionRequired' }]);
});

test.each([200, 201, 202])('a creation may be answered with status %i', async (status) => {
	const rows = await rowsFor(mira, createAnswerIndividual, status);

	expect(rows).toMatchObject([{ reference: createAnswerIndividual.reference }]);
});

test('the company customer is simplified', async () => {
	const rows = await rowsFor(about('get'), companyCustomer);

	expect(rows).toEqual([
		{
			reference: REFERENCE,
			externalReference: null,
			type: 'COMPANY',
			name: 'LB Ltd.',
			status: 'PENDING',
			statusGroup: 'pending',
			riskScore: 'LOW',
			verificationStatus: 'infoRequired',
			verificationUrl: 'https://verify.com/1',
			verificationExpiresAt: null,
		},
	]);
});

test('the company customer passes untouched with Simplify off', async () => {
	expect(await rowsFor(about('get', { simplify: false }), companyCustomer)).toStrictEqual([
		companyCustomer,
	]);
});

test.each([
	['with models', listWithModel],
	['without models', listWithoutModel],
])('the list %s is read', async (_, list) => {
	const rows = await rowsFor({ operation: 'getAll', limit: 2, simplify: false }, list);

	expect(rows).toStrictEqual(list.content);
	expect(recorder.received).toHaveLength(1);
});

test.each([
	['with missing documents and a failure', infoMissing],
	['with all satisfied', infoAllSatisfied],
	['of a customer that is verified', infoVerified],
])('the required info %s is given as it is', async (_, info) => {
	expect(await rowsFor(about('getRequiredInfo', { output: 'raw' }), info)).toEqual([
		{ customerReference: REFERENCE, ...info },
	]);
});

test("the update's body is sent as printed", async () => {
	await rowsFor(about('update', { updateFields: { extraJson: JSON.stringify(updateBody) } }), '');

	expect(recorder.received[0]!.body).toStrictEqual(updateBody);
});

import { runNode } from './engine';
import { customer, mira, northwind } from './rows';
import { withSandbox } from './servers';

const bvnk = withSandbox();

const requiredInfo = (reference: string) => ({
	operation: 'getRequiredInfo',
	customerReference: customer(reference),
});

describe('Get Required Info', () => {
	test('says which questionnaire and which documents a company still has to give', async () => {
		const created = await runNode(bvnk, { parameters: northwind });
		const reference = created.rows[0]!.reference as string;

		const { rows } = await runNode(bvnk, { parameters: requiredInfo(reference) });

		expect(rows).toEqual([
			{
				customerReference: reference,
				status: 'INFO_REQUIRED',
				statusGroup: 'actionRequired',
				infoRequired: {
					questionnaires: ['otherQuestionnaireFull'],
					documents: [{ docSetType: 'COMPANY', types: ['COMPANY_DOC'] }],
					data: [],
				},
				missingQuestionnaires: ['otherQuestionnaireFull'],
				missingDocuments: [{ docSetType: 'COMPANY', anyOf: ['COMPANY_DOC'] }],
				missingData: [],
				failureReasons: [],
			},
		]);
	});

	test('says why a verification failed', async () => {
		const created = await runNode(bvnk, { parameters: { ...mira, lastName: 'Mismatch' } });
		const reference = created.rows[0]!.reference as string;
		bvnk.setStatus(reference, 'INFO_REQUIRED');

		const { rows } = await runNode(bvnk, { parameters: requiredInfo(reference) });

		expect(rows[0]!.failureReasons).toEqual([
			{
				failureCode: 'PROBLEMATIC_APPLICANT_DATA:fullName',
				description: 'Name mismatch detected',
			},
		]);
		expect(rows[0]!.missingDocuments).toEqual([
			{ docSetType: 'IDENTITY', anyOf: ['PASSPORT', 'DRIVERS', 'ID_CARD', 'RESIDENCE_PERMIT'] },
			{ docSetType: 'SELFIE', anyOf: ['SELFIE'] },
		]);
	});

	test('asks for nothing from a customer that is verified', async () => {
		const created = await runNode(bvnk, { parameters: mira });
		const reference = created.rows[0]!.reference as string;
		bvnk.setStatus(reference, 'VERIFIED');

		const { rows } = await runNode(bvnk, { parameters: requiredInfo(reference) });

		expect(rows).toEqual([
			{
				customerReference: reference,
				status: 'VERIFIED',
				statusGroup: 'verified',
				missingDocuments: [],
				missingQuestionnaires: [],
				missingData: [],
				failureReasons: [],
			},
		]);
	});
});

// What the editor shows of an operation's output before it has run is what the operation gives.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { resources } from '../../nodes/BvnkOnboarding/actions';
import { runNode } from './engine';
import { customer, mira, northwind } from './rows';
import { withSandbox } from './servers';

const PREVIEWS = path.join(__dirname, '../../nodes/BvnkOnboarding/__schema__/v1.0.0');
const QUESTIONNAIRE = 'otherQuestionnaireFull';

/** What n8n reads of a preview. */
interface Preview {
	type: string;
	properties?: Record<string, Preview>;
	items?: Preview;
}

const bvnk = withSandbox({ customers: 8 });
afterEach(() => jest.restoreAllMocks());

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);

/** Where a value is not as the preview says; null stands for a value that BVNK did not give. */
function differences(value: unknown, preview: Preview | undefined, place = 'output'): string[] {
	if (!preview) return [`${place} is not in the preview`];
	if (value === null) return [];
	if (typeOf(value) !== preview.type)
		return [`${place}: ${typeOf(value)} in place of ${preview.type}`];
	if (Array.isArray(value)) {
		return value.flatMap((inner) => differences(inner, preview.items, `${place}[]`));
	}
	if (typeof value !== 'object') return [];
	// an object of BVNK's own is shown without its parts
	if (!preview.properties) return [];
	return Object.entries(value as IDataObject).flatMap(([key, inner]) =>
		differences(inner, preview.properties?.[key], `${place}.${key}`),
	);
}

/** Fields of the preview, at its first level, that no item has. */
function missing(items: IDataObject[], preview: Preview): string[] {
	const given = new Set(items.flatMap((item) => Object.keys(item)));
	return Object.keys(preview.properties ?? {}).filter((key) => !given.has(key));
}

async function run(parameters: IDataObject, binary?: IBinaryKeyData): Promise<IDataObject[]> {
	const { rows, error } = await runNode(bvnk, {
		parameters,
		...(binary ? { binary: [binary] } : {}),
	});
	if (error) throw error;
	return rows;
}

async function created(parameters: IDataObject): Promise<string> {
	return (await run(parameters))[0]!.reference as string;
}

async function inNeed(parameters: IDataObject): Promise<IDataObject> {
	const reference = await created(parameters);
	bvnk.setStatus(reference, 'INFO_REQUIRED');
	return { customerReference: customer(reference) };
}

const newSession = {
	customerType: 'COMPANY',
	countryCode: 'DE',
	useCase: 'EMBEDDED_FIAT_ACCOUNTS',
};
const ofSession = async () => ({
	sessionReference: await created({
		resource: 'agreementSession',
		operation: 'create',
		...newSession,
	}),
	ipAddress: '203.0.113.10',
});

const passport = {
	data: {
		data: Buffer.from('a passport').toString('base64'),
		mimeType: 'image/jpeg',
		fileName: 'passport.jpg',
		bytes: 10,
	},
};
const documents = {
	documents: {
		document: [
			{
				binaryField: 'data',
				type: { __rl: true, mode: 'list', value: 'PASSPORT' },
				subType: 'FRONT_SIDE',
				countryCode: 'DE',
				description: 'First page',
				externalReference: 'file-1',
			},
		],
	},
};
const ofDocument = async () => {
	const upload = { resource: 'document', operation: 'upload', ...documents };
	const [row] = await run({ ...upload, ...(await inNeed(mira)) }, passport);
	const [first] = row!.documents as Array<{ reference: string }>;
	return { documentReference: first!.reference };
};

/** The parameters that each operation needs to give something. */
const needs: Record<string, () => IDataObject | Promise<IDataObject>> = {
	'agreementSession.create': () => newSession,
	'agreementSession.decline': ofSession,
	'agreementSession.get': ofSession,
	'agreementSession.sign': ofSession,
	'agreementSession.waitForSignature': async () => {
		const { sessionReference, ipAddress } = await ofSession();
		await run({ resource: 'agreementSession', operation: 'sign', sessionReference, ipAddress });
		return { sessionReference };
	},
	'customer.createCompany': () => northwind,
	'customer.createIndividual': () => mira,
	'customer.get': () => inNeed(mira),
	'customer.getAll': () => ({ returnAll: true }),
	'customer.getOutstanding': () => inNeed(northwind),
	'customer.getRequiredInfo': () => inNeed({ ...mira, lastName: 'Mismatch' }),
	'customer.update': async () => ({
		...(await inNeed(mira)),
		updateFields: { dateOfBirth: '1991-03-09' },
	}),
	'customer.waitForStatus': async () => ({
		...(await inNeed(mira)),
		statusGroups: ['actionRequired'],
	}),
	'document.delete': ofDocument,
	'document.getDownloadUrl': ofDocument,
	'document.upload': async () => ({ ...documents, ...(await inNeed(mira)) }),
	'questionnaire.getDefinitions': () => ({}),
	'questionnaire.submit': async () => ({
		...(await inNeed(northwind)),
		specifyBody: 'json',
		body: [
			{
				code: QUESTIONNAIRE,
				sections: [{ id: 'natureOfBusiness', items: [{ id: 'customers', value: 'BOTH' }] }],
			},
		],
	}),
	'referenceData.getIndustries': () => ({}),
	'referenceData.getMonthlyVolumes': () => ({}),
};

const operations = resources.flatMap(({ value: resource, operations }) =>
	operations.map(({ value: operation }) => ({ resource, operation })),
);

describe('the preview of the output', () => {
	test.each(operations)('of $resource $operation is what it gives', async (which) => {
		const { resource, operation } = which;
		const file = path.join(PREVIEWS, resource, `${operation}.json`);
		const preview = JSON.parse(readFileSync(file, 'utf8')) as Preview;
		const parameters = await needs[`${resource}.${operation}`]!();
		const items = await run({ ...parameters, ...which }, passport);

		expect(items.length).toBeGreaterThan(0);
		expect([...new Set(items.flatMap((item) => differences(item, preview)))]).toEqual([]);
		expect(missing(items, preview)).toEqual([]);
	});
});

// v2's writes while BVNK and the network fail in every way, and BVNK answers a repeat as its general rule says:
// each customer once, each set of agreements once, each document once, each item answered once.
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { runNode } from '../engine/v2/engine';
import { customer } from '../engine/v2/rows';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { companyBodyV2, individualBodyV2 } from '../sandbox/v2/data';
import { mix } from '../tools/server/random';
import { addTrouble, TIMEOUT_MS } from './trouble';

const SEED = 20_261_126;
const MOST_PASSES = 40;

/** Rows for one operation, and what is wrong with a row's answer, in words. */
interface Job {
	name: string;
	parameters: IDataObject;
	rows: Array<{ json: IDataObject; binary?: IBinaryKeyData }>;
	wrong: (row: IDataObject, answers: IDataObject[]) => string | undefined;
}

let sandbox: Sandbox;
let faults: () => Record<string, number>;
const problems: string[] = [];
/** Rows that were answered by an error, and run again. */
let again = 0;
let executions = 0;

beforeEach(async () => {
	sandbox = await startSandbox({ delayMs: 5 });
	problems.length = 0;
	again = 0;
	faults = addTrouble(sandbox, SEED);
	let drawn = 0;
	// the pauses between tries, cut to a tenth
	jest
		.spyOn(Math, 'random')
		.mockImplementation(() => mix(drawn++, SEED, 23, 2 ** 32) / 2 ** 32 / 10);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

/** Runs the rows, and those that failed again in another execution, until all are through. Gives all answers. */
async function untilDone({ name, parameters, rows, wrong }: Job): Promise<IDataObject[][]> {
	const done: IDataObject[][] = rows.map(() => []);
	let left = [...rows.keys()];
	for (let pass = 1; left.length > 0; pass++) {
		if (pass > MOST_PASSES) {
			problems.push(`${name}: ${left.length} rows never came through`);
			return done;
		}
		const { items, error } = await runNode(sandbox, {
			parameters: {
				...parameters,
				options: { timeout: TIMEOUT_MS, ...(parameters.options as IDataObject) },
			},
			input: left.map((at) => rows[at]!.json),
			binary: left.map((at) => rows[at]!.binary ?? {}),
			executionId: `v2-${++executions}`,
			settings: { onError: 'continueRegularOutput' },
		});
		if (error) problems.push(`${name}: the execution failed: ${error.message}`);
		const answers = left.map((): IDataObject[] => []);
		for (const { json, pairedItem } of items) {
			answers[(pairedItem as { item: number }).item]!.push(json);
		}
		left = left.filter((at, index) => {
			const answer = answers[index]!;
			const failed = answer.some((json) => typeof json.error === 'string');
			if (answer.length === 0) problems.push(`${name}: row ${at} was not answered`);
			if (failed && answer.length > 1)
				problems.push(`${name}: row ${at} has an error beside answers`);
			if (failed) again++;
			if (failed || answer.length === 0) return true;
			const fault = wrong(rows[at]!.json, answer);
			if (fault) problems.push(`${name}: row ${at}: ${fault}`);
			done[at] = answer;
			return false;
		});
		// a client that gave up leaves a request that the server acts on later
		while (sandbox.delayed > 0) await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return done;
}

const isOne = (answers: IDataObject[]) =>
	answers.length === 1 ? undefined : `it was answered ${answers.length} times`;

test.each([400, 409] as const)(
	'each is there once, and each item was answered once, where a repeat is answered %i',
	async (status) => {
		sandbox.settings.replayAnswer = status;
		sandbox.settings.duplicateStatus = status;
		const people = Array.from({ length: 120 }, (_, index) => individualBodyV2(index, SEED));
		const companies = Array.from({ length: 40 }, (_, index) => companyBodyV2(index, SEED));
		const bodies: IDataObject[] = [...people, ...companies];

		const prospects = people.slice(0, 60);
		await untilDone({
			name: 'Agreement: Create',
			parameters: {
				resource: 'agreement',
				operation: 'create',
				reference: '={{ $json.reference }}',
				ifReferenceExists: 'return',
				customerType: 'INDIVIDUAL',
				countryCode: 'DE',
				useCase: 'FIAT',
				options: { concurrency: 8 },
			},
			rows: prospects.map(({ reference }) => ({ json: { reference } })),
			wrong: ({ reference }, answers) =>
				isOne(answers) ??
				(answers[0]!.id === sandbox.v2.sets.get(reference as string)?.id
					? undefined
					: 'it was given the agreements of another'),
		});
		await untilDone({
			name: 'Agreement: Answer',
			parameters: {
				resource: 'agreement',
				operation: 'answer',
				agreementsOf: 'prospect',
				reference: '={{ $json.reference }}',
				answer: 'ACCEPT',
				options: { concurrency: 8 },
			},
			rows: prospects.map(({ reference }) => ({ json: { reference } })),
			wrong: ({ reference }, answers) => {
				const { agreements } = sandbox.v2.sets.get(reference as string)!;
				const told = answers.map(({ agreementId, answered }) => [agreementId, answered]);
				const right = agreements.map(({ id }) => [id, true]);
				const isDone = agreements.every((one) => one.status === 'ACCEPTED');
				return isDone && JSON.stringify(told.sort()) === JSON.stringify(right.sort())
					? undefined
					: 'the answer does not say what BVNK has';
			},
		});
		const made = await untilDone({
			name: 'Customer: Create From JSON',
			parameters: {
				operation: 'createFromJson',
				body: '={{ $json }}',
				options: { concurrency: 8 },
			},
			rows: bodies.map((json) => ({ json })),
			wrong: ({ reference }, answers) =>
				isOne(answers) ??
				(sandbox.v2.customers.get(answers[0]!.id as string)?.reference === reference
					? undefined
					: 'it was given the customer of another'),
		});
		const uploads = made.slice(0, 80).map(([answer], index) => ({
			json: { id: answer!.id, document: `doc-${index}` },
			binary: {
				data: {
					data: Buffer.from(`Invented document ${index}`).toString('base64'),
					mimeType: 'application/pdf',
					fileName: `doc-${index}.pdf`,
				},
			},
		}));
		await untilDone({
			name: 'Document: Upload',
			parameters: {
				resource: 'document',
				operation: 'upload',
				customerId: customer('={{ $json.id }}'),
				documents: {
					document: [
						{
							binaryField: 'data',
							type: { __rl: true, mode: 'id', value: 'PASSPORT' },
							countryCode: 'DE',
							externalReference: '={{ $json.document }}',
						},
					],
				},
				options: { pause: 0 },
			},
			rows: uploads,
			wrong: ({ id, document }, answers) => {
				const own = sandbox.v2.customers.get(id as string)!.documents;
				const [given] = answers[0]!.documents as Array<{ id: string }>;
				const isThere = own.some(
					(one) =>
						one.externalReference === document && (given!.id === null || one.id === given!.id),
				);
				return isOne(answers) ?? (isThere ? undefined : 'its document is not there');
			},
		});

		expect(problems).toEqual([]);
		const references = [...sandbox.v2.customers.values()].map(({ reference }) => reference);
		expect(references.sort()).toEqual(bodies.map(({ reference }) => reference).sort());
		expect(sandbox.v2.sets.size).toBe(60);
		for (const { fields, reference, type } of sandbox.v2.customers.values()) {
			const sent = bodies.find((body) => body.reference === reference)!;
			const { associates: _, ...own } = (sent[type.toLowerCase()] ?? {}) as IDataObject;
			expect(fields).toEqual(own);
		}
		// a program that is too gentle shows nothing
		expect(again).toBeGreaterThan(10);
		expect(Object.values(faults()).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(100);
	},
	300_000,
);

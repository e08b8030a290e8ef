import { runNode } from './engine';
import { bodyOf, northwind, northwindBody } from './rows';
import { withRecorder, withSandbox } from './servers';

const bvnk = withSandbox();
const recorder = withRecorder({ status: 202, body: { reference: 'r', status: 'PENDING' } });

describe('Create Company', () => {
	test('sends every field and three associates in the place where BVNK has them', async () => {
		await runNode(recorder, { parameters: northwind });

		expect(recorder.received[0]!.body).toStrictEqual(northwindBody);
	});

	test('is accepted by the embedded BVNK, and says which questionnaires are asked for', async () => {
		const { rows, error } = await runNode(bvnk, { parameters: northwind });

		expect(error).toBeUndefined();
		const [created] = [...bvnk.customers.values()];
		expect(rows).toEqual([
			{
				reference: created!.reference,
				status: 'INFO_REQUIRED',
				statusGroup: 'actionRequired',
				infoRequired: { questionnaireCodes: ['otherQuestionnaireFull'] },
			},
		]);
		expect(bodyOf(created!)).toEqual(northwindBody);
	});

	test('takes a single title where a list is asked for, as a table cell gives it', async () => {
		const [jonas] = northwind.associates.associate;
		await runNode(recorder, {
			input: [{ title: 'DIRECTOR' }],
			parameters: {
				...northwind,
				associates: { associate: [{ ...jonas, titles: '={{ $json.title }}' }] },
			},
		});

		expect(recorder.received[0]!.body).toMatchObject({
			company: { associates: [{ firstName: 'Jonas', titles: ['DIRECTOR'] }] },
		});
	});

	test('takes the industry and the volume by expression', async () => {
		await runNode(recorder, {
			input: [{ industry: '00000002-06d8-11ef-b6e1-0000000e0021' }],
			parameters: {
				...northwind,
				industryReference: { __rl: true, mode: 'id', value: '={{ $json.industry }}' },
			},
		});

		expect(recorder.received[0]!.body).toMatchObject({
			company: { industryReference: '00000002-06d8-11ef-b6e1-0000000e0021' },
		});
	});

	test('takes the older shape of associates by Extra JSON', async () => {
		const associates = [
			{
				person: { firstName: 'Aino', lastName: 'Laine', dateOfBirth: '1985-02-28' },
				details: { birthCountryCode: 'FI' },
				title: 'Representative',
				controls: { hasOwnership: false, hasControl: false, isSigner: true },
			},
		];
		await runNode(recorder, {
			parameters: {
				...northwind,
				additionalFields: { extraJson: JSON.stringify({ company: { associates } }) },
			},
		});

		expect(recorder.received[0]!.body).toMatchObject({ company: { associates } });
	});

	test('sends a whole body given as JSON', async () => {
		await runNode(recorder, {
			parameters: {
				operation: 'createFromJson',
				body: JSON.stringify(northwindBody),
			},
		});

		expect(recorder.received[0]!.body).toStrictEqual(northwindBody);
	});

	test('takes a single associate that JSON gives without a list', async () => {
		const [jonas] = northwindBody.company.associates;
		await runNode(recorder, {
			parameters: {
				operation: 'createFromJson',
				body: JSON.stringify({
					...northwindBody,
					company: { ...northwindBody.company, associates: jonas },
				}),
			},
		});

		expect(recorder.received[0]!.body).toMatchObject({ company: { associates: [jonas] } });
	});

	test('takes two titles in one cell for two, and their labels for their values', async () => {
		const [jonas] = northwind.associates.associate;
		const { hints } = await runNode(recorder, {
			parameters: {
				...northwind,
				associates: { associate: [{ ...jonas, titles: '={{ $json.titles }}' }] },
			},
			input: [{ titles: 'director, Business Owner; CEO' }],
		});

		expect(recorder.received[0]!.body).toMatchObject({
			company: { associates: [{ titles: ['DIRECTOR', 'BUSINESS_OWNER', 'CEO'] }] },
		});
		expect(hints.map(({ message }) => message).join()).toContain(
			"Titles' is none of the values in the list",
		);
	});

	test('says how to mend what is wrong with an associate', async () => {
		const [jonas] = northwind.associates.associate;
		const { error } = await runNode(recorder, {
			parameters: {
				...northwind,
				associates: { associate: [{ ...jonas, dateOfBirth: '={{ "08.03.1991" }}' }] },
			},
		});

		expect(error!.description).toContain("DateTime.fromFormat($json.date, 'dd.MM.yyyy')");
	});

	test('takes a host name for a website', async () => {
		await runNode(recorder, {
			parameters: { ...northwind, additionalFields: { website: 'www.northwind.example' } },
		});

		expect(recorder.received[0]!.body).toMatchObject({
			company: { website: 'https://www.northwind.example' },
		});
	});

	test('names the associate and the field that is wrong', async () => {
		const [jonas, aino] = northwind.associates.associate;
		const { error } = await runNode(recorder, {
			parameters: {
				...northwind,
				associates: {
					associate: [
						jonas,
						{ ...aino, dateOfBirth: '1985-02-30', birthCountryCode: '={{ $json.none }}' },
					],
				},
			},
		});

		expect(error!.message).toBe(
			"'Associate 2 › Date of Birth' is a date that does not exist; 'Associate 2 › Birth Country' is empty",
		);
		expect(recorder.received).toEqual([]);
	});

	test('counts an associate whose fields are all empty', async () => {
		const [jonas] = northwind.associates.associate;
		const { error } = await runNode(recorder, {
			parameters: {
				...northwind,
				associates: {
					associate: [
						{
							firstName: '={{ $json.none }}',
							lastName: '={{ $json.none }}',
							dateOfBirth: '={{ $json.none }}',
							birthCountryCode: '={{ $json.none }}',
						},
						jonas,
					],
				},
			},
		});

		expect(error!.message).toContain("'Associate 1 › First Name' is empty");
		expect(error!.description).not.toContain('Associate 2');
	});
});

import type { IDataObject } from 'n8n-workflow';
import { getQuestions, searchQuestionnaires } from '../../nodes/BvnkOnboarding/methods/listSearch';
import { credentialOf, loadOptionsContext, runNode } from './engine';
import { customer, mira, northwind } from './rows';
import { withRecorder, withSandbox } from './servers';

const bvnk = withSandbox();
const recorder = withRecorder();
afterEach(() => jest.restoreAllMocks());

const CODE = 'otherQuestionnaireFull';
const SOMEBODY = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';

/** Northwind at the embedded BVNK. */
async function company(parameters: IDataObject = northwind): Promise<string> {
	const { rows } = await runNode(bvnk, { parameters });
	return rows[0]!.reference as string;
}

const code = (value: string) => ({ __rl: true, mode: 'list', value });

describe('Get Definitions', () => {
	const get = (more: IDataObject = {}) => ({
		resource: 'questionnaire',
		operation: 'getDefinitions',
		...more,
	});

	test('gives a flat list of questions', async () => {
		const { rows, items } = await runNode(bvnk, { parameters: get({ codes: CODE }) });

		expect(rows).toHaveLength(7);
		expect(rows[1]).toEqual({
			questionnaireCode: CODE,
			sectionId: 'natureOfBusiness',
			section: 'Nature of Business',
			itemId: 'customers',
			question: 'Who are its customers?',
			type: 'SELECT',
			required: true,
			options: [
				{ value: 'BUSINESSES', label: 'Businesses' },
				{ value: 'CONSUMERS', label: 'Consumers' },
				{ value: 'BOTH', label: 'Both' },
			],
			raw: expect.objectContaining({ id: 'customers' }) as IDataObject,
		});
		expect(items.every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(true);
	});

	test('gives the definitions as BVNK answers them', async () => {
		const { rows } = await runNode(bvnk, { parameters: get({ output: 'definitions' }) });

		expect(rows).toHaveLength(5);
		expect(rows[0]).toMatchObject({ code: 'financialServicesQuestionnaireFull' });
	});

	test.each<[string, unknown, string[]]>([
		['none', '', ['']],
		['nothing', '={{ undefined }}', ['']],
		['null', '={{ null }}', ['']],
		['one', ` ${CODE} `, [`codes=${CODE}`]],
		[
			'several',
			`${CODE}, gamblingQuestionnaireFull,`,
			[`codes=${CODE}%2CgamblingQuestionnaireFull`],
		],
		['a list', `={{ ["${CODE}"] }}`, [`codes=${CODE}`]],
	])('asks for %s', async (_, codes, queries) => {
		const { error } = await runNode(bvnk, {
			parameters: get({ codes: codes as string, output: 'definitions' }),
		});

		expect(error).toBeUndefined();
		expect(bvnk.requests.map(({ query }) => query)).toEqual(queries);
	});

	test('gives nothing for a code that BVNK does not have', async () => {
		const { rows, error } = await runNode(bvnk, { parameters: get({ codes: 'none' }) });

		expect(error).toBeUndefined();
		expect(rows).toEqual([]);
	});

	test('says so when no list comes', async () => {
		bvnk.fail({}, { status: 200, body: { codes: [] } });
		const { error } = await runNode(bvnk, { parameters: get() });

		expect(error!.message).toBe(
			'BVNK answered another form where a list of questionnaires was expected',
		);
	});

	test('asks a busy BVNK again', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		bvnk.fail({ times: 2 }, { status: 429 });
		const { rows } = await runNode(bvnk, { parameters: get({ codes: CODE }) });

		expect(rows).toHaveLength(7);
		expect(bvnk.requests).toHaveLength(3);
	});
});

describe('Submit', () => {
	/** The form's answers, with the questions that n8n saves beside them. */
	const answers = (value: IDataObject | null, schema: IDataObject[] = []) => ({
		mappingMode: 'defineBelow',
		value,
		schema,
	});
	const submit = (customerReference: string, more: IDataObject) => ({
		resource: 'questionnaire',
		operation: 'submit',
		customerReference: customer(customerReference),
		...more,
	});
	const complete = {
		'natureOfBusiness::businessModel': 'Robots',
		'natureOfBusiness::customers': 'BUSINESSES',
		'documentRequirements::hasPolicy': 'YES',
	};

	test('sends the answers of the form by section and question, without what was left empty', async () => {
		await runNode(recorder, {
			input: [{ model: 'Robots' }],
			parameters: submit(SOMEBODY, {
				questionnaireCode: code(CODE),
				answers: answers({
					'natureOfBusiness::businessModel': '={{ $json.model }}',
					'natureOfBusiness::customers': '',
					'natureOfBusiness::employees': null,
					'documentRequirements::hasPolicy': 'YES',
					'natureOfBusiness::regions': '={{ ["EU", "US"] }}',
				}),
			}),
		});

		expect(recorder.received).toMatchObject([
			{ method: 'PUT', url: `/platform/v1/customers/${SOMEBODY}/questionnaires` },
		]);
		expect(recorder.received[0]!.body).toEqual([
			{
				code: CODE,
				sections: [
					{
						id: 'natureOfBusiness',
						items: [
							{ id: 'businessModel', value: 'Robots' },
							{ id: 'regions', value: ['EU', 'US'] },
						],
					},
					{ id: 'documentRequirements', items: [{ id: 'hasPolicy', value: 'YES' }] },
				],
			},
		]);
	});

	test('clears the questionnaire of the customer', async () => {
		const reference = await company();
		const { items } = await runNode(bvnk, {
			parameters: submit(reference, {
				questionnaireCode: { __rl: true, mode: 'id', value: `={{ "${CODE}" }}` },
				answers: answers(complete),
			}),
		});
		const info = await runNode(bvnk, {
			parameters: {
				operation: 'getRequiredInfo',
				customerReference: customer(reference),
				output: 'customer',
			},
		});

		expect(items).toEqual([
			{
				json: {
					customerReference: reference,
					submitted: true,
					answer: [{ code: CODE, status: 'SUBMITTED' }],
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(info.rows[0]!.toDos).not.toContainEqual(
			expect.objectContaining({ kind: 'questionnaire' }),
		);
	});

	test('in part leaves what is missing to Get Required Info', async () => {
		const reference = await company();
		const { 'documentRequirements::hasPolicy': _, ...part } = complete;
		await runNode(bvnk, {
			parameters: submit(reference, { questionnaireCode: code(CODE), answers: answers(part) }),
		});
		const { rows } = await runNode(bvnk, {
			parameters: { operation: 'getRequiredInfo', customerReference: customer(reference) },
		});

		expect(rows).toContainEqual(
			expect.objectContaining({ kind: 'questionnaire', code: CODE, of: 'customer' }),
		);
	});

	test.each([
		['as an object', [{ code: CODE, sections: { a: { items: { b: { value: 'c' } } } } }]],
		['as text', JSON.stringify([{ id: CODE, any: 'form' }])],
		['of one questionnaire', { code: CODE, sections: [] }],
	])('sends JSON %s as it is', async (_, body) => {
		const { error } = await runNode(recorder, {
			parameters: submit(SOMEBODY, { operation: 'submitFromJson', body }),
		});

		expect(error).toBeUndefined();
		expect(recorder.received[0]!.body).toEqual(
			[typeof body === 'string' ? (JSON.parse(body) as IDataObject[]) : body].flat(),
		);
	});

	test('takes an answer without a body', async () => {
		recorder.answer = { status: 204, body: '' };
		const { rows } = await runNode(recorder, {
			parameters: submit(SOMEBODY, { questionnaireCode: code(CODE), answers: answers(complete) }),
		});

		expect(rows).toEqual([{ customerReference: SOMEBODY, submitted: true, answer: null }]);
	});

	test.each<[string, IDataObject, string]>([
		['no questionnaire', { questionnaireCode: code('={{ "" }}') }, "'Questionnaire' is empty"],
		[
			'an answer to no question',
			{ answers: answers({ customers: 'BOTH' }) },
			"'Answers' has a field 'customers', which names no question",
		],
		[
			'two answers to one question',
			{ answers: answers({ 'a:b::c': 'YES', 'a%3Ab::c': 'NO' }) },
			"'Answers' answers the question 'c' twice",
		],
		['no answers', { answers: answers(null) }, "'Answers' is empty"],
		['empty answers', { answers: answers({ 'a::b': '' }) }, "'Answers' is empty"],
		[
			'an empty JSON list',
			{ operation: 'submitFromJson', body: '[]' },
			"'JSON Body' holds no answers",
		],
		[
			'empty JSON',
			{ operation: 'submitFromJson', body: '={{ "" }}' },
			"'JSON Body' holds no answers",
		],
		[
			'an empty object',
			{ operation: 'submitFromJson', body: '{}' },
			"'JSON Body' holds no answers",
		],
		[
			'JSON of texts',
			{ operation: 'submitFromJson', body: '["yes"]' },
			"'JSON Body' holds no answers",
		],
		[
			'broken JSON',
			{ operation: 'submitFromJson', body: '={{ "[{" }}' },
			"'JSON Body' is not valid JSON",
		],
		[
			'an unsafe key',
			{ operation: 'submitFromJson', body: '[{"__proto__": {"a": 1}}]' },
			"'JSON Body' holds the key '__proto__'",
		],
	])('is refused with %s before anything is sent', async (_, more, message) => {
		const { error } = await runNode(recorder, {
			parameters: submit(SOMEBODY, {
				questionnaireCode: code(CODE),
				answers: answers(complete),
				...more,
			}),
		});

		expect(error!.message).toContain(message);
		expect(recorder.received).toEqual([]);
	});

	test('is held to the questions that n8n has saved beside the answers', async () => {
		const question = (id: string, more: IDataObject) => ({
			id,
			displayName: id,
			required: false,
			defaultMatch: false,
			display: true,
			...more,
		});
		const schema = [
			question('natureOfBusiness::businessModel', { type: 'string', required: true }),
			question('natureOfBusiness::regions', { type: 'array' }),
		];
		const run = (value: IDataObject) =>
			runNode(recorder, {
				parameters: submit(SOMEBODY, {
					questionnaireCode: code(CODE),
					answers: answers(value, schema),
				}),
			});
		const missing = await run({ 'natureOfBusiness::businessModel': null });
		await run({
			'natureOfBusiness::businessModel': 'Robots',
			'natureOfBusiness::regions': '["EU","US"]',
		});

		expect(missing.error!.message).toContain('natureOfBusiness::businessModel');
		expect(recorder.received).toHaveLength(1);
		expect(recorder.received[0]!.body).toMatchObject([
			{ sections: [{ items: [{ value: 'Robots' }, { id: 'regions', value: ['EU', 'US'] }] }] },
		]);
	});

	test("passes BVNK's refusal of an individual on", async () => {
		const reference = await company(mira);
		const { error } = await runNode(bvnk, {
			parameters: submit(reference, { questionnaireCode: code(CODE), answers: answers(complete) }),
		});

		expect(error!.message).toContain('Customer: Only companies answer questionnaires');
	});

	test.each([[{ status: 503 }], [{ kind: 'cutAfter' as const }]])(
		'is sent again after %j, which sets the same answers',
		async (fault) => {
			jest.spyOn(Math, 'random').mockReturnValue(0);
			const reference = await company();
			bvnk.fail({ method: 'PUT' }, fault);
			const { rows } = await runNode(bvnk, {
				parameters: submit(reference, {
					questionnaireCode: code(CODE),
					answers: answers(complete),
				}),
			});

			expect(rows).toMatchObject([{ answer: [{ status: 'SUBMITTED' }] }]);
			expect(bvnk.count({ method: 'PUT' })).toBe(2);
		},
	);

	test.each([
		['EU, OTHER', ['EU', 'OTHER']],
		['EU', ['EU']],
		['={{ ["EU", "US"] }}', ['EU', 'US']],
		['={{ JSON.stringify(["EU", "US"]) }}', ['EU', 'US']],
	])('sends several answers to a question as a list: %j', async (regions, sent) => {
		await runNode(recorder, {
			parameters: submit(SOMEBODY, {
				questionnaireCode: code(CODE),
				answers: answers({ 'natureOfBusiness::regions[]': regions }),
			}),
		});

		expect(recorder.received[0]!.body).toEqual([
			{
				code: CODE,
				sections: [{ id: 'natureOfBusiness', items: [{ id: 'regions', value: sent }] }],
			},
		]);
	});

	test('goes on after an item that fails', async () => {
		const reference = await company();
		const { items } = await runNode(bvnk, {
			input: [{ reference: SOMEBODY }, { reference }],
			parameters: submit('={{ $json.reference }}', {
				questionnaireCode: code(CODE),
				answers: answers(complete),
			}),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items).toMatchObject([
			{ json: { httpCode: 404 }, pairedItem: { item: 0 } },
			{ json: { submitted: true }, pairedItem: { item: 1 } },
		]);
	});
});

describe('the list of questionnaires', () => {
	test('offers the titles, and searches in them', async () => {
		const all = await searchQuestionnaires.call(loadOptionsContext(bvnk));
		const some = await searchQuestionnaires.call(loadOptionsContext(bvnk), 'GAMING');

		expect(all.results).toHaveLength(5);
		expect(some.results).toEqual([{ name: 'Gaming', value: 'gamblingQuestionnaireFull' }]);
	});

	test('has first what BVNK asks of the chosen customer, and says so', async () => {
		const reference = await company();
		const { results } = await searchQuestionnaires.call(
			loadOptionsContext(bvnk, credentialOf(bvnk), { customerReference: customer(reference) }),
		);

		expect(results[0]).toEqual({ name: 'Other (required)', value: CODE });
		expect(results).toHaveLength(5);
	});

	test('tells questionnaires of one title apart by their codes, and makes titles where there are none', async () => {
		const body = [
			{ code: 'a', title: 'Other' },
			{ code: 'b', title: 'Other' },
			{ code: 'financialServicesQuestionnaireFull' },
			{ title: 'Without a code' },
		];
		bvnk.fail({}, { status: 200, body });

		const { results } = await searchQuestionnaires.call(loadOptionsContext(bvnk));

		expect(results.map(({ name }) => name)).toEqual([
			'Other (a)',
			'Other (b)',
			'Financial services',
		]);
	});
});

describe('the form of the answers', () => {
	const context = (questionnaireCode: string) =>
		loadOptionsContext(bvnk, credentialOf(bvnk), { questionnaireCode: code(questionnaireCode) });

	/** The questionnaire with these sections, as BVNK answers it. */
	const asks = (sections: IDataObject[]) =>
		bvnk.fail({}, { status: 200, body: [{ code: CODE, sections }] });

	test('has a field for each question of the chosen questionnaire', async () => {
		const { fields } = await getQuestions.call(context(CODE));

		expect(fields).toHaveLength(7);
		expect(fields.slice(0, 3)).toEqual([
			{
				id: 'natureOfBusiness::businessModel',
				displayName: 'What does the company do? (Other)',
				required: true,
				defaultMatch: false,
				display: true,
				type: 'string',
			},
			{
				id: 'natureOfBusiness::customers',
				displayName: 'Who are its customers?',
				required: true,
				defaultMatch: false,
				display: true,
				type: 'options',
				options: [
					{ name: 'Businesses', value: 'BUSINESSES' },
					{ name: 'Consumers', value: 'CONSUMERS' },
					{ name: 'Both', value: 'BOTH' },
				],
			},
			{
				id: 'natureOfBusiness::regions[]',
				displayName: 'Where are they? (EU, US, OTHER)',
				required: false,
				defaultMatch: false,
				display: true,
				type: 'string',
			},
		]);
		expect(bvnk.requests.map(({ query }) => query)).toEqual([`codes=${CODE}`]);
	});

	test('fits the answers that are sent', async () => {
		const reference = await company();
		const { fields } = await getQuestions.call(context(CODE));
		const value = Object.fromEntries(
			fields.map(({ id, options }) => [
				id,
				id.endsWith('[]') ? 'EU, OTHER' : (options?.[0]?.value ?? 'any'),
			]),
		);
		const { rows, error } = await runNode(bvnk, {
			parameters: {
				resource: 'questionnaire',
				operation: 'submit',
				customerReference: customer(reference),
				questionnaireCode: code(CODE),
				answers: { mappingMode: 'defineBelow', value, schema: fields as never },
			},
		});

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ answer: [{ status: 'SUBMITTED' }] }]);
		expect(bvnk.customers.get(reference)!.answers.get(CODE)!.size).toBe(7);
	});

	test('says the section only of a question that stands in two of them', async () => {
		asks([
			{ id: 'a', title: 'Owners', items: [{ id: 'b', question: 'How many?' }] },
			{
				id: 'c',
				title: 'Staff',
				items: [
					{ id: 'd', question: 'How many?' },
					{ id: 'e', question: 'Where?' },
				],
			},
		]);
		const { fields } = await getQuestions.call(context(CODE));

		expect(fields.map(({ displayName }) => displayName)).toEqual([
			'How many? · Owners',
			'How many? · Staff',
			'Where?',
		]);
	});

	test('takes the questionnaire that was chosen, where BVNK answers all', async () => {
		const definition = (name: string) => ({ code: name, sections: [{ items: [{ id: name }] }] });
		bvnk.fail({}, { status: 200, body: [definition('other'), definition(CODE)] });
		const { fields } = await getQuestions.call(context(CODE));

		expect(fields.map(({ id }) => id)).toEqual([`0::${CODE}`]);
	});

	test.each([
		['a::b', 'c'],
		['a', 'b::c'],
		['a:', ':b'],
		['::', '::'],
		['50%', 'a%3Ab'],
		['a[]', 'b[]'],
		['%5B', '[]'],
		['%25', '%'],
	])('sends the answer to the question %j / %j, and to no other', async (sectionId, itemId) => {
		asks([
			{ id: sectionId, items: [{ id: itemId, question: 'Right?' }] },
			{ id: 'a', items: [{ id: 'b', question: 'Wrong?' }] },
		]);
		const { fields } = await getQuestions.call(context(CODE));
		const [field] = fields.filter(({ displayName }) => displayName.includes('Right?'));

		await runNode(recorder, {
			parameters: {
				resource: 'questionnaire',
				operation: 'submit',
				customerReference: customer(SOMEBODY),
				questionnaireCode: code(CODE),
				answers: { mappingMode: 'defineBelow', value: { [field!.id]: 'YES' }, schema: [] },
			},
		});

		expect(new Set(fields.map(({ id }) => id)).size).toBe(2);
		expect(recorder.received[0]!.body).toEqual([
			{ code: CODE, sections: [{ id: sectionId, items: [{ id: itemId, value: 'YES' }] }] },
		]);
	});

	test('is refused where two questions have one name, for an answer would go to either', async () => {
		asks([
			{
				id: 'a',
				items: [
					{ id: 'b', question: 'First?' },
					{ id: 'b', question: 'Second?' },
				],
			},
		]);

		await expect(getQuestions.call(context(CODE))).rejects.toThrow(
			`BVNK gives two questions of '${CODE}' the same name: 'b'`,
		);
	});

	test('has a question once that comes twice in the same words', async () => {
		const items = [{ id: 'b', question: 'First?' }];
		asks([
			{ id: 'a', items },
			{ id: 'a', items },
		]);

		const { fields } = await getQuestions.call(context(CODE));

		expect(fields).toHaveLength(1);
	});

	test.each([
		[[null]],
		[['text']],
		[{ a: null, b: 7 }],
		[[{ id: {}, title: [], items: [null, 7, 'x', [], { id: null, options: [null, {}, []] }] }]],
	])('of sections %j has words', async (sections) => {
		bvnk.fail({}, { status: 200, body: [{ code: CODE, sections }] });

		const { fields } = await getQuestions.call(context(CODE));

		expect(fields.every(({ displayName }) => typeof displayName === 'string')).toBe(true);
	});

	test.each([
		['no questionnaire is chosen', ''],
		['an expression chooses it', '={{ $json.code }}'],
	])('is empty while %s', async (_, chosen) => {
		const { fields } = await getQuestions.call(context(chosen));

		expect(fields).toEqual([]);
	});
});

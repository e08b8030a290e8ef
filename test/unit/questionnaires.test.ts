// BVNK does not document the keys of definitions and answers: every likely form is read.
import type { IDataObject } from 'n8n-workflow';
import {
	answersBody,
	fieldNameOf,
	submitRequest,
} from '../../nodes/BvnkOnboarding/bodies/questionnaire';
import { codeOf, questionsOf } from '../../nodes/BvnkOnboarding/output/questionnaires';

const question = (item: unknown) =>
	questionsOf({ code: 'c', sections: [{ id: 's', items: [item as IDataObject] }] })[0]!;

describe('the questions of a definition', () => {
	test('are read from lists of sections and items', () => {
		const item = {
			id: 'model',
			question: 'What do you do?',
			type: 'SELECT',
			required: true,
			options: [{ value: 'A', title: 'Apples' }],
		};
		const definition = {
			code: 'otherQuestionnaireFull',
			sections: [{ id: 'nature', title: 'Nature of Business', items: [item] }],
		};

		expect(questionsOf(definition)).toEqual([
			{
				questionnaireCode: 'otherQuestionnaireFull',
				sectionId: 'nature',
				section: 'Nature of Business',
				itemId: 'model',
				question: 'What do you do?',
				type: 'SELECT',
				required: true,
				options: [{ value: 'A', label: 'Apples' }],
				raw: item,
			},
		]);
	});

	test('are read from maps, as the verification provider has them', () => {
		const definition = {
			id: 'gamblingQuestionnaireFull',
			sections: { nature: { items: { model: { title: 'What do you do?', mandatory: true } } } },
		};

		expect(questionsOf(definition)).toMatchObject([
			{
				questionnaireCode: 'gamblingQuestionnaireFull',
				sectionId: 'nature',
				section: 'nature',
				itemId: 'model',
				question: 'What do you do?',
				type: null,
				required: true,
				options: [],
			},
		]);
	});

	test.each<[unknown, Array<{ value: string; label: string }>]>([
		[
			['EU', 'US'],
			[
				{ value: 'EU', label: 'EU' },
				{ value: 'US', label: 'US' },
			],
		],
		[[7], [{ value: '7', label: '7' }]],
		[[{ id: 'a', label: 'A' }], [{ value: 'a', label: 'A' }]],
		[[{ value: 1, name: 'One' }], [{ value: '1', label: 'One' }]],
		[{ YES: 'Yes' }, [{ value: 'YES', label: 'Yes' }]],
		[{ YES: { title: 'Yes' } }, [{ value: 'YES', label: 'Yes' }]],
		[null, []],
		['any', []],
	])('have the options %j', (options, read) =>
		expect(question({ id: 'i', options }).options).toEqual(read),
	);

	test.each<[IDataObject, string]>([
		[{ id: 'i', question: 'Q', title: 'T' }, 'Q'],
		[{ id: 'i', label: 'L', description: 'D' }, 'L'],
		[{ id: 'i', description: 'D' }, 'D'],
		[{ id: 'i' }, '0'],
	])('%j asks %s', (item, words) => expect(question(item).question).toBe(words));

	test.each([
		[{}],
		[{ sections: null }],
		[{ sections: [{}] }],
		[{ sections: [{ items: 'none' }] }],
	])('of %j are none', (definition) => expect(questionsOf(definition as IDataObject)).toEqual([]));

	test('of a definition without a code have an empty one', () => {
		expect(codeOf({ title: 'T' })).toBe('');
		expect(codeOf({ reference: 'r', code: 'c' })).toBe('c');
	});
});

describe('the answers', () => {
	test('go by the names of their fields into sections and items', () => {
		const [nature] = questionsOf({
			code: 'c',
			sections: { nature: { items: { model: {} } } },
		});

		expect(answersBody('c', { [fieldNameOf(nature!)]: 'Robots' })).toEqual([
			{ code: 'c', sections: [{ id: 'nature', items: [{ id: 'model', value: 'Robots' }] }] },
		]);
	});

	test('that say no or nothing are told apart', () => {
		const given = { 'a::no': false, 'a::zero': 0, 'a::none': null, 'b::empty': '' };

		expect(answersBody('c', given)).toEqual([
			{
				code: 'c',
				sections: [
					{
						id: 'a',
						items: [
							{ id: 'no', value: false },
							{ id: 'zero', value: 0 },
						],
					},
				],
			},
		]);
	});

	test('keep an item whose own name has the separator', () => {
		expect(answersBody('c', { 'a::b::c': 1 })).toEqual([
			{ code: 'c', sections: [{ id: 'a', items: [{ id: 'b::c', value: 1 }] }] },
		]);
	});

	test.each(['model', '::model', 'nature::', ''])('under the name %j are refused', (name) => {
		expect(() => answersBody('c', { [name]: 'Robots' })).toThrow('names no question');
	});

	test.each([
		['a', 'b'],
		['a::b', 'c'],
		['a:', ':b'],
		['50%', '%3A'],
		['__proto__', 'constructor'],
	])('to section %j and question %j come back to them', (sectionId, itemId) => {
		const name = fieldNameOf({ sectionId, itemId, type: null, options: [] });

		expect(answersBody('c', { [name]: 1 })).toEqual([
			{ code: 'c', sections: [{ id: sectionId, items: [{ id: itemId, value: 1 }] }] },
		]);
	});

	test.each([[[]], [[{}]], [['yes']], [[{ code: 'c' }, null]], [{ code: 'c' }]])(
		'%j are none',
		(body) => expect(submitRequest.safeParse(body).success).toBe(false),
	);

	test('may be of any form', () => {
		const body = [{ any: { form: [1, null] } }];

		expect(submitRequest.parse(body)).toEqual(body);
	});
});

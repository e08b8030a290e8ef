// Submits a company's answers to a questionnaire: question by question, or the whole body as JSON.

import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';
import { text } from '../../../shared/check/checks';
import { givenError } from '../../../shared/check/findings';
import { field } from '../../../shared/form/field';
import { jsonValue } from '../../../shared/form/json';
import { fromList, typed } from '../../../shared/form/locator';
import { parameter, setting } from '../../../shared/form/read';
import { writing, type Item, type WriteOperation } from '../../../shared/node/operation';
import { personalIn } from '../../../shared/body/personal';
import { v1 } from '../../api/v1';
import { answersBody, submitRequest } from '../../bodies/questionnaire';
import { customerLocator, customerOf } from '../customerLocator';

const codeField = field({
	displayName: 'Questionnaire',
	name: 'questionnaireCode',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'Which questionnaire is answered. Get Required Info says which one BVNK asks for.',
	// n8n shows no description of a question, and cuts its label
	hint: 'n8n cuts long questions: Get Definitions gives them whole, with the answers that each takes. Several answers to one stand with commas between them.',
	modes: [
		fromList('searchQuestionnaires', 'Choose a questionnaire'),
		typed('By Code', 'e.g. otherQuestionnaireFull'),
	],
	check: text(),
	personal: false,
});

const answersField = field({
	displayName: 'Answers',
	name: 'answers',
	type: 'resourceMapper',
	noDataExpression: true,
	required: true,
	default: { mappingMode: 'defineBelow', value: null },
	typeOptions: {
		loadOptionsDependsOn: ['questionnaireCode.value'],
		resourceMapper: {
			resourceMapperMethod: 'getQuestions',
			mode: 'add',
			valuesLabel: 'Answers',
			fieldWords: { singular: 'question', plural: 'questions' },
			addAllFields: true,
			multiKeyMatch: false,
			supportAutoMap: false,
		},
	},
	description:
		'One field for each question. Several answers to one are written with commas between them. BVNK does not document the form of answers: if it refuses them, use Submit From JSON.',
	check: z.unknown(),
	personal: true,
});

const bodyField = field({
	displayName: 'JSON Body',
	name: 'body',
	type: 'json',
	required: true,
	typeOptions: { rows: 12 },
	default: '[]',
	description: "The list of answered questionnaires, as BVNK's API takes it",
	check: z.unknown(),
	personal: true,
});

/** @param own.bodyOf makes the item's list of questionnaires */
function submitOperation(
	own: Pick<WriteOperation, 'value' | 'name' | 'action' | 'description' | 'fields'> & {
		bodyOf: (item: Item) => IDataObject[];
	},
): WriteOperation {
	const { bodyOf, ...names } = own;
	return writing({
		...names,
		kind: 'write',
		async prepare(item) {
			return { customer: await customerOf(item), body: bodyOf(item) };
		},
		async send({ client }, { customer, body }) {
			const answer = await client.call(v1.submitAnswers(customer, body), {
				// no field of the form: everything in it counts as somebody's own
				personal: () => personalIn([], body),
			});
			return [{ customerReference: customer, submitted: true, answer: answer.body ?? null }] as [
				IDataObject,
			];
		},
	});
}

export const submit = submitOperation({
	value: 'submit',
	name: 'Submit',
	action: 'Submit questionnaire answers',
	description: "Hand in a company's answers, which BVNK checks later",
	fields: [customerLocator, codeField, answersField],
	bodyOf: fromFields,
});

export const submitFromJson = submitOperation({
	value: 'submitFromJson',
	name: 'Submit From JSON',
	action: 'Submit questionnaire answers from JSON',
	description: "Hand in a company's answers, given as the whole body of BVNK",
	fields: [customerLocator, bodyField],
	bodyOf: fromJson,
});

/** A single questionnaire stands for a list of one. */
function fromJson(item: Item): IDataObject[] {
	const { displayName } = bodyField;
	const body = [jsonValue(item, parameter(item, bodyField.name), displayName)].flat();
	const { data } = submitRequest.safeParse(body);
	if (data) return data as IDataObject[];
	throw givenError(
		item,
		`'${displayName}' holds no answers`,
		'Give a list of questionnaires, each an object with its code and its sections.',
	);
}

function fromFields(item: Item): IDataObject[] {
	const code = setting(item, codeField);
	const mapped = parameter(item, answersField.name, {}) as { value?: IDataObject | null };
	// By this path n8n checks the answers against the questions, and turns lists in text into lists.
	const answers = mapped.value ? parameter(item, `${answersField.name}.value`, {}) : {};
	const body = answersBody(code, answers as IDataObject);
	if ((body[0]?.sections as unknown[]).length > 0) return body;
	throw givenError(item, "'Answers' is empty", 'Answer at least one question.');
}

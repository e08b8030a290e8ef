// Submits a company's answers to a questionnaire.

import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { endpoints } from '../../api/endpoints';
import { answersBody, submitRequest } from '../../api/questionnaires';
import { customerReferenceField, optionsField } from '../../fields/common';
import { customerReference } from '../customer/customerReference';
import { filledIn, inputError, jsonValue, parameter } from '../../../shared/form/read';
import { labelOfSpelling } from '../../../shared/form/labels';
import type { Call, Operation } from '../../../shared/node/operation';

const codeField: INodeProperties = {
	displayName: 'Questionnaire',
	name: 'questionnaireCode',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'Which questionnaire is answered. Get Required Info says which one BVNK asks for.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a questionnaire',
			typeOptions: { searchListMethod: 'searchQuestionnaires', searchable: true },
		},
		{
			displayName: 'By Code',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. otherQuestionnaireFull',
		},
	],
};

const answersField: INodeProperties = {
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
			fieldWords: { singular: 'question', plural: 'questions' },
			addAllFields: true,
			multiKeyMatch: false,
			supportAutoMap: false,
		},
	},
	description:
		'One field for each question. BVNK does not document the form of answers: if it refuses them, give JSON.',
};

const bodyField: INodeProperties = {
	displayName: 'JSON Body',
	name: 'body',
	type: 'json',
	required: true,
	typeOptions: { rows: 12 },
	default: '[]',
	description: "The list of answered questionnaires, as BVNK's API takes it",
};

export const submit: Operation = {
	value: 'submit',
	name: 'Submit',
	action: 'Submit questionnaire answers',
	description: "Hand in a company's answers, which BVNK checks later",
	fields: [
		customerReferenceField,
		{
			displayName: 'Specify Answers',
			name: 'specifyBody',
			type: 'options',
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'fields',
			description: 'Whether to answer question by question or to give the whole body as JSON',
		},
		...updateDisplayOptions({ show: { specifyBody: ['fields'] } }, [codeField, answersField]),
		...updateDisplayOptions({ show: { specifyBody: ['json'] } }, [bodyField]),
		optionsField({ concurrency: 1 }),
	],
	concurrency: 1,
	async execute(call) {
		const reference = await customerReference(call);
		const usesJson = parameter<string>(call, 'specifyBody', 'fields') === 'json';
		const body = usesJson ? fromJson(call) : fromFields(call);
		const request = {
			method: 'PUT' as const,
			path: endpoints.questionnaires(reference),
			body,
			labelOf: (field: string) => labelOfSpelling(field, call.fields),
		};
		const answer = await call.client.send(request);
		return [
			{
				customerReference: reference,
				submitted: true,
				answer: answer.body ?? null,
			},
		];
	},
};

/** A single questionnaire stands for a list of one. */
function fromJson(call: Call): IDataObject[] {
	const body = [jsonValue(call, parameter(call, 'body', []), bodyField.displayName)].flat();
	const { data } = submitRequest.safeParse(body);
	if (data) return data as IDataObject[];
	throw inputError(
		call,
		`'${bodyField.displayName}' holds no answers`,
		'Give a list of questionnaires, each an object with its code and its sections.',
	);
}

function fromFields(call: Call): IDataObject[] {
	const { questionnaireCode } = filledIn(call, [codeField]);
	const { value } = parameter<{ value?: IDataObject | null }>(call, 'answers', {});
	// By this path n8n checks the answers against the questions, and turns lists in text into lists.
	const answers = value ? parameter<IDataObject>(call, 'answers.value', {}) : {};
	if (typeof questionnaireCode !== 'string') {
		throw inputError(
			call,
			"'Questionnaire' is empty",
			'Choose one, or map the code that Get Required Info gives.',
		);
	}
	const body = answersBody(questionnaireCode, answers);
	if ((body[0]?.sections as unknown[]).length === 0) {
		throw inputError(call, "'Answers' is empty", 'Answer at least one question.');
	}
	return body;
}

// Reads what BVNK's questionnaires ask.

import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { endpoints } from '../../api/endpoints';
import { definitionsAnswer, questionsOf } from '../../api/questionnaires';
import { optionsField } from '../../fields/common';
import { expectAnswer } from '../../../shared/http/expect';
import { parameter } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';

const codesField: INodeProperties = {
	displayName: 'Codes',
	name: 'codes',
	type: 'string',
	default: '',
	placeholder: 'e.g. otherQuestionnaireFull',
	description: 'One or more codes, separated by commas. Leave empty for all questionnaires.',
};

const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'One Item per Question', value: 'questions' },
		{ name: 'One Item per Questionnaire', value: 'definitions', description: 'As BVNK answers' },
	],
	default: 'questions',
	description: 'What each output item holds',
};

export const getDefinitions: Operation = {
	value: 'getDefinitions',
	name: 'Get Definitions',
	action: 'Get questionnaire definitions',
	description: 'Read the questions of the questionnaires',
	fields: [codesField, outputField, optionsField({ concurrency: 4 })],
	concurrency: 4,
	async execute(call) {
		const codes = [parameter<string | string[] | null>(call, 'codes', '')]
			.flat()
			.flatMap((code) => String(code ?? '').split(','))
			.map((code) => code.trim())
			.filter(Boolean);
		const request = {
			method: 'GET' as const,
			path: endpoints.questionnaireDefinitions,
			...(codes.length > 0 ? { query: { codes: codes.join(',') } } : {}),
		};
		const answer = await call.client.send(request);
		const definitions = expectAnswer(
			call.client,
			request,
			answer,
			definitionsAnswer,
			'a list of questionnaires',
		) as IDataObject[];
		return parameter<string>(call, 'output', 'questions') === 'definitions'
			? definitions
			: definitions.flatMap(questionsOf).map((question): IDataObject => ({ ...question }));
	},
};

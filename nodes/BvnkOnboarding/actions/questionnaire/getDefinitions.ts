// Reads what BVNK's questionnaires ask.

import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';
import { listIn } from '../../../shared/check/checks';
import { choiceField, textField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';
import { questionsOf } from '../../output/questionnaires';

const codesField = textField({
	displayName: 'Codes',
	name: 'codes',
	placeholder: 'e.g. otherQuestionnaireFull',
	description: 'One or more codes, separated by commas. Leave empty for all questionnaires.',
	check: z.preprocess((value) => listIn(value).map(String), z.array(z.string())),
	personal: false,
});

const outputField = choiceField({
	displayName: 'Output',
	name: 'output',
	options: [
		{ name: 'One Item per Question', value: 'questions' },
		{ name: 'One Item per Questionnaire', value: 'definitions', description: 'As BVNK answers' },
	],
	default: 'questions',
	description: 'What each output item holds',
});

export const getDefinitions: Operation = {
	value: 'getDefinitions',
	name: 'Get Definitions',
	action: 'Get questionnaire definitions',
	description: 'Read the questions of the questionnaires',
	kind: 'read',
	fields: [codesField, outputField],
	async execute(item) {
		const codes = setting(item, codesField);
		const output = setting(item, outputField);
		const { value } = await item.client.call(
			v1.questionnaireDefinitions(codes.length > 0 ? { codes: codes.join(',') } : undefined),
		);
		const definitions = value as IDataObject[];
		return output === 'definitions'
			? definitions
			: definitions.flatMap(questionsOf).map((question): IDataObject => ({ ...question }));
	},
};

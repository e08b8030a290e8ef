// What BVNK does not confirm, tried on its sandbox without harm: one probe for each open point of
// docs/not-confirmed.md that can be tried.

import type { Failure } from '../../nodes/shared/api';
import { isObject } from '../../nodes/shared/check/groups';
import { readProblem } from '../../nodes/BvnkOnboarding/api/errors';
import type { IDataObject } from 'n8n-workflow';
import {
	customerAnswer,
	definitionsAnswer,
	listAnswer,
	monthlyVolumesAnswer,
	requiredInfoAnswer,
} from '../../nodes/BvnkOnboarding/api/answers';
import { isIdKnown, macAdvice } from '../../nodes/BvnkOnboarding/api/bvnk';
import { namedVolumes } from '../../nodes/BvnkOnboarding/output/referenceData';
import { answersBody, fieldNameOf } from '../../nodes/BvnkOnboarding/bodies/questionnaire';
import {
	associatesOf,
	missingQuestionnaires,
	toDosOf,
} from '../../nodes/BvnkOnboarding/output/outstanding';
import {
	codeOf,
	questionsOf,
	type Question,
} from '../../nodes/BvnkOnboarding/output/questionnaires';
import type { CallAnswer } from '../sandbox/client';
import { documentProbes } from './probes-documents';
import { probesV2, updateOnceHandedIn } from './probes-v2';
import {
	ageOfSignatures,
	CUSTOMERS,
	isDone,
	longestReference,
	rowsOf,
	V2_CUSTOMERS,
	VOLUMES,
	type Sandbox,
} from './sandbox';
import { untold, type Probe } from '../tools/conformance/probes';

/** The fields that an error names. */
const fieldsOf = ({ json }: CallAnswer) =>
	readProblem(json).findings.map(({ field = '' }) => field);

const named = (fields: string[], pattern: RegExp) => fields.some((field) => pattern.test(field));

/** A create that lacks so much that nobody can be created by it. */
const incomplete = async (bvnk: Sandbox, body: object) =>
	await bvnk.send('POST', CUSTOMERS, { body });

const oneAssociate = (associate: object) => ({
	type: 'COMPANY',
	company: { associates: [associate] },
});

/** Where no question is found in a definition. */
const INVENTED: Pick<Question, 'sectionId' | 'itemId' | 'type' | 'options'> = {
	sectionId: 'section',
	itemId: 'item',
	type: null,
	options: [],
};

const probesV1: Array<Probe<Sandbox>> = [
	{
		open: '`PATCH` or `PUT` for updates',
		assumed: 'PATCH updates a customer, and 405 means PUT',
		change:
			'nodes/BvnkOnboarding/actions/customer/update.ts: the method, and when the other one is tried',
		async look(bvnk) {
			const path = `${CUSTOMERS}/${await bvnk.reference()}`;
			const body = { dateOfBirth: '1980-01-01' };
			const patch = await bvnk.send('PATCH', path, { body });
			if (isDone(patch)) return { asAssumed: true, words: `answered PATCH with ${patch.status}` };
			const put = await bvnk.send('PUT', path, { body });
			return {
				asAssumed: patch.status === 405 && isDone(put),
				words: `answered PATCH with ${patch.status} and PUT with ${put.status}`,
			};
		},
	},
	{
		open: 'upper or lower case of `type`',
		assumed: 'INDIVIDUAL in upper case is taken',
		change: 'nodes/BvnkOnboarding/api/enums.ts: CUSTOMER_TYPES',
		async look(bvnk) {
			const refuses = async (type: string) => {
				const answer = await incomplete(bvnk, { type });
				const { message = '', findings } = readProblem(answer.json);
				return (
					named(
						findings.map(({ field = '' }) => field),
						/(^|\.)type$/,
					) || /\btype\b/i.test(message)
				);
			};
			const [upper, lower] = [await refuses('INDIVIDUAL'), await refuses('individual')];
			const word = (isRefused: boolean) => (isRefused ? 'refused' : 'took');
			return {
				asAssumed: !upper,
				words: `${word(upper)} INDIVIDUAL, and ${word(lower)} individual`,
			};
		},
	},
	{
		open: "the name of the representative's title",
		assumed: 'REPRESENTATIVE is a title',
		change: 'nodes/BvnkOnboarding/api/enums.ts: ASSOCIATE_TITLES',
		async look(bvnk) {
			const fields = fieldsOf(await incomplete(bvnk, oneAssociate({ titles: ['REPRESENTATIVE'] })));
			if (!named(fields, /associates/)) return untold('said nothing of the associate');
			const isRefused = named(fields, /titles?/);
			return { asAssumed: !isRefused, words: `${isRefused ? 'refused' : 'took'} REPRESENTATIVE` };
		},
	},
	{
		open: 'the form of associates',
		assumed: "an associate's names stand in it, without a level `person`",
		change: 'nodes/BvnkOnboarding/bodies/customer.ts: where the fields of associates land',
		async look(bvnk) {
			const fields = fieldsOf(await incomplete(bvnk, oneAssociate({})));
			const asked = fields.find((field) => /associates.*(firstName|person)/.test(field));
			if (!asked) return untold('named no field of the associate');
			return { asAssumed: !/person/.test(asked), words: `asked for ${asked}` };
		},
	},
	{
		open: 'whether each replay of a key is answered with the customer',
		assumed: 'the same key and body are answered with the same customer',
		change: 'nodes/BvnkOnboarding/api/bvnk.ts: idempotency of v1, and the texts about repeats',
		async look(bvnk) {
			const { body, key, answer } = await bvnk.created();
			const headers = { 'X-Idempotency-Key': key };
			const again = await bvnk.send('POST', CUSTOMERS, { body, headers });
			const isSame = isDone(again) && again.json.reference === answer.json.reference;
			return {
				asAssumed: isSame,
				words: isSame
					? 'answered with the same customer'
					: `answered with ${isDone(again) ? 'another customer' : again.status}`,
			};
		},
	},
	{
		open: 'the largest page, and three shapes of the list',
		assumed: 'pages of 100 in one of the known shapes',
		change: 'nodes/BvnkOnboarding/api/v1.ts: MAX_PAGE_SIZE; api/answers.ts: listAnswer',
		async look(bvnk) {
			const { json, status } = await bvnk.send('GET', `${CUSTOMERS}?page=0&size=100`);
			const read = listAnswer.safeParse(json);
			if (!read.success) return { asAssumed: false, words: `answered ${status} in another shape` };
			const { size, page, pageable } = read.data;
			const told = size ?? page?.size ?? pageable?.pageSize;
			if (told === undefined) return untold('did not say how large its pages are');
			return { asAssumed: told === 100, words: `gave pages of ${told} in a known shape` };
		},
	},
	{
		open: "the form of a questionnaire's definition",
		assumed: 'sections with items, under one of the names that are read',
		change: 'nodes/BvnkOnboarding/output/questionnaires.ts: the names',
		async look(bvnk) {
			const { json, status } = await bvnk.send('GET', `${CUSTOMERS}/questionnaire/definitions`);
			const given: unknown = json;
			const definitions = (Array.isArray(given) ? given : [given]).filter(isObject);
			if (status !== 200 || definitions.length === 0) return untold(`answered ${status}`);
			const questions = definitions.flatMap((one) => questionsOf(one as never));
			return {
				asAssumed: questions.length > 0,
				words: `gave ${definitions.length} definitions, in which ${questions.length} questions were found`,
			};
		},
	},
	{
		open: 'finding a customer by its external reference',
		assumed: 'Customers API v2 finds customers of v1 by it',
		change: 'nodes/BvnkOnboardingV2/api/v2.ts: customersWith, or leave the option out',
		async look(bvnk) {
			const { body, answer } = await bvnk.created();
			const { externalReference } = body as { externalReference: string };
			const found = await bvnk.send('GET', `${V2_CUSTOMERS}?reference=${externalReference}`);
			const ids = rowsOf(found.json).map(({ id }) => id);
			const isFound = ids.includes(answer.json.reference);
			return {
				asAssumed: isFound,
				words: isFound ? 'found the customer' : `answered ${found.status} without the customer`,
			};
		},
	},
	{
		open: 'that an answer is about the customer that was asked for',
		assumed: 'the answer has the reference that was asked for',
		change: 'nodes/BvnkOnboarding/api/v1.ts: about()',
		async look(bvnk) {
			const reference = await bvnk.reference();
			const { json, status } = await bvnk.send('GET', `${CUSTOMERS}/${reference}`);
			if (status !== 200) return untold(`answered ${status}`);
			const isSame = json.reference === reference;
			return { asAssumed: isSame, words: isSame ? 'gave it' : 'gave another one, or none' };
		},
	},
	{
		open: 'the form of errors',
		assumed: 'a code, a message, a trace id, and findings by field',
		change: 'nodes/BvnkOnboarding/api/errors.ts: readProblem',
		async look(bvnk) {
			const { json, status } = await incomplete(bvnk, { type: 'INDIVIDUAL' });
			const { code, message, traceId, findings } = readProblem(json);
			const missing = Object.entries({ code, message, traceId, findings: findings[0]?.field })
				.filter(([, value]) => value === undefined)
				.map(([name]) => name);
			return {
				asAssumed: missing.length === 0,
				words: `answered ${status} ${missing.length === 0 ? 'with all of them' : `without ${missing.join(', ')}`}`,
			};
		},
	},
	{
		open: 'how long an external reference may be',
		assumed: '36 characters',
		change: 'nodes/BvnkOnboarding/bodies/customer.ts: MAX_EXTERNAL_REFERENCE',
		look: async (bvnk) =>
			await longestReference('externalReference', async (externalReference) =>
				incomplete(bvnk, { type: 'INDIVIDUAL', externalReference }),
			),
	},
	{
		open: 'how old a signature may be',
		assumed: 'a minute, as in Hawk’s own server',
		change: 'nodes/BvnkOnboarding/api/bvnk.ts: clockTolerance',
		look: async (bvnk) => await ageOfSignatures(bvnk, CUSTOMERS),
	},
	{
		open: 'what BVNK says to a wrong key',
		assumed: '401, in Hawk’s words, which tell a wrong key from an unknown ID',
		change: 'nodes/BvnkOnboarding/api/bvnk.ts: isIdKnown, macAdvice',
		async look(bvnk) {
			const tried = async (wrong: { hawkId?: string; hawkKey?: string }) => {
				const { status, json } = await bvnk.send('GET', `${CUSTOMERS}?page=0&size=1`, wrong);
				const failure = { problem: readProblem(json) } as Failure;
				const says = isIdKnown(failure) ? 'key' : macAdvice(failure) ? 'ID' : undefined;
				return { status, says };
			};
			const key = await tried({ hawkKey: 'conformance' });
			const id = await tried({ hawkId: 'conformance' });
			const words = ({ status, says }: typeof key) =>
				`${status} ${says ? `in words about the ${says}` : 'without such words'}`;
			return {
				asAssumed:
					key.status === 401 && key.says === 'key' && id.status === 401 && id.says === 'ID',
				words: `answered ${words(key)} to a wrong key, and ${words(id)} to an unknown ID`,
			};
		},
	},
	{
		open: 'under which name a monthly volume has its label',
		assumed: 'each has a text beside its reference',
		change: 'nodes/BvnkOnboarding/output/referenceData.ts: namedVolumes',
		async look(bvnk) {
			const { json, status } = await bvnk.send('GET', VOLUMES);
			const read = monthlyVolumesAnswer.safeParse(json);
			if (!read.success) return { asAssumed: false, words: `answered ${status} in another shape` };
			const volumes = namedVolumes(read.data);
			if (volumes.length === 0) return untold('listed no volume');
			const named = volumes.filter(({ name, reference }) => name !== reference).length;
			return {
				asAssumed: named === volumes.length,
				words: `gave ${volumes.length} volumes, ${named} of them with a text`,
			};
		},
	},
	{
		open: "how a company's missing information names its people",
		assumed: 'a verification link of their own, or an entry that names a person',
		change: 'nodes/BvnkOnboarding/output/outstanding.ts: ownerOf, associatesOf',
		async look(bvnk) {
			const path = await bvnk.companyPath();
			const customer = customerAnswer.parse((await bvnk.send('GET', path)).json);
			const info = requiredInfoAnswer.parse((await bvnk.send('GET', `${path}/info-required`)).json);
			const toDos = toDosOf(customer, info);
			const theirs = toDos.filter((toDo) => toDo.of === 'associate');
			const named = theirs.filter(({ name }) => name !== null);
			if (theirs.length === 0 && associatesOf(customer).length > 0) {
				return untold('asked nothing of them');
			}
			return {
				asAssumed: named.length > 0 && named.length === theirs.length,
				words: `asked for ${toDos.length} things, ${named.length} of them of a person who is named`,
			};
		},
	},
	{
		open: 'the form of its answers',
		assumed: '`[{ code, sections: [{ id, items: [{ id, value }] }] }]`',
		change: 'nodes/BvnkOnboarding/bodies/questionnaire.ts: answersBody',
		async look(bvnk) {
			const path = await bvnk.companyPath();
			const { json } = await bvnk.send('GET', `${CUSTOMERS}/questionnaire/definitions`);
			const definitions = definitionsAnswer.parse(json) as IDataObject[];
			const info = requiredInfoAnswer.parse((await bvnk.send('GET', `${path}/info-required`)).json);
			const [asked] = missingQuestionnaires(info);
			const definition = definitions.find((one) => codeOf(one) === asked) ?? definitions[0];
			if (!definition) return untold('gave no questionnaire');
			const [question = INVENTED] = questionsOf(definition);
			const value = question.options[0]?.value ?? 'A conformance test';
			const body = answersBody(codeOf(definition), { [fieldNameOf(question)]: value });
			const answer = await bvnk.send('PUT', `${path}/questionnaires`, { body });
			const fields = fieldsOf(answer).join(', ');
			return {
				asAssumed: isDone(answer),
				words: `answered ${answer.status}${fields ? ` and named ${fields}` : ''}`,
			};
		},
	},
	{
		open: "the names of v2's page parameters",
		assumed: '`page` and `size`',
		change: 'nodes/BvnkOnboardingV2/api: the query of lists',
		async look(bvnk) {
			const pageBy = async (query: string) => {
				const { json } = await bvnk.send('GET', `${V2_CUSTOMERS}?${query}`);
				const { pageable } = Object(json) as { pageable?: { pageNumber?: number } };
				return pageable?.pageNumber;
			};
			const page = await pageBy('page=1&size=1');
			if (page === undefined) return untold('did not say which page it gave');
			const pageNumber = await pageBy('pageNumber=1&pageSize=1');
			const taken = [page === 1 ? '`page`' : '', pageNumber === 1 ? '`pageNumber`' : ''];
			return {
				asAssumed: page === 1,
				words: `took ${taken.filter(Boolean).join(' and ') || 'neither `page` nor `pageNumber`'}`,
			};
		},
	},
];

/** All of them, in the order in which they are tried. */
export const probes: Array<Probe<Sandbox>> = [
	...probesV1,
	...probesV2,
	...documentProbes,
	updateOnceHandedIn,
];

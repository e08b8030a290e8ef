// What the editor's searchable lists are filled from.

import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import {
	customerAnswer,
	industriesAnswer,
	monthlyVolumesAnswer,
	requiredInfoAnswer,
} from '../api/answers';
import { UUID_PATTERN } from '../../shared/check/checks';
import { endpoints } from '../api/endpoints';
import { DOCUMENT_TYPES } from '../api/enums';
import { associatesOf, missingTypes } from '../output/outstanding';
import {
	codeOf,
	definitionsAnswer,
	fieldNameOf,
	questionsOf,
	type Question,
} from '../api/questionnaires';
import {
	flatIndustries,
	matching,
	namedVolumes,
	type ReferenceEntry,
} from '../output/referenceData';
import { labelOfValue } from '../../shared/form/choices';
import { createClient } from '../../shared/http/client';
import { expectAnswer } from '../../shared/http/expect';
import { fetchPage } from '../../shared/http/pages';

const CUSTOMERS_A_PAGE = 50;

/** A person waits for the list, so it neither waits nor tries as long as a workflow does. */
const PATIENCE = { timeout: 10_000, maxTries: 2 };

/** Customers whose name holds the filter, a page at a time: the token is the number of the next page. */
export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const number = Number(paginationToken ?? 0);
	const client = createClient(this, PATIENCE);
	const page = await fetchPage(client, number, CUSTOMERS_A_PAGE, filter?.trim());
	return {
		results: page.rows.map((row) => ({
			name: customerLabel(row),
			value: row.reference,
		})),
		...(page.last ? {} : { paginationToken: String(number + 1) }),
	};
}

function customerLabel(row: Record<string, unknown>): string {
	const name = typeof row.name === 'string' && row.name ? row.name : String(row.reference);
	return typeof row.status === 'string' ? `${name} (${labelOfValue(row.status)})` : name;
}

/** BVNK's industries; a sub-industry follows its parent: `Accommodation and food services › Food/Beverages`. */
export async function searchIndustries(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const client = createClient(this, PATIENCE);
	const request = { method: 'GET' as const, path: endpoints.industries };
	const answer = await client.send(request);
	const industries = expectAnswer(client, request, answer, industriesAnswer, "BVNK's industries");
	return listed(flatIndustries(industries), filter);
}

/** BVNK's bands of monthly volume. */
export async function searchMonthlyVolumes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const client = createClient(this, PATIENCE);
	const request = { method: 'GET' as const, path: endpoints.monthlyVolumes };
	const answer = await client.send(request);
	const volumes = expectAnswer(client, request, answer, monthlyVolumesAnswer, "BVNK's volumes");
	return listed(namedVolumes(volumes), filter);
}

/** The associates of the customer that the form has chosen, by name; none where it is an individual. */
export async function searchAssociates(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const reference = chosenCustomer(this);
	if (!reference) return { results: [] };
	const client = createClient(this, PATIENCE);
	const request = { method: 'GET' as const, path: endpoints.customer(reference) };
	const answer = await client.send(request);
	const customer = expectAnswer(client, request, answer, customerAnswer, 'a customer');
	return listed(associatesOf(customer), filter);
}

/** Document types: first those that BVNK asks of the chosen customer, then the others that are known. */
export async function searchDocumentTypes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const required = await requiredTypes(this);
	const others = DOCUMENT_TYPES.filter((type) => !required.includes(type));
	return listed(
		[
			...required.map((type) => ({ reference: type, name: `${labelOfType(type)} (required)` })),
			...others.map((type) => ({ reference: type, name: labelOfType(type) })),
		],
		filter,
	);
}

/** What would read badly when made from the value. */
const TYPE_LABELS: Record<string, string> = {
	COMPANY_DOC: 'Company Document',
	DRIVERS: "Driver's License",
	ID_CARD: 'ID Card',
};

function labelOfType(type: string): string {
	return TYPE_LABELS[type] ?? labelOfValue(type);
}

async function requiredTypes(context: ILoadOptionsFunctions): Promise<string[]> {
	const reference = chosenCustomer(context);
	if (!reference) return [];
	const client = createClient(context, PATIENCE);
	const request = { method: 'GET' as const, path: endpoints.requiredInfo(reference) };
	const answer = await client.send(request);
	const info = expectAnswer(client, request, answer, requiredInfoAnswer, 'what is required');
	return missingTypes(info);
}

/** BVNK's questionnaires, by code. */
export async function searchQuestionnaires(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const codes = (await definitions(this)).map(codeOf).filter(Boolean);
	return listed(
		codes.map((code) => ({ reference: code, name: code })),
		filter,
	);
}

/** One field of the form for each question of the chosen questionnaire. */
export async function getQuestions(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const code = chosenValue(this, 'questionnaireCode');
	if (!code) return { fields: [] };
	const questions = (await definitions(this, code))
		.filter((one) => codeOf(one) === code)
		.flatMap(questionsOf);
	return {
		fields: questions.map((question) => ({
			id: fieldNameOf(question),
			displayName: `${question.section}: ${question.question}`,
			required: question.required,
			defaultMatch: false,
			display: true,
			...answerType(question),
		})),
	};
}

/** n8n's form can offer one choice of several; of more than one choice it takes a list, so their values are named. */
function answerType({ type, options, section, question }: Question): Partial<ResourceMapperField> {
	if (options.length === 0) return { type: 'string' };
	if (/multi/i.test(type ?? '')) {
		const values = options.map(({ value }) => value).join(', ');
		return { type: 'array', displayName: `${section}: ${question} (list of ${values})` };
	}
	return { type: 'options', options: options.map(({ value, label }) => ({ name: label, value })) };
}

async function definitions(context: ILoadOptionsFunctions, code?: string): Promise<IDataObject[]> {
	const client = createClient(context, PATIENCE);
	const request = {
		method: 'GET' as const,
		path: endpoints.questionnaireDefinitions,
		...(code ? { query: { codes: code } } : {}),
	};
	const answer = await client.send(request);
	return expectAnswer(
		client,
		request,
		answer,
		definitionsAnswer,
		'a list of questionnaires',
	) as IDataObject[];
}

/** The reference of the customer that the form has chosen; undefined where it is an expression or no UUID. */
function chosenCustomer(context: ILoadOptionsFunctions): string | undefined {
	const given = chosenValue(context, 'customerReference') ?? '';
	return new RegExp(UUID_PATTERN, 'i').exec(given)?.[0];
}

/** What the form has chosen; undefined where it is nothing or an expression, which has no value in a form. */
function chosenValue(context: ILoadOptionsFunctions, name: string): string | undefined {
	const given: unknown = context.getCurrentNodeParameter(name);
	const isLocator = typeof given === 'object' && given !== null && 'value' in given;
	const value = isLocator ? given.value : given;
	return typeof value === 'string' && value !== '' && !value.startsWith('=') ? value : undefined;
}

function listed(entries: ReferenceEntry[], filter?: string): INodeListSearchResult {
	return {
		results: matching(entries, filter).map(({ name, reference }) => ({ name, value: reference })),
	};
}

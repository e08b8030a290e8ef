// What the editor's searchable lists are filled from.

import {
	NodeOperationError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	type ResourceMapperField,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { uuidIn, type Reference } from '../../shared/check/reference';
import { labelOfValue } from '../../shared/form/choices';
import {
	chosenValue,
	listed,
	requiredFirst,
	sharedIn,
	shortened,
	type ListEntry,
} from '../../shared/form/lists';
import { createClient, type Client } from '../../shared/http/client';
import { customersPage } from '../actions/customerList';
import { bvnkV1 } from '../api/bvnk';
import { DOCUMENT_TYPES } from '../api/enums';
import { v1 } from '../api/v1';
import { fieldNameOf, takesSeveral } from '../bodies/questionnaire';
import { documentLabel } from '../output/documentTypes';
import { associatesOf, missingQuestionnaires, missingTypes } from '../output/outstanding';
import {
	codeOf,
	questionnaireTitle,
	questionsOf,
	titleOf,
	type Question,
} from '../output/questionnaires';
import { flatIndustries, namedVolumes } from '../output/referenceData';
import { simpleCustomer, simpleRow, type SimpleCustomer } from '../output/simplify';

const CUSTOMERS_A_PAGE = 50;

/** A person waits for the list, so it neither waits nor tries as long as a workflow does. */
const clientOf = (context: ILoadOptionsFunctions): Client =>
	createClient(bvnkV1, context, { timeout: 10_000, maxTries: 2 });

/**
 * Customers whose name holds the filter, a page at a time: the token is the number of the next page. A
 * filter that holds a reference, as it is or in a URL, finds that one customer.
 */
export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = clientOf(this);
	const reference = uuidIn(filter);
	if (reference) return await oneCustomer(client, reference);
	const token = Number(paginationToken ?? 0);
	const number = Number.isSafeInteger(token) && token > 0 ? token : 0;
	const page = await customersPage(client, {
		page: number,
		size: CUSTOMERS_A_PAGE,
		name: filter.trim(),
	});
	const { rows, isLast, pages = Infinity } = page;
	const isEnd = rows.length === 0 || (isLast ?? number + 1 >= pages);
	return {
		results: customerEntries(rows.map(simpleRow)),
		...(isEnd ? {} : { paginationToken: String(number + 1) }),
	};
}

/** The customer alone, or nothing where BVNK does not know the reference. */
async function oneCustomer(client: Client, reference: Reference): Promise<INodeListSearchResult> {
	const { value } = await client.call(v1.customer(reference), { allow: [400, 404] });
	return { results: value ? customerEntries([simpleCustomer(value)]) : [] };
}

/** What a customer's label is made from. */
export type LabelledCustomer = Pick<SimpleCustomer, 'reference' | 'name' | 'type'>;

/**
 * `Dario Sampleton · Individual · 5eed0001…001`: namesakes are told apart. Without the status, for n8n
 * saves the label with the workflow, and the status changes.
 */
export function customerEntries(customers: LabelledCustomer[]): INodeListSearchItems[] {
	const labels = new Map<string, number>();
	for (const customer of customers) {
		const label = customerLabel(customer);
		labels.set(label, (labels.get(label) ?? 0) + 1);
	}
	return customers.map((customer) => {
		const label = customerLabel(customer);
		const isUnique = labels.get(label) === 1;
		return {
			name: isUnique ? label : customerLabel(customer, customer.reference),
			value: customer.reference,
		};
	});
}

function customerLabel(
	{ name, type, reference }: LabelledCustomer,
	shown = shortReference(reference),
): string {
	if (!name?.trim()) return [type ? labelOfValue(type) : '', reference].filter(Boolean).join(' · ');
	const parts = [shortened(name.trim()), type ? shortened(labelOfValue(type)) : '', shown];
	return parts.filter(Boolean).join(' · ');
}

/** The beginning and the end of a reference, as people compare them. */
function shortReference(reference: string): string {
	return reference.length > 12 ? `${reference.slice(0, 8)}…${reference.slice(-3)}` : reference;
}

/** BVNK's industries; a sub-industry follows its parent: `Accommodation and food services › Food/Beverages`. */
export async function searchIndustries(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { value } = await clientOf(this).call(v1.industries());
	return listed(flatIndustries(value), filter);
}

/** BVNK's bands of monthly volume. */
export async function searchMonthlyVolumes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { value } = await clientOf(this).call(v1.monthlyVolumes());
	return listed(namedVolumes(value), filter);
}

/** The associates of the customer that the form has chosen, by name; none where it is an individual. */
export async function searchAssociates(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const reference = chosenCustomer(this);
	if (!reference) return { results: [] };
	const { value } = await clientOf(this).call(v1.customer(reference));
	return listed(associatesOf(value), filter);
}

/** Document types: first those that BVNK asks of the chosen customer, then the others that are known. */
export async function searchDocumentTypes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return listed(documentTypes(await requiredInfo(this, missingTypes)), filter);
}

/** Entries for document types: those that are required first, then the others that are known. */
export function documentTypes(required: string[]): ListEntry[] {
	const types = [...new Set([...required, ...DOCUMENT_TYPES])];
	const entries = types.map((type) => ({ reference: type, name: documentLabel(type) }));
	return requiredFirst(entries, required);
}

/** What BVNK asks of the customer that the form has chosen; nothing where none is, or an expression gives it. */
async function requiredInfo(
	context: ILoadOptionsFunctions,
	read: typeof missingTypes,
): Promise<string[]> {
	const reference = chosenCustomer(context);
	if (!reference) return [];
	const { value } = await clientOf(context).call(v1.requiredInfo(reference));
	return read(value);
}

/** Questionnaires by their title: first those that BVNK asks of the chosen customer. */
export async function searchQuestionnaires(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const required = await requiredInfo(this, missingQuestionnaires);
	const titles = new Map((await definitions(this)).map((one) => [codeOf(one), titleOf(one)]));
	for (const code of required) if (!titles.has(code)) titles.set(code, questionnaireTitle(code));
	titles.delete('');
	const isShared = sharedIn([...titles.values()]);
	return listed(
		requiredFirst(
			[...titles].map(([code, title]) => ({
				reference: code,
				name: isShared(title) ? `${title} (${code})` : title,
			})),
			required,
		),
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
	const isShared = sharedIn(questions.map(({ question }) => question));
	const fields = new Map<string, { question: Question; field: ResourceMapperField }>();
	for (const question of questions) {
		const id = fieldNameOf(question);
		const other = fields.get(id)?.question;
		if (other && other.question !== question.question) throw twoOfOneName(this, question);
		fields.set(id, { question, field: { id, ...fieldFor(question, isShared(question.question)) } });
	}
	return { fields: [...fields.values()].map(({ field }) => field) };
}

function twoOfOneName(context: ILoadOptionsFunctions, { questionnaireCode, itemId }: Question) {
	return new NodeOperationError(
		context.getNode(),
		`BVNK gives two questions of '${shortened(questionnaireCode)}' the same name: '${shortened(itemId)}'`,
		{
			description:
				"An answer could not be sent to one of them alone. Set 'Specify Answers' to 'Using JSON'.",
		},
	);
}

/** n8n cuts a label after some 25 letters: the question comes first, and its section only where it is needed. */
function fieldFor(question: Question, withSection: boolean): Omit<ResourceMapperField, 'id'> {
	const { options } = question;
	const values = takesSeveral(question) ? options.map(({ value }) => value).join(', ') : '';
	const label = `${question.question}${withSection ? ` · ${question.section}` : ''}`;
	return {
		displayName: values ? `${label} (${values})` : label,
		required: question.required,
		defaultMatch: false,
		display: true,
		...answerType(question),
	};
}

/** n8n's form can offer one choice of several. More than one is text with commas, so the values are named. */
function answerType(question: Question): Partial<ResourceMapperField> {
	const { options } = question;
	if (options.length === 0 || takesSeveral(question)) return { type: 'string' };
	return { type: 'options', options: options.map(({ value, label }) => ({ name: label, value })) };
}

async function definitions(context: ILoadOptionsFunctions, code?: string): Promise<IDataObject[]> {
	const { value } = await clientOf(context).call(
		v1.questionnaireDefinitions(code ? { codes: code } : undefined),
	);
	return value as IDataObject[];
}

/** The reference of the customer that the form has chosen; undefined where it is an expression or none. */
function chosenCustomer(context: ILoadOptionsFunctions): Reference | undefined {
	return uuidIn(chosenValue(context, 'customerReference') ?? '');
}

// What an example states about a customer: it comes from the form or from the row, and is nowhere filled in.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INode } from 'n8n-workflow';
import ts from 'typescript';
import { name as packageName } from '../../package.json';
import { resources as v1 } from '../../nodes/BvnkOnboarding/actions';
import { resources as v2 } from '../../nodes/BvnkOnboardingV2/actions';
import { valueFields } from '../../nodes/shared/form/field';

interface Workflow {
	nodes: INode[];
}

const EXAMPLES = path.join(__dirname, '../../examples');
const files = readdirSync(EXAMPLES).filter((file) => file.endsWith('.json'));
const read = (file: string) =>
	JSON.parse(readFileSync(path.join(EXAMPLES, file), 'utf8')) as Workflow;

/** Operations that tell BVNK something about a customer, of both nodes. */
const TELLING = [
	'agreement.answer',
	'agreement.create',
	'agreementSession.create',
	'agreementSession.sign',
	'agreementSession.decline',
	'associate.create',
	'associate.update',
	'customer.createCompany',
	'customer.createFromJson',
	'customer.createIndividual',
	'customer.update',
	'document.upload',
	'questionnaire.submit',
	'questionnaire.submitFromJson',
];

/**
 * What the workflow's author decides, and no customer states. Everything else of these operations must come
 * from the data, so that a field which is added later is found as well.
 */
const DECIDED =
	/^(resource|operation|if(External)?ReferenceExists|ifRefused|agreementsOf|which|customerType|useCase|redirectUrl|options\..*|answers\.(mappingMode|schema.*|attempt.*|convert.*)|questionnaireCode\..*|.*\.(__rl|mode)|documents\.document\.\d+\.(binaryField|subType|type\..*))$/;

/** The names that BVNK's bodies have for what a customer states: also in the nodes that prepare them. */
const STATED = new Set(
	[...v1, ...v2]
		.flatMap(({ value, operations }) =>
			operations.filter((operation) => TELLING.includes(`${value}.${operation.value}`)),
		)
		.flatMap(({ fields }) => valueFields(fields))
		.filter(({ name }) => !DECIDED.test(name) && !['sessionReference'].includes(name))
		.map(({ name }) => name),
);

/** The nodes that speak to BVNK. */
const NODE_TYPES = ['bvnkOnboarding', 'bvnkOnboardingV2'].map((node) => `${packageName}.${node}`);

/** What a body as JSON has of the author's. */
const DECIDED_IN_BODY = /^body: (type|useCase)$/;

/** Every value of parameters, by its path: `address.value.city`. */
function leaves(value: unknown, place = ''): Array<[string, unknown]> {
	if (typeof value !== 'object' || value === null) return [[place, value]];
	return Object.entries(value).flatMap(([key, inner]) =>
		leaves(inner, place ? `${place}.${key}` : key),
	);
}

/** What an expression may come to, by the member of its object: `company.name`, and the code that gives it. */
function results(node: ts.Expression, place: string): Array<[string, ts.Expression]> {
	if (ts.isParenthesizedExpression(node)) return results(node.expression, place);
	if (ts.isConditionalExpression(node)) {
		return [...results(node.whenTrue, place), ...results(node.whenFalse, place)];
	}
	if (
		ts.isBinaryExpression(node) &&
		[ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(
			node.operatorToken.kind,
		)
	) {
		return [...results(node.left, place), ...results(node.right, place)];
	}
	if (ts.isArrayLiteralExpression(node)) {
		return node.elements.flatMap((element) => results(element, place));
	}
	if (!ts.isObjectLiteralExpression(node)) return [[place, node]];
	return node.properties.flatMap((property) => {
		if (!ts.isPropertyAssignment(property)) return [];
		const name = property.name.getText().replace(/^['"]|['"]$/g, '');
		return results(property.initializer, place ? `${place}.${name}` : name);
	});
}

/** The members of an expression that no data decides; `nodes` tells what other nodes give. */
function constantsIn(expression: string, nodes: INode[]): string[] {
	const inner = /^=\{\{([^]*)\}\}$/.exec(expression)?.[1];
	if (inner === undefined) return /\{\{[^]*\$/.test(expression) ? [] : [''];
	const source = ts.createSourceFile('x.ts', `(${inner})`, ts.ScriptTarget.Latest, true);
	const [statement] = source.statements;
	if (!statement || !ts.isExpressionStatement(statement)) throw new Error(`Not read: ${inner}`);
	return results(statement.expression, '')
		.filter(([, code]) => code.getText() !== 'undefined')
		.filter(([, code]) => !isOfData(code.getText(), nodes))
		.map(([place]) => place);
}

/** Whether the data decides: not of a literal, nor of the first entry of a list that BVNK offers. */
function isOfData(code: string, nodes: INode[]): boolean {
	if (!code.includes('$')) return false;
	const firstOf = /^\$\('([^']+)'\)\.(?:first\(\)|all\(\)\[\d+\])/.exec(code)?.[1];
	const node = nodes.find(({ name }) => name === firstOf);
	if (node?.parameters.resource !== 'referenceData') return true;
	return leaves(node.parameters).some(([, value]) => String(value).includes('$'));
}

/** What a workflow states of its customers by itself: the node and the field. */
function constants({ nodes }: Workflow): string[] {
	return nodes.flatMap((node) => {
		const { resource = 'customer', operation } = node.parameters;
		const isTelling =
			NODE_TYPES.includes(node.type) &&
			TELLING.includes(`${resource as string}.${operation as string}`);
		const found = leaves(node.parameters).flatMap(([place, value]) => {
			if (typeof value === 'string' && value.startsWith('=')) {
				return constantsIn(value, nodes).map((inner) => (inner ? `${place}: ${inner}` : place));
			}
			return isTelling && value !== '' ? [place] : [];
		});
		const stated = isTelling
			? found.filter((place) => !DECIDED.test(place) && !DECIDED_IN_BODY.test(place))
			: found.filter((place) => STATED.has(place.split(/[.: ]+/).at(-1)!) && place.includes(': '));
		return stated.map((place) => `${node.name} › ${place}`);
	});
}

describe('no statement of a customer is a constant', () => {
	test.each(files)('in examples/%s', (file) => {
		expect(constants(read(file))).toEqual([]);
	});

	/** An example, after something was written into one of its nodes. */
	function planted(file: string, node: string, change: (parameters: INode['parameters']) => void) {
		const workflow = read(file);
		change(workflow.nodes.find(({ name }) => name === node)!.parameters);
		return constants(workflow);
	}
	const replaced =
		(field: string, from: string | RegExp, to: string) => (parameters: INode['parameters']) => {
			const before = parameters[field] as string;
			parameters[field] = before.replace(from, to);
			expect(parameters[field]).not.toBe(before);
		};

	test.each<[string, string, string, (parameters: INode['parameters']) => void, string]>([
		[
			'a PEP status in a field',
			'onboard-individuals.json',
			'Create Individual',
			(parameters) => (parameters.pepStatus = 'NOT_PEP'),
			'Create Individual › pepStatus',
		],
		[
			'a PEP status for whoever gives none',
			'onboard-individuals.json',
			'Create Individual',
			(parameters) => (parameters.pepStatus = "={{ $json.pepStatus ?? 'NOT_PEP' }}"),
			'Create Individual › pepStatus',
		],
		[
			'a nationality as an expression',
			'onboard-customers.json',
			'Create Individual',
			(parameters) => (parameters.nationality = "={{ 'DE' }}"),
			'Create Individual › nationality',
		],
		[
			'a PEP status in the node that prepares the person',
			'onboard-from-form.json',
			'Person from the Form',
			replaced('jsonOutput', /pepStatus: .*\n/, "pepStatus: 'NOT_PEP',\n"),
			'Person from the Form › jsonOutput: pepStatus',
		],
		[
			'an entity type in a body as JSON',
			'onboard-company.json',
			'Create Company',
			replaced('body', /entityType: .*\n/, "entityType: 'CORPORATION',\n"),
			'Create Company › body: company.entityType',
		],
		[
			'the first volume of the list',
			'onboard-customers.json',
			'Create Company',
			replaced(
				'body',
				/monthlyExpectedVolumesReference: .*\n/,
				"monthlyExpectedVolumesReference: $('Get Monthly Volumes').first().json.reference,\n",
			),
			'Create Company › body: company.monthlyExpectedVolumesReference',
		],
		[
			'the address of the consent',
			'onboard-company.json',
			'Sign',
			(parameters) => (parameters.ipAddress = '203.0.113.44'),
			'Sign › ipAddress',
		],
		[
			'the country of an agreement',
			'sign-by-mail.json',
			'Create Session',
			(parameters) => (parameters.countryCode = 'DE'),
			'Create Session › countryCode',
		],
		[
			'an answer to agreements',
			'onboard-company-v2.json',
			'Answer',
			(parameters) => (parameters.answer = 'ACCEPT'),
			'Answer › answer',
		],
		[
			'an answer to agreements in the node that prepares it',
			'onboard-company-v2.json',
			'Its Answers',
			(parameters) => (parameters.jsonOutput = "={{ ({ answer: 'ACCEPT' }) }}"),
			'Its Answers › jsonOutput: answer',
		],
		[
			'a PEP status in v2',
			'onboard-by-link.json',
			'Create Individual',
			(parameters) => (parameters.pepStatus = 'NOT_PEP'),
			'Create Individual › pepStatus',
		],
	])('finds %s', (_, file, node, change, found) => {
		expect(planted(file, node, change)).toEqual([found]);
	});
});

describe('a choice of a form', () => {
	const { nodes } = read('onboard-from-form.json');
	const textOf = (name: string) =>
		JSON.stringify(nodes.find((node) => node.name === name)!.parameters);

	test('shows words, and no code of BVNK’s', () => {
		const options = textOf('Form') + textOf('About the Account');

		expect(options.match(/'[A-Z]+_[A-Z_0-9]+'|"option":"[A-Z_]{4,}"/g)).toBe(null);
	});

	test('has a code for each of its words', () => {
		const asked = textOf('About the Account');
		const person = textOf('Person from the Form');
		const lists = [...asked.matchAll(/values: \[([^\]]+)\]\.map/g)].map(([, list]) => list!);
		const words = lists.flatMap((list) =>
			[...list.matchAll(/'([^']+)'/g)].map(([, word]) => word!),
		);

		expect(words.length).toBeGreaterThan(20);
		for (const word of words.filter((one) => !['EUR', 'USD'].includes(one))) {
			expect(person).toContain(`'${word}': '`);
		}
	});
});

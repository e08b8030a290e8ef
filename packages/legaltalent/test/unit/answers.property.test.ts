// Whatever LegalTalent answers, reading it throws nothing and loses no row.

import * as fc from 'fast-check';
import { dataOf, listAnswer } from '../../nodes/LegalTalent/api/answers';
import { isRefusal, readProblem, secondsToWait } from '../../nodes/LegalTalent/api/errors';
import { readEvent } from '../../nodes/LegalTalent/api/events';

const rowsArbitrary = fc.array(fc.record({ customer_id: fc.uuid(), name: fc.string() }));

test('any JSON is read, as an answer, as a list, as a problem and as an event', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (body) => {
			dataOf(body);
			listAnswer('customers').parse(body);
			isRefusal(body);
			secondsToWait(body);
			readEvent(body);
			const { message, code, findings } = readProblem(body);

			expect([typeof message, typeof code].every((type) => /string|undefined/.test(type))).toBe(
				true,
			);
			expect(findings.every(({ text }) => typeof text === 'string')).toBe(true);
		}),
	);
});

test.each<[string, (rows: object[]) => unknown]>([
	['data', (rows) => ({ status: 'success', data: rows })],
	['data.customers', (rows) => ({ status: 'success', data: { customers: rows, count: 1 } })],
	['data.items', (rows) => ({ status: 'success', data: { items: rows } })],
	['data.results', (rows) => ({ data: { results: rows }, meta: {} })],
	['customers', (rows) => ({ customers: rows })],
	['items', (rows) => ({ items: rows, cursor: null })],
	['nothing', (rows) => rows],
])('the rows of a list in %s are all found', (_, wrap) => {
	fc.assert(
		fc.property(rowsArbitrary, (rows) => {
			expect(listAnswer('customers').parse(wrap(rows)).rows).toEqual(rows);
		}),
	);
});

describe('what is taken out of an envelope', () => {
	const data = { a: 1 };

	test.each([
		[{ status: 'success', data }, data],
		[{ status: 'SUCCESS', data, meta: {} }, data],
		[{ data, execution_context: {} }, data],
		[{ status: 'success', data: null }, null],
		// objects of their own, which have a status and a `data`
		[
			{ status: 'active', session_id: 's', data },
			{ status: 'active', session_id: 's', data },
		],
		[
			{ session_id: 's', data },
			{ session_id: 's', data },
		],
		[{ status: 'success' }, { status: 'success' }],
		['text', 'text'],
	])('%j is %j', (body, expected) => {
		expect(dataOf(body)).toEqual(expected);
	});
});

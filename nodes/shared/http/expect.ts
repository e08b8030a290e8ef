// An answer, read by its schema, or an error that says what came instead.

import type * as z from 'zod/v4';
import type { BvnkClient } from './client';
import { unexpectedError } from './errors';
import type { BvnkAnswer, BvnkRequest } from './request';

/**
 * The answer's body as `schema` reads it.
 *
 * @param expected what was expected, in words that end a sentence ("a customer")
 * @throws NodeApiError when the body is of another form
 */
export function expectAnswer<Schema extends z.ZodType>(
	client: BvnkClient,
	request: BvnkRequest,
	answer: BvnkAnswer,
	schema: Schema,
	expected: string,
): z.infer<Schema> {
	const result = schema.safeParse(answer.body);
	if (!result.success) {
		throw unexpectedError(client.context, request, client.settings, answer, expected);
	}
	return result.data;
}

// How Offblocks says what is wrong. Its specification describes no body of an error, and most are probably
// empty; a sibling API of its makers, and their signature library, answer the shapes that are read here.

import type { Problem } from '../../../../../nodes/shared/api';
import { isObject } from '../../../../../nodes/shared/check/groups';

/** Where the words may stand, the likeliest first. */
const WORDS = ['error', 'msg', 'message', 'detail', 'title'];

/**
 * An address or a signature in hexadecimal digits, with its chain before it. What was sent is blotted out
 * anyway; an answer about a customer may quote a wallet that was not.
 */
const HEX = /(?:[-a-z0-9]{3,8}:[-\w]{1,32}:)?0x[0-9a-f]{8,}/gi;

/** A token of the kind that Offblocks gives (RFC 7519). */
const JWT = /\beyJ[\w-]*\.[\w-]*\.[\w-]*/g;

/** Reads an error body of any shape, and does not mind one that says nothing. */
export function readProblem(body: unknown): Problem {
	if (!isObject(body)) return { ...(textOf(body) ? { message: textOf(body) } : {}), findings: [] };
	for (const name of WORDS) {
		const value = body[name];
		const message = textOf(isObject(value) ? value.message : value);
		if (message) return { message, findings: [] };
	}
	return { findings: [] };
}

function textOf(value: unknown): string | undefined {
	if (typeof value !== 'string' || !value.trim()) return undefined;
	return value.trim().replace(HEX, '•••').replace(JWT, '•••');
}

// The error answers. Offblocks documents their statuses and no body.
import type { OffblocksSettings } from './settings';

/** Thrown by a route; the server answers it with `status`. */
export class ApiError extends Error {
	/** @param asItIs what is answered whatever the settings say about bodies */
	constructor(
		readonly status: number,
		message: string,
		readonly asItIs?: object | string,
	) {
		super(message);
	}
}

export const badRequest = (message: string) => new ApiError(400, message);

/** The body of an error answer: an object is sent as JSON. */
export function errorBody(
	message: string,
	{ errorBodies }: Pick<OffblocksSettings, 'errorBodies'>,
): object | string {
	if (errorBodies === 'empty') return '';
	return errorBodies === 'text' ? message : { [errorBodies]: message };
}

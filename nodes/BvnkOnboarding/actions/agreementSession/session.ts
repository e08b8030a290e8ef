// What the operations on an agreement session share.

import type { IDataObject } from 'n8n-workflow';
import { hostedUrl, sessionAnswer } from '../../api/agreementSession';
import { CREDENTIAL, type BvnkAnswer, type BvnkRequest } from '../../../shared/http/request';
import { expectAnswer } from '../../../shared/http/expect';
import type { Call } from '../../../shared/node/operation';

/** BVNK's answer about a session, with the address of the page on which it can be signed. */
export async function session(
	call: Call,
	request: BvnkRequest,
	answer: BvnkAnswer,
	redirectUri?: string,
): Promise<IDataObject> {
	const found = expectAnswer(call.client, request, answer, sessionAnswer, 'an agreement session');
	const credential = await call.context.getCredentials(CREDENTIAL);
	return { ...found, hostedUrl: hostedUrl(credential, found.reference, redirectUri) };
}

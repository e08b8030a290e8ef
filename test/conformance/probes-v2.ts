// What BVNK does not confirm of Customers API v2, tried on its sandbox without harm.

import { randomUUID } from 'node:crypto';
import { readProblem } from '../../nodes/BvnkOnboarding/api/errors';
import {
	agreementSetAnswer,
	contentAnswer,
	customerAnswer,
} from '../../nodes/BvnkOnboardingV2/api/answers';
import { EXISTS, saysExists } from '../../nodes/BvnkOnboardingV2/actions/reference';
import type { CallAnswer } from '../sandbox/client';
import { untold, type Probe } from '../tools/conformance/probes';
import {
	idIn,
	isDone,
	rowsOf,
	keyHeader,
	V2_AGREEMENTS,
	V2_CUSTOMERS,
	type Sandbox,
} from './sandbox';

/** Statuses with which BVNK may say that it does not give a customer of v1 by v2. */
const NOT_THERE = [400, 403, 404];

/** Whether BVNK refuses something because it is there already, in words that the package understands. */
const isRefusedAsKnown = ({ status, json }: CallAnswer) =>
	EXISTS.includes(status) && saysExists({ status, body: json });

const codeOf = ({ json }: CallAnswer) => readProblem(json).code ?? '';

/** What an answer was, in a sentence without a subject. */
function answered(answer: CallAnswer): string {
	const code = codeOf(answer);
	return `answered ${answer.status}${code ? ` with the code ${code}` : ''}`;
}

/** Those of v2, in the order in which they are tried. */
export const probesV2: Array<Probe<Sandbox>> = [
	{
		open: 'whether a new customer of v2 can be read at once',
		assumed: 'it can, and the status that a read gives is the one that counts',
		change: 'nodes/BvnkOnboardingV2/actions/customer/create.ts: the read after a creation',
		async look(bvnk) {
			const { answer } = await bvnk.createdV2();
			const read = await bvnk.send('GET', `${V2_CUSTOMERS}/${idIn(answer)}`);
			const statusIn = ({ json }: CallAnswer) =>
				customerAnswer.safeParse(json).data?.status ?? 'no status';
			return {
				asAssumed: read.status === 200 && customerAnswer.safeParse(read.json).success,
				words: `created it with ${statusIn(answer)}, and ${read.status === 200 ? `gave ${statusIn(read)}` : answered(read)} to a read`,
			};
		},
	},
	{
		open: "upper or lower case of v2's `type`",
		assumed: 'upper case',
		change: 'nodes/BvnkOnboarding/api/enums.ts: CUSTOMER_TYPES',
		async look(bvnk) {
			const { type } = Object((await bvnk.createdV2()).answer.json) as { type?: unknown };
			if (typeof type !== 'string') return untold('answered no type');
			return { asAssumed: type === 'INDIVIDUAL', words: `answered ${type}` };
		},
	},
	{
		open: 'what v2 answers to a replay of an idempotency key',
		assumed: 'the same customer, or a refusal as known already: both are dealt with',
		change: 'nodes/BvnkOnboardingV2/api/bvnk.ts: idempotency; actions/reference.ts: saysExists',
		async look(bvnk) {
			const { body, key, answer } = await bvnk.createdV2();
			const headers = { [keyHeader(V2_CUSTOMERS)]: key };
			const again = await bvnk.send('POST', V2_CUSTOMERS, { body, headers });
			const isSame = isDone(again) && idIn(again) === idIn(answer);
			return {
				asAssumed: isSame || isRefusedAsKnown(again),
				words: isSame
					? 'answered the same customer'
					: isDone(again)
						? 'answered another customer'
						: answered(again),
			};
		},
	},
	{
		open: 'what v2 answers where a reference is used already',
		assumed: '400 or 409, in words that say so',
		change: 'nodes/BvnkOnboardingV2/actions/reference.ts: EXISTS, saysExists',
		async look(bvnk) {
			const { body } = await bvnk.createdV2();
			const second = await bvnk.send('POST', V2_CUSTOMERS, { body });
			return {
				asAssumed: isRefusedAsKnown(second),
				words: isDone(second) ? 'created another customer' : answered(second),
			};
		},
	},
	{
		open: "the form of v2's errors",
		assumed: 'a code, a message, a trace id, and findings by a path such as individual.firstName',
		change: 'nodes/BvnkOnboarding/api/errors.ts: readProblem',
		async look(bvnk) {
			const body = {
				useCase: 'FIAT',
				reference: `conformance-${randomUUID().slice(0, 8)}`,
				individual: {},
			};
			const { json, status } = await bvnk.send('POST', V2_CUSTOMERS, { body });
			const { code, message, traceId, findings } = readProblem(json);
			const path = findings.find(({ field }) => field?.startsWith('individual.'))?.field;
			const missing = Object.entries({ code, message, traceId, findings: path })
				.filter(([, value]) => value === undefined)
				.map(([name]) => name);
			return {
				asAssumed: missing.length === 0,
				words: `answered ${status} ${missing.length === 0 ? `with all of them, such as ${path}` : `without ${missing.join(', ')}`}`,
			};
		},
	},
	{
		open: 'what v2 finds by `reference`',
		assumed: 'the customer of that reference; others among them are left out here',
		change: 'nodes/BvnkOnboardingV2/api/v2.ts: customersWith',
		async look(bvnk) {
			const { body, answer } = await bvnk.createdV2();
			const { reference } = body as { reference: string };
			const found = await bvnk.send('GET', `${V2_CUSTOMERS}?reference=${reference}`);
			const ids = rowsOf(found.json).map(({ id }) => id);
			const isFound = ids.includes(idIn(answer));
			return {
				asAssumed: isFound,
				words: isFound
					? `found it${ids.length > 1 ? ` among ${ids.length}` : ' alone'}`
					: `${answered(found)} without the customer`,
			};
		},
	},
	{
		open: "whether v2's pages follow their number",
		assumed: 'the second page has other customers than the first',
		change: 'nodes/BvnkOnboardingV2/actions/lists.ts: onePage',
		async look(bvnk) {
			const only = async (page: number) => {
				const { json } = await bvnk.send('GET', `${V2_CUSTOMERS}?page=${page}&size=1`);
				return rowsOf(json).map(({ id }) => id)[0];
			};
			const [first, second] = [await only(0), await only(1)];
			if (first === undefined) return untold('listed no customer');
			return {
				asAssumed: second !== undefined && first !== second,
				words:
					second === undefined
						? 'gave nothing on the second page'
						: `gave ${first === second ? 'the same' : 'another'} customer on the second page`,
			};
		},
	},
	{
		open: "how soon v2's onboarding link is there",
		assumed: 'within ten reads, a second apart, and with the time when it ends',
		change: 'nodes/BvnkOnboardingV2/actions/customer/getOnboardingLink.ts',
		async look(bvnk) {
			const id = await bvnk.idV2();
			let reads = 0;
			const link = await bvnk.eventually(async () => {
				reads++;
				const read = customerAnswer.safeParse(
					(await bvnk.send('GET', `${V2_CUSTOMERS}/${id}`)).json,
				);
				return read.data?.authenticatedLink?.link ? read.data.authenticatedLink : undefined;
			});
			if (!link) return { asAssumed: false, words: `gave no link in ${reads} reads` };
			return {
				asAssumed: true,
				words: `gave it with read ${reads}, ${link.expiresAt ? `until ${link.expiresAt}` : 'without its end'}`,
			};
		},
	},
	{
		open: 'what v2 answers to an update',
		assumed: 'success while the status is INFO_REQUIRED, and else the code 4004',
		change: 'nodes/BvnkOnboardingV2/api/bvnk.ts: byCode; actions/customer/update.ts',
		async look(bvnk) {
			const path = `${V2_CUSTOMERS}/${await bvnk.idV2()}`;
			const { status } = Object((await bvnk.send('GET', path)).json) as { status?: string };
			const body = { individual: { description: 'A conformance test' } };
			const patch = await bvnk.send('PATCH', path, { body });
			const expected = status === 'INFO_REQUIRED' ? isDone(patch) : codeOf(patch).endsWith('4004');
			return { asAssumed: expected, words: `${answered(patch)} in the status ${status}` };
		},
	},
	{
		open: 'what v2 answers to an update of a customer of v1',
		assumed: 'the code 4017',
		change: 'nodes/BvnkOnboardingV2/api/bvnk.ts: byCode',
		async look(bvnk) {
			const body = { individual: { description: 'A conformance test' } };
			const path = `${V2_CUSTOMERS}/${await bvnk.reference()}`;
			const patch = await bvnk.send('PATCH', path, { body });
			return { asAssumed: codeOf(patch).endsWith('4017'), words: answered(patch) };
		},
	},
	{
		open: 'whether v2 gives a customer of v1',
		assumed: 'it gives that customer, or says 400, 403 or 404: then v1 is asked',
		change: 'nodes/BvnkOnboarding/trigger/fetchCustomer.ts: NOT_THERE',
		async look(bvnk) {
			const reference = await bvnk.reference();
			const read = await bvnk.send('GET', `${V2_CUSTOMERS}/${reference}`);
			const isGiven = read.status === 200 && idIn(read) === reference;
			return {
				asAssumed: isGiven || NOT_THERE.includes(read.status),
				words: isGiven ? 'gave it' : read.status === 200 ? 'gave another one' : answered(read),
			};
		},
	},
	{
		open: 'what v2 answers where agreements exist already',
		assumed: '409, and the set is read by the reference, in the form of its creation',
		change: 'nodes/BvnkOnboardingV2/actions/agreement/create.ts',
		async look(bvnk) {
			const { body, answer } = await bvnk.prospect();
			const { reference } = body as { reference: string };
			const second = await bvnk.send('POST', V2_AGREEMENTS, { body });
			const read = await bvnk.send('GET', `${V2_AGREEMENTS}?reference=${reference}`);
			const firstIds = setIds(answer);
			const isSame = firstIds.length > 0 && setIds(read).join() === firstIds.join();
			return {
				asAssumed: second.status === 409 && isSame,
				words: `${isDone(second) ? 'made another set' : answered(second)}, and gave ${isSame ? 'the same agreements' : 'no such agreements'} to a read`,
			};
		},
	},
	{
		open: 'where the text of an agreement is',
		assumed: 'at an address that …/content gives as `downloadUrl`',
		change: 'nodes/BvnkOnboardingV2/api/v2.ts: agreementContent',
		async look(bvnk) {
			const [id] = setIds((await bvnk.prospect()).answer);
			if (!id) return untold('named no agreement');
			const content = await bvnk.send('GET', `${V2_AGREEMENTS}/${id}/content`);
			const isThere = isDone(content) && contentAnswer.safeParse(content.json).success;
			return {
				asAssumed: isThere,
				words: `${answered(content)} ${isThere ? 'with it' : 'without it'}`,
			};
		},
	},
];

/** The IDs of the agreements in a set. */
function setIds({ json }: CallAnswer): string[] {
	const read = agreementSetAnswer.safeParse(json);
	return read.success ? read.data.agreements.map(({ id }) => id) : [];
}

// What BVNK does not confirm of Customers API v2, tried on its sandbox without harm.

import { randomUUID } from 'node:crypto';
import { readProblem } from '../../nodes/BvnkOnboarding/api/errors';
import { textIn } from '../../nodes/BvnkOnboarding/output/entries';
import {
	agreementSetAnswer,
	contentAnswer,
	customerAnswer,
	outcomesAnswer,
	rowsAnswer,
} from '../../nodes/BvnkOnboardingV2/api/answers';
import { EXISTS, saysExists } from '../../nodes/BvnkOnboardingV2/actions/reference';
import { associateNameOf, simpleAssociate } from '../../nodes/BvnkOnboardingV2/output/associates';
import { toDosOf } from '../../nodes/BvnkOnboardingV2/output/requiredActions';
import { isObject } from '../../nodes/shared/check/groups';
import type { CallAnswer } from '../sandbox/client';
import { untold, type Probe } from '../tools/conformance/probes';
import {
	ageOfSignatures,
	idIn,
	isDone,
	longestReference,
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
		open: 'the largest page of v2',
		assumed: '100',
		change: 'nodes/BvnkOnboardingV2/api/v2.ts: MAX_PAGE_SIZE',
		async look(bvnk) {
			const { json } = await bvnk.send('GET', `${V2_CUSTOMERS}?page=0&size=100`);
			const { data } = rowsAnswer.safeParse(json);
			const told = data?.pageable?.pageSize ?? data?.size;
			if (told === undefined) return untold('did not say how large its pages are');
			return { asAssumed: told === 100, words: `gave pages of ${told}` };
		},
	},
	{
		open: "which filters v2's search knows, and how it compares",
		assumed: '`status`, `type` and `model` in full, and `name` in part; all is compared again here',
		change: 'nodes/BvnkOnboardingV2/actions/customer/getAll.ts: queryOf',
		async look(bvnk) {
			const { body } = await bvnk.createdV2();
			const { lastName } = (body as { individual: { lastName: string } }).individual;
			const found = async (name: string, value: string) => {
				const query = `page=0&size=100&${name}=${value}`;
				return rowsOf((await bvnk.send('GET', `${V2_CUSTOMERS}?${query}`)).json);
			};
			const leaksOf = async (name: string, value: string) =>
				(await found(name, value)).some((row) => textIn(row, [name])?.toUpperCase() !== value)
					? name
					: undefined;
			const ignored = [
				await leaksOf('status', 'TERMINATED'),
				await leaksOf('type', 'COMPANY'),
				await leaksOf('model', 'RELIANCE'),
				await leaksOf('name', randomUUID().toUpperCase()),
			].filter(Boolean);
			const id = await bvnk.idV2();
			const isFound = (await found('name', lastName.slice(1))).some((row) => row.id === id);
			return {
				asAssumed: ignored.length === 0 && isFound,
				words: `${ignored.length > 0 ? `took no notice of ${ignored.join(', ')}` : 'knew them'}, and ${isFound ? 'found' : 'did not find'} the person by a part of the name`,
			};
		},
	},
	{
		open: "how long v2's `reference` may be",
		assumed: "36 characters, as v1's external reference",
		change: 'nodes/BvnkOnboardingV2/bodies/customer.ts: MAX_REFERENCE',
		look: async (bvnk) =>
			await longestReference('reference', async (reference) => {
				const body = { useCase: 'FIAT', reference, individual: {} };
				return await bvnk.send('POST', V2_CUSTOMERS, { body });
			}),
	},
	{
		open: 'how old a signature of v2 may be',
		assumed: 'a minute, as in v1',
		change: 'nodes/BvnkOnboarding/api/bvnk.ts: clockTolerance, which v2 has from there',
		look: async (bvnk) => await ageOfSignatures(bvnk, V2_CUSTOMERS),
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
		open: "the form of v2's required actions",
		assumed:
			'each has a target of the kind AGREEMENT, DOCUMENT or FIELD, or is a USER_ROLE or BLOCKER',
		change: 'nodes/BvnkOnboardingV2/output/requiredActions.ts: whatToDo',
		async look(bvnk) {
			const path = `${V2_CUSTOMERS}/${await bvnk.idV2()}`;
			const toDos = await bvnk.eventually(async () => {
				const read = customerAnswer.safeParse((await bvnk.send('GET', path)).json);
				const all = read.success ? toDosOf(read.data, [], true) : [];
				return all.length > 0 ? all : undefined;
			});
			if (!toDos) return untold('asked nothing of the person');
			const others = toDos.filter(({ kind }) => kind === 'other').length;
			return {
				asAssumed: others === 0,
				words: `asked for ${toDos.length} things, ${others} of them in another form`,
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
	{
		open: 'how v2 refuses one of several answers to agreements',
		assumed: '200, with an `error` beside the agreement',
		change: 'nodes/BvnkOnboardingV2/api/answers.ts: outcomesAnswer; actions/agreement/answer.ts',
		async look(bvnk) {
			const { reference } = (await bvnk.prospect()).body as { reference: string };
			const agreementId = randomUUID();
			const body = { reference, actions: [{ agreementId, type: 'ACCEPT' }] };
			const refused = await bvnk.send('POST', `${V2_AGREEMENTS}/actions`, { body });
			const [outcome] = outcomesAnswer.parse(refused.json).content;
			const isNamed = outcome?.agreementId === agreementId && outcome.error !== undefined;
			return {
				asAssumed: refused.status === 200 && isNamed,
				words: `${answered(refused)} ${isNamed ? 'with it' : 'without it'}`,
			};
		},
	},
	{
		open: "what v2 answers to an answer to a customer's agreement",
		assumed: 'success; the agreements are read afterwards, and are then ACCEPTED',
		change: 'nodes/BvnkOnboardingV2/actions/agreement/answer.ts: answerOneByOne, confirmed',
		async look(bvnk) {
			const path = `${V2_CUSTOMERS}/${await bvnk.idV2()}/agreements`;
			const listed = async () => rowsOf((await bvnk.send('GET', path)).json);
			// they are assigned some time after the creation
			const assigned = await bvnk.eventually(async () => {
				const rows = await listed();
				return rows.length > 0 ? rows : undefined;
			});
			if (!assigned) return untold('assigned no agreement to the person');
			const statuses: number[] = [];
			for (const { id } of assigned) {
				const body = { type: 'ACCEPT' };
				statuses.push((await bvnk.send('POST', `${path}/${String(id)}/actions`, { body })).status);
			}
			const accepted = (await listed()).filter(({ status }) => status === 'ACCEPTED').length;
			return {
				asAssumed: statuses.every((status) => isDone({ status })) && accepted === assigned.length,
				words: `answered ${[...new Set(statuses)].join(', ')}, and ${accepted} of ${assigned.length} are ACCEPTED then`,
			};
		},
	},
	{
		open: "the fields of v2's company",
		assumed: 'those of the form, which a public client sends; a read gives them back',
		change: 'nodes/BvnkOnboardingV2/bodies/customer.ts: companyFields',
		async look(bvnk) {
			const { body, answer } = await bvnk.companyBy();
			if (!isDone(answer)) {
				const named = readProblem(answer.json).findings.map(({ field }) => field);
				const words = `${answered(answer)}${named.length > 0 ? ` and named ${named.join(', ')}` : ''}`;
				return named.length > 0 ? { asAssumed: false, words } : untold(words);
			}
			const read = await bvnk.eventually(async () => {
				const given = await bvnk.send('GET', `${V2_CUSTOMERS}/${idIn(answer)}`);
				return given.status === 200 ? given : undefined;
			});
			if (!read) return untold('did not give it to a read');
			const { associates: _, ...sent } = (body as { company: object & { associates: unknown } })
				.company;
			const { company } = Object(read.json) as { company?: unknown };
			const lost = pathsOf(sent).filter((path) => !pathsOf(company).includes(path));
			return {
				asAssumed: lost.length === 0,
				words: lost.length === 0 ? 'gave all of them back' : `gave no ${lost.join(', ')} back`,
			};
		},
	},
	{
		open: "the form of v2's associates",
		assumed:
			'taken with `types` and `entity`, a person or a company that owns, and listed with them',
		change: 'nodes/BvnkOnboardingV2/bodies/associate.ts; output/associates.ts: simpleAssociate',
		async look(bvnk) {
			const { answer } = await bvnk.companyBy();
			if (!isDone(answer)) return untold(`created no company: ${answered(answer)}`);
			const path = `${V2_CUSTOMERS}/${idIn(answer)}/associates`;
			const taken: string[] = [];
			for (const body of [PERSON, OWNER]) {
				const { status } = await bvnk.send('POST', path, { body });
				taken.push(`${status} to a ${body.entity.type}`);
			}
			const listed = rowsOf((await bvnk.send('GET', path)).json).map(simpleAssociate);
			const missing = [PERSON, OWNER].filter(
				({ types, entity }) =>
					!listed.some(
						({ id, name, kind, roles }) =>
							id !== '' &&
							name === associateNameOf({ entity }) &&
							kind === entity.type &&
							JSON.stringify(roles) === JSON.stringify(types),
					),
			);
			return {
				asAssumed: missing.length === 0,
				words: `answered ${taken.join(', ')}, and listed ${2 - missing.length} of 2 so`,
			};
		},
	},
];

/** The last that is tried: of v2's person everything has been handed in by then. */
export const updateOnceHandedIn: Probe<Sandbox> = {
	open: 'what v2 answers to an update once the data was handed in',
	assumed: 'the code 4004',
	change: 'nodes/BvnkOnboardingV2/api/bvnk.ts: byCode',
	async look(bvnk) {
		await bvnk.uploadedV2();
		const path = `${V2_CUSTOMERS}/${await bvnk.idV2()}`;
		const status = await bvnk.eventually(async () => {
			const read = customerAnswer.safeParse((await bvnk.send('GET', path)).json);
			const told = read.data?.status ?? undefined;
			return told === 'INFO_REQUIRED' ? undefined : told;
		});
		if (!status) return untold('left the person INFO_REQUIRED');
		const body = { individual: { description: 'A conformance test' } };
		const patch = await bvnk.send('PATCH', path, { body });
		return {
			asAssumed: codeOf(patch).endsWith('4004'),
			words: `${answered(patch)} in the status ${status}`,
		};
	},
};

/** An associate as Associate › Create sends it: a person. */
const PERSON = {
	types: ['DIRECTOR'],
	entity: {
		type: 'PERSON',
		firstName: 'Lea',
		lastName: 'Sampleton',
		dateOfBirth: '1988-05-02',
		nationality: 'US',
		birthCountryCode: 'US',
		address: {
			addressLine1: '11 Example Street',
			city: 'Austin',
			postalCode: '78701',
			stateCode: 'TX',
			countryCode: 'US',
		},
	},
};

/** The same: a company that owns. */
const OWNER = {
	types: ['UBO'],
	entity: {
		type: 'BUSINESS_REGISTRATION',
		name: 'Placeholder Holding LLC',
		registrationNumber: 'FAKE-REG-000001',
	},
};

/** The dotted paths of all values in an object. */
const pathsOf = (value: unknown): string[] =>
	isObject(value)
		? Object.entries(value).flatMap(([name, inner]) =>
				isObject(inner) ? pathsOf(inner).map((path) => `${name}.${path}`) : name,
			)
		: [];

/** The IDs of the agreements in a set. */
function setIds({ json }: CallAnswer): string[] {
	const read = agreementSetAnswer.safeParse(json);
	return read.success ? read.data.agreements.map(({ id }) => id) : [];
}

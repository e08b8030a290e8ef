// What BVNK does not confirm of documents, tried with invented files of the invented persons.

import { documentUrlAnswer, uploadedAnswer } from '../../nodes/BvnkOnboarding/api/answers';
import { DOCUMENT_TYPES } from '../../nodes/BvnkOnboarding/api/enums';
import { textIn } from '../../nodes/BvnkOnboarding/output/entries';
import {
	customerAnswer,
	documentAnswer,
	rowsAnswer,
	uploadedAnswer as uploadedAnswerV2,
} from '../../nodes/BvnkOnboardingV2/api/answers';
import { toDosOf } from '../../nodes/BvnkOnboardingV2/output/requiredActions';
import { untold, type Probe } from '../tools/conformance/probes';
import { CUSTOMERS, idIn, isDone, rowsOf, V2_CUSTOMERS, type Sandbox } from './sandbox';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** A reference that nobody has. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Those of v1, then those of v2. */
export const documentProbes: Array<Probe<Sandbox>> = [
	{
		open: 'what v1 answers to an upload',
		assumed: 'a list with an entry for each document, which has a `reference`',
		change: 'nodes/BvnkOnboarding/api/answers.ts: uploadedAnswer',
		async look(bvnk) {
			const { status, json, text } = await bvnk.uploaded();
			const [document, ...others] = uploadedAnswer.parse(json);
			const isTold = typeof document?.reference === 'string' && others.length === 0;
			const other = text === '' ? 'nothing' : 'another shape';
			return { asAssumed: isTold, words: `answered ${status} with ${isTold ? 'it' : other}` };
		},
	},
	{
		open: "where a document's file is in v1",
		assumed: 'at the first web address of the answer; fetched without the signature',
		change: 'nodes/BvnkOnboarding/api/answers.ts: documentUrlAnswer; actions/download.ts',
		async look(bvnk) {
			const [reference] = UUID.exec((await bvnk.uploaded()).text) ?? [];
			if (!reference) return untold('gave no reference of a document');
			const { status, json } = await bvnk.send('GET', `${CUSTOMERS}/documents/${reference}/url`);
			const address = documentUrlAnswer.safeParse(json).data?.url ?? undefined;
			if (!address) return { asAssumed: false, words: `answered ${status} without an address` };
			const file = await fetch(address);
			await file.body?.cancel();
			return { asAssumed: file.ok, words: `gave an address, which answers ${file.status}` };
		},
	},
	{
		open: "the list of a customer's documents",
		assumed: '`customerReference` would select them; no page says so, so the list is not offered',
		change: 'nodes/BvnkOnboarding/actions/document/index.ts: nothing, it stays left out',
		async look(bvnk) {
			const listed = async (customer: string) =>
				rowsOf(
					(await bvnk.send('GET', `${CUSTOMERS}/documents?customerReference=${customer}`)).json,
				).length;
			await bvnk.uploaded();
			const [own, nobodys] = [await listed(await bvnk.reference()), await listed(NOBODY)];
			return {
				asAssumed: own > 0 && nobodys === 0,
				words: `listed ${own} of the person, and ${nobodys} of nobody`,
			};
		},
	},
	{
		open: 'what v2 answers to an upload',
		assumed: 'a list with an entry for each file, in their order, which has an `id`',
		change: 'nodes/BvnkOnboardingV2/api/answers.ts: uploadedAnswer',
		async look(bvnk) {
			const { status, json, text } = await bvnk.uploadedV2();
			const documents = uploadedAnswerV2.parse(json);
			const isTold = documents.length === 2 && documents.every(({ id }) => typeof id === 'string');
			const types = documents.map((document) => textIn(document, ['type']));
			const isInOrder = types[0] !== 'SELFIE' && types[1] !== 'PASSPORT';
			const other = text === '' ? 'nothing' : isTold ? 'them in another order' : 'another shape';
			return {
				asAssumed: isTold && isInOrder,
				words: `answered ${status} with ${isTold && isInOrder ? 'it' : other}`,
			};
		},
	},
	{
		open: 'which document types v2 asks for',
		assumed: 'those of the list in the form; any other as an expression',
		change: 'nodes/BvnkOnboarding/api/enums.ts: DOCUMENT_TYPES',
		async look(bvnk) {
			const { answer } = await bvnk.companyBy();
			const ids = [await bvnk.idV2(), ...(isDone(answer) ? [idIn(answer)] : [])];
			const types: string[] = [];
			for (const id of ids) {
				const { json } = await bvnk.send('GET', `${V2_CUSTOMERS}/${id}`);
				const { data } = customerAnswer.safeParse(json);
				const toDos = data ? toDosOf(data, [], true) : [];
				types.push(...toDos.flatMap(({ anyOf }) => anyOf));
			}
			if (types.length === 0) return untold('asked for no document');
			const others = types.filter((type) => !DOCUMENT_TYPES.includes(type));
			return {
				asAssumed: others.length === 0,
				words: `asked for ${others.length === 0 ? types.join(', ') : `${others.join(', ')} as well`}`,
			};
		},
	},
	{
		open: 'where v2 has the documents of a customer',
		assumed: 'a page of them at …/documents, and each at …/documents/{id}, with type and status',
		change: 'nodes/BvnkOnboardingV2/api/v2.ts: documents, document; actions/document/getAll.ts',
		async look(bvnk) {
			await bvnk.uploadedV2();
			const path = `${V2_CUSTOMERS}/${await bvnk.idV2()}/documents`;
			const list = await bvnk.send('GET', `${path}?page=0&size=100`);
			const rows = rowsAnswer.safeParse(list.json).data?.content ?? [];
			const isTold = (row: unknown) => ['type', 'status'].every((name) => textIn(row, [name]));
			const one = await bvnk.send('GET', `${path}/${rows[0]?.id ?? NOBODY}`);
			const isOne = documentAnswer.safeParse(one.json).data?.id === rows[0]?.id;
			return {
				asAssumed: rows.length === 2 && rows.every(isTold) && isOne,
				words: `answered ${list.status} with ${rows.filter(isTold).length} of 2, and ${one.status} to a read of one`,
			};
		},
	},
];

// The faults program: thousands of operations through n8n's own engine, against a server that is in trouble,
// until every row is through; then the account.
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runNode } from '../engine/engine';
import { bodyOf } from '../engine/rows';
import { companyBody, individualBody } from '../sandbox/data';
import { mix } from '../tools/server/random';
import { startSandbox, type Customer, type Sandbox, type SandboxSettings } from '../sandbox/server';
import { count, emptyAccount, lineOf, type Account } from './account';
import {
	amountsOf,
	CONCURRENCY,
	creations,
	lists,
	updateOf,
	updates,
	uploads,
	wordsOf,
	type Amounts,
	type Body,
	type Job,
	type Row,
	type Upload,
} from './jobs';
import { addTrouble } from './trouble';

/** Times that the rows which failed are run again; a list of many pages fails most often. */
const MOST_PASSES = 40;

export interface SoakOptions {
	/** All that is random comes from it. */
	seed: number;
	/** How many rows there are, over all kinds of operations; 2,000 unless told. */
	operations?: number;
	/** How long the node's random pauses before a retry are, as a share of what they usually are; 1 unless told. */
	pauses?: number;
	/** Of the server. */
	settings?: Partial<SandboxSettings>;
	/** Called before the trouble begins: its own faults come first. */
	setUp?: (sandbox: Sandbox) => void;
	/** True: no trouble but that of `setUp`. */
	calm?: boolean;
	/** In place of the engine: to see whether the account finds what it does wrong. */
	run?: typeof runNode;
}

/**
 * Runs one round: creations; then creations, updates and uploads; then updates, uploads and lists. The
 * rows that fail are run again in a new execution, as a user would, until all are through.
 */
export async function soak(options: SoakOptions): Promise<Account> {
	const { seed, operations = 2000, pauses = 1, settings = {}, setUp, calm = false } = options;
	const { run = runNode } = options;
	const started = performance.now();
	// Nothing but idempotency keys keeps a customer one, updates are answered by something that can be
	// spoilt, and requests overlap.
	const sandbox = await startSandbox({
		delayMs: 10,
		uniqueReferences: false,
		updateAnswer: 'customer',
		...settings,
	});
	const restoreChance = seedChance(seed, pauses);
	try {
		setUp?.(sandbox);
		const faults = calm ? () => ({}) : addTrouble(sandbox, seed);
		const round = new Round(sandbox, seed, amountsOf(operations), run);
		await round.run();
		const { account } = round;
		account.operations = operations;
		account.requests = sandbox.requests.length;
		account.mostAtOnce = sandbox.maxInFlight;
		account.faults = faults();
		account.ms = performance.now() - started;
		return account;
	} finally {
		restoreChance();
		await sandbox.close();
	}
}

/** The product draws its pauses from Math.random: the same numbers for the same seed. Returns what ends it. */
function seedChance(seed: number, share: number): () => void {
	const { random } = Math;
	let drawn = 0;
	Math.random = () => (mix(drawn++, seed, 23, 2 ** 32) / 2 ** 32) * share;
	return () => void (Math.random = random);
}

/** What README's table of errors and its section on requests promise for the trouble there is. */
const DOCUMENTED = [
	/^BVNK asks for fewer requests/,
	/^BVNK could not process the request \(status 50[0234]\)/,
	/^BVNK could not be reached/,
	/^The connection to BVNK broke/,
	/^BVNK did not answer in time/,
	/^BVNK did not accept the signature/,
	/^BVNK's network edge \(CloudFront\) blocked the request/,
	/^A web page came( with status \d+)? where an answer of BVNK was expected/,
	/^BVNK's answer is incomplete/,
];
const WRONG_CLOCK = /clock of .+ is .*\d+ (second|minute)s? .*(ahead of|behind) BVNK's/i;

/** A job with the rows that are not through yet, by their place. */
interface Open extends Job {
	left: number[];
}

class Round {
	readonly account = emptyAccount();
	private readonly references = new Map<string, string>();
	private readonly people: Body[];
	private readonly companies: Body[];
	/** The updates of people, by external reference. */
	private readonly updated = new Map<string, ReturnType<typeof updateOf>>();
	private readonly uploaded: Array<{ job: Job; file: Upload }> = [];

	constructor(
		private readonly sandbox: Sandbox,
		private readonly seed: number,
		private readonly amounts: Amounts,
		private readonly execute: typeof runNode,
	) {
		const { people, companies } = amounts;
		this.people = Array.from({ length: people }, (_, index) => individualBody(index, seed));
		this.companies = Array.from({ length: companies }, (_, index) => companyBody(index, seed));
	}

	async run(): Promise<void> {
		const [people, otherPeople] = halves(this.people);
		const [companies, otherCompanies] = halves(this.companies);
		const { updates: updateCount, uploads: uploadCount, lists: listCount } = this.amounts;
		const half = { updates: Math.floor(updateCount / 2), uploads: Math.floor(uploadCount / 2) };

		await this.untilDone(this.creations(people, companies));
		await this.untilDone([
			...this.creations(otherPeople, otherCompanies),
			this.updates(people.slice(0, half.updates)),
			...this.uploads([...people, ...companies], half.uploads),
		]);
		await this.untilDone([
			this.updates(otherPeople.slice(0, updateCount - half.updates)),
			...this.uploads([...otherPeople, ...otherCompanies], uploadCount - half.uploads),
			...lists(this.sandbox, listCount),
		]);
		this.compareCustomers();
		this.compareDocuments();
	}

	private creations(people: Body[], companies: Body[]): Job[] {
		return [
			creations(this.sandbox, 'people', people, this.references),
			creations(this.sandbox, 'companies', companies, this.references),
		];
	}

	private updates(people: Body[]): Job {
		return updates(
			people.flatMap(({ externalReference }) => {
				const reference = this.references.get(externalReference);
				if (!reference) return [];
				const update = updateOf(this.seed, this.updated.size);
				this.updated.set(externalReference, update);
				return [{ reference, ...update }];
			}),
		);
	}

	/** Half of them under keys of the user's own; so many executions at a time that as many calls are on their way. */
	private uploads(customers: Body[], amount: number): Job[] {
		const known = customers.flatMap(({ externalReference }) => {
			const reference = this.references.get(externalReference);
			return reference ? [reference] : [];
		});
		for (const reference of known) this.sandbox.setStatus(reference, 'INFO_REQUIRED');
		const first = this.uploaded.length;
		const files = Array.from({ length: amount }, (_, index): Upload => {
			const at = first + index;
			return {
				reference: known[mix(at, this.seed, 24, known.length)]!,
				document: `doc-${at}`,
				text: `Invented document ${at} `.repeat(1 + mix(at, this.seed, 25, 50)),
				...(at % 2 === 0 ? { key: `0b5e0000-0000-4000-8000-${String(at).padStart(12, '0')}` } : {}),
			};
		});
		return Array.from({ length: CONCURRENCY }, (_, lane) => {
			const ownKeys = lane % 2 === 0;
			const own = files.filter(
				({ key }, index) => Boolean(key) === ownKeys && (index >> 1) % 4 === lane >> 1,
			);
			const job = uploads(this.sandbox, own, ownKeys);
			this.uploaded.push(...own.map((file) => ({ job, file })));
			return job;
		});
	}

	/** Runs all jobs at the same time, and what failed of them again, until nothing is left. */
	private async untilDone(jobs: Job[]): Promise<void> {
		const open = jobs.map((job): Open => ({ ...job, left: [...job.rows.keys()] }));
		for (const { name, rows } of open) lineOf(this.account, name).rows += rows.length;
		for (let pass = 1; open.some(({ left }) => left.length > 0); pass++) {
			if (pass > MOST_PASSES) {
				for (const { name, left } of open)
					if (left.length > 0) this.problem(`${name}: ${left.length} rows never came through`);
				return;
			}
			const before = open.map(storedOf);
			const tried = open.map(({ left }) => left);
			await Promise.all(
				open.map(async (job) => {
					if (job.left.length > 0) job.left = await this.pass(job);
				}),
			);
			await this.lateRequests();
			open.forEach((job, index) => this.compareStored(job, tried[index]!, before[index]!));
		}
	}

	/** A client that gave up leaves a request that the server acts on later. */
	private async lateRequests(): Promise<void> {
		while (this.sandbox.delayed > 0) await sleep(20);
		await sleep(20);
	}

	/** One execution over the rows that are left. Gives those that failed. */
	private async pass(job: Open): Promise<number[]> {
		const { account } = this;
		const line = lineOf(account, job.name);
		const rows = job.left.map((at) => job.rows[at]!);
		account.executions++;
		const { items, error } = await this.execute(this.sandbox, {
			parameters: job.parameters,
			input: rows.map(({ json }) => json),
			binary: rows.map(({ binary }) => binary ?? {}),
			executionId: `soak-${account.executions}`,
			settings: { onError: 'continueRegularOutput' },
		});
		if (error) this.problem(`${job.name}: the execution failed: ${error.message}`);
		line.given += rows.length;
		const answers = this.answers(job.name, items, rows.length);
		return job.left.filter((at, index) => {
			const answer = answers[index]!;
			if (answer.length === 0) this.problem(`${job.name}: row ${at} was not answered`);
			const failed = answer.find((json) => 'error' in json);
			if ((job.oneForOne || failed) && answer.length > 1)
				this.problem(`${job.name}: row ${at} was answered ${answer.length} times`);
			else if (answer.length > 0) line.answeredOnce++;
			if (failed) this.noteError(job.name, at, failed);
			if (failed || answer.length === 0) return true;
			const wrong = job.wrong(job.rows[at]!, answer);
			if (wrong) this.problem(`${job.name}: ${wrong}`);
			line.done++;
			return false;
		});
	}

	/** What an execution gave for each of its items, which must come in their order. */
	private answers(name: string, items: INodeExecutionData[], length: number): IDataObject[][] {
		const answers = Array.from({ length }, (): IDataObject[] => []);
		let latest = 0;
		for (const { json, pairedItem } of items) {
			const item =
				typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : -1;
			if (item < latest || item >= length)
				this.problem(`${name}: an output belongs to item ${item}`);
			answers[item]?.push(json);
			latest = Math.max(latest, item);
		}
		return answers;
	}

	private noteError(name: string, at: number, { error, description }: IDataObject): void {
		const words = DOCUMENTED.map((pattern) => pattern.exec(wordsOf(error))?.[0]).find(Boolean);
		count(this.account.errors, words ?? wordsOf(error));
		if (!words)
			this.problem(`${name}: row ${at} failed in a way that is not documented: ${wordsOf(error)}`);
		if (words?.includes('signature') && !WRONG_CLOCK.test(wordsOf(description)))
			this.problem(`${name}: row ${at} was not told of the wrong clock: ${wordsOf(description)}`);
	}

	/**
	 * After a pass: an upload that was answered has left one document, one that failed none or one. With a
	 * key of the user's own that holds over all executions; else over one, as the README says.
	 */
	private compareStored(job: Open, tried: number[], before: number[]): void {
		if (!job.stored) return;
		for (const at of tried) {
			const row = job.rows[at]!;
			const now = job.stored(row);
			const added = now - before[at]!;
			const isDone = !job.left.includes(at);
			const most = job.storedOncePer === 'row' ? 1 : before[at]! + 1;
			const least = isDone ? most : before[at]!;
			if (now < least || now > most)
				this.problem(
					`${job.name}: ${wordsOf(row.json.document)} was stored ${added} times by one execution, and ${now} times in all`,
				);
			if (isDone && job.storedOncePer === 'execution')
				this.account.uploadedAgain += Math.max(now - 1, 0);
		}
	}

	/** Each body is one customer, with what was sent and what was changed since; and there is no other. */
	private compareCustomers(): void {
		const found = new Map<string, Customer[]>();
		for (const customer of this.sandbox.customers.values()) {
			const external = customer.externalReference ?? '';
			found.set(external, [...(found.get(external) ?? []), customer]);
		}
		for (const body of [...this.people, ...this.companies]) {
			const { externalReference } = body;
			const own = found.get(externalReference) ?? [];
			found.delete(externalReference);
			if (own.length === 0) this.problem(`${externalReference} is lost`);
			if (own.length > 1) this.problem(`${externalReference} was created ${own.length} times`);
			const customer = own.find(
				({ reference }) => reference === this.references.get(externalReference),
			);
			if (customer && !isDeepStrictEqual(plain(bodyOf(customer)), plain(this.expected(body))))
				this.problem(`${externalReference} is not what was sent, or its update is lost`);
		}
		for (const external of found.keys())
			this.problem(`'${external}' was created, and nobody asked for it`);
		this.account.customers = this.sandbox.customers.size;
		if (this.sandbox.created !== this.account.customers)
			this.problem(
				`${this.sandbox.created} customers were created, and ${this.account.customers} are there`,
			);
	}

	private expected(body: Body): unknown {
		const update = this.updated.get(body.externalReference);
		if (!update || !('individual' in body)) return body;
		const { addressLine1, ...contact } = update;
		const { individual } = body;
		const address = { ...individual.address, addressLine1 };
		return { ...body, individual: { ...individual, ...contact, address } };
	}

	/** Each document is of the customer and what it was given, and there is no other. */
	private compareDocuments(): void {
		const files = new Map(this.uploaded.map(({ file }) => [file.document, file]));
		const stored = new Set<string>();
		for (const { reference, documents } of this.sandbox.customers.values()) {
			for (const { externalReference = '', content } of documents) {
				stored.add(externalReference);
				const file = files.get(externalReference);
				if (file?.reference !== reference || file.text !== content.toString())
					this.problem(
						`document '${externalReference}' is not what was sent, or another customer's`,
					);
			}
		}
		for (const document of files.keys())
			if (!stored.has(document)) this.problem(`document '${document}' is lost`);
	}

	private problem(words: string): void {
		this.account.problems.push(words);
	}
}

/** How many documents of each row the server has; empty for what is no upload. */
function storedOf({ rows, stored }: Job): number[] {
	return stored ? rows.map((row: Row) => stored(row)) : [];
}

function halves<Item>(items: Item[]): [Item[], Item[]] {
	const middle = Math.ceil(items.length / 2);
	return [items.slice(0, middle), items.slice(middle)];
}

/** Without what is undefined, as JSON has it. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

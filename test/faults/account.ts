// The account: what was asked of the node and what it gave, beside what the server has.

/** What came of one kind of operation. */
export interface Line {
	/** Rows that were to be done. */
	rows: number;
	/** Items given to the node, those that were run again included, and items it answered exactly once. */
	given: number;
	answeredOnce: number;
	/** Rows that came through in the end. */
	done: number;
}

/** What came of one round, or of several. */
export interface Account {
	operations: number;
	executions: number;
	requests: number;
	/** The most requests that the server had at the same time. */
	mostAtOnce: number;
	ms: number;
	/** Tries that met trouble, by its kind. */
	faults: Record<string, number>;
	lines: Record<string, Line>;
	/** Error items, by what their message says. */
	errors: Record<string, number>;
	/** Customers at the server. */
	customers: number;
	/**
	 * Documents that the server has twice, because BVNK had acted, its answer was lost on every try, and
	 * another execution repeated the row: what the README says of uploads without a key of one's own.
	 */
	uploadedAgain: number;
	/** What is off; empty where the account balances. */
	problems: string[];
}

/** An account of nothing. */
export const emptyAccount = (): Account => ({
	operations: 0,
	executions: 0,
	requests: 0,
	mostAtOnce: 0,
	ms: 0,
	faults: {},
	lines: {},
	errors: {},
	customers: 0,
	uploadedAgain: 0,
	problems: [],
});

/** The line of a kind of operation, made where there is none yet. */
export function lineOf(account: Account, name: string): Line {
	return (account.lines[name] ??= { rows: 0, given: 0, answeredOnce: 0, done: 0 });
}

/** Adds to a count by name. */
export function count(counts: Record<string, number>, name: string, by = 1): void {
	counts[name] = (counts[name] ?? 0) + by;
}

const SUMMED = [
	'operations',
	'executions',
	'requests',
	'ms',
	'customers',
	'uploadedAgain',
] as const;

/** Both accounts in one. */
export function sum(a: Account, b: Account): Account {
	const total = structuredClone(a);
	for (const name of SUMMED) total[name] += b[name];
	total.mostAtOnce = Math.max(a.mostAtOnce, b.mostAtOnce);
	for (const [name, number] of Object.entries(b.faults)) count(total.faults, name, number);
	for (const [name, number] of Object.entries(b.errors)) count(total.errors, name, number);
	for (const [name, line] of Object.entries(b.lines)) {
		const own = lineOf(total, name);
		for (const key of Object.keys(own) as Array<keyof Line>) own[key] += line[key];
	}
	total.problems.push(...b.problems);
	return total;
}

const number = (value: number) => value.toLocaleString('en');
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const total = (counts: Record<string, number>) =>
	Object.values(counts).reduce((all, value) => all + value, 0);

/** One line: how much was done, and whether it balances. */
export function summaryOf(account: Account): string {
	const { operations, executions, requests, mostAtOnce, faults, problems, ms } = account;
	return [
		`${number(operations)} operations in ${number(executions)} executions`,
		`${number(requests)} requests (${mostAtOnce} at once)`,
		`${number(total(faults))} faults`,
		seconds(ms),
		problems.length === 0 ? 'balances' : `${number(problems.length)} PROBLEMS`,
	].join(', ');
}

/** The whole account, for a person. */
export function textOf(account: Account): string {
	const { faults, lines, errors, customers, uploadedAgain, problems } = account;
	const most = problems.slice(0, 20);
	return [
		summaryOf(account),
		'',
		'operation                       rows   items given  answered once   rows done',
		...Object.entries(lines).map(([name, { rows, given, answeredOnce, done }]) =>
			[
				name.padEnd(28),
				number(rows).padStart(8),
				number(given).padStart(14),
				number(answeredOnce).padStart(15),
				number(done).padStart(12),
			].join(''),
		),
		'',
		`Customers at BVNK: ${number(customers)}`,
		`Documents twice, by another execution after a lost answer: ${number(uploadedAgain)}`,
		'',
		`Faults: ${listed(faults)}`,
		`Rows that were answered by an error, and run again: ${listed(errors)}`,
		...(problems.length === 0 ? [] : ['', 'What is off:', ...most.map((line) => `- ${line}`)]),
		...(problems.length > most.length ? [`- and ${problems.length - most.length} more`] : []),
	].join('\n');
}

const listed = (counts: Record<string, number>) =>
	Object.entries(counts)
		.filter(([, value]) => value > 0)
		.map(([name, value]) => `${name}: ${number(value)}`)
		.join('; ') || 'none';

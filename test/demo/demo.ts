/**
 * The demo: onboards the customers of `examples/onboard-customers.json` in a real n8n, and prints
 * what came of each. BVNK is the embedded one, or BVNK's own sandbox when `BVNK_HAWK_ID` and
 * `BVNK_HAWK_KEY` are set. Exits with 1 when what it saw is not what happened.
 *
 * Started by `run.mjs`, which sets up what this needs.
 */
import { RealN8n } from '../e2e/n8n';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { BAD_ROW, onboard, type Onboarded, type Target } from './onboard';

const BVNK_SANDBOX = 'https://api.sandbox.bvnk.com';

const started = Date.now();
const say = (line: string) => console.log(line);
const step = (line: string) => say(`${seconds().padStart(5)}  ${line} …`);
const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;

/** BVNK's own sandbox when there is a key for it. */
function ownSandbox(): Target | undefined {
	const { BVNK_HAWK_ID: hawkId, BVNK_HAWK_KEY: hawkKey } = process.env;
	if (!hawkId || !hawkKey) return undefined;
	return {
		baseUrl: BVNK_SANDBOX,
		credential: { environment: 'sandbox', hawkId, hawkKey },
		// BVNK takes an external reference once, and keeps the customers of earlier runs
		referencePrefix: `demo-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}-`,
	};
}

function embedded(sandbox: Sandbox): Target {
	return {
		baseUrl: sandbox.url,
		credential: { environment: 'custom', baseUrl: sandbox.url, ...sandbox.credentials },
		referencePrefix: 'example-',
	};
}

/** Rows of text as columns under each other. */
function table(rows: string[][]): string {
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map((row) => row[column]?.length ?? 0)),
	);
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

/** What BVNK still needs, and of how many customers. */
function missing(seen: Onboarded): Map<string, number> {
	const counts = new Map<string, number>();
	for (const info of seen.requiredInfo) {
		for (const what of [
			...info.missingDocuments.map((set) => `${set.docSetType}: ${set.anyOf.join(' or ')}`),
			...info.missingQuestionnaires.map((code) => `questionnaire ${code}`),
		]) {
			counts.set(what, (counts.get(what) ?? 0) + 1);
		}
	}
	return counts;
}

function report(seen: Onboarded): void {
	say('');
	say(
		table([
			['TYPE', 'NAME', 'REFERENCE', 'STATUS'],
			...seen.customers.map(({ type, name, reference, status }) => [type, name, reference, status]),
		]),
	);
	say('');
	for (const { id, message } of seen.refused) say(`Row ${id} was not created: ${message}`);
	say('');
	say(`Rows         ${seen.rows}: ${seen.customers.length} created, ${seen.refused.length} not`);
	say(`Listed       ${seen.listed.length} customers`);
	say(`Asked        ${seen.requiredInfo.length} customers what BVNK still needs`);
	for (const [what, count] of missing(seen)) say(`             ${count} × ${what}`);
	say(
		`Updated      ${seen.updated ? `${seen.updated.reference}, now ${seen.updated.emailAddress}` : 'none'}`,
	);
	for (const hint of new Set(seen.hints)) say(`Hint         ${hint}`);
}

/** What does not fit: empty when the demo did what it says. */
function findings(seen: Onboarded, sandbox: Sandbox | undefined): string[] {
	const references = seen.customers.map(({ reference }) => reference);
	const unlisted = references.filter((reference) => !seen.listed.includes(reference));
	const emailOf = (reference = '') => sandbox?.customers.get(reference)?.individual?.emailAddress;
	const checks: Array<[boolean, string]> = [
		[references.length === seen.rows - 1, 'not every good row became a customer'],
		[new Set(references).size === references.length, 'two customers share a reference'],
		[seen.refused.map(({ id }) => id).join() === BAD_ROW, `not exactly row ${BAD_ROW} was refused`],
		[unlisted.length === 0, `${unlisted.length} new customers are not in the list`],
		[seen.requiredInfo.length === references.length, 'not every customer was asked about'],
		[seen.updated !== undefined, 'no customer was updated'],
	];
	if (sandbox) {
		const { created, customers } = sandbox;
		checks.push(
			[created === references.length, `BVNK counts ${created} customers created`],
			[customers.size === seen.listed.length, `BVNK holds ${customers.size} customers`],
			[references.every((reference) => customers.has(reference)), 'BVNK does not know a customer'],
			[emailOf(seen.updated?.reference) === seen.updated?.emailAddress, 'BVNK has the old address'],
		);
	}
	return checks.filter(([holds]) => !holds).map(([, finding]) => finding);
}

async function demo(): Promise<void> {
	const own = ownSandbox();
	const sandbox = own ? undefined : await startSandbox({ strictSessions: true });
	const target = own ?? embedded(sandbox!);
	say(`BVNK: ${own ? "BVNK's own sandbox" : 'the embedded one'}, ${target.baseUrl}`);
	step('Installing the packed package into a fresh n8n');
	const n8n = await RealN8n.create({ outside: own !== undefined });
	let failed = true;
	const stop = () => void n8n.dispose().finally(() => process.exit(130));
	process.once('SIGINT', stop).once('SIGTERM', stop);
	try {
		const seen = await onboard(n8n, target, step);
		report(seen);
		const wrong = findings(seen, sandbox);
		if (wrong.length > 0) throw new Error(`This does not fit: ${wrong.join('; ')}`);
		failed = false;
	} finally {
		await n8n.dispose({ keepLog: failed });
		await sandbox?.close();
	}
	say('');
	say(sandbox ? `All of it agrees with what BVNK counted. ${seconds()}` : `Done. ${seconds()}`);
}

demo().catch((error: unknown) => {
	const text = error instanceof Error ? error.message : String(error);
	const key = process.env['BVNK_HAWK_KEY'];
	console.error(`\nThe demo did not work: ${key ? text.replaceAll(key, '(key)') : text}`);
	process.exitCode = 1;
});

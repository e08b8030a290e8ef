/**
 * The demo: takes four merchants from the form to LegalTalent's decision in a real n8n, one of whom sends the form twice,
 * and reads all risk profiles. LegalTalent is the embedded one. Exits with 1 when what it saw is not what happened.
 *
 * Started by `run.mjs`, which sets up what this needs.
 */
import type { Execution } from '../../../../test/tools/n8n/n8n';
import type { Decision } from '../sandbox/server';
import { Stage, type Answers, type Merchants } from '../stage';

const started = Date.now();
const say = (line = '') => console.log(line);
const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
const step = (line: string) => say(`\n${seconds().padStart(5)}  ${line} …`);

/** Who comes, and what becomes of it. */
const APPLICANTS: Array<{ company: string; decision: Decision; final?: string; branch: string }> = [
	{ company: 'Northwind Trading', decision: 'approved', branch: 'Say Welcome' },
	{ company: 'Contoso Goods', decision: 'rejected', branch: 'Close the File' },
	{ company: 'Fabrikam Parts', decision: 'manual_review', branch: 'Tell Compliance' },
	{ company: 'Tailspin Toys', decision: 'approved', final: 'flagged', branch: 'Tell Compliance' },
];
const BRANCHES = ['Say Welcome', 'Close the File', 'Tell Compliance', 'Wait for More'];
const MORE_CUSTOMERS = 40;

const answersOf = (company: string, at: number): Answers => ({
	number: `merchant-${at + 1}`,
	company,
	country: 'Germany',
	website: `${company.split(' ')[0]!.toLowerCase()}.example`,
	contact: 'Amelie Roth',
	email: `contact-${at + 1}@example.org`,
});

const branchesOf = (runs: Execution[]) =>
	BRANCHES.filter((name) => runs.some((run) => run.runs(name).length > 0));

/** One applicant: form, link, decision. */
async function apply(merchants: Merchants, at: number, wrong: string[]): Promise<void> {
	const { company, decision, final, branch } = APPLICANTS[at]!;
	const run = await merchants.apply(answersOf(company, at));
	const [mail] = run.json<{ session: string; to: string; link: string }>('Mail with the Link');
	if (!mail) return void wrong.push(`${company}: no mail was made`);
	say(`  ${company.padEnd(18)} mail to ${mail.to}: ${mail.link}`);
	const page = await fetch(mail.link);
	if (page.status !== 200) wrong.push(`${company}: the link leads nowhere`);
	const reached = branchesOf(await merchants.decide(mail.session, decision, final));
	const words = final ? `${decision}, ${final}` : decision;
	say(`  ${''.padEnd(18)} LegalTalent: ${words} › ${reached.join(', ') || 'nowhere'}`);
	if (reached.join() !== branch) wrong.push(`${company} went to ${reached.join() || 'nowhere'}`);
}

async function play(stage: Stage): Promise<string[]> {
	const { legalTalent, n8n } = stage;
	const wrong: string[] = [];
	step('Publishing examples/onboard-merchant.json; its trigger registers its URL by itself');
	const merchants = await stage.merchants('automatic');
	if (legalTalent.notifications.webhook_url !== merchants.url) wrong.push('no URL was registered');
	step('Merchants fill in the form, and LegalTalent decides');
	for (const at of APPLICANTS.keys()) await apply(merchants, at, wrong);

	step('The first one sends the form again');
	const again = await merchants.apply(answersOf(APPLICANTS[0]!.company, 0));
	const [refused] = again.json<{ error: { message: string } }>('For a Colleague');
	say(`  ${refused?.error.message ?? 'Nobody was told'}`);
	if (!refused) wrong.push('the second form was not refused');
	if (legalTalent.customers.size !== APPLICANTS.length) {
		wrong.push(`LegalTalent has ${legalTalent.customers.size} customers`);
	}

	step('The audit table');
	const rows = await merchants.audit();
	for (const { session, outcome, event } of rows) {
		say(`  ${session}  ${outcome.padEnd(9)} ${event}`);
	}
	if (new Set(rows.map(({ session }) => session)).size !== APPLICANTS.length) {
		wrong.push('not every session stands in the table');
	}

	step('All risk profiles, with examples/monthly-risk-profiles.json');
	legalTalent.seedCustomers(MORE_CUSTOMERS);
	const { id, table } = await stage.stored('monthly-risk-profiles.json');
	const risk = await n8n.runStored(id);
	const kept = await stage.rowsOf(table);
	say(`  ${kept.length} profiles kept, ${risk.json('Look Closer').length} of them need a look`);
	if (kept.length !== legalTalent.customers.size) wrong.push('not every profile was kept');
	return wrong;
}

async function demo(): Promise<void> {
	say('LegalTalent: the embedded one');
	step('Installing the package into a fresh n8n, and starting it');
	const stage = await Stage.start();
	const stop = () => void stage.end().finally(() => process.exit(130));
	process.once('SIGINT', stop).once('SIGTERM', stop);
	let wrong: string[] = ['it did not come to its end'];
	try {
		wrong = await play(stage);
	} finally {
		await stage.end({ keepLog: wrong.length > 0 });
	}
	if (wrong.length > 0) throw new Error(wrong.join('; '));
	say(`\nAll of it agrees with what LegalTalent counted. ${seconds()}`);
}

demo().catch((error: unknown) => {
	console.error(
		`\nThe demo did not work: ${error instanceof Error ? error.message : String(error)}`,
	);
	process.exitCode = 1;
});

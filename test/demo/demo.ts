/**
 * The demo: takes one person and one company from the agreement to VERIFIED in a real n8n, by v1 and by v2 of
 * BVNK's Customers API, with BVNK's webhooks starting a second workflow; then onboards a table of customers, and prints what came of each.
 * BVNK is the embedded one, or BVNK's own sandbox when `BVNK_HAWK_ID` and `BVNK_HAWK_KEY` are set. Exits
 * with 1 when what it saw is not what happened.
 *
 * Started by `run.mjs`, which sets up what this needs.
 */
import type { IDataObject } from 'n8n-workflow';

import { CREDENTIAL_TYPE, credentialOf } from '../bvnk';
import { RealN8n, type Execution, type Workflow } from '../tools/n8n/n8n';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { succeeded, withCredentials } from './examples';
import { BAD_ROW, onboard, type Onboarded } from './onboard';
import {
	companyStory,
	companyWorkflow,
	type Errand,
	personStory,
	personWorkflow,
	type Step,
	type Story,
} from './story';
import { companyStoryV2, companyWorkflowV2, personStoryV2, personWorkflowV2 } from './story-v2';
import { SecondWorkflow, type Routed } from './second';

const BVNK_SANDBOX = 'https://api.sandbox.bvnk.com';
/** How long the embedded BVNK stays in one status, and how long the person's workflow waits for it. */
const STEP_MS = 300;
const MINUTES = 2;
/** The same for BVNK's own, where a check of invented people takes longer than a demo. */
const OWN_MINUTES = 0.5;

const started = Date.now();
const say = (line = '') => console.log(line);
const step = (line: string) => say(`${seconds().padStart(5)}  ${line} …`);
const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;

/** Which BVNK the workflows talk to. */
interface Target {
	baseUrl: string;
	/** Data of the credential: environment, id and key. */
	credential: IDataObject;
	/** Put before external references, of which BVNK takes each once. */
	referencePrefix: string;
}

/** BVNK's own sandbox when there is a key for it. */
function ownSandbox(): Target | undefined {
	const { BVNK_HAWK_ID: hawkId, BVNK_HAWK_KEY: hawkKey } = process.env;
	if (!hawkId || !hawkKey) return undefined;
	return {
		baseUrl: BVNK_SANDBOX,
		credential: { environment: 'sandbox', hawkId, hawkKey },
		// BVNK keeps the customers of earlier runs
		referencePrefix: `demo-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}-`,
	};
}

function embedded(sandbox: Sandbox): Target {
	return {
		baseUrl: sandbox.url,
		credential: credentialOf(sandbox),
		referencePrefix: 'demo-',
	};
}

/** Prints steps of a story, their names in one column. */
function tell(steps: Step[]): void {
	for (const [name, ...lines] of steps) {
		for (const [index, line] of (lines.length > 0 ? lines : ['-']).entries()) {
			say(`  ${(index === 0 ? name : '').padEnd(10)} ${line || '-'}`);
		}
	}
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
		for (const { kind, code, anyOf } of info.toDos) {
			const what = [kind, code, anyOf.join(' or ')].filter(Boolean).join(' ');
			counts.set(what, (counts.get(what) ?? 0) + 1);
		}
	}
	return counts;
}

function report(seen: Onboarded): void {
	say(
		table([
			['TYPE', 'NAME', 'REFERENCE', 'STATUS'],
			...seen.customers.map(({ type, name, reference, status }) => [type, name, reference, status]),
		]),
	);
	say();
	for (const { id, message } of seen.refused) say(`Row ${id} was not created: ${message}`);
	say();
	say(`Rows         ${seen.rows}: ${seen.customers.length} created, ${seen.refused.length} not`);
	say(`Listed       ${seen.listed.length} customers`);
	say(`Asked        ${seen.requiredInfo.length} customers what BVNK still needs`);
	for (const [what, count] of missing(seen)) say(`             ${count} × ${what}`);
	say(
		`Updated      ${seen.updated ? `${seen.updated.reference}, now ${seen.updated.emailAddress}` : 'none'}`,
	);
	for (const hint of new Set(seen.hints)) say(`Hint         ${hint}`);
}

/**
 * What does not fit: empty when the table is what it says.
 *
 * @param before how many customers BVNK held when it began
 */
function findings(seen: Onboarded, sandbox: Sandbox | undefined, before: number): string[] {
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
			[created === before + references.length, `BVNK counts ${created} customers created`],
			[customers.size === seen.listed.length, `BVNK holds ${customers.size} customers`],
			[references.every((reference) => customers.has(reference)), 'BVNK does not know a customer'],
			[emailOf(seen.updated?.reference) === seen.updated?.emailAddress, 'BVNK has the old address'],
		);
	}
	return checks.filter(([holds]) => !holds).map(([, finding]) => finding);
}

/** Everything the demo needs, and what it has found wrong so far. */
interface Stage {
	target: Target;
	/** Undefined where BVNK is its own sandbox. */
	sandbox: Sandbox | undefined;
	/** The workflow that webhooks start; undefined where BVNK cannot reach this n8n. */
	second: SecondWorkflow | undefined;
	run: (workflow: Workflow) => Promise<Execution>;
	wrong: string[];
}

/** Takes one customer from the agreement to BVNK's decision, and tells it. */
async function tellOf(
	stage: Stage,
	workflow: Workflow,
	storyOf: (run: Execution) => Story,
): Promise<void> {
	const { sandbox, second, wrong } = stage;
	const story = storyOf(succeeded(await stage.run(workflow)));
	tell(story.steps);
	if (!sandbox || !second) return;
	for (const errand of story.errands) {
		tell([['Then', errand.what]]);
		await go(errand);
	}
	const routed = await second.runsUntil(story.reference, 'VERIFIED');
	tell([['Webhooks', `each starts '${second.name}':`, ...routed.map(lineOf)]]);
	const { status, due } = counted(sandbox, story.reference);
	const told = routed.map(({ status }) => status).sort();
	const lost = routed.filter(({ branch }) => branch === undefined);
	if (status !== 'VERIFIED') wrong.push(`${story.name} is ${status}`);
	if (told.join() !== due.join()) wrong.push(`${story.name}: webhooks told of ${told.join()}`);
	for (const { status } of lost) wrong.push(`${story.name}: ${status} was routed nowhere`);
}

/** Does what a person does in a browser. */
async function go({ url, form }: Errand): Promise<void> {
	const sent = form && { method: 'POST', body: new URLSearchParams(form) };
	const { status } = await fetch(url, sent);
	if (status !== 200) throw new Error(`BVNK's page answered ${status}`);
}

/** A customer's status at the embedded BVNK, and of which statuses BVNK has told since the creation. */
function counted(
	sandbox: Sandbox,
	reference: string,
): { status: string | undefined; due: string[] } {
	const second = sandbox.v2.customers.get(reference);
	const { script = [], stage = 0 } = second ?? sandbox.customers.get(reference) ?? {};
	// v1's first status is what the creation answered, and no event; v2 begins anew with one that it tells of
	return { status: script[stage], due: script.slice(second ? 0 : 1, stage + 1).sort() };
}

/** What BVNK counts of v2's two customers, beside what the demo has told. */
function findingsV2({ v2 }: Sandbox): string[] {
	const all = [...v2.customers.values()];
	const checks: Array<[boolean, string]> = [
		[v2.created === 2, `BVNK counts ${v2.created} customers of v2`],
		[
			all.every(({ agreements }) => agreements.every(({ status }) => status !== 'PENDING')),
			'an agreement has no answer',
		],
		[
			all.every(({ documents }) => documents.every(({ status }) => status === 'APPROVED')),
			'a document is not approved',
		],
	];
	return checks.filter(([holds]) => !holds).map(([, finding]) => finding);
}

const lineOf = ({ execution, status, branch }: Routed) =>
	`${status.padEnd(13)} execution ${execution} › ${branch ?? 'nowhere'}`;

/** A part of the demo: when it fails, that is said, and the others go on. */
async function part(stage: Stage, title: string, work: () => Promise<void>): Promise<void> {
	say();
	step(title);
	try {
		await work();
	} catch (error) {
		say(`  ${messageOf(error)}`);
		stage.wrong.push(`${title}: it failed`);
	}
}

async function play(stage: Stage): Promise<void> {
	const { target, sandbox, second } = stage;
	const { referencePrefix } = target;
	await part(stage, 'A person, with examples/onboard-individuals.json', async () => {
		const minutes = sandbox ? MINUTES : OWN_MINUTES;
		await tellOf(stage, await personWorkflow(referencePrefix, minutes), personStory);
	});
	await part(stage, 'A company, with examples/onboard-company.json', async () => {
		await tellOf(stage, await companyWorkflow(referencePrefix), companyStory);
	});
	if (sandbox) {
		await part(stage, 'A person by v2, with examples/onboard-by-link.json', async () => {
			await tellOf(stage, await personWorkflowV2(), personStoryV2);
		});
		await part(stage, 'A company by v2, with examples/onboard-company-v2.json', async () => {
			await tellOf(stage, await companyWorkflowV2(), companyStoryV2);
		});
		stage.wrong.push(...findingsV2(sandbox));
	}
	second?.unregister();
	if (!second) say("\nWithout webhooks: BVNK's own sandbox cannot reach an n8n on this machine.");
	await part(stage, 'A table of customers, with examples/onboard-customers.json', async () => {
		const before = sandbox?.customers.size ?? 0;
		if (sandbox) sandbox.settings.stepMs = undefined;
		const seen = await onboard(stage.run, referencePrefix);
		report(seen);
		stage.wrong.push(...findings(seen, sandbox, before));
	});
}

async function demo(): Promise<void> {
	const own = ownSandbox();
	const sandbox = own ? undefined : await startSandbox({ ownLinks: true, stepMs: STEP_MS });
	const target = own ?? embedded(sandbox!);
	say(`BVNK: ${own ? "BVNK's own sandbox" : 'the embedded one'}, ${target.baseUrl}`);
	step('Installing the packed package into a fresh n8n, and starting it');
	const n8n = await RealN8n.create({ outside: own !== undefined });
	let failed = true;
	const stop = () => void n8n.dispose().finally(() => process.exit(130));
	process.once('SIGINT', stop).once('SIGTERM', stop);
	try {
		await n8n.start();
		const reference = await n8n.addCredential(CREDENTIAL_TYPE, 'BVNK', target.credential);
		const credentials = { [CREDENTIAL_TYPE]: reference };
		if (sandbox) step("Publishing examples/customer-status-changed.json for BVNK's webhooks");
		const stage: Stage = {
			target,
			sandbox,
			second: sandbox && (await SecondWorkflow.publish(n8n, sandbox, credentials)),
			run: async (workflow) =>
				await n8n.runStored(await n8n.addWorkflow(withCredentials(workflow, credentials))),
			wrong: [],
		};
		await play(stage);
		if (stage.wrong.length > 0) throw new Error(stage.wrong.join('; '));
		failed = false;
	} finally {
		await n8n.dispose({ keepLog: failed });
		await sandbox?.close();
	}
	say(sandbox ? `\nAll of it agrees with what BVNK counted. ${seconds()}` : `\nDone. ${seconds()}`);
}

/** What an error says, without the key. */
function messageOf(error: unknown): string {
	const text = error instanceof Error ? error.message : String(error);
	const key = process.env['BVNK_HAWK_KEY'];
	return key ? text.replaceAll(key, '(key)') : text;
}

demo().catch((error: unknown) => {
	console.error(`\nThe demo did not work: ${messageOf(error)}`);
	process.exitCode = 1;
});

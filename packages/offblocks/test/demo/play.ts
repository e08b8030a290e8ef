// What the demo shows: a table of customers in a real n8n, one of whom goes from its creation to active, is
// deactivated and activated again, told by Offblocks' webhooks all the way.

import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { walletOf } from '../sandbox/wallets';
import { nodeOf, onboardingOf, signByForm, type Mail } from '../e2e/examples';
import { NODE_TYPE, succeeded, withCredentials, type Stage } from '../e2e/n8n';

const PATIENCE_MS = 30_000;

/** A step of the story: what it is called, and one or more lines about it. */
export type Step = [name: string, ...lines: string[]];

/** What was seen. */
export interface Story {
	steps: Step[];
	/** What does not agree with what Offblocks has; empty where all does. */
	wrong: string[];
}

/** Plays the story with `examples/onboard-by-wallet.json`, and tells it. */
export async function play({ n8n, offblocks, credentials }: Stage): Promise<Story> {
	const wallet = walletOf();
	const account = `eip155:300:${wallet.address}`;
	const row = { externalId: 'demo-001', name: 'Amelie Roth', emailAddress: 'amelie@example.org' };
	const bad = { externalId: 'demo-002', name: 'Bastien Fournier', emailAddress: 'b@example.org' };
	const workflow = await onboardingOf(
		[
			{ ...row, wallet: account },
			{ ...bad, wallet: account.slice(0, -1) },
		],
		n8n.url,
	);
	const trigger = nodeOf(workflow, 'Offblocks Trigger').name;
	const id = await n8n.addWorkflow(withCredentials(workflow, credentials));
	await n8n.activate(id);
	const [registration] = offblocks.webhooks.all();

	const run = succeeded(await n8n.runStored(id));
	const [created] = run.json<Told>('Create Customer');
	const refused = run.json<{ error: { message: string } }>('Not Created');
	const [mail] = run.json<Mail & IDataObject>('Challenge by Mail');
	if (!created || !mail) throw new Error(`No customer was created: ${refused[0]?.error.message}`);

	const page = await signByForm(mail, wallet);
	/** What the trigger has told of the customer, once that is so much. */
	const toldOf = async (count: number): Promise<string[]> => {
		for (const end = Date.now() + PATIENCE_MS; ; await sleep(100)) {
			const told: string[] = [];
			for (const { id: execution } of await n8n.executionsOf(id)) {
				const [event] = (await n8n.execution(execution)).json<Told>(trigger);
				if (event?.id === created.id)
					told.push(`${event.status.padEnd(10)} execution ${execution}`);
			}
			if (told.length >= count) return told;
			if (Date.now() > end) throw new Error(`The webhooks told ${told.join(', ')} and no more`);
		}
	};
	/** Runs one operation on the customer, in a workflow of its own. */
	const change = async (operation: 'activate' | 'deactivate'): Promise<string> => {
		const parameters = {
			resource: 'customer',
			operation,
			customerId: { __rl: true, mode: 'id', value: created.id },
			options: {},
		};
		const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
		const node = { name: 'Offblocks', type: NODE_TYPE, credentials, parameters };
		const [answer] = succeeded(await n8n.run({ nodes: [start, node] })).json<Told>('Offblocks');
		return answer!.status;
	};
	const onboarded = await toldOf(JOURNEY.length);
	const [off, on] = [await change('deactivate'), await change('activate')];
	const all = await toldOf(JOURNEY.length + 2);
	await n8n.deactivate(id);

	const steps: Step[] = [
		['Registered', `${registration?.callbackUrl} for ${registration?.types.join(', ')}`],
		['Created', `${row.name}, ${created.id}, ${created.status}`],
		['Refused', ...refused.map(({ error }) => `${bad.name}: ${error.message}`)],
		['Mail', `to ${mail.to}, with the text to sign and a link to the form`],
		['Signed', `by the wallet ${wallet.address}; the form says “${titleOf(page)}”`],
		['Webhooks', ...onboarded],
		['Changed', `deactivated: ${off}`, `activated: ${on}`],
		['Webhooks', ...all.slice(onboarded.length)],
		['Unpublished', `${offblocks.webhooks.all().length} registrations are left at Offblocks`],
	];
	const told = all.map((line) => line.split(' ')[0]!);
	const statusNow = offblocks.customers.get(created.id)?.status;
	const checks: Array<[boolean, string]> = [
		[offblocks.customers.size === 1, `Offblocks holds ${offblocks.customers.size} customers`],
		[refused.length === 1, `${refused.length} rows were refused`],
		[statusNow === 'active', `Offblocks says that the customer is ${statusNow}`],
		[`${off} ${on}` === 'inactive active', `the changes gave ${off} and ${on}`],
		[
			told.sort().join() === [...JOURNEY, 'inactive', 'active'].sort().join(),
			`the webhooks told ${told.join(', ')}`,
		],
		[offblocks.webhooks.all().length === 0, 'the trigger is still registered'],
	];
	return { steps, wrong: checks.filter(([holds]) => !holds).map(([, finding]) => finding) };
}

/** What Offblocks tells of a customer from its creation until it is active. */
const JOURNEY = ['initiating', 'screening', 'verifying', 'active'];

interface Told extends IDataObject {
	id: string;
	status: string;
}

const titleOf = (page: string) => /<h1[^>]*>\s*([^<]*?)\s*</.exec(page)?.[1] ?? 'nothing';

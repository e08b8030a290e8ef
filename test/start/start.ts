/**
 * An n8n to click around in: the packed package, an embedded BVNK with customers, a credential for it,
 * and the examples. Prints where it is and how to log in, and runs until Ctrl+C.
 *
 * Started by `run.mjs`, which sets up what this needs.
 */
import { OWNER } from '../tools/n8n/n8n';
import { furnish, type Furnished } from './furnished';

const CUSTOMERS = 120;

async function start(): Promise<void> {
	let interrupted = false;
	const stopped = new Promise<void>((resolve) => {
		const stop = () => {
			interrupted = true;
			resolve();
		};
		process.on('SIGINT', stop).on('SIGTERM', stop);
	});
	const say = (step: string) => console.log(`${step} …`);
	const furnished = await furnish({ customers: CUSTOMERS }, say).catch((error: unknown) => {
		// Ctrl+C goes to n8n as well, which then ends while it starts
		if (!interrupted) throw error;
	});
	if (furnished) {
		if (!interrupted) console.log(described(furnished));
		await stopped;
		console.log('\nStopping …');
		await furnished.close();
	}
	console.log('Stopped, and nothing is left behind.');
}

/** Where everything is, for a person. */
function described({ n8n, bvnk, workflows, webhookUrls }: Furnished): string {
	const { hawkId, hawkKey, webhookSecret } = bvnk.credentials;
	const lines = [
		['n8n', n8n.url],
		['E-mail', OWNER.email],
		['Password', OWNER.password],
		['Workflows', workflows.map(({ name }) => name).join('; ')],
		['BVNK', `${bvnk.url}, embedded, with ${CUSTOMERS} invented customers`],
		['Portal', `${bvnk.url}/portal, to add a webhook of your own and see its Public key`],
		['Credential', `in n8n already; id ${hawkId}, key ${hawkKey}, webhook secret ${webhookSecret}`],
		[
			'Webhooks',
			'BVNK calls these; publish the workflow of the trigger, or listen in it, to see them',
		],
		...webhookUrls.map((url) => ['', url]),
	];
	const text = lines.map(([label = '', words]) => `${label.padEnd(12)}${words}`);
	return ['', ...text, '', 'Ctrl+C stops it all.'].join('\n');
}

start().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});

/**
 * An n8n to click around in: the packed package, an embedded BVNK with customers, a credential for it,
 * and the examples. Prints where it is and how to log in, and runs until Ctrl+C.
 *
 * Started by `run.mjs`, which sets up what this needs.
 */
import { OWNER } from './owner';
import { furnish } from './furnished';

const CUSTOMERS = 120;

async function start(): Promise<void> {
	const stopped = new Promise<void>((resolve) => {
		process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
	});
	const { n8n, bvnk, workflows, webhookUrls, close } = await furnish(
		{ customers: CUSTOMERS },
		(step) => console.log(`${step} …`),
	);
	const { hawkId, hawkKey, webhookSecret } = bvnk.credentials;
	const lines = [
		['n8n', n8n.url],
		['E-mail', OWNER.email],
		['Password', OWNER.password],
		['Workflows', workflows.map(({ name }) => name).join('; ')],
		['BVNK', `${bvnk.url}, embedded, with ${CUSTOMERS} invented customers`],
		['Credential', `in n8n already; id ${hawkId}, key ${hawkKey}, webhook secret ${webhookSecret}`],
		[
			'Webhooks',
			webhookUrls.length === 0 ? 'none' : 'BVNK calls the trigger when a status changes:',
		],
		...webhookUrls.map((url) => ['', url]),
	];
	console.log(
		[
			'',
			...lines.map(([label = '', text]) => `${label.padEnd(12)}${text}`),
			'',
			'Ctrl+C stops it all.',
		].join('\n'),
	);
	await stopped;
	console.log('\nStopping …');
	await close();
	console.log('Stopped, and nothing is left behind.');
}

start().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});

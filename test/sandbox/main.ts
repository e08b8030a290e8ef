// Starts the embedded BVNK from a command line:
//   node --import tsx test/sandbox/main.ts --port 4010 --customers 50 --webhook-url http://…
// Prints one line of JSON with the url and the credentials, and runs until SIGTERM or SIGINT.
import { parseArgs } from 'node:util';
import { startSandbox } from './server';
import type { SandboxOptions } from './settings';

const NUMBERS = ['port', 'customers', 'seed', 'step-ms', 'link-delay-ms', 'delay-ms'] as const;
const TEXTS = ['hawk-id', 'hawk-key', 'webhook-secret', 'associate-info'] as const;
const SWITCHES = ['auto-satisfy', 'own-links'] as const;

async function main(): Promise<void> {
	const sandbox = await startSandbox(readOptions());
	const stop = (): void => void sandbox.close().then(() => process.exit(0));
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
	process.stdout.write(
		`${JSON.stringify({ url: sandbox.url, credentials: sandbox.credentials })}\n`,
	);
}

function readOptions(): Partial<SandboxOptions> {
	const { values } = parseArgs({
		options: {
			...Object.fromEntries(
				[...NUMBERS, ...TEXTS].map((name) => [name, { type: 'string' as const }]),
			),
			...Object.fromEntries(SWITCHES.map((name) => [name, { type: 'boolean' as const }])),
			'webhook-url': { type: 'string', multiple: true, default: [] },
		},
	});
	const { 'webhook-url': webhookUrls, ...others } = values;
	return {
		...Object.fromEntries(
			Object.entries(others).map(([name, value]) => [camelCase(name), typed(name, value)]),
		),
		webhookUrls,
	};
}

function typed(name: string, value: unknown): unknown {
	if (!NUMBERS.some((number) => number === name)) return value;
	const number = Number(value);
	if (!Number.isFinite(number)) throw new Error(`--${name} takes a number, not ${String(value)}`);
	return number;
}

function camelCase(name: string): string {
	return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});

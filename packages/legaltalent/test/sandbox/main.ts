// Starts the embedded LegalTalent from a command line, for an n8n of your own:
//   node --import tsx packages/legaltalent/test/sandbox/main.ts --port 4020 --customers 50
// Prints one line of JSON with the url and the credentials, and runs until SIGTERM or SIGINT.
import { parseArgs } from 'node:util';
import { startSandbox } from './server';

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { port: { type: 'string' }, customers: { type: 'string' } },
	});
	const { port = '0', customers = '0' } = values;
	const sandbox = await startSandbox({ port: Number(port), customers: Number(customers) });
	const stop = (): void => void sandbox.close().then(() => process.exit(0));
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
	process.stdout.write(
		`${JSON.stringify({ url: sandbox.url, credentials: sandbox.credentials })}\n`,
	);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});

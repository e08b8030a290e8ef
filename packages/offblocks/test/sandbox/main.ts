// Starts the embedded Offblocks from a command line:
//   node --import tsx packages/offblocks/test/sandbox/main.ts --port 4011 --customers 50
// Prints one line of JSON with the address and the credentials, and runs until SIGTERM or SIGINT. A customer
// whose wallet has signed becomes active by itself, a second later.
import { parseArgs } from 'node:util';
import { startOffblocks } from './server';

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '0' },
			customers: { type: 'string', default: '0' },
			'step-ms': { type: 'string', default: '1000' },
			'delay-ms': { type: 'string', default: '0' },
		},
	});
	const numbers = {
		port: Number(values.port),
		customers: Number(values.customers),
		stepMs: Number(values['step-ms']),
		delayMs: Number(values['delay-ms']),
	};
	if (!Object.values(numbers).every(Number.isInteger)) throw new Error('Numbers are wanted');
	const offblocks = await startOffblocks({ ...numbers, verification: 'active' });
	const stop = (): void => void offblocks.close().then(() => process.exit(0));
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
	const { url, baseUrl, credentials } = offblocks;
	process.stdout.write(`${JSON.stringify({ url, baseUrl, credentials })}\n`);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});

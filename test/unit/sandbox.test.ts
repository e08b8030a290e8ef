// The embedded BVNK as a process: it starts, says where it is, and stops. What it answers is in the
// sandbox-*.test.ts files beside this one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { call, type Target } from '../sandbox/client';
import { startSandbox } from '../sandbox/server';

test('the command line prints one line with url and credentials, and stops on SIGTERM', async () => {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', 'test/sandbox/main.ts', '--port', '0', '--customers', '50'],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
	const printed = JSON.parse(line) as Target;
	const answer = await call(printed, 'GET', '/platform/v1/customers?size=1');
	child.kill('SIGTERM');
	const [code] = (await once(child, 'exit')) as [number];

	expect(printed).toEqual({
		url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
		credentials: {
			hawkId: expect.any(String),
			hawkKey: expect.any(String),
			webhookSecret: expect.any(String),
		},
	});
	expect(answer.json.totalElements).toBe(50);
	expect(code).toBe(0);
}, 20_000);

test('only loopback addresses are listened on', async () => {
	await expect(startSandbox({ host: '0.0.0.0' })).rejects.toThrow('loopback only');
});

test('closing ends a request that is still waiting', async () => {
	const sandbox = await startSandbox({ delayMs: 60_000 });
	const waiting = call(sandbox, 'GET', '/platform/v1/customers').then(
		() => 'answered',
		() => 'cut',
	);
	while (sandbox.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
	const started = performance.now();
	await sandbox.close();

	expect(await waiting).toBe('cut');
	expect(performance.now() - started).toBeLessThan(5_000);
});

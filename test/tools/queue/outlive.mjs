/**
 * Outlives a test process that was killed, to end what it has started: for as long as its input is
 * open it takes lines of JSON, `{ "pid": 1 }` or `{ "folder": "…" }`. The input closes with the test
 * process, however that ends.
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const pids = [];
const folders = [];
// what ends the tests by a signal to all must not end this
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
	const { pid, folder } = JSON.parse(line);
	if (pid) pids.push(pid);
	if (folder) folders.push(folder);
}
for (const pid of pids) {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// it has ended already
	}
}
// a killed process may still be writing for a moment
await new Promise((resolve) => setTimeout(resolve, pids.length > 0 ? 500 : 0));
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

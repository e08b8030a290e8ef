// `npm run demo -- offblocks`: a customer of the embedded Offblocks in a real n8n, on one page. Exits with 1 where
// what it saw is not what Offblocks has. Started by `run.mjs`, which sets up what this needs.

import { startStage } from '../e2e/n8n';
import { play } from './play';

const started = Date.now();
const say = (line = '') => console.log(line);
const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;

/** How long the embedded Offblocks takes for a step of its own. */
const STEP_MS = 300;

async function demo(): Promise<void> {
	say('Installing the packed package into a fresh n8n, and starting it …');
	const stage = await startStage({ stepMs: STEP_MS, verification: 'active' });
	const { n8n, offblocks } = stage;
	let failed = true;
	const stop = () => void n8n.dispose().finally(() => process.exit(130));
	process.once('SIGINT', stop).once('SIGTERM', stop);
	try {
		say(`${seconds()}: Offblocks is the embedded one, ${offblocks.baseUrl}\n`);
		const { steps, wrong } = await play(stage);
		for (const [name, ...lines] of steps) {
			for (const [index, line] of (lines.length > 0 ? lines : ['-']).entries()) {
				say(`  ${(index === 0 ? name : '').padEnd(12)} ${line}`);
			}
		}
		if (wrong.length > 0) throw new Error(wrong.join('; '));
		failed = false;
	} finally {
		await n8n.dispose({ keepLog: failed });
		await offblocks.close();
	}
	say(`\nAll of it agrees with what Offblocks has. ${seconds()}`);
}

demo().catch((error: Error) => {
	console.error(`\nThe demo did not work: ${error.message}`);
	process.exitCode = 1;
});

// What the node talks to in the tests of a file.

import type { Answer } from '../tools/engine/recorder';
import { shared } from '../tools/engine/shared';
import { startRecorder } from './recorder';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/server';

/** How long BVNK takes, in ms, where many requests are to be there at once: enough for a busy machine. */
export const LONG_MS = 150;

/** An embedded BVNK that forgets everything before each test. */
export const withSandbox = (options: Partial<SandboxOptions> = {}): Sandbox =>
	shared(
		async () => await startSandbox(options),
		(sandbox) => sandbox.reset(),
	);

export { startRecorder };

/** A recorder for all tests of a file: before each it has received nothing, and will answer this. */
export const withRecorder = (answer: Answer = { status: 200, body: {} }) =>
	shared(startRecorder, (recorder) => {
		recorder.received.length = 0;
		recorder.answer = answer;
	});

// What the node talks to in the tests of a file.

import { type Answer, startRecorder as start, type Recorder } from '../tools/engine/recorder';
import { shared } from '../tools/engine/shared';
import type { Server } from '../bvnk';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/server';

/** An embedded BVNK that forgets everything before each test. */
export const withSandbox = (options: Partial<SandboxOptions> = {}): Sandbox =>
	shared(
		async () => await startSandbox(options),
		(sandbox) => sandbox.reset(),
	);

/** A server that keeps the bytes it is sent. */
export const startRecorder = async (): Promise<Recorder<Server['credentials']>> =>
	await start({ hawkId: 'id', hawkKey: 'key', webhookSecret: '' });

/** The same for all tests of a file: before each it has received nothing, and will answer this. */
export const withRecorder = (answer: Answer = { status: 200, body: {} }) =>
	shared(startRecorder, (recorder) => {
		recorder.received.length = 0;
		recorder.answer = answer;
	});

// The action node in n8n's engine, and what it talks to.

import { engineFor } from '../../../../test/tools/engine/engine';
import { startRecorder } from '../../../../test/tools/engine/recorder';
import { shared } from '../../../../test/tools/engine/shared';
import { LegalTalentApi } from '../../credentials/LegalTalentApi.credentials';
// With its extension: what runs TypeScript as it is would take the .json beside it.
import { LegalTalent } from '../../nodes/LegalTalent/LegalTalent.node.ts';
import { credentialOf, type Server } from '../legaltalent';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/server';

export type { NodeRun, SavedError } from '../../../../test/tools/engine/engine';

export const { runNode, loadOptionsContext } = engineFor<Server>({
	node: () => new LegalTalent(),
	credentialType: new LegalTalentApi(),
	credentialOf,
	parameters: { resource: 'customer' },
});

/** An embedded LegalTalent that forgets everything before each test. */
export const withSandbox = (options: Partial<SandboxOptions> = {}): Sandbox =>
	shared(
		async () => await startSandbox(options),
		(sandbox) => sandbox.reset(),
	);

/** A server that keeps the bytes it is sent; before each test it has received nothing. */
export const withRecorder = () =>
	shared(
		async () => await startRecorder({ apiToken: 'sk_EXAMPLE', webhookSecret: '' }),
		(recorder) => {
			recorder.received.length = 0;
			recorder.answer = { status: 200, body: { status: 'success', data: {} } };
		},
	);

/** A customer, workflow or the like as the form keeps it. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

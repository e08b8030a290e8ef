// The action node in n8n's engine.

import type { INodeParameters } from 'n8n-workflow';

import { BvnkHawkApi } from '../../credentials/BvnkHawkApi.credentials';
// With its extension: what runs TypeScript as it is would take the .json beside it.
import { BvnkOnboarding } from '../../nodes/BvnkOnboarding/BvnkOnboarding.node.ts';
import { credentialOf, type Server } from '../bvnk';
import { engineFor } from '../tools/engine/engine';

export { credentialOf };
export type { NodeRun, SavedError } from '../tools/engine/engine';

const engine = engineFor<Server>({
	node: () => new BvnkOnboarding(),
	credentialType: new BvnkHawkApi(),
	credentialOf,
	parameters: { resource: 'customer' },
});

export const { runNode } = engine;

/** What the editor gives a list's method of the node, such as `searchCustomers`, in a form of Get. */
export const loadOptionsContext = (
	server: Server,
	credential = credentialOf(server),
	currentNodeParameters: INodeParameters = {},
) => engine.loadOptionsContext(server, credential, { operation: 'get', ...currentNodeParameters });

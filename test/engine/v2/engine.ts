// The node of Customers API v2 in n8n's engine.

import type { INodeParameters } from 'n8n-workflow';

import { BvnkHawkApi } from '../../../credentials/BvnkHawkApi.credentials';
// With its extension: what runs TypeScript as it is would take the .json beside it.
import { BvnkOnboardingV2 } from '../../../nodes/BvnkOnboardingV2/BvnkOnboardingV2.node.ts';
import { credentialOf, type Server } from '../../bvnk';
import { engineFor } from '../../tools/engine/engine';

export type { NodeRun } from '../../tools/engine/engine';

const engine = engineFor<Server>({
	node: () => new BvnkOnboardingV2(),
	credentialType: new BvnkHawkApi(),
	credentialOf,
	parameters: { resource: 'customer' },
});

/** Runs the node. */
export const { runNode } = engine;

/** What the editor gives a list's method of the node, such as `searchCustomers`, in a form of Get. */
export const loadOptionsContext = (server: Server, currentNodeParameters: INodeParameters = {}) =>
	engine.loadOptionsContext(server, credentialOf(server), {
		operation: 'get',
		...currentNodeParameters,
	});

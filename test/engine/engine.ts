// The action node in n8n's engine.

import type { INodeParameters } from 'n8n-workflow';

import { BvnkHawkApi } from '../../credentials/BvnkHawkApi.credentials';
// With its extension: what runs TypeScript as it is would take the .json beside it.
import { BvnkOnboarding } from '../../nodes/BvnkOnboarding/BvnkOnboarding.node.ts';
import { credentialOf, type Server } from '../bvnk';
import type { Sandbox } from '../sandbox/server';
import { engineFor } from '../tools/engine/engine';

export { credentialOf };
export { lasting } from '../tools/engine/engine';
export type { NodeRun, SavedError } from '../tools/engine/engine';

const engine = engineFor<Server>({
	node: () => new BvnkOnboarding(),
	credentialType: new BvnkHawkApi(),
	credentialOf,
	parameters: { resource: 'customer' },
});

/**
 * Runs the node. Most tests are not about agreement sessions: whoever they create has signed, and the node
 * is told not to look, unless the test says otherwise.
 */
export const runNode: typeof engine.runNode = async (server, options) => {
	const { parameters, input = [] } = options;
	const operation = parameters.operation as string | undefined;
	if (!operation || !/^create(Company|Individual|FromJson)$/.test(operation)) {
		return await engine.runNode(server, options);
	}
	signSessions(server, [parameters, ...input], operation);
	return await engine.runNode(server, {
		...options,
		parameters: {
			...parameters,
			options: { checkAgreementSession: false, ...(parameters.options as object) },
		},
	});
};

/** Every reference that may be a session's, in the form, in rows and in bodies given as JSON. */
function signSessions(server: Server, values: unknown[], operation: string): void {
	const { signSession } = server as Partial<Pick<Sandbox, 'signSession'>>;
	if (!signSession) return;
	const named = /"(?:session|signed_?[a-z]*)":"([0-9a-f-]{36})"/gi;
	const text = JSON.stringify(values).replaceAll('\\', '').replaceAll('": "', '":"');
	const isCompany = operation === 'createCompany' || text.includes('"company":');
	for (const [, reference] of text.matchAll(named)) {
		signSession(reference!, isCompany ? 'COMPANY' : 'INDIVIDUAL');
	}
}

/** What the editor gives a list's method of the node, such as `searchCustomers`, in a form of Get. */
export const loadOptionsContext = (
	server: Server,
	credential = credentialOf(server),
	currentNodeParameters: INodeParameters = {},
) => engine.loadOptionsContext(server, credential, { operation: 'get', ...currentNodeParameters });

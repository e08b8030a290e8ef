// A valid call of each operation, for tests that go over all of them.

import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from './sandbox/server';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** The parameters of a call of each operation, against an embedded server that has a customer and a session. */
export function callsFor(
	sandbox: Sandbox,
): Array<IDataObject & { resource: string; operation: string }> {
	const customerId = byId([...sandbox.customers.keys()][0]!);
	const sessionId = [...sandbox.sessions.keys()][0]!;
	const workflowId = byId(sandbox.workflows[0]!.workflow_id);
	const call = (resource: string, operation: string, more: IDataObject = {}) => ({
		resource,
		operation,
		...more,
	});
	return [
		call('customer', 'addToMonitoring', { customerId, body: '{"watchlist_id": "w-1"}' }),
		call('customer', 'create', {
			name: 'Northwind',
			entityType: 'company',
			clientId: 'merchant_n',
		}),
		call('customer', 'get', { customerId }),
		call('customer', 'getAll'),
		call('customer', 'getOrganization', { customerId }),
		call('customer', 'getRiskProfile', { customerId }),
		call('customer', 'getSessions', { customerId }),
		call('customer', 'update', { customerId, updateFields: { name: 'Northwind' } }),
		call('customer', 'deactivate', { customerId }),
		call('screening', 'checkSubject', { fullName: 'Amelie Roth', lists: ['un'] }),
		call('session', 'create', { workflowId, linkBy: 'customerId', customerId }),
		call('session', 'extend', { sessionId }),
		call('session', 'generateLink', { sessionId }),
		call('session', 'get', { sessionId }),
		call('session', 'getAll'),
		call('session', 'waitForDecision', { sessionId }),
		call('workflow', 'get', { workflowId }),
		call('workflow', 'getAll'),
	];
}

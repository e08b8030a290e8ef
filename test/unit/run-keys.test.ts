// The automatic key of what may be made twice: docs/requests.md, "Repeats".

import { bvnkV1 } from '../../nodes/BvnkOnboarding/api/bvnk';
import { keyOfRun } from '../../nodes/shared/node/idempotencyKey';
import type { Item } from '../../nodes/shared/node/operation';

interface Run {
	execution?: string | undefined;
	node?: string;
	run?: number;
	item?: number;
	isTool?: boolean;
}

/** An item of a run, as far as a key is made from it. */
function itemOf({ execution = '71', node = 'a', run = 0, item = 0, isTool = false }: Run): Item {
	return {
		itemIndex: item,
		client: { api: bvnkV1 },
		context: {
			getExecutionId: () => execution,
			isToolExecution: () => isTool,
			getInstanceId: () => 'n8n',
			getWorkflow: () => ({ id: 'w' }),
			getNode: () => ({ id: node }),
			getWorkflowDataProxy: () => ({ $runIndex: run }),
		},
	} as unknown as Item;
}

const content = { customerType: 'INDIVIDUAL' };
const keyOf = (run: Run, sent: object = content) => keyOfRun(itemOf(run), sent);

test('a retry of the node has the same key', () => {
	expect(keyOf({})).toBe(keyOf({}));
});

test.each<[string, Run]>([
	['execution', { execution: '72' }],
	['node', { node: 'b' }],
	['run of the node', { run: 1 }],
	['item', { item: 1 }],
])('another %s has another key', (_, other) => {
	expect(keyOf(other)).not.toBe(keyOf({}));
});

test('other content has another key', () => {
	expect(keyOf({}, { customerType: 'COMPANY' })).not.toBe(keyOf({}));
});

test.each<[string, Run]>([
	["an agent's tool", { isTool: true }],
	['what has no execution', { execution: '' }],
])('%s has another key each time', (_, run) => {
	expect(keyOf(run)).not.toBe(keyOf(run));
});

// What triggers remember, as text in the workflow's static data. n8n gives each delivery a copy of that, from
// when it came, and saves the copy as a whole. A delivery that wrote one entry would put back older texts of all
// others. So with each write, all that this process remembers of the workflow is written.
//
// Other processes do not take part, nor do nodes of other packages: of two that save at the same time, the later
// one wins.
//
// Entries go by the node's id, which stays when it is renamed. Those of deleted nodes stay: n8n tells a node nothing
// of the others in its workflow. It calls a webhook's `delete` whenever a workflow is unpublished, and saves what is
// written while it publishes over what deliveries have written since it began.

import type { IWebhookFunctions } from 'n8n-workflow';

/** Keeps text over a restart: keys with blanks between them, because n8n watches each entry of a list. */
export interface Store {
	/** Undefined where nothing is kept yet; anything else that is not text is passed over. */
	read(): unknown;
	write(text: string): void;
}

/** What one trigger node remembers of one kind. */
export interface Memory {
	/** Adds what is kept to what is remembered, and keeps all of it. Writes nothing where nothing is new. */
	keepIn(store: Store): void;
}

/** By workflow, and by the entry in its static data, as long as this process lives. */
const byWorkflow = new Map<string | undefined, Map<string, Memory>>();

/**
 * Where a trigger's memory is kept, for one delivery: in the static data of the whole workflow.
 *
 * @param kind the entry's name, to which the node's id is added
 */
export function storeOf(context: IWebhookFunctions, kind: string, memory: Memory): Store {
	const { id } = context.getWorkflow();
	const memories = byWorkflow.get(id) ?? new Map<string, Memory>();
	byWorkflow.set(id, memories);
	const own = `${kind}:${context.getNode().id}`;
	memories.set(own, memory);
	const data = context.getWorkflowStaticData('global');
	const entry = (name: string): Store => ({
		read: () => data[name],
		write: (text) => (data[name] = text),
	});
	return {
		...entry(own),
		write(text) {
			data[own] = text;
			for (const [name, other] of memories) if (name !== own) other.keepIn(entry(name));
		},
	};
}

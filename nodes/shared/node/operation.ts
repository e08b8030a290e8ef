// What an operation is, and what a resource is. The node's form and its run are made from objects of
// these two types.

import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { Api } from '../api';
import type { Field } from '../form/field';
import type { Client } from '../http/client';

/** One input item on its way through an operation. */
export interface Item {
	context: IExecuteFunctions;
	itemIndex: number;
	/** Sends calls with this item's options. */
	client: Client;
	/** Tells the user about something that went through all the same; a hint in the output panel. */
	remark: (text: string) => void;
	/**
	 * Notes what one request of a run alone may have, such as a signed agreement.
	 *
	 * @param request tells requests apart: equal ones are repeats, and may have it as well
	 * @returns the item that has it for another request; undefined where there is none
	 */
	claim: (what: string, request: string) => number | undefined;
}

/** An output item that has files beside its fields. */
export class WithFiles {
	constructor(
		readonly json: IDataObject,
		readonly binary: IBinaryKeyData,
	) {}
}

/** One output item. */
export type Output = IDataObject | WithFiles;

interface OperationParts {
	/** As saved in workflows: never to be changed after a release. */
	value: string;
	name: string;
	/** Sentence case, as n8n's node panel shows it. */
	action: string;
	description: string;
	/** For n8n's AI builder: what must come before, and what goes on from here. */
	builderHint?: string;
	fields: Field[];
	/** Options of this operation alone; the others follow from its kind. */
	options?: Field[];
	/** Items go one after the other, whatever the options say. */
	sequential?: boolean;
	/** What `Concurrency` counts, where it is not items: `pages are read`. Then items go one after the other. */
	concurrencyOf?: string;
	/** For error texts: what running it again does for items that are done; left out where it is not known. */
	ifRepeated?: string;
}

/** Reads, and changes nothing. */
export interface ReadOperation extends OperationParts {
	kind: 'read';
	/** The output for one item: any number of objects, each linked to the item. */
	execute(item: Item): Promise<Output[]>;
}

/**
 * Changes something at the API. What will be sent is made and checked for all items before the first is
 * sent, so that a bad row costs nothing.
 */
export interface WriteOperation<Prepared = unknown> extends OperationParts {
	/** `create` has an idempotency key. */
	kind: 'write' | 'create';
	/** What the automatic idempotency key is made from, and so what it protects; for a `create`. */
	automaticKey?: string;
	/** Reads the form and checks it. Sends nothing that changes anything. */
	prepare(item: Item): Promise<Prepared> | Prepared;
	/** The output for one item, from what `prepare` gave for it. */
	send(item: Item, prepared: Prepared): Promise<Output[]>;
}

/** One operation of a resource, by its kind. */
export type Operation = ReadOperation | WriteOperation;

/** An operation that writes, with the type of what it prepares kept together. */
export function writing<Prepared>(operation: WriteOperation<Prepared>): WriteOperation {
	return operation;
}

/** What n8n lists as a resource, with its operations in the order of the list. */
export interface Resource {
	/** As saved in workflows: never to be changed after a release. */
	value: string;
	name: string;
	/**
	 * The operation that is chosen until the user chooses. n8n leaves it out of saved workflows, so it may
	 * never change after a release.
	 */
	defaultOperation: string;
	operations: Operation[];
}

/** What a node is made of. */
export interface NodeParts {
	api: Api;
	/** The package's name, for a workflow that comes from a newer version of it. */
	packageName: string;
	resources: Resource[];
	/** The resource that is chosen until the user chooses. May never change after a release. */
	defaultResource: string;
}

/** How n8n lists an operation. */
export const operationChoice = ({
	name,
	value,
	action,
	description,
	builderHint,
}: Operation): INodePropertyOptions => ({
	name,
	value,
	action,
	description,
	...(builderHint ? { builderHint: { propertyHint: builderHint } } : {}),
});

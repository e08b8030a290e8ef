// What an operation is, and what a resource is. The node's UI, its router and the README's tables are all
// made from objects of these two types.

import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { BvnkClient } from '../http/client';

/** One input item on its way through an operation. */
export interface Call {
	context: IExecuteFunctions;
	itemIndex: number;
	/** Sends requests with this item's options. */
	client: BvnkClient;
	/** The fields of the operation, from which findings take their labels. */
	fields: INodeProperties[];
}

export interface Operation {
	/** As saved in workflows: never to be changed. */
	value: string;
	name: string;
	/** Sentence case, as n8n's node panel shows it. */
	action: string;
	description: string;
	fields: INodeProperties[];
	/** Items handled at the same time unless the user says otherwise: 1 where something is written. */
	concurrency: number;
	/**
	 * True where items go one after the other, whatever the options say: because `options.concurrency`
	 * counts pages, or because BVNK wants it.
	 */
	inTurn?: boolean;
	/** What running it again for items that are done does, for error texts; left out where it is not known. */
	ifRepeated?: string;
	/** The output for one item: any number of objects, each linked to the item by the router. */
	execute(call: Call): Promise<IDataObject[]>;
}

export interface Resource {
	/** As saved in workflows: never to be changed. */
	value: string;
	name: string;
	/**
	 * The operation that is chosen until the user chooses. n8n leaves it out of saved workflows, so it may
	 * never change.
	 */
	usual: string;
	operations: Operation[];
}

// The editor's lists, as n8n calls them.

import type { INodeListSearchResult } from 'n8n-workflow';
import { Offblocks } from '../../nodes/Offblocks/Offblocks.node.ts';
import { loadOptionsContext, type Target } from './engine';

const { methods } = new Offblocks();

/** What a list of the node shows for a filter. */
export async function listSearch(
	server: Target,
	name: keyof typeof methods.listSearch,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await methods.listSearch[name].call(loadOptionsContext(server), filter);
}

// The trigger in n8n's engine, at an embedded Offblocks.

import {
	startTrigger as start,
	type RunningTrigger,
	type TriggerOptions,
} from '../../../../test/tools/engine/trigger';
import { OffblocksApi } from '../../credentials/OffblocksApi.credentials';
// With its extension: what runs TypeScript as it is would take the .json beside it.
import { OffblocksTrigger } from '../../nodes/Offblocks/OffblocksTrigger.node.ts';
import type { Offblocks } from '../sandbox/server';

export type { RunningTrigger };

/** The credential that an embedded Offblocks accepts, as a user would have saved it. */
export const credentialOf = ({ url, credentials }: Pick<Offblocks, 'url' | 'credentials'>) => ({
	environment: 'custom',
	baseUrl: url,
	...credentials,
});

/** Starts the web server of a trigger; nothing is registered yet. */
export const startTrigger = async (
	offblocks: Offblocks,
	options: TriggerOptions = {},
): Promise<RunningTrigger> =>
	await start<Offblocks>(
		{
			node: () => new OffblocksTrigger(),
			credentialType: new OffblocksApi(),
			credentialOf,
			parameters: {},
		},
		offblocks,
		options,
	);

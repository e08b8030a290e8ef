// The action node in n8n's engine, at an embedded Offblocks.

import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { engineFor } from '../../../../test/tools/engine/engine';
import { shared } from '../../../../test/tools/engine/shared';
import { OffblocksApi } from '../../credentials/OffblocksApi.credentials';
// With its extension: what runs TypeScript as it is would take the .json beside it.
import { Offblocks } from '../../nodes/Offblocks/Offblocks.node.ts';
import { startOffblocks, type Credentials, type Offblocks as Server } from '../sandbox/server';
import { walletOf, type Wallet } from '../sandbox/wallets';

/** What the node may talk to in a test. */
export interface Target {
	url: string;
	credentials: Credentials;
}

/** The credential that a server accepts, as a user would have saved it. */
export const credentialOf = ({ url, credentials }: Target): ICredentialDataDecryptedObject => ({
	environment: 'custom',
	baseUrl: url,
	...credentials,
});

const engine = engineFor<Target>({
	node: () => new Offblocks(),
	credentialType: new OffblocksApi(),
	credentialOf,
	parameters: { resource: 'customer' },
});
export const { runNode, loadOptionsContext } = engine;

/** An embedded Offblocks that forgets everything before each test. */
export const withOffblocks = (): Server => shared(startOffblocks, (server) => server.reset());

/** A customer, an account or a card as the form keeps it. */
export const locator = (value: unknown) => ({ __rl: true, mode: 'id', value: value as string });

/** The account of a wallet on the chain that the embedded Offblocks has. */
export const accountOf = ({ address }: Wallet) => `eip155:300:${address}`;

/** Creates a customer by the node. */
export async function created(
	server: Server,
	wallet = walletOf(),
	externalId = 'cust-1',
): Promise<IDataObject> {
	const parameters = { operation: 'create', chainId: accountOf(wallet), externalId };
	const { rows, error } = await runNode(server, { parameters });
	if (error) throw error;
	return rows[0]!;
}

/** Parameters with which a wallet answers a challenge. */
export const answered = (wallet: Wallet, id: unknown, challenge: unknown) => ({
	operation: 'submitChallenge',
	customerId: locator(id),
	ownerId: accountOf(wallet),
	challenge: challenge as string,
	signature: wallet.sign(Buffer.from(challenge as string, 'base64')),
});

/** Brings a customer to `active`, by the node. @returns its id */
export async function activated(server: Server, wallet = walletOf()): Promise<string> {
	const { id, challenge } = await created(server, wallet);
	for (const parameters of [
		answered(wallet, id, challenge),
		{ resource: 'sandbox', operation: 'verifyCustomer', customerId: locator(id) },
	]) {
		const { error } = await runNode(server, { parameters });
		if (error) throw error;
		await server.idle();
	}
	return id as string;
}

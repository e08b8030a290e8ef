/** BVNK's two environments under their own names, each played by an embedded BVNK with a key of its own. */
import { environments, type EnvironmentName } from '../../credentials/bvnk/hosts';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { startHosts, type Hosts } from '../tools/server/hosts';

export interface BvnkHosts extends Hosts, Record<EnvironmentName, Sandbox> {}

const hostOf = (name: EnvironmentName) => new URL(environments[name].origin).hostname;

/** Starts both, and the proxy that leads to them. */
export async function startBvnkHosts(): Promise<BvnkHosts> {
	const sandbox = await startSandbox({ hawkId: 'sandbox-id', hawkKey: 'sandbox-key' });
	const production = await startSandbox({ hawkId: 'live-id', hawkKey: 'live-key' });
	const hosts = await startHosts(
		new Map([
			[hostOf('sandbox'), sandbox.url],
			[hostOf('production'), production.url],
		]),
	);
	return {
		sandbox,
		production,
		variables: hosts.variables,
		async close() {
			await hosts.close();
			await Promise.all([sandbox.close(), production.close()]);
		},
	};
}

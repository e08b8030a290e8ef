import { randomUUID } from 'node:crypto';
import { RealN8n, PACKAGE, CREDENTIAL_TYPE } from '/work/main/test/e2e/n8n';
import { sign } from '/work/main/test/sandbox/signature';
async function main() {
	const n8n = await RealN8n.create({ logLevel: 'info', variables: { NODE_OPTIONS: '--cpu-prof --cpu-prof-dir=/tmp/prof' } });
	try {
		await n8n.start();
		const cred = await n8n.addCredential('B', { environment: 'custom', baseUrl: 'http://127.0.0.1:1', hawkId: 'a', hawkKey: 'b', webhookSecret: 's' });
		const make = async (type: string, parameters: any, path: string) => {
			const webhookId = randomUUID();
			const id = await n8n.addWorkflow({ nodes: [{ name: 'T', type, webhookId, parameters, typeVersion: type.endsWith('.webhook') ? 2 : 1, credentials: type.endsWith('.webhook') ? undefined : { [CREDENTIAL_TYPE]: cred } as any }, { name: 'S', type: 'n8n-nodes-base.noOp' }] });
			await n8n.activate(id);
			return { id, url: `${n8n.url}/webhook/${path.replace('ID', webhookId)}` };
		};
		const plain = await make('n8n-nodes-base.webhook', { httpMethod: 'POST', path: 'plain', options: {} }, 'plain');
		const ours = await make(`${PACKAGE}.bvnkOnboardingTrigger`, {}, 'ID/bvnk');
		const run = async (name: string, url: string, n: number, c: number) => {
			let i = 0; const ms: number[] = [];
			const t0 = performance.now();
			await Promise.all(Array.from({ length: c }, async () => {
				while (i++ < n) {
					const body = JSON.stringify({ event: 'bvnk:platform:customer:status-change', eventId: randomUUID(), data: { reference: randomUUID(), status: 'VERIFIED' } });
					const t = performance.now();
					const r = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-signature': sign('current', 's', { url, contentType: 'application/json', body }) } });
					await r.text(); if (r.status !== 200) console.log(r.status);
					ms.push(performance.now() - t);
				}
			}));
			ms.sort((a, b) => a - b);
			console.log(name, n, 'at', c, 'total', Math.round(performance.now() - t0), 'p50', Math.round(ms[ms.length >> 1]!), 'p99', Math.round(ms[Math.floor(ms.length * .99)]!), 'max', Math.round(ms.at(-1)!));
		};
		await run('warm plain', plain.url, 20, 5); await run('warm ours', ours.url, 20, 5);
		await run('ours', ours.url, 300, 50); return;
		await run('plain', plain.url, 300, 50); await n8n.executionsOf(plain.id);
		await run('ours', ours.url, 300, 50); await n8n.executionsOf(ours.id);
		await run('ours', ours.url, 20, 1); await run('plain', plain.url, 20, 1);
	} finally { await n8n.dispose(); }
}
main();

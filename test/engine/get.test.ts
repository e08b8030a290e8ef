import { startSandbox, type Sandbox } from '../sandbox/server';
import { runNode } from './engine';

let bvnk: Sandbox;
beforeAll(async () => (bvnk = await startSandbox({ customers: 3 })));
afterAll(async () => await bvnk.close());

test('get', async () => {
	const [reference] = [...bvnk.customers.keys()];
	const run = await runNode(bvnk, { parameters: { operation: 'get', customerReference: { __rl: true, mode: 'id', value: reference } } });
	console.log(JSON.stringify(run.items, null, 1), run.error, run.hints);
});
test('get 404', async () => {
	const run = await runNode(bvnk, { parameters: { operation: 'get', customerReference: { __rl: true, mode: 'id', value: '8a0e1da2-2af3-4b9e-a221-e74db4e01b06' } } });
	console.log(JSON.stringify(run.items, null, 1), run.error?.message, run.error?.description, run.error?.constructor.name, run.hints);
});

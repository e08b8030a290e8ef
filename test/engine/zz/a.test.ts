import { appendFileSync, writeFileSync } from 'node:fs';
import { operations } from '../../operations';
import { CALLS, MAKERS } from '../../calls';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { runNode } from '../engine';
import { customer, group, lindenweg, mira, northwind, personFromRow, personRows } from '../rows';
const OUT = '/tmp/attack-a.txt';
const log = (...a: unknown[]) => appendFileSync(OUT, a.map((x) => (typeof x === 'string' ? x : JSON.stringify(x))).join(' ') + '\n');
let bvnk: Sandbox;
beforeAll(async () => { writeFileSync(OUT, ''); bvnk = await startSandbox({ customers: 60 }); });
afterAll(async () => await bvnk.close());
const values: unknown[] = ['false', 'true ', '50', 'A,B', 'x', null, {}, { a: 1 }, [], ['A,B'], ['x', 1], 0, -1, 1e9, NaN, '', ' ', '1e3', true];
test('settings', async () => {
	for (const call of CALLS.filter(({ operation, resource }) => !(resource === 'agreementSession' && /sign|decline/.test(operation)))) {
		const op = operations.find((o) => o.resource === call.resource && o.operation === call.operation)!;
		let reference = '';
		if (call.needs) {
			const maker = CALLS.find((c) => `${c.resource} ${c.operation}` === MAKERS[call.needs!].name)!;
			if (call.needs !== 'document') {
				const made = await runNode(bvnk, { parameters: { ...maker.parameters(''), resource: maker.resource, operation: maker.operation, externalReference: '', signedAgreementSessionReference: crypto.randomUUID() } });
				reference = made.rows[0]?.reference as string;
			} else reference = crypto.randomUUID();
		}
		const base = { ...call.parameters(reference), resource: call.resource, operation: call.operation } as any;
		const binary = call.needsFile ? [{ data: { data: Buffer.from('hello').toString('base64'), mimeType: 'text/plain', fileName: 'a.txt' } }] : undefined;
		const settings = op.properties.flatMap((p: any) => p.type === 'collection' ? (p.name === 'options' || p.name === 'filters') ? p.options.map((o: any) => ({ within: p.name, ...o })) : [] : ['boolean', 'number', 'options', 'multiOptions'].includes(p.type) ? [p] : []);
		for (const s of settings) for (const v of values) {
			if (s.name === 'timeLimit' && typeof v !== 'object' && (v === '50' || v === 1e9 || v === '')) continue;
			if (s.name === 'pause' && v === 1e9) continue;
			const expr = '={{ $json.v }}';
			const parameters = s.within ? { ...base, [s.within]: { ...(base[s.within] ?? {}), maxTries: 1, [s.name]: expr } } : { ...base, options: { maxTries: 1 }, [s.name]: expr };
			if (/^create/.test(call.operation) && call.resource === 'customer') { parameters.signedAgreementSessionReference = crypto.randomUUID(); parameters.externalReference = ''; }
			if (call.operation === 'waitForStatus' && s.name !== 'timeLimit') { parameters.timeLimit = 0; parameters.whenTimeIsUp ??= 'continue'; }
			const before = bvnk.requests.length;
			const r = await runNode(bvnk, { parameters, input: [{ v } as any], ...(binary ? { binary } : {}) });
			const shown = v !== v ? 'NaN' : JSON.stringify(v);
			log(call.operation, s.within ?? '', s.name, shown, r.error ? `ERR ${r.error.message}` : `OK rows=${r.rows.length} req=${bvnk.requests.length - before} hints=${r.hints.map((h) => h.message).join('|').slice(0, 120)}`);
		}
	}
}, 300000);

import { appendFileSync, writeFileSync } from 'node:fs';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { startScripted, json, type Scripted } from '../scripted';
import { startRecorder, type Recorder } from '../recorder';
import { runNode } from '../engine';
import { customer, group, lindenweg, mira, northwind, personFromRow, personRows } from '../rows';
const OUT = '/tmp/attack-b.txt';
const log = (...a: unknown[]) => appendFileSync(OUT, a.map((x) => (typeof x === 'string' ? x : JSON.stringify(x))).join(' ') + '\n');
let bvnk: Sandbox; let rec: Recorder; let srv: Scripted;
beforeAll(async () => { writeFileSync(OUT, ''); bvnk = await startSandbox({ customers: 60 }); rec = await startRecorder(); srv = await startScripted(); });
afterAll(async () => { await bvnk.close(); await rec.close(); await srv.close(); });
const REF = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11'; const OTHER = '9f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c99';
const show = (r: any) => r.error ? `ERR ${r.error.message} | ${r.error.description}` : JSON.stringify(r.items);
const ask = async (label: string, answer: any, parameters: any, more: any = {}) => {
	rec.received.length = 0; rec.answer = answer;
	const r = await runNode(rec, { parameters: { ...parameters, options: { maxTries: 1, ...(parameters.options ?? {}) } }, ...more });
	log(label, '→', show(r).slice(0, 900), 'HINTS', r.hints.map((h: any) => h.message).join('|'));
	return r;
};
test('others', async () => {
	const s = { resource: 'agreementSession', sessionReference: REF, ipAddress: '203.0.113.10' };
	for (const body of [{ reference: OTHER, status: 'SIGNED' }, { reference: REF, status: 'PENDING' }, { reference: REF, status: 'DECLINED' }, { status: 'EXPIRED' }, [{ reference: OTHER }], 'x']) {
		await ask('sign ' + JSON.stringify(body), { status: 200, body }, { ...s, operation: 'sign' });
	}
	await ask('session create other', { status: 200, body: { reference: OTHER, status: 'SIGNED', customerType: 'COMPANY', countryCode: 'FR' } }, { resource: 'agreementSession', operation: 'create', customerType: 'INDIVIDUAL', countryCode: 'DE', useCase: 'EMBEDDED_FIAT_ACCOUNTS' });
	await ask('create other ext', { status: 202, body: { reference: OTHER, status: 'PENDING', externalReference: 'crm-999', type: 'COMPANY' } }, mira);
	await ask('create non-uuid', { status: 202, body: { reference: '../x', status: 'PENDING' } }, mira);
	await ask('update other', { status: 200, body: { reference: OTHER, status: 'PENDING' } }, { operation: 'update', customerReference: customer(REF), updateFields: { dateOfBirth: '1991-03-09' } });
	await ask('update false', { status: 200, body: { reference: REF, updated: false } }, { operation: 'update', customerReference: customer(REF), updateFields: { dateOfBirth: '1991-03-09' } });
	await ask('update list', { status: 200, body: [{ reference: OTHER }] }, { operation: 'update', customerReference: customer(REF), updateFields: { dateOfBirth: '1991-03-09' } });
	for (const body of [{ reference: OTHER, url: 'https://x.example/a' }, { documentReference: OTHER, url: 'https://x.example/a' }, [{ url: 'https://x.example' }], { url: 'javascript:alert(1)' }]) await ask('url ' + JSON.stringify(body), { status: 200, body }, { resource: 'document', operation: 'getDownloadUrl', documentReference: REF });
	for (const op of ['getRequiredInfo', 'getOutstanding']) for (const body of [{ reference: OTHER, status: 'VERIFIED', infoRequired: {} }, { customerReference: OTHER, infoRequired: { documents: [{ type: 'PASSPORT' }] } }]) await ask(op + JSON.stringify(body), { status: 200, body }, { operation: op, customerReference: customer(REF) });
	await ask('submit other', { status: 200, body: { reference: OTHER, customerReference: OTHER } }, { resource: 'questionnaire', operation: 'submit', customerReference: customer(REF), specifyBody: 'json', body: '[{"code":"a","sections":[]}]' });
	const docs = (n: number) => ({ resource: 'document', operation: 'upload', customerReference: customer(REF), documents: { document: Array.from({ length: n }, (_, i) => ({ binaryField: 'data' + i, type: { __rl: true, mode: 'id', value: i ? 'PASSPORT' : 'SELFIE' }, name: `n${i}.txt` })) } });
	const bin = (n: number, more: any = {}) => ({ binary: [Object.fromEntries(Array.from({ length: n }, (_, i) => ['data' + i, { data: Buffer.from('hello').toString('base64'), mimeType: 'text/plain', fileName: 'a.txt', ...more }]))] });
	for (const body of [[{ reference: REF, type: 'PASSPORT', name: 'n1.txt' }, { reference: OTHER, type: 'SELFIE', name: 'n0.txt' }], [{ reference: REF }], [{ reference: REF, customerReference: OTHER }, { reference: OTHER }], [{ reference: REF }, { reference: OTHER }, { reference: 'c' }], [{ reference: REF, status: 'REJECTED' }, { reference: REF }]]) await ask('upload ' + JSON.stringify(body), { status: 200, body }, docs(2), bin(2));
	for (const more of [{ bytes: 1 }, { bytes: -5 }, { bytes: 'NaN' }, { fileSize: '1 B' }, { data: '', bytes: 5 }, { data: '!!!!', bytes: 5 }, { data: Buffer.alloc(3e6).toString('base64'), bytes: 1 }]) {
		const r = await ask('size ' + JSON.stringify({ ...more, data: (more as any).data?.length }), { status: 200, body: [] }, { ...docs(5), options: { maxFileSize: 4, pause: 0 } }, bin(5, more));
		log('   calls', rec.received.length, rec.received.map((x) => (x.body as any[]).map((d) => d.content.length)).slice(0, 5));
	}
	// second item's file lies
	const big = { data: Buffer.alloc(3e6).toString('base64'), mimeType: 'a/b', fileName: 'b', bytes: 1 }; const ok = { data: 'aGVsbG8=', mimeType: 'a/b', fileName: 'b' };
	const r = await ask('second lies', { status: 200, body: [] }, { ...docs(1), options: { maxFileSize: 1, pause: 0 } }, { input: [{}, {}], binary: [{ data0: ok }, { data0: big }] });
	log('   calls', rec.received.length);
	// existing
}, 100000);
test('items', async () => {
	for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
		for (const [label, p] of [['conc', { ...personFromRow, options: { concurrency: '={{ "abc" }}' } }], ['op', { resource: 'document', operation: 'remove' }], ['custom', { resource: '__CUSTOM_API_CALL__' }], ['options text', { ...personFromRow, options: '={{ "maxTries" }}' }], ['options list', { ...personFromRow, options: '={{ ["maxTries"] }}' }], ['bad expr option', { ...personFromRow, options: { concurrency: '={{ $("Nowhere").item.json.x }}' } }]] as any) {
			rec.received.length = 0; rec.answer = { status: 202, body: { reference: REF, status: 'PENDING' } };
			const r = await runNode(rec, { parameters: p, input: personRows(2), settings: { onError } });
			log('ITEMS', onError, label, r.error?.message ?? '', 'ITEMS', r.items, 'ERR', r.errorItems);
		}
	}
});
test('collections as text', async () => {
	for (const v of ['{"status":["REJECTED"]}', ['x'], 5, true, '', null, undefined]) {
		const r = await runNode(bvnk, { parameters: { operation: 'getAll', returnAll: true, filters: '={{ $json.v }}' }, input: [{ v } as any] });
		log('filters', v, show(r).length, r.error?.message ?? r.rows.length);
	}
	for (const v of ['{"value":{"city":"X"}}', [{ city: 'X' }], 5, { city: 'Köln' }, '', null]) {
		await ask('additionalFields ' + JSON.stringify(v), { status: 202, body: { reference: REF } }, { ...mira, additionalFields: '={{ $json.v }}' }, { input: [{ v }] });
		await ask('address ' + JSON.stringify(v), { status: 202, body: { reference: REF } }, { ...mira, address: '={{ $json.v }}' }, { input: [{ v }] });
		await ask('tax ' + JSON.stringify(v), { status: 202, body: { reference: REF } }, { ...mira, taxIdentification: '={{ $json.v }}' }, { input: [{ v }] });
		await ask('updateFields ' + JSON.stringify(v), { status: 200, body: {} }, { operation: 'update', customerReference: customer(REF), updateFields: '={{ $json.v }}' }, { input: [{ v }] });
		log('   sent', rec.received.map((x) => x.body));
		await ask('update address ' + JSON.stringify(v), { status: 200, body: {} }, { operation: 'update', customerReference: customer(REF), updateFields: { dateOfBirth: '1991-03-09', address: '={{ $json.v }}' } }, { input: [{ v }] });
		log('   sent', rec.received.map((x) => x.body));
		await ask('associates ' + JSON.stringify(v), { status: 202, body: { reference: REF } }, { ...northwind, associates: '={{ $json.v }}' }, { input: [{ v }] });
		await ask('titles ' + JSON.stringify(v), { status: 202, body: { reference: REF } }, { ...northwind, associates: { associate: [{ ...northwind.associates.associate[1], titles: '={{ $json.v }}' }] } }, { input: [{ v }] });
		await ask('options ' + JSON.stringify(v), { status: 202, body: { reference: REF } }, { ...mira, options: '={{ $json.v }}' }, { input: [{ v }] });
	}
	for (const v of [['DIRECTOR, SHAREHOLDER'], ['DIRECTOR|SHAREHOLDER'], 'DIRECTOR|SHAREHOLDER', 'Director and Shareholder', 'DIRECTOR/SHAREHOLDER', [['DIRECTOR']], [{ a: 1 }], 'director; shareholder']) {
		await ask('titles ' + JSON.stringify(v), { status: 202, body: { reference: REF } }, { ...northwind, associates: { associate: [{ ...northwind.associates.associate[1], titles: '={{ $json.v }}' }] } }, { input: [{ v }] });
		log('   sent', (rec.received[0]?.body as any)?.company?.associates?.[0]?.titles);
		const r = await runNode(bvnk, { parameters: { operation: 'getAll', returnAll: true, filters: { status: '={{ $json.v }}' } }, input: [{ v: JSON.parse(JSON.stringify(v).replaceAll('DIRECTOR', 'VERIFIED').replaceAll('SHAREHOLDER', 'PENDING')) } as any] });
		log('statuses', r.error?.message ?? r.rows.length, r.hints.map((h) => h.message));
	}
}, 100000);
test('one session', async () => {
	const rows = personRows(3).map((r) => ({ ...r, session: 'a9ee0001-0001-4000-8000-00000000aaaa' }));
	for (const at of [1, 4]) {
		const fresh = await startSandbox();
		const r = await runNode(fresh, { parameters: { ...personFromRow, options: { concurrency: at } }, input: rows });
		log('ONE SESSION', show(r), fresh.created, fresh.requests.length);
		await fresh.close();
	}
	const r2 = await ask('ONE SESSION lax', { status: 202, body: { reference: REF, status: 'PENDING' } }, personFromRow, { input: rows });
	const rows3 = personRows(3);
	await ask('ONE KEY', { status: 202, body: { reference: REF, status: 'PENDING' } }, { ...personFromRow, options: { idempotencyKey: 'custom', customIdempotencyKey: REF } }, { input: rows3 });
	log(rec.received.map((x) => x.headers['x-idempotency-key'] ?? x.headers['idempotency-key']));
	for (const key of ['customer']) await ask('ONE KEY session', { status: 202, body: { reference: REF, status: 'PENDING' } }, { resource: 'agreementSession', operation: 'create', customerType: 'INDIVIDUAL', countryCode: '={{ $json.c }}', useCase: 'EMBEDDED_FIAT_ACCOUNTS', options: { idempotencyKey: 'custom', customIdempotencyKey: REF } }, { input: [{ c: 'DE' }, { c: 'FR' }] });
}, 100000);

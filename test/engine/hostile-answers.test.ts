// Answers that never end, that come a byte at a time, or that are larger than memory: each ends with its
// try, with its connection, and with words. n8n's own request helper sends and unpacks.

import { createGzip } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { lasting, runNode } from './engine';
import { customer } from './rows';
import { startScripted, type Scripted } from './scripted';

let bvnk: Scripted;
beforeAll(async () => (bvnk = await startScripted()));
beforeEach(() => {
	bvnk.reset();
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await bvnk.close());

const REFERENCE = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';
const MEGABYTE = 1_000_000;

const get = (options: object = {}) => ({
	operation: 'get',
	customerReference: customer(REFERENCE),
	options: { timeout: 1000, maxTries: 2, ...options },
});

/** Writes `chunk` again and again while somebody reads; `written` counts the bytes. */
function pour(response: ServerResponse, chunk: Buffer, written: { bytes: number }) {
	const go = () => {
		while (!response.destroyed) {
			written.bytes += chunk.length;
			if (!response.write(chunk)) return void response.once('drain', go);
		}
	};
	go();
}

/** Writes a byte every 50 ms while somebody reads. */
function trickle(write: () => void, isOver: () => boolean) {
	const timer = setInterval(() => (isOver() ? clearInterval(timer) : write()), 50);
}

/** Waits until every connection is closed; how many still were open after a second. */
async function openAfterwards(): Promise<number> {
	for (let waited = 0; waited < 1000 && bvnk.open.size > 0; waited += 20) await sleep(20);
	return bvnk.open.size;
}

/** The memory that is held when nothing runs, in MB. */
const memory = () => process.memoryUsage().rss / MEGABYTE;

describe('an answer that does not end', () => {
	test('and is larger than 60 MB is given up, and its connection closed', async () => {
		const written = { bytes: 0 };
		bvnk.script = (_, response) => pour(response, Buffer.alloc(65_536, ' '), written);
		const before = memory();

		const { error } = await runNode(bvnk, { parameters: get({ timeout: 20_000 }) });
		const grown = memory() - before;
		const open = await openAfterwards();
		const { bytes } = written;
		await sleep(200);

		expect(error!.message).toBe("BVNK's answer is too large to be read");
		expect(open).toBe(0);
		expect(grown).toBeLessThan(200);
		// what stood in the buffers of both ends, and nothing after that
		expect(bytes).toBeLessThan(90 * MEGABYTE);
		expect(written.bytes).toBe(bytes);
		expect(bvnk.asked).toHaveLength(1);
	});

	test('and unpacks to more than 60 MB is given up too', async () => {
		const written = { bytes: 0 };
		bvnk.script = (_, response) => {
			response.writeHead(200, { 'content-encoding': 'gzip' });
			const gzip = createGzip({ level: 9 });
			gzip.pipe(response);
			response.on('close', () => gzip.destroy());
			const zeros = Buffer.alloc(MEGABYTE);
			const go = () => {
				while (!gzip.destroyed) {
					written.bytes += zeros.length;
					if (!gzip.write(zeros)) return void gzip.once('drain', go);
				}
			};
			go();
		};
		const before = memory();

		const { error } = await runNode(bvnk, { parameters: get({ timeout: 20_000 }) });
		const grown = memory() - before;

		expect(error!.message).toBe("BVNK's answer is too large to be read");
		expect(await openAfterwards()).toBe(0);
		expect(grown).toBeLessThan(200);
	});

	test('and comes a byte at a time is over with its try', async () => {
		bvnk.script = (_, response) => {
			response.writeHead(200);
			trickle(
				() => response.write(' '),
				() => response.destroyed,
			);
		};
		const startedAt = performance.now();

		const { error } = await runNode(bvnk, { parameters: get() });

		expect(error!.message).toBe('BVNK did not answer in time');
		expect(performance.now() - startedAt).toBeLessThan(15_000);
		expect(await openAfterwards()).toBe(0);
		expect(bvnk.asked).toHaveLength(2);
	});

	test('and whose head comes a byte at a time is over with its try', async () => {
		bvnk.script = (request) => {
			const { socket } = request;
			socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
			trickle(
				() => socket.write('x'),
				() => socket.destroyed,
			);
		};

		const { error } = await runNode(bvnk, { parameters: get() });

		expect(error!.message).toBe('BVNK did not answer in time');
		expect(await openAfterwards()).toBe(0);
	});

	test('and is compressed, a byte at a time, is over with its try', async () => {
		bvnk.script = (_, response) => {
			response.writeHead(200, { 'content-encoding': 'gzip' });
			response.write(Buffer.from('1f8b0800000000000003', 'hex'));
			trickle(
				() => response.write(Buffer.from([0])),
				() => response.destroyed,
			);
		};

		const { error } = await runNode(bvnk, { parameters: get() });

		expect(error!.message).toBeTruthy();
		expect(await openAfterwards()).toBe(0);
	});

	test('and of status 500 is over with its try', async () => {
		bvnk.script = (_, response) => {
			response.writeHead(500);
			trickle(
				() => response.write('.'),
				() => response.destroyed,
			);
		};

		const { error } = await runNode(bvnk, { parameters: get() });

		expect(error!.message).toBe('BVNK did not answer in time');
		expect(await openAfterwards()).toBe(0);
	});

	test.each(['body', 'head'])(
		'ends at once when the user stops the execution: %s',
		async (part) => {
			bvnk.script = (_, response) => {
				if (part === 'head') return;
				response.writeHead(200);
				trickle(
					() => response.write(' '),
					() => response.destroyed,
				);
			};
			const startedAt = performance.now();

			await runNode(bvnk, {
				parameters: get({ timeout: 30_000 }),
				stopWhen: lasting(100, () => bvnk.asked.length === 1),
			});

			expect(performance.now() - startedAt).toBeLessThan(10_000);
			expect(await openAfterwards()).toBe(0);
			expect(bvnk.asked).toHaveLength(1);
		},
	);
});

test('two hundred tries that were cut off keep no memory and no connection', async () => {
	bvnk.script = (_, response) => {
		response.writeHead(200);
		response.write(Buffer.alloc(200_000, ' '));
	};
	const items = Array.from({ length: 100 }, () => ({}));
	const parameters = get({ concurrency: 50 });
	const settings = { onError: 'continueRegularOutput' as const };
	await runNode(bvnk, { input: items.slice(0, 10), parameters, settings });
	const before = memory();

	const { rows } = await runNode(bvnk, { input: items, parameters, settings });
	const open = await openAfterwards();

	expect(rows).toHaveLength(100);
	expect(open).toBe(0);
	expect(memory() - before).toBeLessThan(120);
});

describe('JSON made to fill memory', () => {
	test.each([
		['of empty objects', `[${'{},'.repeat(3_000_000)}{}]`],
		['of many levels', '['.repeat(9_000_000)],
		['of one long text', `{"reference":"${REFERENCE}","status":"${'x'.repeat(9_000_000)}"}`],
	])('%s is answered with words or with what came', async (_, text) => {
		bvnk.script = (_request, response) => void response.end(text);
		const startedAt = performance.now();

		const { error, rows } = await runNode(bvnk, { parameters: get({ timeout: 20_000 }) });

		expect(error ? error.message : rows[0]!.reference).toMatch(
			/too large to be read|another form where a customer|incomplete: its JSON|^3f0c2a52/,
		);
		expect(performance.now() - startedAt).toBeLessThan(20_000);
	});

	test.each([
		['getIndustries', 'referenceData', 'another form where a list of industries', 900_000],
		['getMonthlyVolumes', 'referenceData', 'another form where a list of volumes', 900_000],
		['getDefinitions', 'questionnaire', 'another form where a list of questionnaires', 900_000],
		['getIndustries', 'referenceData', 'too large to be read', 3_000_000],
	])('is refused as the answer of %s', async (operation, resource, message, entries) => {
		bvnk.script = (_request, response) => void response.end(`[${'{},'.repeat(entries)}{}]`);
		const before = memory();

		const { error } = await runNode(bvnk, {
			parameters: { resource, operation, options: { timeout: 20_000 } },
		});

		expect(error!.message).toContain(message);
		expect(memory() - before).toBeLessThan(800);
	});
});

import type { IDataObject } from 'n8n-workflow';
import { lasting, runNode } from './engine';
import { shortPauses } from './pauses';
import { customer, mira } from './rows';
import { withSandbox } from './servers';

const bvnk = withSandbox();
afterEach(() => jest.restoreAllMocks());

const created = async () =>
	(await runNode(bvnk, { parameters: mira })).rows[0]!.reference as string;
const wait = (reference: string, more: IDataObject = {}) => ({
	operation: 'waitForStatus',
	customerReference: customer(reference),
	...more,
});
/** What is waited for where the customer is not decided about yet. */
const untilDecided = { statusGroups: ['verified', 'rejected', 'terminated'] };
const reads = () => bvnk.count({ method: 'GET' });

/** A tenth of a second, in minutes. */
const SOON = 0.1 / 60;

describe('Wait for Status', () => {
	test('ends at once when the status is there', async () => {
		const reference = await created();
		bvnk.setStatus(reference, 'VERIFIED');
		const { items } = await runNode(bvnk, { parameters: wait(reference) });

		expect(items).toEqual([
			{
				json: {
					reference,
					status: 'VERIFIED',
					statusGroup: 'verified',
					externalReference: 'crm-000417',
					type: 'INDIVIDUAL',
					name: 'Mira Holt',
					riskScore: 'LOW',
					verificationStatus: 'completed',
					verificationUrl: null,
					verificationExpiresAt: null,
					reached: true,
					reads: 1,
					waitedSeconds: 0,
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('reads with growing pauses until it is there', async () => {
		const reference = await created();
		Object.assign(bvnk.settings, { autoSatisfy: true, readsPerStep: 3 });
		const pauses = shortPauses();
		const { rows } = await runNode(bvnk, { parameters: wait(reference, untilDecided) });

		expect(rows).toMatchObject([{ status: 'VERIFIED', reached: true, reads: 9 }]);
		expect(pauses.filter((ms) => ms < 30_000)).toEqual([
			2000, 3000, 4500, 6750, 10125, 15187.5, 22781.25,
		]);
		expect(pauses.filter((ms) => ms > 30_000)).toContain(34171.875);
	});

	test('reads no less than once a minute', async () => {
		const reference = await created();
		Object.assign(bvnk.settings, { autoSatisfy: true, readsPerStep: 5 });
		const pauses = shortPauses();
		await runNode(bvnk, { parameters: wait(reference, { ...untilDecided, timeLimit: 60 }) });

		expect(Math.max(...pauses)).toBe(60_000);
		expect(pauses.filter((ms) => ms === 60_000).length).toBeGreaterThan(1);
	});

	test('goes on as soon as there is something to do, unless told otherwise', async () => {
		const reference = await created();
		const { rows } = await runNode(bvnk, { parameters: wait(reference) });

		expect(rows).toMatchObject([{ status: 'INFO_REQUIRED', reached: true, reads: 1 }]);
		expect(Object.keys(rows[0]!).slice(0, 4)).toEqual(['name', 'status', 'statusGroup', 'reached']);
	});

	test('waits through what was not chosen', async () => {
		const reference = await created();
		const { error } = await runNode(bvnk, {
			parameters: wait(reference, { ...untilDecided, timeLimit: 0 }),
		});

		expect(error!.message).toBe('The customer is INFO_REQUIRED after 0 minutes');
	});

	test('takes one group as text, from an expression', async () => {
		const { rows } = await runNode(bvnk, {
			input: [{ group: 'actionRequired' }],
			parameters: wait(await created(), { statusGroups: '={{ $json.group }}' }),
		});

		expect(rows).toMatchObject([{ reached: true }]);
	});

	test("waits for a status in BVNK's own words, in any case", async () => {
		const reference = await created();
		const { rows } = await runNode(bvnk, {
			parameters: wait(reference, { statusGroups: [], statuses: ['info_required'] }),
		});

		expect(rows).toMatchObject([{ status: 'INFO_REQUIRED', reached: true }]);
	});

	test('goes on at the time limit where that is chosen, and warns that it was not reached', async () => {
		const reference = await created();
		const startedAt = Date.now();
		const { rows, error, hints } = await runNode(bvnk, {
			// long beside a read, also on a busy machine, and shorter than the first pause
			parameters: wait(reference, {
				...untilDecided,
				timeLimit: 10 * SOON,
				whenTimeIsUp: 'continue',
			}),
		});

		expect(hints).toMatchObject([
			{ message: expect.stringContaining('The customer is INFO_REQUIRED after'), type: 'warning' },
		]);

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ status: 'INFO_REQUIRED', reached: false, reads: 2 }]);
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(999);
		expect(reads()).toBe(2);
	});

	test('sees what comes at the last moment', async () => {
		const reference = await created();
		const rejectAfterFirstRead = () => {
			const timer = setInterval(() => {
				if (reads() === 0) return;
				clearInterval(timer);
				bvnk.setStatus(reference, 'REJECTED');
			}, 5);
		};
		const { rows } = await runNode(bvnk, {
			parameters: wait(reference, { ...untilDecided, timeLimit: 10 * SOON }),
			onStart: rejectAfterFirstRead,
		});

		expect(rows).toMatchObject([{ status: 'REJECTED', reached: true, reads: 2 }]);
	});

	test('stops with an error at the time limit', async () => {
		const { error } = await runNode(bvnk, {
			parameters: wait(await created(), { ...untilDecided, timeLimit: 0 }),
		});

		expect(error!.message).toBe('The customer is INFO_REQUIRED after 0 minutes');
		expect(error!.description).toContain('BVNK Onboarding Trigger');
		expect(reads()).toBe(1);
	});

	test('ends at once when the execution is cancelled', async () => {
		const reference = await created();
		const startedAt = Date.now();
		const { error } = await runNode(bvnk, {
			parameters: wait(reference, untilDecided),
			stopWhen: lasting(100, () => reads() === 1),
		});

		expect(Date.now() - startedAt).toBeLessThan(10_000);
		expect(error!.message).toBe('The execution was canceled');
		expect(reads()).toBe(1);
	});

	test.each<[string, IDataObject, string]>([
		['no group', { statusGroups: '={{ [] }}' }, "'Status Groups' is empty"],
		['nothing', { statusGroups: '={{ undefined }}' }, "'Status Groups' is empty"],
		['a status', { statusGroups: '={{ ["INFO_REQUIRED"] }}' }, "'Status Groups' must be one of"],
		['a limit below 0', { timeLimit: -1 }, "'Time Limit (Minutes)' must be a number of 0 or more"],
		['a limit in words', { timeLimit: '={{ "five" }}' }, "'Time Limit (Minutes)' must be a number"],
		['no limit', { timeLimit: '={{ NaN }}' }, "'Time Limit (Minutes)' must be a number"],
	])('refuses %s before anything is sent', async (_, more, message) => {
		const { error } = await runNode(bvnk, {
			parameters: wait('3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11', more),
		});

		expect(error!.message).toContain(message);
		expect(bvnk.requests).toEqual([]);
	});

	test('waits for several items at a time, and keeps their order', async () => {
		const first = await created();
		const second = (
			await runNode(bvnk, {
				parameters: {
					...mira,
					signedAgreementSessionReference: 'a9ee0001-0001-4000-8000-000000000001',
					externalReference: '',
				},
			})
		).rows[0]!.reference as string;
		bvnk.setStatus(second, 'VERIFIED');
		const { items } = await runNode(bvnk, {
			input: [{ reference: first }, { reference: 'row-2' }, { reference: second }],
			parameters: wait('={{ $json.reference }}', {
				...untilDecided,
				timeLimit: SOON,
				whenTimeIsUp: 'continue',
			}),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items).toMatchObject([
			{ json: { reference: first, reached: false }, pairedItem: { item: 0 } },
			{ json: { error: "'Customer' is not a reference of BVNK's" }, pairedItem: { item: 1 } },
			{ json: { reference: second, reached: true }, pairedItem: { item: 2 } },
		]);
	});

	test('asks a busy BVNK again', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const reference = await created();
		bvnk.setStatus(reference, 'VERIFIED');
		bvnk.fail({ method: 'GET', times: 2 }, { status: 503 });
		const { rows } = await runNode(bvnk, { parameters: wait(reference) });

		expect(rows).toMatchObject([{ reached: true, reads: 1 }]);
		expect(reads()).toBe(3);
	});

	test('is not misled by a clock that somebody sets meanwhile', async () => {
		const reference = await created();
		const real = Date.now;
		const hour = 3_600_000;
		const { error } = await runNode(bvnk, {
			parameters: wait(reference, { ...untilDecided, timeLimit: 10 * SOON }),
			onStart: () =>
				void setTimeout(() => jest.spyOn(Date, 'now').mockImplementation(() => real() - hour), 50),
		});

		expect(error!.message).toContain('The customer is INFO_REQUIRED after');
		expect(reads()).toBe(2);
	});
});

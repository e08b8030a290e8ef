// What a workflow is given of each event that BVNK sends.
import { events, isChosen, readEvent } from '../../nodes/BvnkOnboarding/api/events';

const CUSTOMER = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';
const OTHER = '0b5e0f6e-3c1f-4c8e-8d0a-52a1c8a1f0aa';
const ID = '0199c0de-0000-7000-8000-000000000001';
const TIMESTAMP = '2026-10-01T10:00:00.123456789Z';

const read = (event: string, data: unknown) =>
	readEvent({ event, eventId: ID, timestamp: TIMESTAMP, data });

describe('the list of events', () => {
	const names = events.flatMap(({ spellings }) => Object.values(spellings) as string[]);

	test('has the five of v1, the eight of v2, and the five old names of v2', () => {
		const unlike = [...new Set(names)];

		expect(unlike.filter((name) => /^bvnk:platform:customer:/.test(name))).toHaveLength(5);
		expect(unlike.filter((name) => /^platform:accounts:customer:/.test(name))).toHaveLength(8);
		expect(unlike.filter((name) => /^bvnk:customers:/.test(name))).toHaveLength(5);
		expect(unlike).toHaveLength(18);
	});

	test('has no value and no name twice, and a description for each', () => {
		expect(new Set(events.map(({ value }) => value)).size).toBe(events.length);
		expect(new Set(events.map(({ name }) => name)).size).toBe(events.length);
		expect(events.filter(({ description }) => !description)).toEqual([]);
	});

	test('has no word of generations in its names: one entry stands for all names of an event', () => {
		expect(events.filter(({ name }) => /v[12]|old/i.test(name))).toEqual([]);
	});
});

describe('an event is chosen', () => {
	const changed = (event: string, status = 'VERIFIED') =>
		read(event, { customerId: CUSTOMER, reference: CUSTOMER, status })!;
	const STATUS_CHANGES = [
		'bvnk:platform:customer:status-change',
		'platform:accounts:customer:status-change',
		'bvnk:customers:status-change',
	];

	test.each(STATUS_CHANGES)('as Customer Status Changed, by whichever name it comes: %s', (name) =>
		expect(isChosen([STATUS_CHANGES[0]!], changed(name))).toBe(true),
	);

	test('by its very name alone, where an expression gives a name of v2', () => {
		const chosen = (name: string) => isChosen([STATUS_CHANGES[1]!], changed(name));

		expect(STATUS_CHANGES.map(chosen)).toEqual([false, true, false]);
	});

	test.each([
		['customer:verified', ['VERIFIED', 'COMPLETED', 'APPROVED']],
		['customer:rejected', ['REJECTED', 'UNSUCCESSFUL']],
		['customer:action-required', ['INFO_REQUIRED', 'ACTIONS_REQUIRED', 'PENDING_AGREEMENTS']],
	])('as %s by those statuses alone, and by every name', (value, statuses) => {
		const all = ['VERIFIED', 'COMPLETED', 'APPROVED', 'REJECTED', 'UNSUCCESSFUL', 'INFO_REQUIRED'];
		all.push('ACTIONS_REQUIRED', 'PENDING_AGREEMENTS', 'PENDING', 'TERMINATED', 'BRAND_NEW');

		for (const name of STATUS_CHANGES) {
			const chosen = all.filter((status) => isChosen([value], changed(name, status)));
			expect(chosen).toEqual(statuses);
		}
	});

	test('as Customer Verified by no other event, whatever its status', () => {
		const others = events
			.flatMap(({ spellings }) => Object.values(spellings) as string[])
			.filter((name) => !STATUS_CHANGES.includes(name));

		for (const name of [...others, 'bvnk:something:new']) {
			expect(isChosen(['customer:verified'], changed(name))).toBe(false);
		}
	});

	test('whatever it is where all are', () => {
		expect(isChosen(['*'], read('bvnk:something:new', {})!)).toBe(true);
		expect(isChosen([STATUS_CHANGES[0]!], read('bvnk:something:new', {})!)).toBe(false);
	});
});

test.each([
	['bvnk:platform:customer:update', 'v1'],
	['platform:accounts:customer:created', 'v2'],
	['bvnk:customers:status-change', 'v2'],
	['bvnk:payment:payin:status-change', null],
])('the event %s is of API version %s', (event, apiVersion) =>
	expect(read(event, {})?.apiVersion).toBe(apiVersion),
);

describe('the customer of an event of v2', () => {
	const created = 'platform:accounts:customer:created';

	test.each([
		['customerId', { customerId: CUSTOMER, id: OTHER, reference: OTHER }],
		['customer.id', { customer: { id: CUSTOMER, reference: OTHER }, id: OTHER, reference: OTHER }],
		['id, before its reference, which may be the partner’s', { id: CUSTOMER, reference: OTHER }],
		['reference', { reference: CUSTOMER }],
	])('stands in %s', (_, data) => expect(read(created, data)?.customerReference).toBe(CUSTOMER));

	test('stands in customer.id also where the event is about an associate', () => {
		const data = { customer: { id: CUSTOMER }, id: OTHER, associateId: OTHER };

		expect(read('platform:accounts:customer:associate-deleted', data)?.customerReference).toBe(
			CUSTOMER,
		);
	});
});

describe('an event about a customer', () => {
	test('of v1 has the customer in `reference`', () => {
		const data = { reference: CUSTOMER, status: 'VERIFIED' };

		expect(read('bvnk:platform:customer:status-change', data)).toEqual({
			event: 'bvnk:platform:customer:status-change',
			apiVersion: 'v1',
			eventId: ID,
			timestamp: TIMESTAMP,
			customerReference: CUSTOMER,
			agreementSessionReference: null,
			status: 'VERIFIED',
			statusGroup: 'verified',
			data,
		});
	});

	test('that tells of an update has the status, too', () => {
		const data = { reference: CUSTOMER, status: 'INFO_REQUIRED', externalReference: 'crm-1' };

		expect(read('bvnk:platform:customer:update', data)).toMatchObject({
			customerReference: CUSTOMER,
			status: 'INFO_REQUIRED',
			statusGroup: 'actionRequired',
			data,
		});
	});

	test.each(['platform:accounts:customer:status-change', 'bvnk:customers:status-change'])(
		'of v2 has the customer in `customerId`, whatever its `reference` is: %s',
		(event) => {
			const data = {
				customerId: CUSTOMER,
				reference: 'own-1',
				status: 'REJECTED',
				customerType: 'COMPANY',
				requiredActions: [],
			};

			expect(read(event, data)).toMatchObject({
				customerReference: CUSTOMER,
				status: 'REJECTED',
				statusGroup: 'rejected',
				data,
			});
		},
	);

	test('has the customer in `id` where there is nothing else', () => {
		expect(read('bvnk:platform:customer:update', { id: CUSTOMER })).toMatchObject({
			customerReference: CUSTOMER,
			status: null,
			statusGroup: null,
		});
	});
});

describe('a reference that is none of BVNK’s', () => {
	const update = 'bvnk:platform:customer:update';

	test.each([
		['crm-1'],
		[''],
		[7],
		[null],
		[{ id: CUSTOMER }],
		['../customers'],
		[`${CUSTOMER}/x`],
	])('is no reference of a customer, and stays in the data: %j', (reference) => {
		const data = { reference, status: 'VERIFIED' };

		expect(read(update, data)).toMatchObject({ customerReference: null, data });
		expect(read('bvnk:customers:status-change', { customerId: reference })).toMatchObject({
			customerReference: null,
		});
	});

	test('is passed over for one that is', () => {
		expect(read(update, { reference: 'crm-1', id: CUSTOMER })?.customerReference).toBe(CUSTOMER);
		expect(read(update, { customerId: 'crm-1', reference: CUSTOMER })?.customerReference).toBe(
			CUSTOMER,
		);
	});

	test('may look like one: the partner’s own, which stands beside it, is passed over', () => {
		const data = { reference: OTHER, externalReference: OTHER, id: CUSTOMER };

		expect(read(update, data)?.customerReference).toBe(CUSTOMER);
		expect(read(update, { ...data, id: undefined })?.customerReference).toBeNull();
	});

	test('is none of an agreement session either', () => {
		const data = { reference: 'session-1', status: 'SIGNED' };

		expect(read('bvnk:platform:customer:agreement-session-status-change', data)).toMatchObject({
			agreementSessionReference: null,
			data,
		});
	});
});

test('a reference in capitals is given in small letters, as the action node gives it', () => {
	const data = { reference: CUSTOMER.toUpperCase() };

	expect(read('bvnk:platform:customer:update', data)?.customerReference).toBe(CUSTOMER);
});

test('an event about an agreement session has the session, and no customer unless it is named', () => {
	const event = 'bvnk:platform:customer:agreement-session-status-change';
	const session = { reference: OTHER, status: 'SIGNED' };

	expect(read(event, session)).toMatchObject({
		customerReference: null,
		agreementSessionReference: OTHER,
		status: 'SIGNED',
		statusGroup: null,
	});
	expect(read(event, { ...session, customerId: CUSTOMER })).toMatchObject({
		customerReference: CUSTOMER,
		agreementSessionReference: OTHER,
	});
});

describe.each([
	...events
		.filter(({ subject }) => subject === 'other')
		.flatMap(({ spellings }) => Object.values(spellings) as string[]),
	'bvnk:payment:payin:status-change',
])('%s, which is about something else', (event) => {
	test('has the customer only where it is named', () => {
		expect(read(event, { customerId: CUSTOMER, reference: OTHER })).toMatchObject({
			customerReference: CUSTOMER,
			agreementSessionReference: null,
		});
		expect(read(event, { reference: OTHER, id: OTHER })?.customerReference).toBeNull();
	});

	test('has its own status, which is not the customer’s', () => {
		expect(read(event, { status: 'APPROVED' })).toMatchObject({
			status: 'APPROVED',
			statusGroup: null,
		});
	});
});

describe('what is missing or of another type', () => {
	test.each([[undefined], [null], ['text'], [7], [['a']]])('data: %j', (data) => {
		expect(read('bvnk:platform:customer:status-change', data)).toMatchObject({
			customerReference: null,
			status: null,
			data: data ?? null,
		});
	});

	test('ids, timestamps and statuses that are no text are null', () => {
		const body = { event: 'a', eventId: 7, timestamp: 1_759_312_800, data: { status: 3 } };

		expect(readEvent(body)).toMatchObject({ eventId: null, timestamp: null, status: null });
	});

	test('a legacy envelope has neither id nor timestamp', () => {
		const body = { source: 'onboarding', event: 'onboardingSuccess', data: { status: 'DONE' } };

		expect(readEvent(body)).toMatchObject({
			event: 'onboardingSuccess',
			eventId: null,
			timestamp: null,
			data: { status: 'DONE' },
		});
	});

	test.each([
		[undefined],
		[null],
		[[]],
		[[{ event: 'a' }]],
		['event'],
		[{}],
		[{ event: '' }],
		[{ event: null }],
		[{ event: { name: 'a' } }],
		[{ data: { event: 'a' } }],
	])('%j is no event', (body) => {
		expect(readEvent(body)).toBeUndefined();
	});

	test('a member named __proto__ changes nothing but itself', () => {
		const body = JSON.parse('{"event":"a","data":{"__proto__":{"status":"VERIFIED"}}}') as unknown;

		expect(readEvent(body)).toMatchObject({ status: null, customerReference: null });
	});
});

test('the data is passed on as it came', () => {
	const data = { reference: CUSTOMER, status: 'VERIFIED', more: [{ deep: [null, 0.1, 'ü'] }] };

	expect(read('bvnk:platform:customer:status-change', data)?.data).toBe(data);
});

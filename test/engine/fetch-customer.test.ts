// Fetch Customer of the trigger: by which generation of the API the customer of an event is read.
import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { BvnkHawkApi } from '../../credentials/BvnkHawkApi.credentials';
import { BvnkOnboardingTrigger } from '../../nodes/BvnkOnboarding/BvnkOnboardingTrigger.node';
import { events } from '../../nodes/BvnkOnboarding/api/events';
import { individualBodyV2, companyBodyV2 } from '../sandbox/v2/data';
import { speaker } from '../sandbox/v2/client';
import { startTrigger, type RunningTrigger } from '../tools/engine/trigger';
import { credentialOf } from './engine';
import { withSandbox } from './servers';

const bvnk = withSandbox();
const { post } = speaker(() => bvnk);

let trigger: RunningTrigger;
beforeEach(async () => {
	trigger = await startTrigger(
		{
			node: () => new BvnkOnboardingTrigger(),
			credentialType: new BvnkHawkApi(),
			credentialOf,
			parameters: {},
		},
		bvnk,
		{ parameters: { events: ['*'], options: { fetchCustomer: true } } },
	);
	// hears what a test sends, and not of what the customers do by themselves
	bvnk.webhooks.register(trigger.url, { events: [] });
});
afterEach(async () => await trigger.close());

/** What a workflow is given of an event, and what BVNK was asked for that. */
async function told(event: string, data: object): Promise<{ item: IDataObject; asked: string[] }> {
	const before = bvnk.requests.length;
	expect(await bvnk.webhooks.send(event, data)).toBe(200);
	const asked = bvnk.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
	return { item: trigger.items.at(-1)!, asked };
}

const V1 = '/platform/v1/customers';
const V2 = '/platform/v2/customers';

/** A customer of v1. */
function ofV1(): string {
	bvnk.seedCustomers(1);
	return [...bvnk.customers.keys()].at(-1)!;
}
/** A customer of v2. */
async function ofV2(body: object = individualBodyV2(1)): Promise<string> {
	return (await post('/customers', body)).body.id;
}

describe('Fetch Customer', () => {
	test.each(['platform:accounts:customer:status-change', 'bvnk:customers:status-change'])(
		'reads by v2 where the event is %s',
		async (event) => {
			const customerId = await ofV2();
			const { item, asked } = await told(event, { customerId, status: 'PENDING' });

			expect(asked).toEqual([`GET ${V2}/${customerId}`]);
			expect(item).toMatchObject({
				apiVersion: 'v2',
				status: 'PENDING',
				customerApiVersion: 'v2',
				customer: {
					id: customerId,
					reference: individualBodyV2(1).reference,
					status: 'INFO_REQUIRED',
					statusGroup: 'actionRequired',
				},
			});
			expect(item).not.toHaveProperty('customerNotFetched');
			// few flat fields, without what a person states of itself
			expect(JSON.stringify(item)).not.toContain(individualBodyV2(1).individual.dateOfBirth);
		},
	);

	test.each([
		'bvnk:platform:customer:status-change',
		'bvnk:platform:customer:update',
		'bvnk:platform:customer:document-status-change',
	])('reads by v1 where the event is %s', async (event) => {
		const customerReference = ofV1();
		const { item, asked } = await told(event, { customerReference, status: 'PENDING' });

		expect(asked).toEqual([`GET ${V1}/${customerReference}`]);
		expect(item).toMatchObject({
			apiVersion: 'v1',
			customerApiVersion: 'v1',
			customer: { reference: customerReference },
		});
		expect(item.customer).toHaveProperty('externalReference');
	});

	test.each([
		['platform:accounts:customer:initialized', {}],
		['platform:accounts:customer:created', {}],
		['platform:accounts:customer:document-status-change', { documentId: randomUUID() }],
		['bvnk:customers:documents:status-change', { documentId: randomUUID() }],
		['platform:accounts:customer:associate-status-change', { associateId: randomUUID() }],
		['platform:accounts:customer:associate-document-status-change', { associateId: randomUUID() }],
		['platform:accounts:customer:associate-deleted', { associateId: randomUUID() }],
		['platform:accounts:customer:agreement-status-change', { agreementId: randomUUID() }],
	])('reads the customer whose thing the event %s is about', async (event, about) => {
		const customerId = await ofV2(companyBodyV2(1));
		const { item, asked } = await told(event, { customerId, status: 'APPROVED', ...about });

		expect(asked).toEqual([`GET ${V2}/${customerId}`]);
		expect(item).toMatchObject({
			customerReference: customerId,
			customer: { id: customerId, type: 'COMPANY' },
		});
	});

	test('reads nothing where an event names a thing alone', async () => {
		const { item, asked } = await told('platform:accounts:customer:associate-status-change', {
			id: randomUUID(),
			associateId: randomUUID(),
			status: 'APPROVED',
		});

		expect(asked).toEqual([]);
		expect(item).toMatchObject({ customerReference: null, customer: null });
	});

	test.each([400, 403, 404])(
		'reads by v1 a customer of v1 that an event of v2 names, where v2 answers %i for it',
		async (status) => {
			const customerId = ofV1();
			bvnk.fail({ path: `${V2}/${customerId}` }, { status, body: { message: 'none' } });
			const { item, asked } = await told('platform:accounts:customer:status-change', {
				customerId,
				status: 'VERIFIED',
			});

			expect(asked).toEqual([`GET ${V2}/${customerId}`, `GET ${V1}/${customerId}`]);
			expect(item).toMatchObject({
				apiVersion: 'v2',
				customerApiVersion: 'v1',
				customer: { reference: customerId },
			});
		},
	);

	test('asks v1 first, then v2, where nobody has documented the event', async () => {
		const customerId = await ofV2();
		const { item, asked } = await told('bvnk:onboarding:moved', { customerId });

		expect(asked).toEqual([`GET ${V1}/${customerId}`, `GET ${V2}/${customerId}`]);
		expect(item).toMatchObject({
			apiVersion: null,
			customerApiVersion: 'v2',
			customer: { id: customerId },
		});
	});

	test('says why, by the version of the event, where neither knows the customer: a prospect’s agreement', async () => {
		const set = await post('/agreements', {
			reference: 'crm-1',
			useCase: 'FIAT',
			customerType: 'INDIVIDUAL',
			countryCode: 'DE',
		});
		const { item } = await told('platform:accounts:customer:agreement-status-change', {
			customerId: set.body.id,
			agreementId: set.body.agreements[0]!.id,
			status: 'ACCEPTED',
		});

		expect(item.customer).toBeNull();
		expect(item.customerNotFetched).toMatch(`Customer with id: ${set.body.id} not found`);
		expect(item).not.toHaveProperty('customerApiVersion');
	});

	test('does not ask the other version where BVNK is away', async () => {
		const customerId = await ofV2();
		bvnk.fail({ path: `${V2}/${customerId}` }, { status: 503 });
		const { item, asked } = await told('platform:accounts:customer:created', { customerId });

		expect(asked).toEqual([`GET ${V2}/${customerId}`]);
		expect(item).toMatchObject({ customer: null, customerNotFetched: expect.any(String) });
	});

	test('does not say that there is no such customer where the other version could not be asked', async () => {
		const customerId = ofV1();
		bvnk.fail({ path: `${V2}/${customerId}` }, { status: 404 });
		bvnk.fail({ path: `${V1}/${customerId}` }, { kind: 'cutBody' });
		const { item } = await told('platform:accounts:customer:status-change', { customerId });

		expect(item.customer).toBeNull();
		expect(item.customerNotFetched).toMatch(/^By v2: .*\. By v1: The connection to BVNK broke/);
	});

	test('takes no other customer than the event’s', async () => {
		const [one, another] = [await ofV2(), randomUUID()];
		bvnk.fail(
			{ path: `${V2}/${another}` },
			{ status: 200, body: { id: one, status: 'VERIFIED', name: 'Somebody Else' } },
		);
		const { item } = await told('platform:accounts:customer:created', { customerId: another });

		expect(item.customer).toBeNull();
		expect(JSON.stringify(item)).not.toContain('Somebody Else');
	});
});

test('no name of an event is one of v1 and of v2 at once, so that a name says by which to read', () => {
	const versions = new Map<string, Set<string>>();
	for (const { spellings } of events) {
		for (const [spelling, name] of Object.entries(spellings) as Array<[string, string]>) {
			versions.set(name, (versions.get(name) ?? new Set()).add(spelling));
		}
	}

	expect(versions.size).toBeGreaterThan(15);
	expect([...versions].filter(([, by]) => by.size > 1)).toEqual([]);
});

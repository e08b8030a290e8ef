// One workflow for many accounts: what the credential's expressions give counts for each item.
import { individualBody } from '../sandbox/data';
import { credentialOf, runNode } from './engine';
import { withSandbox } from './servers';

const north = withSandbox({ hawkId: 'north', hawkKey: 'north-key' });
const south = withSandbox({ hawkId: 'south', hawkKey: 'south-key' });

const accounts = () => [north, south];
/** Rows take turns: north, south, north, south. */
const credential = (itemIndex: number) => credentialOf(accounts()[itemIndex % 2]!);

test('each item is read from its own account', async () => {
	north.seedCustomers(2);
	south.seedCustomers(2);
	const references = [north, south, north, south].map(
		({ customers }, index) => [...customers.keys()][index < 2 ? 0 : 1]!,
	);

	const { rows, error } = await runNode(north, {
		parameters: {
			operation: 'get',
			customerReference: { __rl: true, mode: 'id', value: '={{ $json.reference }}' },
		},
		input: references.map((reference) => ({ reference })),
		credential,
	});

	expect(error).toBeUndefined();
	expect(rows.map(({ reference }) => reference)).toEqual(references);
	expect([north.requests.length, south.requests.length]).toEqual([2, 2]);
});

test('each person is created in the own account, and in no other', async () => {
	const people = [0, 1, 2, 3].map((index) => individualBody(index));
	for (const [index, { signedAgreementSessionReference }] of people.entries()) {
		accounts()[index % 2]!.signSession(signedAgreementSessionReference, 'INDIVIDUAL');
	}

	const { rows, error } = await runNode(north, {
		parameters: {
			operation: 'createFromJson',
			body: '={{ $json }}',
			options: { checkAgreementSession: true, concurrency: 4 },
		},
		input: people,
		credential,
	});

	expect(error).toBeUndefined();
	expect(accounts().map(({ created }) => created)).toEqual([2, 2]);
	expect(rows.map(({ reference }) => north.customers.has(reference as string))).toEqual([
		true,
		false,
		true,
		false,
	]);
});

test('a person who has signed in one account only is not created in the other', async () => {
	const body = individualBody(0);
	north.signSession(body.signedAgreementSessionReference, 'INDIVIDUAL');

	const { error } = await runNode(north, {
		parameters: {
			operation: 'createFromJson',
			body: '={{ $json }}',
			options: { checkAgreementSession: true },
		},
		input: [body],
		credential: () => credentialOf(south),
	});

	expect(error?.message).toMatch(/Agreement Session/);
	expect(accounts().map(({ created }) => created)).toEqual([0, 0]);
});

test('a pasted URL is judged by the environment of its item', async () => {
	south.seedCustomers(1);
	const [reference] = [...south.customers.keys()];

	const { rows, error } = await runNode(north, {
		parameters: {
			operation: 'get',
			customerReference: { __rl: true, mode: 'url', value: '={{ $json.url }}' },
		},
		input: [0, 1].map(() => ({ url: `${south.url}/customers/${reference}` })),
		credential: (itemIndex) => credentialOf(itemIndex === 1 ? south : north),
		settings: { onError: 'continueRegularOutput' },
	});

	expect(error).toBeUndefined();
	expect(rows[0]).toMatchObject({ error: expect.stringMatching(/environment/) });
	expect(rows[1]).toMatchObject({ reference });
});

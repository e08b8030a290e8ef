// The embedded BVNK's hosted pages of v2: what a person finds behind the links, and what a click does.
import { type Sandbox, startSandbox } from '../sandbox/server';
import { speaker } from '../sandbox/v2/client';
import { companyBodyV2, individualBodyV2 } from '../sandbox/v2/data';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const { get, post } = speaker(() => sandbox);

interface Form {
	action: string;
	label: string;
	values: Record<string, string>;
}

/** Opens a page as a browser does. */
async function open(url: string) {
	const response = await fetch(url);
	const html = await response.text();
	return { status: response.status, html, forms: formsOf(html) };
}

function formsOf(html: string): Form[] {
	return [...html.matchAll(/<form method="post" action="([^"]*)">(.*?)<\/form>/g)].map(
		([, action = '', inside = '']) => ({
			action,
			label: /<button>(.*)<\/button>/.exec(inside)![1]!,
			values: Object.fromEntries(
				[...inside.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
					name!,
					value!.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
				]),
			),
		}),
	);
}

/** Presses a button, and follows to the page that comes after. */
async function press({ action, values }: Form) {
	const response = await fetch(sandbox.url + action, {
		method: 'POST',
		body: new URLSearchParams(values),
	});
	const html = await response.text();
	return { status: response.status, html, forms: formsOf(html) };
}

describe('the page to sign', () => {
	const prospect = {
		reference: 'v2-000001',
		useCase: 'FIAT',
		customerType: 'INDIVIDUAL',
		countryCode: 'DE',
	};

	test('shows each agreement with its text, and takes each answer', async () => {
		const { signingUrl } = (await post('/agreements', prospect)).body;
		const before = await open(signingUrl);
		const [, text] = /href="([^"]*)"/.exec(before.html)!;
		const after = await press(before.forms.find(({ label }) => label === 'Reject')!);

		expect(before.forms.map(({ label }) => label)).toEqual([
			'Accept',
			'Accept',
			'Reject',
			'Accept all',
		]);
		expect((await fetch(text!.replaceAll('&amp;', '&'))).status).toBe(200);
		expect(after.html).toMatch(/Platform terms.*PENDING[^]*Product news.*REJECTED/);
	});

	test('takes all answers at once, and then has nothing left', async () => {
		const { signingUrl } = (await post('/agreements', prospect)).body;
		const after = await press((await open(signingUrl)).forms.at(-1)!);
		const { body } = await get('/agreements?reference=v2-000001');

		expect(after.html).toContain('Nothing is left to do');
		expect(body.agreements.map(({ status }) => status)).toEqual(['ACCEPTED', 'ACCEPTED']);
	});

	test('of nobody is 404', async () => {
		expect((await open(`${sandbox.url}/sign/none`)).status).toBe(404);
	});
});

describe('the page of a customer', () => {
	const linkOf = async (id: string) => {
		await get(`/customers/${id}`);
		return (await get(`/customers/${id}`)).body.authenticatedLink!.link;
	};
	const created = async (body: object = individualBodyV2(1)) =>
		(await post('/customers', body)).body.id;

	test('shows what is asked, and each click takes one away', async () => {
		const id = await created();
		let shown = await open(await linkOf(id));
		const counts: number[] = [];
		while (shown.forms.length > 0) {
			counts.push(shown.forms.length - 1);
			shown = await press(shown.forms[0]!);
		}

		expect(counts).toEqual([4, 3, 2, 1]);
		expect(shown.html).toContain('is PENDING');
		expect((await get(`/customers/${id}/documents`)).body.content).toMatchObject([
			{ type: 'PASSPORT', status: 'PENDING' },
			{ type: 'SELFIE', status: 'PENDING' },
		]);
	});

	test('of a company names the people, and does all at once', async () => {
		const [associate] = companyBodyV2(1).company.associates;
		const id = await created(companyBodyV2(1));
		const shown = await open(await linkOf(id));
		const after = await press(shown.forms.find(({ label }) => label === 'Do it all')!);
		const later = await open(sandbox.url + shown.forms[0]!.action);

		expect(shown.html).toContain(`${associate!.person.firstName} ${associate!.person.lastName}`);
		expect(after.html).toContain('is PENDING');
		expect(later.html).toContain('is VERIFIED');
	});

	test('shows names as they are, whatever is in them', async () => {
		const { useCase, individual } = individualBodyV2(1);
		const id = await created({ useCase, individual: { ...individual, lastName: '<script>&' } });

		expect((await open(await linkOf(id))).html).toContain('&lt;script&gt;&amp;');
	});

	test('ends with its link', async () => {
		sandbox.settings.linkLifetimeMs = -1;
		const link = await linkOf(await created());
		const pressed = await press({ action: new URL(link).pathname, label: '', values: {} });

		expect((await open(link)).status).toBe(410);
		expect(pressed.status).toBe(410);
		expect(pressed.html).toContain('has ended');
	});

	test('of nobody is 404, and a form sent anywhere else is refused', async () => {
		const body = new URLSearchParams({ useCase: 'FIAT' });
		const elsewhere = await post('/customers', String(body));

		expect((await open(`${sandbox.url}/link/none`)).status).toBe(404);
		expect(elsewhere.status).toBe(400);
	});
});

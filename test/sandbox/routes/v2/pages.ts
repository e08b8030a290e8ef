// The hosted pages of v2, as a person sees them in a browser: a prospect's agreements, and a customer's
// onboarding. BVNK has them on a host of its own, and nothing about them is signed.
import type { FastifyInstance } from 'fastify';
import { escaped, link, page } from '../../../tools/server/html';
import { ApiError } from '../../errors';
import { statusOf } from '../../lifecycle';
import type { SandboxState } from '../../state';
import { answerProblem, type WorkingSet } from '../../v2/agreements';
import { type CustomerV2, nameOf } from '../../v2/customer';
import { textAddress } from '../../v2/files';
import { finish, openTo, perform } from '../../v2/hosted';
import { parseLinkToken } from '../../v2/links';
import { noticeAnswerV2, noticeReadV2 } from '../../v2/notices';
import { type Action, keyOf } from '../../v2/requirements';
import { entityName } from '../../v2/views';

interface OfSet {
	Params: { id: string };
	Body: Record<string, string> | undefined;
}
interface OfCustomer {
	Params: { token: string };
	Body: Record<string, string> | undefined;
}

const config = { unsigned: true };

/** The hosted pages, and what their buttons send. */
export function pageRoutesV2(root: FastifyInstance, state: SandboxState): void {
	// Only these pages send forms: elsewhere such a body stays refused.
	void root.register(async (app) => {
		app.addContentTypeParser(
			'application/x-www-form-urlencoded',
			{ parseAs: 'string' },
			async (_: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
		);

		app.get<OfSet>('/sign/:id', { config }, async ({ params }, reply) =>
			reply.type('text/html').send(signingPage(findSet(params.id, state), state)),
		);

		app.post<OfSet>('/sign/:id', { config }, async ({ params, body = {} }, reply) => {
			const set = findSet(params.id, state);
			const type = body.type === 'REJECT' ? 'REJECT' : 'ACCEPT';
			const customerId = state.v2.references.get(set.reference) ?? set.id;
			const chosen = set.agreements.filter(
				({ id, status }) => status === 'PENDING' && (body.agreement ?? id) === id,
			);
			for (const agreement of chosen) {
				const problem = answerProblem(agreement, type, state.now());
				if (problem) throw new ApiError(400, problem);
				noticeAnswerV2(agreement, type, customerId, state);
			}
			return reply.redirect(`/sign/${set.id}`, 303);
		});

		app.get<OfCustomer>('/link/:token', { config }, async ({ params }, reply) => {
			const customer = findOwner(params.token, state);
			if (!customer) return reply.code(410).type('text/html').send(ENDED);
			noticeReadV2(customer, state);
			return reply.type('text/html').send(onboardingPage(customer, params.token));
		});

		app.post<OfCustomer>('/link/:token', { config }, async ({ params, body = {} }, reply) => {
			const customer = findOwner(params.token, state);
			if (!customer) return reply.code(410).type('text/html').send(ENDED);
			const asked = openTo(customer).find((action) => keyOf(action) === body.action);
			if (asked) perform(customer, asked, state);
			if (body.action === undefined) finish(customer, state);
			return reply.redirect(`/link/${params.token}`, 303);
		});
	});
}

const ENDED = page('Link ended', '<p>This link has ended. Ask for a new one.</p>');

function signingPage({ id, reference, agreements }: WorkingSet, state: SandboxState): string {
	const rows = agreements.map((agreement) => {
		const { name, description, status, declinable } = agreement;
		const text = link(textAddress(agreement.id, state).url, 'Read');
		const answer = (type: string, words: string) =>
			button(`/sign/${id}`, words, { agreement: agreement.id, type });
		const buttons =
			status === 'PENDING'
				? answer('ACCEPT', 'Accept') + (declinable ? answer('REJECT', 'Reject') : '')
				: '';
		return `<li>${escaped(name)}: ${escaped(description)}. ${status} ${text} ${buttons}</li>`;
	});
	const isOpen = agreements.some(({ status }) => status === 'PENDING');
	const all = isOpen
		? button(`/sign/${id}`, 'Accept all', { type: 'ACCEPT' })
		: '<p>Nothing is left to do.</p>';
	return page(
		'Agreements',
		`<p>For ${escaped(reference)}</p>\n<ul>\n${rows.join('\n')}\n</ul>\n${all}`,
	);
}

function onboardingPage(customer: CustomerV2, token: string): string {
	const to = `/link/${token}`;
	const rows = openTo(customer).map(
		(action) =>
			`<li>${escaped(words(action, customer))} ${button(to, 'Do it', { action: keyOf(action) })}</li>`,
	);
	const all = rows.length > 0 ? button(to, 'Do it all') : '<p>Nothing is left to do.</p>';
	return page(
		'Onboarding',
		`<p>${escaped(nameOf(customer))} is ${statusOf(customer)}.</p>\n<ul>\n${rows.join('\n')}\n</ul>\n${all}`,
	);
}

/** What an action asks for, and of whom. */
function words({ code, description, target }: Action, customer: CustomerV2): string {
	const whose = target && 'associateId' in target ? target.associateId : undefined;
	const associate = customer.associates.find(({ id }) => id === whose);
	const of = associate ? ` of ${entityName(associate)}` : '';
	if (target?.kind === 'DOCUMENT') {
		return `${description ?? 'Hand in a document'}${of}: ${target.types.join(' or ')}`;
	}
	if (target?.kind === 'FIELD') return `Fill in ${target.path}${of}`;
	return description ?? code;
}

/** A form of one button, with what it sends besides. */
function button(to: string, label: string, values: Record<string, string> = {}): string {
	const fields = Object.entries(values).map(
		([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`,
	);
	return `<form method="post" action="${escaped(to)}">${fields.join('')}<button>${escaped(label)}</button></form>`;
}

function findSet(id: string, { v2 }: SandboxState): WorkingSet {
	for (const set of v2.sets.values()) if (set.id === id) return set;
	throw new ApiError(404, 'This page is not known');
}

/** The customer of a link; undefined once the link has ended. */
function findOwner(token: string, state: SandboxState): CustomerV2 | undefined {
	const { id, expires } = parseLinkToken(token) ?? {};
	const customer = state.v2.customers.get(id ?? '');
	if (!customer) throw new ApiError(404, 'This link is not known');
	return expires! > state.now() ? customer : undefined;
}

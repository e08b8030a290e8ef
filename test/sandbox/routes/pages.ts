// The pages that a customer opens in a browser: the agreements to sign, and the identity check. BVNK has
// them on hosts of their own, and nothing about them is signed.
import type { FastifyInstance } from 'fastify';
import type { Customer } from '../customer';
import { ApiError } from '../errors';
import { escaped, link, page } from '../../tools/server/html';
import { noticeAnswer, noticeVerification } from '../notices';
import { needsVerification } from '../requirements';
import type { SandboxState } from '../state';
import { parseVerificationToken } from '../verification';
import { answerProblem, findSession } from './agreement-sessions';

interface Agreements {
	Querystring: { session?: string; redirectUri?: string; status?: string };
}
interface Verification {
	Params: { token: string };
}

const config = { unsigned: true };

/** The pages, and the links on them. */
export function pageRoutes(app: FastifyInstance, state: SandboxState): void {
	app.get<Agreements>('/agreements', { config }, async ({ query }, reply) => {
		const { reference, status } = findSession(state.sessions, query.session ?? '');
		const answer = (choice: string, words: string) => {
			const given = { session: reference, status: choice, redirectUri: query.redirectUri ?? '' };
			return link(`/agreements/answer?${new URLSearchParams(given).toString()}`, words);
		};
		return reply
			.type('text/html')
			.send(
				page(
					'Agreements',
					`<p>Session ${escaped(reference)} is ${status}.</p>\n` +
						`<p>${answer('SIGNED', 'Sign')} ${answer('DECLINED', 'Decline')}</p>`,
				),
			);
	});

	app.get<Agreements>('/agreements/answer', { config }, async ({ query }, reply) => {
		const session = findSession(state.sessions, query.session ?? '');
		const status = query.status === 'SIGNED' ? 'SIGNED' : 'DECLINED';
		const problem = answerProblem(session, status, state.now());
		if (problem) throw new ApiError(400, problem);
		if (session.status !== status) {
			session.status = status;
			noticeAnswer(session, state.webhooks);
		}
		const back = redirectTarget(query.redirectUri);
		if (!back) return reply.type('text/html').send(page('Thank you', `<p>${status}</p>`));
		// BVNK says that the status comes with it, and not under which name.
		back.searchParams.set('status', status);
		return reply.redirect(back.href, 302);
	});

	app.get<Verification>('/websdk/p/:token', { config }, async ({ params }, reply) => {
		const { customer, person } = findSubject(state.customers, params.token);
		const words = needsVerification(customer, person)
			? link(`/websdk/p/${params.token}/complete`, 'Complete the verification')
			: 'Nothing is left to do.';
		return reply.type('text/html').send(page('Verification', `<p>${words}</p>`));
	});

	app.get<Verification>('/websdk/p/:token/complete', { config }, async ({ params }, reply) => {
		const { customer, person } = findSubject(state.customers, params.token);
		completeVerification(customer, person, state.webhooks);
		return reply.type('text/html').send(page('Thank you', '<p>The verification is complete.</p>'));
	});
}

/**
 * Does what a person does behind a verification link.
 *
 * @param person the reference of an associate; undefined for the customer itself
 */
export function completeVerification(
	customer: Customer,
	person: string | undefined,
	webhooks: SandboxState['webhooks'],
): void {
	customer.verified.add(person ?? customer.reference);
	noticeVerification(customer, webhooks);
}

function findSubject(customers: SandboxState['customers'], token: string) {
	const { reference, index } = parseVerificationToken(token) ?? {};
	const customer = reference === undefined ? undefined : customers.get(reference);
	const person = index === undefined ? undefined : customer?.personReferences[index];
	if (customer && (index === undefined || person !== undefined)) return { customer, person };
	throw new ApiError(404, 'This link is not known');
}

function redirectTarget(given: string | undefined): URL | undefined {
	if (!given || !URL.canParse(given)) return undefined;
	const url = new URL(given);
	return /^https?:$/.test(url.protocol) ? url : undefined;
}

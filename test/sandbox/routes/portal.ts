// What BVNK's portal has for webhooks: add one, and see its Public key. Each has a key of its own. It is on loopback
// alone, like all of the embedded BVNK, and shows no secret but those that it made.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { escaped, link, page } from '../../tools/server/html';
import type { WebhookRegistration } from '../../tools/server/webhooks';
import type { SandboxState } from '../state';

/** What the embedded BVNK sends, as the portal lists it. */
const EVENTS: Record<string, string> = {
	'bvnk:platform:customer:status-change': 'Customer status changed',
	'bvnk:platform:customer:update': 'Customer updated',
	'bvnk:platform:customer:agreement-session-status-change': 'Agreement session status changed',
	'bvnk:platform:customer:document-status-change': 'Document status changed',
	'bvnk:platform:customer:questionnaire-status-change': 'Questionnaire status changed',
};

interface Adding {
	Querystring: { url?: string; events?: string | string[] };
}

const config = { unsigned: true };

/** The page of webhooks, and what its form and its links do. */
export function portalRoutes(app: FastifyInstance, { webhooks }: SandboxState): void {
	app.get('/portal', { config }, async (_, reply) =>
		reply.type('text/html').send(webhooksPage(webhooks.registered)),
	);

	app.get<Adding>('/portal/add', { config }, async ({ query }, reply) => {
		const url = (query.url ?? '').trim();
		const chosen = [query.events ?? []].flat().filter((event) => Object.hasOwn(EVENTS, event));
		try {
			webhooks.register(url, {
				...(chosen.length > 0 ? { events: chosen } : {}),
				secret: `whsec-${randomBytes(18).toString('hex')}`,
			});
		} catch {
			const words = `'${url}' cannot be reached from here. Paste a URL of the n8n on this machine.`;
			return reply
				.code(400)
				.type('text/html')
				.send(page('Webhooks', `<p>${escaped(words)}</p>\n<p>${link('/portal', 'Back')}</p>`));
		}
		return reply.redirect('/portal', 302);
	});

	app.get<{ Querystring: { key?: string } }>(
		'/portal/remove',
		{ config },
		async ({ query }, reply) => {
			const { key } = query;
			if (key) webhooks.registered.find(({ secret }) => secret === key)?.remove();
			return reply.redirect('/portal', 302);
		},
	);
}

/** The newest webhook comes first: its key is what a person looks for. */
function webhooksPage(registered: readonly WebhookRegistration[]): string {
	const boxes = Object.entries(EVENTS).map(
		([event, words], index) =>
			`<label><input type="checkbox" name="events" value="${escaped(event)}"${index === 0 ? ' checked' : ''}> ${escaped(words)}</label><br>`,
	);
	return page(
		'Webhooks',
		`<p>Integrations › Webhooks of the embedded BVNK. Each webhook has a Public key of its own: copy it into
<b>Webhook Secret</b> of the credential that the trigger uses.</p>
<h2>Add webhook</h2>
<form action="/portal/add">
<p><label>URL <input name="url" size="80" required placeholder="Test URL or Production URL of the trigger"></label></p>
<p>${boxes.join('\n')}
None chosen: all.</p>
<p><button>Add webhook</button></p>
</form>
<h2>Webhooks</h2>
<table border="1" cellpadding="6">
<tr><th>URL</th><th>Events</th><th>Public key</th><th></th></tr>
${registered.map(row).reverse().join('\n')}
</table>`,
	);
}

function row({ url, events, secret }: WebhookRegistration): string {
	const words = events ? events.map((event) => EVENTS[event] ?? event).join(', ') : 'All';
	// what was there before the portal is signed with the secret of the credential that n8n has already
	const key = secret
		? `<code>${escaped(secret)}</code>`
		: 'as the credential has it that is in n8n';
	const removal = secret ? link(`/portal/remove?key=${secret}`, 'Remove') : '';
	const cells = [escaped(url), escaped(words), key, removal];
	return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

// Workflows, screenings, and the account with its notification channels.
import type { FastifyInstance } from 'fastify';
import { answer, ApiError } from '../answers';
import { listAnswer } from '../lists';
import type { SandboxState } from '../state';

type Body = Record<string, unknown>;

export function otherRoutes(app: FastifyInstance, state: SandboxState): void {
	const { settings } = state;
	const read = { config: { permission: 'kyc:read' } };
	const write = { config: { permission: 'kyc:create' } };
	const manage = { config: { permission: 'tenant:manage' } };

	app.get('/kyc/workflows', read, async (request) =>
		listAnswer(settings, request, state.workflows, 'workflows'),
	);

	app.get<{ Params: { id: string } }>('/kyc/workflows/:id', read, async ({ params }) => {
		const found = state.workflows.find((one) => one.workflow_id === params.id.toLowerCase());
		if (!found) throw new ApiError(404, 'Workflow not found', 'NOT_FOUND');
		return answer(settings, found);
	});

	// this one answers without an envelope, as its guide shows it
	app.post<{ Body: Body | undefined }>('/kyc', write, async ({ body }) => {
		const { subject, lists } = body ?? {};
		if (!subject || !Array.isArray(lists)) {
			throw new ApiError(400, 'subject and lists are required', 'VALIDATION_ERROR');
		}
		return { result: lists.map((list: unknown) => ({ list, matches: [] })), subject };
	});

	app.get('/kyc/tenants/me', manage, async () => {
		const tenant = { tenant_id: state.tenantId, name: 'Sample Tenant' };
		const { tenantShape } = settings;
		if (tenantShape === 'unknown') return answer(settings, tenant);
		const shown = masked();
		return answer(settings, {
			...tenant,
			...(tenantShape === 'flat' ? shown : { [tenantShape]: shown }),
		});
	});

	app.patch<{ Body: Body | undefined }>(
		'/kyc/tenants/me/notification-channels',
		manage,
		async ({ body = {} }) => {
			state.setNotifications(body);
			return answer(settings, { notification_config: masked() });
		},
	);

	/** The secret is shown by its last characters. */
	const masked = (): Body => ({
		webhook_url: state.notifications.webhook_url,
		webhook_secret: `****${state.notifications.webhook_secret.slice(-4)}`,
		notification_emails: [],
		slack_webhook_url: null,
		batch_notifications_enabled: false,
	});
}

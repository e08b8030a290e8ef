// The page on which a customer does all that is left to do, by BVNK's own link. It is never kept: each reading
// gives the current one.

import { DECIDED } from '../../../BvnkOnboarding/api/statuses';
import { givenError } from '../../../shared/check/findings';
import { shortened } from '../../../shared/form/lists';
import type { Operation } from '../../../shared/node/operation';
import { timeLimitField, waitUntil, whenTimeIsUpField } from '../../../shared/node/wait';
import { v2 } from '../../api/v2';
import { simpleCustomer } from '../../output/simplify';
import { customerLocator, customerOf } from '../customerLocator';

export const getOnboardingLink: Operation = {
	value: 'getOnboardingLink',
	name: 'Get Onboarding Link',
	action: 'Get onboarding link of customer',
	description:
		"Get the link to BVNK's page, where the customer hands in what is left. It is good for about an hour.",
	kind: 'read',
	fields: [
		customerLocator,
		timeLimitField('BVNK makes the link some seconds after the customer was created.'),
		whenTimeIsUpField,
	],
	async execute(item) {
		const id = await customerOf(item);
		const { value, reached } = await waitUntil(item, {
			read: async () => {
				const { value: customer } = await item.client.call(v2.customer(id));
				const { status, statusGroup, name } = simpleCustomer(customer);
				const { link, expiresAt } = customer.authenticatedLink ?? {};
				if (!link && DECIDED.has(statusGroup)) throw decided(status);
				return { link: link || null, expiresAt: expiresAt ?? null, status, statusGroup, name };
			},
			isReached: ({ link }) => link !== null,
			describe: () => 'BVNK gave no onboarding link',
			hint: "Raise 'Time Limit (Minutes)'. A customer that was made with Customers API v1 has none here: use the node BVNK Onboarding, Customer › Get.",
		});
		return [{ id, reached, ...value }];

		function decided(status: string | null) {
			return givenError(
				item,
				`BVNK has decided on the customer, which has no onboarding link any more (${shortened(status ?? 'no status')})`,
				'There is nothing left to hand in.',
			);
		}
	},
};

// Reads a customer's risk profile. LegalTalent says that the same call may calculate it anew, and not how.

import { setting } from '../../../../../../nodes/shared/form/read';
import type { Operation } from '../../../../../../nodes/shared/node/operation';
import { OPTIONS } from '../../../../../../nodes/shared/node/options';
import { kyc } from '../../api/calls';
import { pairsField, queryOf, textsOf } from '../../bodies/query';
import { fullResponseField, outputOf } from '../fields';
import { customerLocator } from '../locators';

const queryField = pairsField({
	displayName: 'Query Parameters',
	name: 'queryParameters',
	entry: 'Parameter',
	description:
		'Sent as they are. LegalTalent documents that the same call can recalculate the profile, and not by which parameter.',
});

export const getRiskProfile: Operation = {
	value: 'getRiskProfile',
	name: 'Get Risk Profile',
	action: 'Get risk profile of customer',
	description: "Read a customer's risk score, which follows from its sessions",
	kind: 'read',
	fields: [customerLocator],
	options: [fullResponseField, queryField],
	async execute(item) {
		const query = queryOf(item, queryField, OPTIONS);
		const call = kyc.riskProfile(setting(item, customerLocator), query);
		return [
			outputOf(
				item,
				await item.client.call(call, { personal: () => textsOf(query), allow: undefined }),
			),
		];
	},
};

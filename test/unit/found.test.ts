// n8n's panel finds a node by what is typed where it stands in the node's name, or in one of its aliases.

import action from '../../nodes/BvnkOnboarding/BvnkOnboarding.node.json';
import trigger from '../../nodes/BvnkOnboarding/BvnkOnboardingTrigger.node.json';
import { countryChoices } from '../../nodes/shared/form/choices';

test.each([
	...['bvnk', 'kyc', 'kyb', 'onboard', 'onboard customer', 'create customer', 'create company'],
	...['verify', 'verify identity', 'identity', 'passport', 'upload passport', 'document'],
	...['questionnaire', 'due diligence', 'aml', 'compliance', 'crypto', 'wallet', 'stablecoin'],
])('the node is found by %s', (typed) =>
	expect(action.alias.some((alias) => alias.includes(typed))).toBe(true),
);

test.each(['kyc', 'customer verified', 'customer rejected', 'verification status', 'webhook'])(
	'the trigger is found by %s',
	(typed) => expect(trigger.alias.some((alias) => alias.includes(typed))).toBe(true),
);

test('no alias stands twice', () => {
	for (const { alias } of [action, trigger]) expect(new Set(alias).size).toBe(alias.length);
});

test.each([
	['UK', 'United Kingdom, UK (GB)'],
	['USA', 'United States, USA (US)'],
	['Holland', 'Netherlands, Holland (NL)'],
])('a country is found by its usual name: %s', (typed, label) => {
	const found = countryChoices.map(({ name }) => name).filter((name) => name.includes(typed));

	expect(found).toContain(label);
});

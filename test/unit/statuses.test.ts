import { CURRENT_STATUSES, statusGroupOf } from '../../nodes/BvnkOnboarding/api/statuses';

test.each([
	['VERIFIED', 'verified'],
	['COMPLETED', 'verified'],
	['APPROVED', 'verified'],
	['REJECTED', 'rejected'],
	['UNSUCCESSFUL', 'rejected'],
	['TERMINATED', 'terminated'],
	['INFO_REQUIRED', 'actionRequired'],
	['ACTIONS_REQUIRED', 'actionRequired'],
	['PENDING_AGREEMENTS', 'actionRequired'],
	['PENDING', 'pending'],
	['VERIFICATION_PENDING', 'pending'],
	['PENDING_VERIFICATION', 'pending'],
])('%s counts as %s', (status, group) => expect(statusGroupOf(status)).toBe(group));

test.each(['verified', ' Verified '])('%j counts as VERIFIED', (status) =>
	expect(statusGroupOf(status)).toBe('verified'),
);

test.each(['SOMETHING_NEW', '', null, undefined, 7, {}, 'constructor', '__proto__'])(
	'%j, which nobody has documented, counts as pending',
	(status) => expect(statusGroupOf(status)).toBe('pending'),
);

test('the statuses to choose from are those that v1 answers today', () => {
	expect(CURRENT_STATUSES).toEqual([
		'INFO_REQUIRED',
		'PENDING',
		'PENDING_AGREEMENTS',
		'REJECTED',
		'VERIFIED',
	]);
});

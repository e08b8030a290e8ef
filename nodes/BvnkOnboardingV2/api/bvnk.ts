// BVNK's Customers API v2, as the shared floor knows a vendor: v1's words, and those that only v2 has.

import { bvnk, isKeyField } from '../../BvnkOnboarding/api/bvnk';
import type { Advice, Api, Cause, Failure } from '../../shared/api';
import { isUuid } from '../../shared/check/reference';

/** Customers API v2. What it answers to a repeated key is not known; BVNK's general rule is a refusal. */
export const bvnkV2: Api = {
	...bvnk,
	idempotency: {
		// v1 reads `X-Idempotency-Key` instead
		header: 'Idempotency-Key',
		namespace: '0b7a3c1e-52f4-5d8a-8f6d-91c4e7b2a630',
		isKey: isUuid,
		form: 'a UUID',
		replay: 'unknown',
	},
	advise,
};

/** Before the number in v2's own codes. */
const CODES = 'bvnk:onboarding-accounts:';

/** What v2's own codes mean, and what to do, by BVNK's pages about the calls. */
const byCode: Record<string, Advice> = {
	[`${CODES}4004`]: {
		message: 'BVNK takes no update of this customer any more',
		hint: 'BVNK lets a customer be changed only while its status is INFO_REQUIRED and before its data was handed in. Customer › Get Required Actions says what is left to do now.',
	},
	[`${CODES}4017`]: {
		message: 'BVNK takes no update of this customer through v2',
		hint: 'The customer was made with Customers API v1. Use the node BVNK Onboarding, Customer › Update.',
	},
	[`${CODES}4021`]: {
		message: "BVNK did not accept the data: it does not fit the customer's type",
		hint: "A company takes the fields of a company, a person those of an individual. Choose the other one under 'Customer Type'.",
	},
	[`${CODES}4022`]: {
		message: 'BVNK did not accept the documents: a country is missing',
		hint: "Set 'Country' of each document to the country that issued it.",
	},
	[`${CODES}4023`]: {
		message: 'BVNK takes no documents before the agreements are signed',
		hint: 'Let the customer sign them first: send it the signingUrl of Agreement › Create, or record its answer with Agreement › Answer. Customer › Get Required Actions lists what is open.',
	},
};

function advise(cause: Cause, failure: Failure): Partial<Advice> | undefined {
	const { code = '' } = failure.problem;
	if (Object.hasOwn(byCode, code)) return byCode[code];
	if (cause === 'notFound') {
		return {
			hint: "Check the ID, and that the credential is of the environment in which it was made: sandbox and production share nothing. It is BVNK's own, not your reference: Customer › Get by Reference leads from one to the other.",
		};
	}
	// to a repeat, BVNK's general rule is "already exists"
	const isAboutKey = failure.problem.findings.some(({ field }) => isKeyField(field));
	if (isAboutKey && (cause === 'badData' || failure.answer.status === 409)) {
		return {
			hint: 'BVNK has seen this idempotency key before. Whether it did then what is asked now, it does not say: look before you run it again.',
		};
	}
	if (failure.answer.status === 409) return existsAdvice(failure);
	return bvnk.advise(cause, failure);
}

/** BVNK answers 409 where your own reference is taken. */
function existsAdvice({ thing }: Failure): Partial<Advice> {
	if (thing === 'set of agreements') {
		return {
			message: 'BVNK has agreements with this reference already',
			hint: "Read them with Agreement › Get Many, or set 'If Reference Exists' to Return.",
		};
	}
	if (thing === 'customer') {
		return {
			message: 'BVNK has a customer with this reference already',
			hint: "Read it with Customer › Get by Reference, or set 'If Reference Exists' to Return.",
		};
	}
	return { message: `BVNK says that there is such ${thing} already` };
}

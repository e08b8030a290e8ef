// Which customer an item is about: BVNK's reference, however the user gives it.

import * as z from 'zod/v4';
import { isOwnUrl } from '../../../credentials/bvnk/hosts';
import { inputError } from '../../shared/check/findings';
import { UUID_PATTERN, uuidReference, type Reference } from '../../shared/check/reference';
import { field } from '../../shared/form/field';
import { byUrl, fromList, typed } from '../../shared/form/locator';
import { setting } from '../../shared/form/read';
import type { Item } from '../../shared/node/operation';
import { CREDENTIAL } from '../api/bvnk';

const EXAMPLE = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';

const HELP = `It is BVNK's own reference, such as ${EXAMPLE}, and not your external reference.`;

/** Picked from BVNK's list, typed, or taken from a pasted URL. */
export const customerLocator = field({
	displayName: 'Customer',
	name: 'customerReference',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: "The customer at BVNK, by BVNK's own reference",
	builderHint: {
		propertyHint:
			'Prefer mode id with the reference that Create, Get Many or the trigger gives (reference, customerReference). It is not the external reference.',
	},
	modes: [
		fromList('searchCustomers', 'Choose a customer'),
		typed('By Reference', `e.g. ${EXAMPLE}`),
		byUrl(`e.g. https://api.bvnk.com/platform/v1/customers/${EXAMPLE}`),
	],
	check: z.unknown(),
	personal: false,
});

/**
 * The reference in the item's field Customer, checked, so that nothing else ever becomes part of a path.
 *
 * @throws NodeOperationError when it is empty, not a reference, or a URL of another host than the
 * credential's
 */
export async function customerOf(item: Item): Promise<Reference> {
	const given = setting(item, customerLocator);
	if (given === undefined) {
		throw wrong(item, 'is empty', `Choose one, or map the field that holds its reference. ${HELP}`);
	}
	// an item's whole customer, dropped where its reference is wanted
	const value =
		typeof given === 'object' && given !== null && 'reference' in given ? given.reference : given;
	if (typeof value !== 'string') {
		throw wrong(
			item,
			`must be text, and ${typeof value === 'object' ? 'an object' : `a ${typeof value}`} came`,
			HELP,
		);
	}
	const text = value.trim();
	if (/^https?:\/\//i.test(text)) return await referenceInUrl(item, text);
	const reference = uuidReference(text);
	if (reference) return reference;
	throw wrong(item, "is not a reference of BVNK's", HELP);
}

async function referenceInUrl(item: Item, text: string): Promise<Reference> {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !isOwnUrl(await item.context.getCredentials(CREDENTIAL), url)) {
		throw wrong(
			item,
			"holds a URL that is not of the credential's environment",
			`Paste a URL of BVNK's from the environment that the credential is set to, or give the reference alone. ${HELP}`,
		);
	}
	const found =
		new RegExp(`/customers?/(${UUID_PATTERN})(?:/|$)`, 'i').exec(url.pathname) ??
		new RegExp(`(?:^|[/=])(${UUID_PATTERN})(?:[/?&#]|$)`, 'i').exec(
			url.pathname + url.search + url.hash,
		);
	const reference = uuidReference(found?.[1]);
	if (reference) return reference;
	throw wrong(item, "holds a URL without a customer's reference", HELP);
}

function wrong(item: Item, problem: string, hint: string) {
	return inputError(item, [{ field: customerLocator.displayName, problem, hint }]);
}

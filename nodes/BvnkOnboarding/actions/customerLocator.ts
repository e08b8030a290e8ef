// Which customer an item is about: BVNK's reference, however the user gives it.

import * as z from 'zod/v4';
import { isOwnUrl } from '../../../credentials/bvnk/hosts';
import { inputError } from '../../shared/check/findings';
import { isObject } from '../../shared/check/groups';
import { UUID_PATTERN, uuidReference, type Reference } from '../../shared/check/reference';
import { field } from '../../shared/form/field';
import { byUrl, fromList, typed } from '../../shared/form/locator';
import { setting } from '../../shared/form/read';
import { credentialOfItem } from '../../shared/http/context';
import type { Item } from '../../shared/node/operation';
import { CREDENTIAL } from '../api/bvnk';

const EXAMPLE = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';

/** What tells the field of one generation of the API from that of the other. */
interface OwnWords {
	/** Under which it stands in workflows. */
	name: string;
	description: string;
	/** How BVNK's name of a customer is called, in a mode's label and in error texts. */
	mode: string;
	word: string;
	/** The member of a whole customer that holds it. */
	member: 'id' | 'reference';
	/** What follows a finding: what the name looks like, and what it is not. */
	help: string;
	/** What n8n's AI builder is told of the field. */
	hint: string;
	/** An example of a URL, up to where the name of the customer begins. */
	url: string;
}

/** A field Customer, and what reads it. */
export function customerLocatorFor(own: OwnWords) {
	const { name, description, hint, mode, word, member, help, url } = own;
	const locator = field({
		displayName: 'Customer',
		name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description,
		builderHint: { propertyHint: hint },
		modes: [
			fromList('searchCustomers', 'Choose a customer'),
			typed(mode, `e.g. ${EXAMPLE}`),
			byUrl(`${url}${EXAMPLE}`),
		],
		check: z.unknown(),
		personal: false,
	});
	const wrong = (item: Item, problem: string, hint: string) =>
		inputError(item, [{ field: locator.displayName, problem, hint }]);

	const inUrl = async (item: Item, text: string): Promise<Reference> => {
		const given = URL.canParse(text) ? new URL(text) : undefined;
		if (!given || !isOwnUrl(await credentialOfItem(item, CREDENTIAL), given)) {
			throw wrong(
				item,
				"holds a URL that is not of the credential's environment",
				`Paste a URL of BVNK's from the environment that the credential is set to, or give the ${word} alone. ${help}`,
			);
		}
		const found =
			new RegExp(`/customers?/(${UUID_PATTERN})(?:/|$)`, 'i').exec(given.pathname) ??
			new RegExp(`(?:^|[/=])(${UUID_PATTERN})(?:[/?&#]|$)`, 'i').exec(
				given.pathname + given.search + given.hash,
			);
		const reference = uuidReference(found?.[1]);
		if (reference) return reference;
		throw wrong(item, `holds a URL without a customer's ${word}`, help);
	};

	/**
	 * What the item's field names, checked, so that nothing else ever becomes part of a path.
	 *
	 * @throws NodeOperationError when it is empty, not BVNK's name of a customer, or a URL of another host
	 * than the credential's
	 */
	const customerOf = async (item: Item): Promise<Reference> => {
		const given = setting(item, locator);
		if (given === undefined) {
			throw wrong(item, 'is empty', `Choose one, or map the field that holds its ${word}. ${help}`);
		}
		// an item's whole customer, dropped where its name at BVNK is wanted
		const value = isObject(given) && member in given ? given[member] : given;
		if (typeof value !== 'string') {
			throw wrong(
				item,
				`must be text, and ${typeof value === 'object' ? 'an object' : `a ${typeof value}`} came`,
				help,
			);
		}
		const text = value.trim();
		if (/^https?:\/\//i.test(text)) return await inUrl(item, text);
		const reference = uuidReference(text);
		if (reference) return reference;
		throw wrong(item, `is not ${word === 'ID' ? 'an ID' : 'a reference'} of BVNK's`, help);
	};

	return { locator, customerOf };
}

/** v1's: picked from BVNK's list, typed, or taken from a pasted URL. */
export const { locator: customerLocator, customerOf } = customerLocatorFor({
	name: 'customerReference',
	description: "The customer at BVNK, by BVNK's own reference",
	hint: 'Prefer mode id with the reference that Create, Get Many or the trigger gives (reference, customerReference). It is not the external reference.',
	mode: 'By Reference',
	word: 'reference',
	member: 'reference',
	help: `It is BVNK's own reference, such as ${EXAMPLE}, and not your external reference.`,
	url: 'e.g. https://api.bvnk.com/platform/v1/customers/',
});

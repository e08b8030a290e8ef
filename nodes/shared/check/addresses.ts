// IP addresses: what is one, and which can be somebody's on the internet.

import ipaddr from 'ipaddr.js';
import { refuse, text } from './text';

/** The kinds of networks that `ipaddr.js` tells apart, after IANA's registries, in words. */
const kinds: Record<string, string> = {
	unspecified: 'of no machine',
	broadcast: 'of a whole network',
	multicast: 'of a group of machines',
	linkLocal: 'of a local network',
	loopback: 'of this machine itself',
	carrierGradeNat: "of a provider's inside",
	private: 'of a private network',
	uniqueLocal: 'of a private network',
	deprecatedSiteLocal: 'of a private network',
	discard: 'of no machine',
};

/** Addresses that stand in examples and that nobody has (RFC 5737, RFC 3849, RFC 9637). */
const inExamples = [
	'192.0.2.0/24',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'2001:db8::/32',
	'3fff::/20',
];

/** The part of IPv6 that is given out; nobody on the internet has another. */
const GIVEN_OUT = '2000::/3';

const isIn = (address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean => {
	const [start, bits] = ipaddr.parseCIDR(network);
	return start.kind() === address.kind() && address.match(start, bits);
};

/**
 * Why an IP address can be nobody's on the internet, such as "of a private network"; undefined where it
 * can be a customer's. IPv4 inside IPv6 (6to4, NAT64, Teredo) is a gateway's and no person's, but for
 * `::ffff:8.8.8.8`, which is 8.8.8.8.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function notPublicBecause(address: string): string | undefined {
	if (!isAddress(address)) return 'no IP address';
	const parsed = ipaddr.process(address);
	if (isOfExamples(address)) return 'of an example in documentation';
	const range = parsed.range();
	const isGivenOut = parsed.kind() === 'ipv4' || isIn(parsed, GIVEN_OUT);
	return range === 'unicast' && isGivenOut ? undefined : (kinds[range] ?? 'of a reserved network');
}

/** Whether an IP address is kept for examples, such as 203.0.113.10. Tests and texts are full of them. */
export const isOfExamples = (address: string): boolean =>
	isAddress(address) && inExamples.some((network) => isIn(ipaddr.process(address), network));

/** Whether an IP address can be a customer's on the internet. */
export const isPublicAddress = (address: string): boolean =>
	notPublicBecause(address) === undefined;

const isIpv4 = (value: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(value);

/**
 * Only what an IPv6 address is made of: no brackets, no port, and no name of a network card. The old form
 * `::8.8.8.8` is none any more (RFC 4291).
 */
function isIpv6(value: string): boolean {
	if (!value.includes(':') || !/^(?!::\d+\.)[0-9a-f:.]+$/i.test(value)) return false;
	const last = value.slice(value.lastIndexOf(':') + 1);
	return ipaddr.IPv6.isValid(value) && (!last.includes('.') || isIpv4(last));
}

const isAddress = (value: string): boolean => isIpv4(value) || isIpv6(value);

/** The address of somebody on the internet, of either version. IPv4 in the form of IPv6 goes as IPv4. */
export const ipAddress = () =>
	text().transform((value, context): string => {
		if (!isAddress(value)) {
			return refuse(context, {
				message: 'must be an IP address, such as 203.0.113.10',
				hint: hintOn(value),
			});
		}
		const address = ipaddr.process(value);
		return address.kind() === 'ipv4' ? address.toString() : value;
	});

function hintOn(value: string): string | undefined {
	if (value.includes(',')) {
		return 'Several addresses came, as proxies list them. The first is the customer’s: {{ $json.ip.split(",")[0] }}.';
	}
	if (/:\d+$/.test(value) && value.includes('.')) return 'Leave out the port behind it.';
	return undefined;
}

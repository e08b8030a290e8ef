// IP addresses: what is one, and which can be somebody's on the internet.

import * as z from 'zod/v4';
import { refuse, text } from './text';

/**
 * Networks in which nobody on the internet has an address, by what they are of.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const NETWORKS: Record<string, string> = {
	'of an example in documentation':
		'192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20',
	'of no machine': '0.0.0.0/8 ::/128 100::/64',
	'of this machine itself': '127.0.0.0/8 ::1/128',
	'of a private network': '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 fec0::/10',
	"of a provider's inside": '100.64.0.0/10',
	'of a local network': '169.254.0.0/16 fe80::/10',
	'of a group of machines': '224.0.0.0/4 ff00::/8',
	'of a whole network': '255.255.255.255/32',
	// IPv4 inside IPv6 (6to4, NAT64, Teredo) is a gateway's and no person's
	'of a reserved network':
		'192.0.0.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.175.48.0/24 198.18.0.0/15 240.0.0.0/4 2001::/23 2002::/16 64:ff9b::/96 2620:4f:8000::/48',
};

/** The part of IPv6 that is given out; nobody on the internet has another. */
const GIVEN_OUT = '2000::/3';
const EXAMPLES = 'of an example in documentation';

/** An address as a number, and how many bits it has. */
interface Parsed {
	bits: 32 | 128;
	value: bigint;
}

const ipv4 = z.ipv4();
const ipv6 = z.ipv6();
const isIpv4 = (value: string): boolean => ipv4.safeParse(value).success;

/**
 * Only what an IPv6 address is made of: no brackets, no port, and no name of a network card. The old form
 * `::8.8.8.8` is not one any more (RFC 4291).
 */
function isIpv6(value: string): boolean {
	if (!value.includes(':') || !/^(?!::\d+\.)[0-9a-f:.]+$/i.test(value)) return false;
	const last = value.slice(value.lastIndexOf(':') + 1);
	return ipv6.safeParse(value).success && (!last.includes('.') || isIpv4(last));
}

const isAddress = (value: string): boolean => isIpv4(value) || isIpv6(value);

/** An address of either version. IPv4 in the form of IPv6 (`::ffff:8.8.8.8`) is IPv4. */
function parse(address: string): Parsed {
	if (isIpv4(address)) return { bits: 32, value: joined(address.split('.'), 8n) };
	// A URL's host is an address in its shortest form, however it was written.
	const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
	const [head = '', tail] = short.split('::');
	const groups = (part: string) => (part ? part.split(':').map((group) => `0x${group}`) : []);
	const [before, after] = [groups(head), groups(tail ?? '')];
	const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
	const value = joined([...before, ...zeros, ...after], 16n);
	return value >> 32n === 0xffffn
		? { bits: 32, value: value & 0xffff_ffffn }
		: { bits: 128, value };
}

/** Parts of so many bits each as one number. */
function joined(parts: string[], bits: bigint): bigint {
	return parts.reduce((value, part) => (value << bits) + BigInt(part), 0n);
}

function isIn({ bits, value }: Parsed, network: string): boolean {
	const [start, length] = network.split('/') as [string, string];
	const first = parse(start);
	const rest = BigInt(bits - Number(length));
	return first.bits === bits && value >> rest === first.value >> rest;
}

/**
 * Why an IP address can be nobody's on the internet, such as "of a private network"; undefined where it
 * can be a customer's.
 */
export function notPublicBecause(address: string): string | undefined {
	if (!isAddress(address)) return 'no IP address';
	const parsed = parse(address);
	const found = Object.entries(NETWORKS).find(([, networks]) =>
		networks.split(' ').some((network) => isIn(parsed, network)),
	);
	if (found) return found[0];
	return parsed.bits === 32 || isIn(parsed, GIVEN_OUT) ? undefined : 'of a reserved network';
}

/** Whether an IP address is kept for examples (RFC 5737, RFC 3849, RFC 9637), such as 203.0.113.10. */
export const isOfExamples = (address: string): boolean => notPublicBecause(address) === EXAMPLES;

/** The address of somebody on the internet, of either version. IPv4 in the form of IPv6 goes as IPv4. */
export const ipAddress = () =>
	text().transform((value, context): string => {
		if (!isAddress(value)) {
			return refuse(context, {
				message: 'must be an IP address, such as 203.0.113.10',
				hint: hintOn(value),
			});
		}
		const { bits, value: number } = parse(value);
		const isMapped = bits === 32 && value.includes(':');
		return isMapped ? [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.') : value;
	});

function hintOn(value: string): string | undefined {
	if (value.includes(',')) {
		return 'Several addresses came, as proxies list them. The first is the customer’s: {{ $json.ip.split(",")[0] }}.';
	}
	if (/:\d+$/.test(value) && value.includes('.')) return 'Leave out the port behind it.';
	return undefined;
}

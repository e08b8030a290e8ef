// IP addresses that can be somebody's on the internet, and those that cannot.

/** Networks of one machine, of a house or a company, or of a provider's inside. */
const INNER_IPV4 =
	/^(0|10|127)\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^192\.168\./;
const INNER_IPV6 = /^\[(::1?\]|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/;

/** Whether an IP address can be a customer's on the internet: no loopback, no private network. */
export function isPublicAddress(address: string): boolean {
	if (!address.includes(':')) return !INNER_IPV4.test(address);
	// A URL's host is an address in its shortest form, however it was written.
	const { hostname } = new URL(`http://[${address}]`);
	const [, high, low] = /^\[::ffff:([0-9a-f]+):([0-9a-f]+)\]$/.exec(hostname) ?? [];
	if (high === undefined || low === undefined) return !INNER_IPV6.test(hostname);
	const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
	return isPublicAddress([first >> 8, first & 255, second >> 8, second & 255].join('.'));
}

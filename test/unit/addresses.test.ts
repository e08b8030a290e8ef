import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { isOfExamples, notPublicBecause } from '../../nodes/shared/check/addresses';
import { ipAddress } from '../../nodes/shared/check/checks';

describe('an IP address', () => {
	test.each([
		['8.8.8.8', '8.8.8.8'],
		[' 203.0.113.10\n', '203.0.113.10'],
		['2a00:1450:4001::200e', '2a00:1450:4001::200e'],
		['2A00:1450:4001:0:0:0:0:200E', '2A00:1450:4001:0:0:0:0:200E'],
		['::ffff:8.8.8.8', '8.8.8.8'],
		['0:0:0:0:0:FFFF:808:808', '8.8.8.8'],
		['::1', '::1'],
	])('%j goes as %s', (given, taken) => expect(ipAddress().parse(given)).toBe(taken));

	test.each([
		...[
			'::1]:80/[',
			'::1]/[::2',
			'[::1]',
			'8.8.8.8:443',
			'8.8.8.8/32',
			'256.1.1.1',
			'1.2.3',
			'134744072',
		],
		...[
			'0x8.8.8.8',
			'010.8.8.8',
			'fe80::1%eth0',
			'1::2::3',
			':::',
			':',
			'12345::',
			'localhost',
			'g::1',
		],
		...[
			'8.8.8.8, 10.0.0.1',
			'１.1.1.1',
			'8.8.8.8.',
			'1:2:3:4:5:6:7:8:9',
			'::8.8.8.256',
			'::8.8.8.8',
		],
	])('%s is none', (given) =>
		expect(ipAddress().safeParse(given).error?.issues[0]?.message).toBe(
			'must be an IP address, such as 203.0.113.10',
		),
	);
});

test.each([
	...[
		'8.8.8.8',
		'1.1.1.1',
		'9.255.255.255',
		'11.0.0.1',
		'100.63.255.255',
		'100.128.0.1',
		'126.1.1.1',
	],
	...[
		'128.0.0.1',
		'169.253.1.1',
		'172.15.0.1',
		'172.32.0.1',
		'192.167.1.1',
		'192.169.0.1',
		'198.17.1.1',
	],
	...['198.20.0.1', '203.0.112.1', '223.255.255.254', '2a00:1450:4001::200e', '2606:4700::1111'],
	...['2001:4860:4860::8888', '::ffff:8.8.8.8', '::FFFF:808:808'],
])('%s can be a customer’s', (address) => expect(notPublicBecause(address)).toBeUndefined());

test.each([
	['of no machine', ['0.0.0.0', '0.1.2.3', '::', '100::1']],
	[
		'of this machine itself',
		['127.0.0.1', '127.9.9.9', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'],
	],
	[
		'of a private network',
		[
			...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.178.20', 'fc00::1', 'FD12:3456::1'],
			...['::ffff:192.168.1.1', '::FFFF:a00:1', 'fec0::1'],
		],
	],
	["of a provider's inside", ['100.64.0.1', '100.127.255.255']],
	['of a local network', ['169.254.1.1', 'fe80::1', 'febf::1']],
	['of a group of machines', ['224.0.0.1', '239.255.255.255', 'ff02::1']],
	['of a whole network', ['255.255.255.255']],
	[
		'of an example in documentation',
		['192.0.2.1', '198.51.100.7', '203.0.113.10', '2001:db8::1', '3fff::1', '::ffff:203.0.113.10'],
	],
	[
		'of a reserved network',
		[
			...['192.0.0.1', '192.88.99.1', '198.18.0.1', '198.19.255.255', '240.0.0.1', '254.1.1.1'],
			...[
				'2002:0808:0808::1',
				'64:ff9b::808:808',
				'2001::1',
				'2001:2::1',
				'2001:10::1',
				'2001:20::1',
			],
			...['4000::1', '5f00::1', '1::1', '64:ff9b:1::1', '::ffff:0:808:808'],
		],
	],
])('an address %s is nobody’s on the internet', (reason, addresses) => {
	for (const address of addresses) {
		expect([address, notPublicBecause(address)]).toEqual([address, reason]);
	}
});

test('what is no address is nobody’s', () =>
	expect(notPublicBecause('::1]:80/[')).toBe('no IP address'));

test('addresses of examples are told apart, for those who want to take them', () => {
	expect(isOfExamples('203.0.113.10')).toBe(true);
	expect(isOfExamples('2001:db8::1')).toBe(true);
	expect(isOfExamples('10.0.0.1')).toBe(false);
	expect(isOfExamples('none')).toBe(false);
});

test('what is public is what a kept library says is public', () => {
	const octet = fc.integer({ min: 0, max: 255 });
	const v4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
	fc.assert(
		fc.property(fc.oneof(v4, fc.ipV4(), fc.ipV6()), (address) => {
			fc.pre(!notPublicBecause(address)?.startsWith('no IP'));
			const parsed = ipaddr.process(address);
			const isGivenOut =
				parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(ipaddr.IPv6.parse('2000::'), 3);

			expect(notPublicBecause(address) === undefined).toBe(
				parsed.range() === 'unicast' && isGivenOut && !isOfExamples(address),
			);
		}),
		{ numRuns: 3000 },
	);
});

// Blockchain ids as Offblocks takes them: CAIP-2 for a chain, CAIP-10 for an account on it.

import { refuse, text } from '../../../../../nodes/shared/check/text';

/** Namespace and reference of a chain: `eip155:1`, `starknet:SN_MAIN`. */
const CHAIN = /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$/;
/** The same, and the account's address. */
const ACCOUNT = /^([-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}):([-.%a-zA-Z0-9]{1,128})$/;
const EVM = 'eip155:';
const EVM_CHAIN = /^eip155:[1-9]\d*$/;
const EVM_ADDRESS = /^0x[0-9a-f]{40}$/i;

const EXAMPLE = 'eip155:1:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb';
const FORM = `must be chain and address, such as ${EXAMPLE}`;

/** An account on a chain. Its letters stay as they came: capitals are a checksum. */
export const accountId = () =>
	text().transform((value, context): string => {
		const [, chain, address] = ACCOUNT.exec(value) ?? [];
		if (chain === undefined || address === undefined) {
			return refuse(context, { message: FORM, hint: hintOn(value) });
		}
		if (!chain.startsWith(EVM)) return value;
		if (!EVM_CHAIN.test(chain)) {
			return refuse(context, {
				message: 'must have the number of a chain behind eip155:, such as eip155:1',
			});
		}
		if (EVM_ADDRESS.test(address)) return value;
		return refuse(context, {
			message: 'must end with an address of 0x and 40 hexadecimal digits',
			hint: 'Copy the address again from the wallet: some of it is missing, or too much was copied.',
		});
	});

function hintOn(value: string): string {
	if (/^0x[0-9a-f]+$/i.test(value)) {
		return 'It is an address alone. Put its chain before it: eip155:1: for Ethereum.';
	}
	if (/\.eth$/i.test(value))
		return 'It is a name (ENS). Offblocks takes the address that it stands for.';
	return 'Reference Data › Get Chains lists the chains; the address follows behind a colon.';
}

/** A chain. */
export const chainId = () =>
	text().refine(
		(value) => CHAIN.test(value),
		'must be the id of a chain, such as eip155:1 or starknet:SN_MAIN',
	);

/** The address in an account's id; undefined where it has another form. */
export const addressIn = (value: unknown): string | undefined =>
	typeof value === 'string' ? ACCOUNT.exec(value)?.[2] : undefined;

// The changes that have no body: deactivate, activate, close, terminate, and the simulator's.

import type { IDataObject } from 'n8n-workflow';
import type { Reference } from '../../../../../nodes/shared/check/reference';
import { setting } from '../../../../../nodes/shared/form/read';
import type { Call } from '../../../../../nodes/shared/http/call';
import { keyOfRun } from '../../../../../nodes/shared/node/idempotencyKey';
import {
	writing,
	type Item,
	type WriteOperation,
} from '../../../../../nodes/shared/node/operation';
import type { Locator } from './locators';

/**
 * An operation that changes the status of one thing. Its idempotency key is of the execution and the item,
 * not of the content: off, on and off again within the hour are three requests.
 */
export function changeOperation(
	names: Pick<WriteOperation, 'value' | 'name' | 'action' | 'description'>,
	change: {
		locator: Locator;
		call: (of: Reference) => Call;
		/** Refuses what is wrong with more than the id, before anything is sent. */
		check?: (item: Item) => Promise<void>;
	},
): WriteOperation {
	const { locator, call, check } = change;
	const ifRepeated = `Read it with Get before you run it again: its status tells whether it was done.`;
	return writing({
		...names,
		kind: 'write',
		ifRepeated,
		fields: [locator],
		async prepare(item) {
			const id = setting(item, locator);
			await check?.(item);
			return { id, key: keyOfRun(item, names.value, locator.name, id) };
		},
		async send(item, { id, key }) {
			const { value } = await item.client.call(call(id), { idempotencyKey: key, ifRepeated });
			return [(value as IDataObject | undefined) ?? { success: true, [locator.name]: id }];
		},
	});
}

/** Activate and Deactivate of a customer, an account or a card. */
export function switchOperations(of: {
	/** As texts name one, such as `an account`. */
	one: string;
	/** What is switched with it, as descriptions go on. */
	with?: string;
	locator: Locator;
	activate: (of: Reference) => Call;
	deactivate: (of: Reference) => Call;
}): Record<'activate' | 'deactivate', WriteOperation> {
	const { one, locator } = of;
	const thing = one.replace(/^an? /, '');
	const also = of.with ? `, with ${of.with}` : '';
	return {
		activate: changeOperation(
			{
				value: 'activate',
				name: 'Activate',
				action: `Activate ${thing}`,
				description: `Switch ${one} on again${also}`,
			},
			{ locator, call: of.activate },
		),
		deactivate: changeOperation(
			{
				value: 'deactivate',
				name: 'Deactivate',
				action: `Deactivate ${thing}`,
				description: `Switch ${one} off for a time${also}`,
			},
			{ locator, call: of.deactivate },
		),
	};
}

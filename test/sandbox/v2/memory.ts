// Everything that the server remembers of v2 between two requests.
import { isFinished } from '../lifecycle';
import type { Agreement, WorkingSet } from './agreements';
import type { CustomerV2 } from './customer';

/** What an idempotency key stands for: the request it came with, and what was answered. */
interface ReplayV2 {
	request: string;
	status: number;
	body: unknown;
}

/** A download of an agreement's text. */
export interface Download {
	path: string;
	/** True when the request carried an Authorization header. */
	signed: boolean;
	status: number;
}

/** The memory of v2. */
export class MemoryV2 {
	/** By Hawk id and idempotency key. */
	readonly replays = new Map<string, ReplayV2>();
	/** By the partner's own reference. */
	readonly sets = new Map<string, WorkingSet>();
	/** Those of working sets and those of customers. */
	readonly agreements = new Map<string, Agreement>();
	/** By BVNK's id, in order of creation. */
	readonly customers = new Map<string, CustomerV2>();
	/** From the partner's own reference to the customer that has it. */
	readonly references = new Map<string, string>();
	readonly downloads: Download[] = [];
	private readonly moving = new Set<CustomerV2>();

	add(customer: CustomerV2): void {
		this.customers.set(customer.id, customer);
		if (customer.reference) this.references.set(customer.reference, customer.id);
		for (const agreement of customer.agreements) this.agreements.set(agreement.id, agreement);
		this.moving.add(customer);
	}

	/** The customers whose status may still move by itself. */
	*unfinished(): IterableIterator<CustomerV2> {
		for (const customer of this.moving) {
			if (isFinished(customer) && customer.linkIssued) this.moving.delete(customer);
			else yield customer;
		}
	}

	/** A customer has a way to go again. */
	restart(customer: CustomerV2): void {
		this.moving.add(customer);
	}

	/** As if nothing had ever been asked. */
	clear(): void {
		const { replays, sets, agreements, customers, references, moving } = this;
		for (const one of [replays, sets, agreements, customers, references, moving]) one.clear();
		this.downloads.length = 0;
	}
}

// The customers the server holds: those created by requests, and generated ones that are made when
// somebody looks at them, so that 100,000 of them cost nothing.
import type { Customer } from './customer';
import { seededCustomer, seededIndex, seededName, seededReference } from './data';
import { isFinished } from './lifecycle';

/** Customers by reference and in order of creation, generated ones first; reads as a Map. */
export class CustomerStore {
	private readonly made = new Map<string, Customer>();
	private readonly createdOrder: string[] = [];
	private readonly moving = new Set<Customer>();
	seededCount: number;

	constructor(
		private readonly seed: number,
		seeded: number,
	) {
		this.seededCount = seeded;
	}

	/** Adds `count` generated customers after those generated before. */
	addSeeded(count: number): void {
		this.seededCount += count;
	}

	add(customer: Customer): void {
		this.made.set(customer.reference, customer);
		this.createdOrder.push(customer.reference);
		this.moving.add(customer);
	}

	get size(): number {
		return this.seededCount + this.createdOrder.length;
	}

	has(reference: string): boolean {
		return this.peek(reference) !== undefined;
	}

	get(reference: string): Customer | undefined {
		const customer = this.peek(reference);
		if (customer) this.made.set(customer.reference, customer);
		return customer;
	}

	/** As `get`, for reading only: a generated customer is made anew and not kept. */
	peek(reference: string): Customer | undefined {
		const key = reference.toLowerCase();
		const known = this.made.get(key);
		if (known) return known;
		const index = seededIndex(this.seed, key);
		if (index === undefined || index >= this.seededCount) return undefined;
		return seededCustomer(this.seed, index);
	}

	/** The references of a page in order of creation; costs no more than the page is long. */
	page(offset: number, size: number): string[] {
		const end = Math.min(offset + size, this.size);
		const references: string[] = [];
		for (let index = offset; index < end; index++) references.push(this.referenceAt(index));
		return references;
	}

	/** The references of all customers whose name contains the text, in any case. */
	named(part: string): string[] {
		const wanted = part.toLowerCase();
		return this.page(0, this.size).filter((reference, index) => {
			const name =
				index < this.seededCount ? seededName(this.seed, index) : this.made.get(reference)!.name;
			return name.toLowerCase().includes(wanted);
		});
	}

	/** The customers that were created or looked at: all that can differ from how they were generated. */
	kept(): IterableIterator<Customer> {
		return this.made.values();
	}

	/** The customers whose status may still move by itself; a generated one's never does. */
	*unfinished(): IterableIterator<Customer> {
		for (const customer of this.moving) {
			if (isFinished(customer)) this.moving.delete(customer);
			else yield customer;
		}
	}

	*keys(): IterableIterator<string> {
		for (let index = 0; index < this.size; index++) yield this.referenceAt(index);
	}

	*values(): IterableIterator<Customer> {
		for (const reference of this.keys()) yield this.get(reference)!;
	}

	*[Symbol.iterator](): IterableIterator<[string, Customer]> {
		for (const reference of this.keys()) yield [reference, this.get(reference)!];
	}

	private referenceAt(index: number): string {
		return index < this.seededCount
			? seededReference(this.seed, index)
			: this.createdOrder[index - this.seededCount]!;
	}
}

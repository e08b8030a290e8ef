// Customers, accounts and cards: what Offblocks shows of each, and how each moves from status to status.
import { randomUUID } from 'node:crypto';
import { v5 as uuidV5 } from 'uuid';
import { issue, signInText, transactionHash } from './challenges';
import type { EventType } from './callbacks';
import { ApiError, badRequest } from './errors';
import type { OffblocksState } from './state';

interface Entity<Status extends string> {
	id: string;
	status: Status;
	/** ISO date-times in UTC with nine digits below the second. */
	createdAt: string;
	updatedAt: string;
}

export interface Customer extends Entity<
	'initiating' | 'screening' | 'verifying' | 'rejected' | 'active' | 'inactive'
> {
	externalId: string;
	/** CAIP-10 of the customer's wallet. */
	chainId: string;
}

export interface Account extends Entity<
	'initiating' | 'pending' | 'active' | 'inactive' | 'closed' | 'failed'
> {
	customerId: string;
	/** CAIP-10 of the account's contract; there once it is active. */
	chainId?: string;
	type: 'card_account';
	currencies: string[];
}

export interface Card extends Entity<
	'issuing' | 'issue_failed' | 'active' | 'inactive' | 'blocked' | 'suspended' | 'terminated'
> {
	accountId: string;
	type: 'virtual' | 'physical';
	network: 'visa' | 'mastercard';
	maskedPan?: string;
	expirationDate?: string;
	billingAddress: object;
}

/** Offblocks does not say from what it derives the ids of customers; any namespace does. */
const NAMESPACE = '2f2b8a0e-6c3e-4d0b-8e55-6c1f3f6f7f10';

/** A new customer. @throws ApiError 409 where the pair of its two ids is known */
export function newCustomer(
	state: OffblocksState,
	{ chainId, externalId }: Pick<Customer, 'chainId' | 'externalId'>,
): Customer {
	const id = uuidV5(JSON.stringify([chainId, externalId]), NAMESPACE);
	if (state.customers.has(id)) throw new ApiError(409, 'The customer exists');
	const now = state.stamp();
	const customer: Customer = {
		id,
		externalId,
		chainId,
		status: 'initiating',
		createdAt: now,
		updatedAt: now,
	};
	state.customers.set(id, customer);
	return customer;
}

/** A new challenge for a customer; base64. @throws ApiError 409 where its wallet has signed */
export function challengeCustomer(state: OffblocksState, customer: Customer): string {
	if (customer.status !== 'initiating') throw new ApiError(409, 'Challenge already signed');
	return issue(state, customer.id, signInText(customer.chainId, state.now()));
}

/** The customer's wallet has signed: screening, then verification. */
export function screen(state: OffblocksState, customer: Customer): void {
	moveCustomer(state, customer, 'screening');
	state.later(() => {
		if (customer.status !== 'screening') return;
		const { screening, verification } = state.settings;
		moveCustomer(state, customer, screening);
		if (screening === 'verifying' && verification) {
			state.later(() => verdict(state, customer, verification));
		}
	});
}

/** Ends a verification that is running. */
export function verdict(
	state: OffblocksState,
	customer: Customer,
	status: 'active' | 'rejected',
): void {
	if (customer.status === 'verifying') moveCustomer(state, customer, status);
}

/** Puts a customer into a status, and tells who listens. What belongs to it goes with it. */
export function moveCustomer(
	state: OffblocksState,
	customer: Customer,
	status: Customer['status'],
): void {
	const before = customer.status;
	move(state, 'customer.updated', customer, status);
	for (const account of state.accountsOf(customer.id)) {
		if (status === 'inactive' || status === 'rejected') switchAccount(state, account, false);
		else if (before === 'inactive' && status === 'active') switchAccount(state, account, true);
	}
}

/** A new account. @throws ApiError 400 where the customer may have none */
export function newAccount(
	state: OffblocksState,
	customer: Customer,
	{ type, currencies }: Pick<Account, 'type' | 'currencies'>,
): Account {
	if (customer.status !== 'active') throw badRequest('The customer is not active');
	if (currencies.length > 1) throw badRequest('One currency is supported');
	const now = state.stamp();
	const account: Account = {
		id: randomUUID(),
		customerId: customer.id,
		status: 'initiating',
		type,
		currencies,
		createdAt: now,
		updatedAt: now,
	};
	state.accounts.set(account.id, account);
	state.callbacks.emit('account.updated', account);
	return account;
}

/** A new challenge for an account that is to be made or to be closed; base64. */
export function challengeAccount(state: OffblocksState, account: Account): string {
	const isWaiting = account.status === 'initiating' || state.closing.has(account.id);
	if (!isWaiting) throw new ApiError(409, 'There is nothing to sign');
	return issue(state, account.id, transactionHash());
}

/** The owner has signed the transaction that makes the account, or the one that closes it. */
export function transact(state: OffblocksState, account: Account): void {
	if (state.closing.delete(account.id)) {
		state.later(() => {
			move(state, 'account.updated', account, 'closed');
			for (const card of state.cardsOf(account.id)) moveCard(state, card, 'terminated');
		});
		return;
	}
	move(state, 'account.updated', account, 'pending');
	state.later(() => {
		const digits = account.id.replaceAll('-', '').padEnd(40, '0');
		account.chainId = `eip155:300:0x${digits}`;
		move(state, 'account.updated', account, 'active');
	});
}

/** Deactivates an account with its cards, or activates them again. Others stay as they are. */
export function switchAccount(state: OffblocksState, account: Account, on: boolean): void {
	if (account.status !== (on ? 'inactive' : 'active')) return;
	move(state, 'account.updated', account, on ? 'active' : 'inactive');
	for (const card of state.cardsOf(account.id)) {
		if (card.status === (on ? 'inactive' : 'active')) {
			moveCard(state, card, on ? 'active' : 'inactive');
		}
	}
}

/** A new card. @throws ApiError 400 where the account may have none of its type */
export function newCard(
	state: OffblocksState,
	account: Account,
	{ type, billingAddress }: Pick<Card, 'type' | 'billingAddress'>,
): Card {
	if (account.status !== 'active') throw badRequest('The account is not active');
	const open = state.cardsOf(account.id).filter(({ status }) => status !== 'terminated');
	if (open.some((card) => card.type === type)) throw badRequest(`There is a ${type} card`);
	const now = state.stamp();
	const card: Card = {
		id: randomUUID(),
		accountId: account.id,
		type,
		network: 'visa',
		billingAddress,
		status: 'issuing',
		createdAt: now,
		updatedAt: now,
	};
	state.cards.set(card.id, card);
	state.callbacks.emit('card.updated', card);
	return card;
}

/** Ends the issuing of a card. */
export function issueCard(state: OffblocksState, card: Card, status: 'active' | 'issue_failed') {
	if (card.status !== 'issuing') return;
	if (status === 'active') Object.assign(card, CARD_DETAILS);
	moveCard(state, card, status);
}

const CARD_DETAILS = { maskedPan: '400000******0002', expirationDate: '10/2030' };

export function moveCard(state: OffblocksState, card: Card, status: Card['status']): void {
	move(state, 'card.updated', card, status);
}

function move<Status extends string>(
	state: OffblocksState,
	type: EventType,
	entity: Entity<Status>,
	status: Status,
): void {
	entity.status = status;
	entity.updatedAt = state.stamp();
	state.callbacks.emit(type, entity);
}

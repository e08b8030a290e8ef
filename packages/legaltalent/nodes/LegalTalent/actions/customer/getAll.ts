// Lists customers.

import { kyc } from '../../api/calls';
import { getManyOperation, type List } from '../list';

export const customers: List = {
	thing: 'customers',
	idName: 'customer_id',
	call: kyc.customers,
};

export const getAll = getManyOperation(
	{ action: 'Get many customers', description: 'List customers' },
	customers,
);

/**
 * For the benchmark only: lists customers by n8n's request helper alone, four pages at a time, and gives
 * the items that the package's Get Many would give: what n8n itself needs for these requests and items.
 */
class BenchPages {
	description = {
		displayName: 'Bench Pages',
		name: 'benchPages',
		group: [],
		version: 1,
		description: 'Pages by the request helper',
		defaults: { name: 'Bench Pages' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'bvnkHawkApi', required: true }],
		properties: [{ displayName: 'Count', name: 'count', type: 'number', default: 1 }],
	};

	async execute() {
		const pages = Array.from({ length: Math.ceil(this.getNodeParameter('count', 0) / 100) });
		const rest = pages.entries();
		const worker = async () => {
			for (const [page] of rest) {
				const { content } = await this.helpers.httpRequestWithAuthentication.call(
					this,
					'bvnkHawkApi',
					{ method: 'GET', url: '/platform/v1/customers', qs: { page, size: 100 }, json: true },
				);
				pages[page] = content.map(item);
			}
		};
		await Promise.all(Array.from({ length: 4 }, worker));
		return [pages.flat()];
	}
}

function item({ reference, type, name, status, description }) {
	const statusGroup = status === 'VERIFIED' ? 'verified' : 'pending';
	return {
		json: { reference, type, name, status, statusGroup, description },
		pairedItem: { item: 0 },
	};
}

module.exports = { BenchPages };

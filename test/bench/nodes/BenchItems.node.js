/**
 * For the benchmark only: gives as many items as the package's Get Many would, out of nothing, so that
 * n8n's own memory for such an execution can be told from that of the package.
 */
class BenchItems {
	description = {
		displayName: 'Bench Items',
		name: 'benchItems',
		group: [],
		version: 1,
		description: 'Items like those of Get Many',
		defaults: { name: 'Bench Items' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'Count', name: 'count', type: 'number', default: 1 }],
	};

	async execute() {
		const count = this.getNodeParameter('count', 0);
		return [
			Array.from({ length: count }, (_, index) => ({ json: row(index), pairedItem: { item: 0 } })),
		];
	}
}

/** As long as a simplified row of the embedded BVNK's generated customers. */
function row(index) {
	const number = String(index).padStart(6, '0');
	return {
		reference: `0b6c1f2e-5d3a-4c8b-9e7f-000000${number}`,
		type: 'INDIVIDUAL',
		name: `Placeholder Bakery ${number}`,
		status: 'VERIFIED',
		statusGroup: 'verified',
		description: `Invented person ${number}`,
	};
}

module.exports = { BenchItems };

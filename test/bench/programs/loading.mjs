/** Loads a folder with nodes as n8n does at its start; a process of its own for each time. */
import { createRequire, Module } from 'node:module';
import path from 'node:path';

import { serve } from '../../tools/bench/serve.mjs';

const require = createRequire(new URL('../../../.cache/real-n8n/package.json', import.meta.url));
// n8n lets packages find its own modules, n8n-workflow among them
process.env.NODE_PATH = path.join(path.dirname(require.resolve('n8n-workflow/package.json')), '..');
Module._initPaths();
const { PackageDirectoryLoader } = require('n8n-core');

serve({
	async load({ folder }) {
		const start = performance.now();
		const loader = new PackageDirectoryLoader(folder);
		await loader.loadAll();
		const ms = performance.now() - start;
		return { ms, nodes: Object.keys(loader.nodeTypes).length };
	},
});

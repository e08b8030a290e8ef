/**
 * `npm run demo`: in a fresh clone, sets up what is missing, then onboards the customers of the
 * example workflows in a real n8n. See `demo.ts` for what it shows.
 *
 * `npm run demo -- <vendor>` does what `packages/<vendor>/test/demo/run.mjs` says.
 */
import { runPrepared } from '../tools/prepared.mjs';

const [vendor] = process.argv.slice(2);
if (vendor) await import(`../../packages/${vendor}/test/demo/run.mjs`);
else await runPrepared('test/demo/demo.ts');

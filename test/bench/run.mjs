/**
 * `npm run bench`: in a fresh clone, sets up what is missing, then measures. See `test/tools/bench/bench.ts` for its
 * arguments.
 */
import { runPrepared } from '../tools/prepared.mjs';

await runPrepared('test/bench/bench.ts', process.argv.slice(2));

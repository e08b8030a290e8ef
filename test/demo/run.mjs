/**
 * `npm run demo`: in a fresh clone, sets up what is missing, then onboards the customers of the
 * example workflows in a real n8n. See `demo.ts` for what it shows.
 */
import { runPrepared } from '../tools/prepared.mjs';

await runPrepared('test/demo/demo.ts');

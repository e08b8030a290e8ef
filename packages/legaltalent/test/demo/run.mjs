/** `npm run demo -- legaltalent`: sets up what is missing, then runs the examples in a real n8n. See `demo.ts`. */
import { fileURLToPath } from 'node:url';
import { runPrepared } from '../../../../test/tools/prepared.mjs';

await runPrepared(fileURLToPath(new URL('demo.ts', import.meta.url)));

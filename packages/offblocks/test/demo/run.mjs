/** `npm run demo -- offblocks`: in a fresh clone, sets up what is missing, then runs `demo.ts`. */
import { fileURLToPath } from 'node:url';

import { runPrepared } from '../../../../test/tools/prepared.mjs';

await runPrepared(fileURLToPath(new URL('demo.ts', import.meta.url)));

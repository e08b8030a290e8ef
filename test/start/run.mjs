/** `npm start`: an n8n to click around in. See `start.ts` for what is in it. */
import { runPrepared } from '../tools/prepared.mjs';

await runPrepared('test/start/start.ts');

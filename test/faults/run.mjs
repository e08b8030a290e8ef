/**
 * `npm run soak`: in a fresh clone, sets up what is missing, then runs the faults program. See `main.ts`
 * for its arguments.
 */
import { spawn } from 'node:child_process';

import { installDependencies, root } from '../tools/setup.mjs';

await installDependencies();
const args = ['--import', 'tsx', 'test/faults/main.ts', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
child.once('close', (code) => (process.exitCode = code ?? 1));

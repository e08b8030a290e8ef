/**
 * Installs n8n's package scanner into this folder, which has a tree of its own: the scanner brings
 * TypeScript 7, on which its parser cannot run, so 5.9.3 is laid over it. Needs Node's own modules only.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const stamp = path.join(folder, 'node_modules', '.installed');

/** package.json and lock file in one hash: when it changes, the scanner is installed anew. */
function wanted() {
	const files = ['package.json', 'package-lock.json'];
	const hash = createHash('sha256');
	for (const file of files) hash.update(readFileSync(path.join(folder, file)));
	return hash.digest('hex');
}

/**
 * Installs the scanner when it is missing, incomplete or of other versions (about ten seconds).
 *
 * @throws {Error} with npm's output, when npm fails
 */
export async function installScanner() {
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()) return;
	// the peers of its plugins exclude each other on paper
	const args = ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
	execFileSync('npm', args, { cwd: folder, shell: process.platform === 'win32', stdio: 'pipe' });
	// written last, so that an installation that was cut off is repeated
	writeFileSync(stamp, wanted());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await installScanner();

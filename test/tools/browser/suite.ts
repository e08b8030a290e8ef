/** Tests in a browser window: skipped where there is no browser, with a picture where they fail. */
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findChromium } from './chromium';
import type { Editor } from './editor';

const TEST_MS = 300_000;

/** The browser's program; undefined where there is none. */
export const chromium = findChromium();
if (!chromium) {
	process.stderr.write(
		"SKIPPED: the tests in n8n's editor, because no Chromium is installed here (on Debian: apt-get install chromium)\n",
	);
}

let window: Editor | undefined;

/** Says which window the tests of this file use. */
export function useWindow(editor: Editor): void {
	window = editor;
}

/** Runs a test, and keeps a picture of the window when it fails: what stood there says the most. */
async function watched(body: () => Promise<void>): Promise<void> {
	try {
		await body();
	} catch (error) {
		const file = path.join(tmpdir(), `n8n-editor-${Date.now()}.png`);
		await window?.page.screenshot({ path: file });
		process.stderr.write(`The window as it was is kept: ${file}\n`);
		throw error;
	}
}

const run = chromium ? test : test.skip;

/** A test of jest's; skipped, and counted as such, where no Chromium is found. */
export const it = Object.assign(
	(name: string, body: () => Promise<void>) => run(name, () => watched(body), TEST_MS),
	{
		each:
			<Case extends object>(cases: Case[]) =>
			(name: string, body: (one: Case) => Promise<void>) =>
				run.each(cases)(name, (one) => watched(() => body(one)), TEST_MS),
	},
);

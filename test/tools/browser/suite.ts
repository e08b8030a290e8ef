/** Tests in a browser window: skipped where there is no browser, with a picture where they fail. */
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { RealN8n } from '../n8n/n8n';
import { findChromium, launch } from './chromium';
import { Editor } from './editor';

/** How long a start of n8n, and a test in its editor, may take on a busy machine. */
const START_MS = 300_000;
const TEST_MS = 300_000;

/** The browser's program; undefined where there is none. */
const chromium = findChromium();
if (!chromium) {
	process.stderr.write(
		"SKIPPED: the tests in n8n's editor, because no Chromium is installed here (on Debian: apt-get install chromium)\n",
	);
}

/** The window that the tests of this file use. */
let window: Editor | undefined;

/**
 * Starts an n8n and a browser window on its editor before the tests of a file, and ends both after them. Where there
 * is no browser, nothing is started.
 *
 * @param start starts n8n, with whatever else the tests need
 * @param end ends all that
 * @returns what `start` gave and the editor; empty until the first test begins
 */
export function inWindow<Stage extends { n8n: RealN8n }>(
	start: () => Promise<Stage>,
	end: (stage: Stage) => Promise<void>,
): Stage & { editor: Editor } {
	const shared: Partial<Stage & { editor: Editor }> = {};
	const ends: Array<() => Promise<void>> = [];
	beforeAll(async () => {
		if (!chromium) return;
		const stage = await start();
		ends.unshift(async () => await end(stage));
		const browser = await launch(chromium);
		ends.unshift(async () => await browser.close());
		window = await Editor.open(browser, stage.n8n.url);
		// n8n asks who is there before it shows the log-in page, and is told nobody
		window.takeComplaints();
		Object.assign(shared, stage, { editor: window });
	}, START_MS);
	afterAll(async () => {
		for (const one of ends) await one();
	}, START_MS);
	return shared as Stage & { editor: Editor };
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

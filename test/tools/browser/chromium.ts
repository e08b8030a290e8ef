/** The browser of these tests: a Chromium of the system, which sees this machine and nothing else. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import { chromium, type Browser } from 'playwright-core';

/** Under these names Linux distributions install it; Chrome will do. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ON_MAC = [
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// no other machine has an address; a filter of requests would switch the browser's cache off
	'--no-proxy-server',
	'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
	// text looks alike on every machine
	'--font-render-hinting=none',
];

/** The path of a Chromium: what `CHROMIUM` names, else the first that is found; undefined for none. */
export function findChromium(): string | undefined {
	const { CHROMIUM, PATH = '' } = process.env;
	if (CHROMIUM) return CHROMIUM;
	const found = PATH.split(path.delimiter).flatMap((folder) =>
		NAMES.map((name) => path.join(folder, name)),
	);
	return [...found, ...ON_MAC].find((file) => existsSync(file));
}

/** Starts it without a window. */
export async function launch(executablePath: string): Promise<Browser> {
	return await chromium.launch({ executablePath, args: FLAGS });
}

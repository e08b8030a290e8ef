/** Pictures for the documentation, in light and dark; taken only when asked, so that a test run changes no file. */
import path from 'node:path';

import { PICTURES, type Editor } from './editor';

const FOLDER = path.resolve(__dirname, '..', '..', '..', 'docs', 'images');

/** A part of the window, in its own pixels. */
export interface Clip {
	x: number;
	y: number;
	width: number;
	height: number;
}

/**
 * With `UPDATE_SCREENSHOTS=1`, writes `docs/images/<name>.png` and `<name>-dark.png` of the window as
 * it is, at twice its size.
 *
 * @param clip what of the window; all of it unless told
 */
export async function picture(editor: Editor, name: string, clip?: Clip): Promise<void> {
	if (!PICTURES) return;
	const { page } = editor;
	// no field shows what n8n adds under the mouse or where one types
	await page.mouse.move(0, 0);
	await page.evaluate('document.activeElement?.blur()');
	for (const [colorScheme, suffix] of [
		['light', ''],
		['dark', '-dark'],
	] as const) {
		await page.emulateMedia({ colorScheme });
		await editor.settled();
		await editor.dismissMessages();
		const options = { animations: 'disabled', caret: 'hide', ...(clip ? { clip } : {}) } as const;
		await page.screenshot({ ...options, path: path.join(FOLDER, `${name}${suffix}.png`) });
	}
	await page.emulateMedia({ colorScheme: 'light' });
}

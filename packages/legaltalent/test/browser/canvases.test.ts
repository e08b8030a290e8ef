/** The examples in n8n's editor, in a browser, with this package. */
import { testDrawings } from '../../../../test/tools/browser/canvases';
import { launch } from '../../../../test/tools/browser/chromium';
import { Editor } from '../../../../test/tools/browser/editor';
import { chromium, useWindow } from '../../../../test/tools/browser/suite';
import { EXAMPLES, Stage } from '../stage';

const START_MS = 300_000;

let stage: Stage;
let editor: Editor;
let end = async () => {};

beforeAll(async () => {
	if (!chromium) return;
	stage = await Stage.start();
	end = async () => await stage.end();
	const browser = await launch(chromium);
	end = async () => {
		await browser.close();
		await stage.end();
	};
	editor = await Editor.open(browser, stage.n8n.url);
	useWindow(editor);
}, START_MS);
afterAll(async () => await end(), START_MS);

testDrawings(EXAMPLES, () => ({ n8n: stage.n8n, editor }));

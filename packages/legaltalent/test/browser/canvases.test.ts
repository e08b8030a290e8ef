/** The examples in n8n's editor, in a browser, with this package. */
import { testDrawings } from '../../../../test/tools/browser/canvases';
import { inWindow } from '../../../../test/tools/browser/suite';
import { EXAMPLES, Stage } from '../stage';

const shared = inWindow(
	async () => await Stage.start(),
	async (stage) => await stage.end(),
);

testDrawings(EXAMPLES, () => shared);

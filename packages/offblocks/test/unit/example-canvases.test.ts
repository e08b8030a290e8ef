// How the examples look in n8n's editor.

import path from 'node:path';
import { testCanvases } from '../../../../test/tools/n8n/canvases';

testCanvases(path.join(__dirname, '../../examples'));

// Writes what of the documentation is made from the nodes: `npm run docs`.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fieldsPage } from './fields';

writeFileSync(path.resolve(__dirname, '../../docs/fields.md'), fieldsPage());

// Writes what of the documentation is made from the nodes: `npm run docs`.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fieldsPage, fieldsPageV2 } from './fields';

const write = (file: string, page: string) =>
	writeFileSync(path.resolve(__dirname, '../../docs', file), page);

write('fields.md', fieldsPage());
write('fields-v2.md', fieldsPageV2());

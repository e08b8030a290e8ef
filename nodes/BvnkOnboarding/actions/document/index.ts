// Documents that a customer hands in. (BVNK's list of them is left out: what selects a customer in it is not documented.)

import type { Resource } from '../../../shared/node/operation';
import { deleteDocument } from './delete';
import { download } from './download';
import { getDownloadUrl } from './getDownloadUrl';
import { upload } from './upload';

export const document: Resource = {
	value: 'document',
	name: 'Document',
	defaultOperation: 'upload',
	operations: [deleteDocument, download, getDownloadUrl, upload],
};

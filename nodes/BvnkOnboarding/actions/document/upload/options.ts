// How files are sent. BVNK's upload guide for v2 asks for one call after the other, with a second between.

import { number, wholeNumber } from '../../../../shared/check/checks';
import { field } from '../../../../shared/form/field';

/** The most files of one call. */
export const filesPerCallField = field({
	displayName: 'Files per Call',
	name: 'filesPerCall',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 5,
	description: 'How many files go to BVNK in one request',
	check: wholeNumber(1),
	personal: false,
});

/** In megabytes of 1,000,000 bytes. */
export const maxFileSizeField = field({
	displayName: 'Max File Size',
	name: 'maxFileSize',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 20,
	description:
		'In megabytes. A larger file is refused before it is read. BVNK does not state its limit.',
	check: number(0),
	personal: false,
});

/** In milliseconds. */
export const pauseField = field({
	displayName: 'Pause Between Calls',
	name: 'pause',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 1000,
	description:
		'In milliseconds. BVNK asks for uploads one after the other, with a second between them.',
	check: number(0),
	personal: false,
});

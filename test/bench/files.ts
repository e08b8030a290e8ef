import path from 'node:path';

import * as picture from '../tools/bench/picture';
import * as results from '../tools/bench/results';

/** Where the results of the last whole run are kept. */
export const RESULTS_FILE = path.join(__dirname, 'results.json');
/** Where their pictures for the README are. */
export const PICTURES = path.resolve(__dirname, '..', '..', 'docs', 'images');

/** The results of the last whole run. */
export const readResults = () => results.readResults(RESULTS_FILE);

/** The pictures of some results: each file's path, and its text. */
export const picturesOf = (all: results.Results) => picture.picturesOf(all, PICTURES);

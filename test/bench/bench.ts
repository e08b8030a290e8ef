/** `npm run bench`: see `test/tools/bench/bench.ts` for its arguments. Started by `run.mjs`, which sets up what it needs. */
import { runBenchmark } from '../tools/bench/bench';
import { PICTURES, RESULTS_FILE } from './files';
import { cpu } from './measurements/cpu';
import { create } from './measurements/create';
import { list } from './measurements/list';
import { loading } from './measurements/loading';
import { scale } from './measurements/scale';
import { signing } from './measurements/signing';
import { upload } from './measurements/upload';
import { webhooks } from './measurements/webhooks';

runBenchmark({
	measurements: { list, scale, create, upload, cpu, signing, webhooks, loading },
	resultsFile: RESULTS_FILE,
	pictures: PICTURES,
});

/** `npm run bench`: see `test/tools/bench/bench.ts` for its arguments. Started by `run.mjs`, which sets up what it needs. */
import { runBenchmark } from '../tools/bench/bench';
import { PICTURES, RESULTS_FILE } from './files';
import { cpu } from './measurements/cpu';
import { burst } from './measurements/burst';
import { create } from './measurements/create';
import { list, listV2 } from './measurements/list';
import { loading } from './measurements/loading';
import { offblocksList, offblocksSigning } from './measurements/offblocks';
import { scale } from './measurements/scale';
import { signing } from './measurements/signing';
import { upload } from './measurements/upload';
import { uploadV2 } from './measurements/upload-v2';
import { webhooks } from './measurements/webhooks';

runBenchmark({
	measurements: {
		list,
		'list-v2': listV2,
		scale,
		create,
		upload,
		'upload-v2': uploadV2,
		cpu,
		signing,
		webhooks,
		burst,
		loading,
		'offblocks-list': offblocksList,
		'offblocks-signing': offblocksSigning,
	},
	resultsFile: RESULTS_FILE,
	pictures: PICTURES,
});

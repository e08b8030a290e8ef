/** Says on which Node.js it runs. */
import { serve } from './serve.mjs';

serve({ version: () => process.versions.node });

import { buildModules } from './modules.mjs';
import { precompile } from './precompile.mjs';
import { buildVendor } from './vendor.mjs';

// esbuild runs for seconds, half a gigabyte is not much for it: collecting less often is an eighth of the work of all this.
process.env.GOGC ??= '400';

// `npm run build`: everything in dist/ that runs. Types are checked and declared apart from this (declarations.mjs).
await buildVendor(await buildModules(), await precompile());

import { buildModules } from './modules.mjs';
import { precompile } from './precompile.mjs';
import { buildVendor } from './vendor.mjs';

// `npm run build`: everything in dist/ that runs. Types are checked and declared apart from this (declarations.mjs).
await buildVendor(await buildModules(), await precompile());

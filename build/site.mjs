import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { dist, root } from './paths.mjs';

// `npm run docs`: the site's program is TypeScript, so that it is translated before it runs.
const outfile = path.join(dist, 'build-site.js');
await build({ entryPoints: [path.join(root, 'site/build.ts')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' });
await import(pathToFileURL(outfile).href);
console.log(`the site: ${path.relative(process.cwd(), path.join(dist, 'site/index.html'))}`);

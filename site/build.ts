/**
 * `npm run docs`: guides, the specification, the API and a playground → one static site with search, in dist/site.
 * The model and the repository's Markdown become pages (site/pages), VitePress gives them their frame (site/.vitepress), and
 * what moves on them is a few kilobytes of script (site/scripts).
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { build } from 'vitepress';
import { together } from '../generator/cli/compilation.js';
import type { Model } from '../generator/model/model.js';
import { analyse } from '../generator/pipeline.js';
import type { Input } from '../generator/read/load.js';
import { loadSources } from '../generator/read/load.js';
import { checkLinks } from './links.js';
import { navigation, specificationPages } from './pages/all.js';
import { loadDiagrams } from './pages/diagrams.js';
import { examplesFrom } from './pages/examples.js';
import { copyOf, guides } from './pages/guides.js';
import type { SitePage } from './pages/page.js';
import { written } from './pages/page.js';
import { reference } from './pages/reference.js';
import { Specification } from './pages/specification.js';
import type { PlaygroundData } from './playground/data.js';
import { playgroundData } from './playground/data.js';
import { playgroundPage } from './playground/page.js';
import { entriesOf } from './search/collect.js';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const out = path.join(dist, 'site');

function modelOf({ sources, diagnostics: read }: Input): Model {
  const { model, diagnostics } = analyse(sources);
  if (diagnostics.hasErrors || read.some(({ severity }) => severity === 'error')) throw new Error('the specification has errors: specgen check tells them');
  return model;
}

/** Into a folder of its own, which the framework reads. */
async function write(pages: readonly SitePage[]): Promise<void> {
  const folder = path.join(dist, 'pages');
  await rm(folder, { recursive: true, force: true });
  for (const folderOf of new Set(pages.map((page) => path.dirname(page.path)))) await mkdir(path.join(folder, folderOf), { recursive: true });
  for (const page of pages) await writeFile(path.join(folder, `${page.path}.md`), written(page));
}

async function scripts(data: PlaygroundData): Promise<void> {
  const common = { bundle: true, platform: 'browser', target: 'es2022', minify: true, logLevel: 'warning' } as const;
  // Classic scripts where a page from a folder needs them: a browser loads no modules there, and fetches nothing.
  await esbuild.build({ ...common, entryPoints: [path.join(root, 'site/scripts/site.ts')], outdir: out, format: 'iife' });
  const playground = path.join(root, 'site/playground/playground.ts');
  await esbuild.build({ ...common, entryPoints: [playground], outfile: path.join(out, 'playground/all.js'), format: 'iife' });
  await esbuild.build({ ...common, entryPoints: [playground], outdir: path.join(out, 'playground'), format: 'esm', splitting: true, chunkNames: 'parts/[hash]' });
  await writeFile(path.join(out, 'playground/data.js'), `PLAYGROUND=${JSON.stringify(data)};\n`);
}

const [published, added, diagrams] = await Promise.all([loadSources(path.join(root, 'xsd')), loadSources(path.join(root, 'releases/5')), loadDiagrams()]);
const specification = new Specification(modelOf(published));
const examples = examplesFrom(path.join(root, 'generated/vectors'));
const people = guides(root, specification.model, diagrams);
const api = await reference(root);
const data = playgroundData(specification.model, examples);
const pages = [...people.pages, ...specificationPages(specification, modelOf(together(published, added, 'releases/5', 1)), examples, diagrams), ...api.pages, await playgroundPage(specification, data)];

await rm(out, { recursive: true, force: true });
await write(pages);
await writeFile(path.join(dist, 'navigation.json'), JSON.stringify(navigation(specification, pages)));
await build(path.join(root, 'site'));
// The framework's page for a wrong address is empty without its script, and cannot know how deep it stands: the host's own says more.
await rm(path.join(out, '404.html'));
// A classic script again: a page of a folder may not fetch.
const entries = entriesOf(specification, pages, api.symbols);
await writeFile(path.join(out, 'search.js'), `SEARCH(${JSON.stringify(entries)});\n`);
for (const file of people.files) await cp(path.join(root, file), path.join(out, 'files', copyOf(file)));
await scripts(data);

const broken = await checkLinks(
  out,
  entries.map(([, , address]) => address),
);
for (const line of broken) console.error(line);
if (broken.length > 0) process.exitCode = 1;
else console.log(`${pages.length} pages in ${path.relative(process.cwd(), out)}: open index.html there, or serve the folder`);

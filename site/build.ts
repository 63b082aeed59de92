/**
 * `npm run docs`: guides, pages of the specification, API reference and playground → one static site with search.
 * TypeDoc reads the docstrings and renders the Markdown pages that people and the compiler wrote, all with one navigation
 * and one index; what it cannot know is added here: state machines as pictures, tables that scroll, the playground.
 */
import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { Application, Converter, KindRouter, LogLevel, OptionDefaults, PageEvent } from 'typedoc';
import type { CommentDisplayPart, DocumentReflection, Reflection } from 'typedoc';
import type { Diagrams } from './diagrams.js';
import { loadDiagrams } from './diagrams.js';
import { checkLinks } from './links.js';
import { examplesFrom } from './playground/examples.js';

const root = path.resolve(import.meta.dirname, '..');
const out = path.join(root, 'dist/site');

/** Entry points of the API reference, under the names by which a program imports them. */
const modules: Readonly<Record<string, string>> = {
  'onem2m-specgen': 'generated/index.ts',
  // Those of any other resource are alike.
  'onem2m-specgen/validators/softwareCampaign': 'generated/validators/softwareCampaign.d.ts',
  'onem2m-specgen/validators/support': 'generated/validators/support.d.ts',
  'onem2m-specgen/wire': 'wire/index.ts',
  'onem2m-specgen/runtime': 'runtime/index.ts',
  'onem2m-specgen/serve': 'runtime/serve/index.ts',
  'onem2m-specgen/client': 'runtime/client/index.ts',
  'onem2m-specgen/testing': 'testing/index.ts',
  'onem2m-specgen/arbitrary': 'testing/arbitrary.ts',
  'onem2m-specgen/generator': 'generator/index.ts',
};

/** Order and headings of the navigation. */
const groups = ['Guides', 'Specification', 'Resources', 'Modules'];

async function reference(diagrams: Diagrams): Promise<void> {
  const app = await Application.bootstrap({
    name: 'onem2m-specgen',
    entryPoints: Object.values(modules).map((file) => path.join(root, file)),
    tsconfig: path.join(root, 'tsconfig.json'),
    readme: path.join(root, 'README.md'),
    projectDocuments: await pages(),
    customCss: path.join(root, 'site/site.css'),
    navigationLinks: { Playground: 'playground/index.html' },
    router: 'files',
    navigation: { includeGroups: true, includeFolders: false },
    groupOrder: groups,
    sort: ['source-order'],
    searchInDocuments: true,
    searchInComments: true,
    // Our pages and comments live in the repository; a built site must not depend on where it was cloned to.
    disableSources: true,
    hideGenerator: true,
    includeVersion: true,
    githubPages: false,
    excludeInternal: true,
    blockTags: [...OptionDefaults.blockTags, '@provisional'],
    excludePrivate: true,
    // `npm run typecheck` is for that.
    skipErrorChecking: true,
    plugin: [],
    logLevel: LogLevel.Warn,
    validation: { notExported: false, invalidLink: true, invalidPath: false, rewrittenLink: false },
  });
  app.renderer.defineRouter('files', FileRouter);
  // TypeDoc knows the anchors of headings only; `checkLinks` knows all of them.
  const { log } = app.logger;
  app.logger.log = (message, level) => {
    if (!message.includes('but the anchor does not exist')) log.call(app.logger, message, level);
  };
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document: DocumentReflection) => prepare(document, diagrams));
  app.renderer.on(PageEvent.END, (page: PageEvent) => {
    const up = '../'.repeat(page.url.split('/').length - 1);
    if (page.contents === undefined) return;
    page.contents = page.contents
      .replaceAll('<table>', '<div class="scroll" tabindex="0"><table>')
      .replaceAll('</table>', '</table></div>')
      .replaceAll('href="playground/', `href="${up}playground/`);
  });
  const project = await app.convert();
  if (project === undefined || app.logger.hasErrors()) throw new Error('the sources do not compile');
  project.readme &&= project.readme.map((part) => withDiagrams(part, diagrams));
  // TypeDoc has them in an order of its own.
  const names = new Map(Object.entries(modules).map(([name, file]) => [path.join(root, file), name]));
  for (const module of project.children ?? []) module.name = names.get(path.normalize(project.files.getReflectionPath(module) ?? '')) ?? module.name;
  await app.generateDocs(project, out);
}

/** Pages keep the names of their files, so that addresses stay when a title changes. */
class FileRouter extends KindRouter {
  protected override getIdealBaseName(reflection: Reflection): string {
    const file = reflection.isDocument() ? pageFile(reflection) : '';
    return file === '' ? super.getIdealBaseName(reflection) : `documents/${file === 'runtime/README.md' ? 'runtime' : path.basename(file, '.md')}`;
  }
}

/** Path of a page from the root of the repository. */
const pageFile = (document: DocumentReflection): string => path.relative(root, document.project.files.getReflectionPath(document) ?? root).split(path.sep).join('/');

/** Guides first, then the pages that the compiler writes about the specification. */
async function pages(): Promise<string[]> {
  const below = async (folder: string): Promise<string[]> =>
    (await readdir(path.join(root, folder))).filter((name) => name.endsWith('.md')).sort().map((name) => path.join(root, folder, name));
  return [...(await below('docs')), path.join(root, 'runtime/README.md'), ...(await below('generated/docs')), ...(await below('generated/docs/resources'))];
}

/** A page gets its first heading for a name, its place in the navigation, and pictures for its machines. */
function prepare(document: DocumentReflection, diagrams: Diagrams): void {
  const file = pageFile(document);
  const heading = document.content.map(({ text }) => /^# (.+)$/m.exec(text)?.[1]).find((title) => title !== undefined);
  if (heading !== undefined) document.name = heading.replaceAll('\\', '');
  document.frontmatter['group'] = file.startsWith('generated/docs/resources/') ? 'Resources' : file.startsWith('generated/docs/') ? 'Specification' : 'Guides';
  document.content = document.content.map((part) => withDiagrams(part, diagrams));
}

function withDiagrams(part: CommentDisplayPart, diagrams: Diagrams): CommentDisplayPart {
  const mermaid = part.kind === 'code' ? /^```mermaid\n([^]*)\n```$/.exec(part.text)?.[1] : undefined;
  const svg = mermaid === undefined ? undefined : diagrams.draw(mermaid);
  return svg === undefined ? part : { kind: 'text', text: `\n\n${svg}\n\n` };
}

async function playground(): Promise<void> {
  await esbuild.build({
    entryPoints: [path.join(root, 'site/playground/playground.ts')],
    outdir: path.join(out, 'playground'),
    bundle: true,
    // One classic script, not modules: it also runs from a folder opened in a browser.
    format: 'iife',
    define: { EXAMPLES: JSON.stringify(examplesFrom(path.join(root, 'generated/vectors'))) },
    platform: 'browser',
    target: 'es2022',
    minify: true,
    logLevel: 'warning',
  });
  for (const name of ['index.html', 'playground.css']) await cp(path.join(root, 'site/playground', name), path.join(out, 'playground', name));
}

await rm(out, { recursive: true, force: true });
await reference(await loadDiagrams());
await playground();
const broken = await checkLinks(out);
for (const line of broken) console.error(line);
process.exitCode = broken.length === 0 ? 0 : 1;

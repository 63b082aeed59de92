import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DeclarationReflection, ProjectReflection } from 'typedoc';
import { Application, LogLevel, OptionDefaults, ReflectionKind } from 'typedoc';
import type { SitePage } from './page.js';

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
  'onem2m-specgen/conformance': 'conformance/index.ts',
  'onem2m-specgen/generator': 'generator/index.ts',
};

/** Signatures as code, members as rows: a page that can be looked over. */
const compact = { useCodeBlocks: true, ...Object.fromEntries(['parameters', 'interfaceProperties', 'classProperties', 'typeAliasProperties', 'typeDeclaration', 'propertyMembers'].map((what) => [`${what}Format`, 'table'])) };

export interface Reference {
  readonly pages: readonly SitePage[];
  /** Everything that a program can import, for search. */
  readonly symbols: readonly { readonly module: string; readonly name: string; readonly kind: string; readonly path: string; readonly id: string; readonly words: string }[];
}

/**
 * The API as Markdown, a page for each entry point, by TypeDoc. Types of resources and enumerations are left out: they say in TypeScript what
 * the pages of the specification say in words, and have an example there.
 */
export async function reference(root: string): Promise<Reference> {
  const out = await mkdtemp(path.join(tmpdir(), 'specgen-api-'));
  try {
    const entryPoints = Object.values(modules).map((file) => path.join(root, file));
    const app = await Application.bootstrapWithPlugins({
      name: 'onem2m-specgen',
      entryPoints,
      exclude: ['generated/types/**', 'generated/enumerations.ts'].map((pattern) => path.join(root, pattern)),
      tsconfig: path.join(root, 'tsconfig.json'),
      plugin: ['typedoc-plugin-markdown'],
      readme: 'none',
      sort: ['source-order'],
      // A built site must not depend on where the repository was cloned to.
      disableSources: true,
      excludeInternal: true,
      excludePrivate: true,
      excludeExternals: true,
      blockTags: [...OptionDefaults.blockTags, '@provisional'],
      // `npm run typecheck` is for that.
      skipErrorChecking: true,
      logLevel: LogLevel.Warn,
      validation: { notExported: false, invalidLink: true, invalidPath: false, rewrittenLink: false },
      ...({ outputs: [{ name: 'markdown', path: out }], router: 'module', entryFileName: 'index', hidePageHeader: true, hideBreadcrumbs: true, hidePageTitle: true, useHTMLAnchors: true, ...compact } as object),
    });
    // What they import is read, and nothing else: tests are most of what is compiled.
    app.options.setCompilerOptions(entryPoints, app.options.getCompilerOptions(app.logger), undefined);
    const project = await app.convert();
    if (project === undefined || app.logger.hasErrors()) throw new Error('the sources do not compile');
    await app.generateOutputs(project);
    const names = namesOf(root, project);
    const pages = await Promise.all(
      [...names].map(async ([reflection, name]): Promise<SitePage> => ({
        path: pathOf(name),
        title: name,
        description: `What ${name} exports.`,
        section: 'api',
        body: anchored(linked(await readFile(path.join(out, `${reflection.name}.md`), 'utf8'), reflection.name, names)),
      })),
    );
    return { pages: [index(pages, wordsOf(root)), ...pages], symbols: [...names].flatMap(([module, name], at) => symbolsOf(module, name, pages[at]!.body)) };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

const pathOf = (name: string): string => `api/${name.replace(/^onem2m-specgen\/?/, '').replaceAll('/', '-') || 'root'}`;

/** Modules in our order, each with the name of its import. */
function namesOf(root: string, project: ProjectReflection): ReadonlyMap<DeclarationReflection, string> {
  const byFile = new Map((project.children ?? []).map((module) => [path.normalize(project.files.getReflectionPath(module) ?? ''), module]));
  return new Map(
    Object.entries(modules).map(([name, file]) => {
      const module = byFile.get(path.join(root, file));
      if (module === undefined) throw new Error(`${file} is no module of the reference`);
      return [module, name];
    }),
  );
}

/** Links between modules lead to files of TypeDoc's naming. */
function linked(markdown: string, from: string, names: ReadonlyMap<DeclarationReflection, string>): string {
  const byName = new Map([...names].map(([{ name }, as]) => [name, as]));
  return markdown.replaceAll(/\]\(([^()\s#]+)\.md(#[^()\s]*)?\)/g, (_, target: string, anchor = '') => {
    const as = byName.get(path.posix.join(path.posix.dirname(from), target));
    return as === undefined ? ']()' : `](~/${pathOf(as)}.html${anchor as string})`;
  });
}

/**
 * TypeDoc's anchors go into their headings, so that no two things of a page have one id. What heads no export or member (Parameters, Returns)
 * is no heading: a page would have thousands.
 */
function anchored(markdown: string): string {
  /** Levels of TypeDoc's that are open; what is left out between two leaves no gap. */
  const open: number[] = [];
  return markdown.replaceAll(/(?:<a id="([^"]*)"><\/a>\n+)?^(#{2,6}) (.+)$/gm, (_, id: string | undefined, level: string, title: string) => {
    if (id === undefined && level !== '##') return `**${title}**`;
    while ((open.at(-1) ?? 0) >= level.length) open.pop();
    open.push(level.length);
    return `${'#'.repeat(open.length + 1)} ${title} {#${id ?? `all-${title.toLowerCase().replaceAll(' ', '-')}`}}`;
  });
}

const index = (pages: readonly SitePage[], about: ReadonlyMap<string, string>): SitePage => ({
  path: 'api/index',
  title: 'API reference',
  description: 'What a program can import, by entry point.',
  section: 'api',
  body: `What a program can import, by entry point; matchers, schemas and tables are with [the package](~/guides/package.html), types of resources and enumerations with the [resource types](~/resources/index.html) and [enumerations](~/enumerations/index.html).

| import | what it has |
| --- | --- |
${pages.map(({ path: page, title }) => `| [\`${title}\`](~/${page}.html) | ${about.get(title) ?? ''} |`).join('\n')}`,
});

/** What docs/package.md says of each entry point. */
function wordsOf(root: string): ReadonlyMap<string, string> {
  const rows = readFileSync(path.join(root, 'docs/package.md'), 'utf8').matchAll(/^\| `(onem2m-specgen[^`]*)` \| (.+) \|$/gm);
  return new Map([...rows].map(([, name = '', words = '']) => [name, words.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')]));
}

function symbolsOf(module: DeclarationReflection, name: string, body: string): Reference['symbols'] {
  // `### parse() {#parse}`: TypeDoc numbers ids that another heading of the page has.
  const ids = new Map([...body.matchAll(/^### (\w+).* \{#([^}]*)\}$/gm)].map(([, title, id]) => [title, id]));
  return (module.children ?? []).flatMap((symbol) => {
    const id = ids.get(symbol.name);
    if (id === undefined) return [];
    const words = (symbol.comment ?? symbol.signatures?.[0]?.comment)?.summary.map(({ text }) => text).join('').split('\n\n')[0] ?? '';
    return [{ module: name, name: symbol.name, kind: ReflectionKind.singularString(symbol.kind).toLowerCase(), path: pathOf(name), id, words: words.slice(0, 160) }];
  });
}

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Model } from '../../generator/model/model.js';
import { codeNames } from '../../generator/emit/code-names.js';
import type { Diagrams } from './diagrams.js';
import type { SitePage } from './page.js';
import { to } from './page.js';

/** The guides in the order in which somebody new has a use for them; one that is not here stands behind them. */
const inOrder = ['test-an-ae', 'testing', 'wire', 'package', 'serve', 'cwmp', 'conform', 'conformance-in-ci', 'a-change-request', 'import', 'lint', 'diff', 'write-a-resource-type', 'own-specification', 'coverage', 'how-it-works', 'benchmarks'];

/** The other pages that people write, as they lie in the repository. */
const written = ['CHANGELOG.md', 'CONTRIBUTING.md', 'runtime/README.md', 'examples/ways-in/README.md', 'examples/software-rename/README.md', 'examples/software-rename/RELEASE-NOTE.md', 'generated/vectors/README.md', 'generated/conformance/README.md'];

/** Where a file of the repository stands on the site. */
const addresses: ReadonlyMap<string, string> = new Map([
  ['README.md', 'index'],
  ['generated/docs/index.md', 'specification/index'],
  ['generated/docs/machines.md', 'machines/index'],
  ['generated/docs/enumerations.md', 'enumerations/index'],
  ['generated/docs/errata.md', 'errata/index'],
  ['generated/docs/fault-codes.md', 'fault-codes/index'],
  ['generated/docs/status-codes.md', 'status-codes/index'],
]);

/** How a file is called on the site. An address without an ending, or with one that VitePress does not know, would be taken for a page. */
export const copyOf = (file: string): string => (['', '.py'].includes(path.posix.extname(file)) ? `${file}.txt` : file);

export interface Guides {
  readonly pages: readonly SitePage[];
  /** Files of the repository that pages lead to and that are no pages: they are copied. */
  readonly files: ReadonlySet<string>;
}

export function guides(root: string, model: Model, diagrams: Diagrams): Guides {
  const place = (file: string): number => {
    const at = inOrder.indexOf(path.basename(file, '.md'));
    return at < 0 ? inOrder.length : at;
  };
  const docs = readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md')).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const sources = ['README.md', ...docs.map((name) => `docs/${name}`), ...written].filter((file) => existsSync(path.join(root, file)));
  const resources = new Map(model.resources.map((resource) => [`generated/docs/resources/${codeNames(model).resource(resource).file}.md`, `resources/${codeNames(model).resource(resource).file}`]));
  const files = new Set<string>();

  /** Address of what a page leads to; undefined for what the site does not have. */
  const addressOf = (from: string, link: string): string | undefined => {
    if (/^[a-z]+:|^#/i.test(link)) return link;
    const [target = '', anchor] = link.split('#');
    const file = path.posix.normalize(path.posix.join(path.posix.dirname(from), target));
    const page = sources.includes(file) ? pathOf(file) : (addresses.get(file) ?? resources.get(file) ?? (file.startsWith('generated/docs/') ? `specification/${path.posix.basename(file, '.md')}` : undefined));
    if (page !== undefined) return to(page, anchor);
    const absolute = path.join(root, file);
    if (file.startsWith('..') || !existsSync(absolute) || statSync(absolute).isDirectory()) return undefined;
    files.add(file);
    return `~/files/${copyOf(file)}`;
  };

  const pages = sources.map((file): SitePage => {
    const text = readFileSync(path.join(root, file), 'utf8');
    const title = /^# (.+)$/m.exec(text)?.[1] ?? path.basename(file, '.md');
    const body = text.replace(/^# .+\n/m, '');
    return {
      path: pathOf(file),
      title: title.replaceAll('\\', '').replaceAll('`', ''),
      description: firstSentence(body),
      section: 'guides',
      body: outsideOfCode(body, diagrams, (prose) => linked(prose, (link) => addressOf(file, link))),
    };
  });
  return { pages, files };
}

/** `docs/wire.md` → `guides/wire`. */
function pathOf(file: string): string {
  const known = addresses.get(file);
  if (known !== undefined) return known;
  const name = file.startsWith('docs/') ? path.posix.basename(file, '.md') : file.replace(/(\/README)?\.md$/, '').replaceAll('/', '-').toLowerCase();
  return `guides/${name}`;
}

/** Prose by `change`; code as it is, but for Mermaid, which becomes a picture. */
function outsideOfCode(text: string, diagrams: Diagrams, change: (prose: string) => string): string {
  return text
    .split(/^(```[^]*?^```)$/m)
    .map((part) => {
      if (!part.startsWith('```')) return change(part);
      const mermaid = /^```mermaid\n([^]*)\n```$/.exec(part)?.[1];
      return (mermaid === undefined ? undefined : diagrams.draw(mermaid)) ?? part;
    })
    .join('');
}

/** A link that leads nowhere on a site keeps its words. */
const linked = (prose: string, addressOf: (link: string) => string | undefined): string =>
  prose.replace(/\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g, (_, words: string, link: string) => {
    const address = addressOf(link);
    return address === undefined ? words : `[${words}](${address})`;
  });

const firstSentence = (body: string): string => {
  const paragraph = body.split(/\n\n+/).map((part) => part.trim()).find((part) => /^[A-Za-z]/.test(part)) ?? '';
  return (/^[^]*?[.:](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph).replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*\n]+/g, ' ').replaceAll(/ +/g, ' ').slice(0, 200);
};

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Every link of the pages below `folder` that leads to no page, no file or no anchor of it, as `page: link`. Links to other sites are left
 * alone. `others` are addresses from the root that stand on no page.
 */
export async function checkLinks(folder: string, others: readonly string[] = []): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
  const known = new Set(files);
  const pages = new Map<string, { readonly ids: ReadonlySet<string>; readonly links: readonly string[] }>();
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    const html = await readFile(path.join(folder, file), 'utf8');
    const all = (pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, value]) => unescape(value!));
    pages.set(file, { ids: new Set(all(/\sid="([^"]*)"/g)), links: all(/<a\s[^>]*href="([^"]*)"/g) });
  }
  const broken: string[] = [];
  pages.set('search', { ids: new Set(), links: others });
  for (const [page, { links }] of pages) {
    for (const link of new Set(links)) {
      if (/^[a-z]+:/i.test(link)) continue;
      const [target = '', anchor] = link.split('#');
      const file = target === '' ? page : path.posix.normalize(path.posix.join(path.posix.dirname(page), decodeURIComponent(target)));
      const leadsNowhere = !known.has(file) || (anchor !== undefined && anchor !== '' && !state.test(anchor) && pages.get(file)?.ids.has(decodeURIComponent(anchor)) === false);
      if (leadsNowhere) broken.push(`${page}: ${link}`);
    }
  }
  return broken;
}

/** `#type=AE&operation=create` is what the playground shall show, and no place on its page. */
const state = /^\w+=/;

const unescape = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

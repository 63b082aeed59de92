import type { Html } from './html.js';

/** A page of the site before it is one: front matter, and Markdown in which generated parts stand as HTML. */
export interface SitePage {
  /** Without extension: `resources/AE`. Addresses are made of this and never of titles, so that they stay. */
  readonly path: string;
  readonly title: string;
  /** One sentence, for search engines and lists. */
  readonly description: string;
  readonly section: Section;
  readonly body: string;
  /** The sections on the page, for readers who want to jump; pages that are Markdown tell theirs by their headings. */
  readonly outline?: readonly OutlineItem[];
  /** `wide`: tables take the room of the margin, too. */
  readonly wide?: boolean;
}

export interface OutlineItem {
  readonly id: string;
  readonly title: string;
}

export type Section = 'guides' | 'specification' | 'resources' | 'enumerations' | 'status-codes' | 'fault-codes' | 'machines' | 'errata' | 'documents' | 'changes' | 'api' | 'playground';

/** One part of a page under a heading of its own. */
export interface Part extends OutlineItem {
  /** HTML, or Markdown where it is code to be coloured. */
  readonly content: readonly (Html | string)[];
}

/** Address of a page or of a place on it, from the root; `written` makes it relative to where it stands. */
export const to = (path: string, id?: string): string => `~/${path}.html${id === undefined ? '' : `#${encodeURIComponent(id)}`}`;

/** Body and outline of a page that consists of parts; those without content are left out. */
export function parts(intro: readonly (Html | string)[], list: readonly (Part | undefined)[]): Pick<SitePage, 'body' | 'outline'> {
  const present = list.filter((part) => part !== undefined);
  const body = [...intro.map(block), ...present.flatMap(({ id, title, content }) => [`## ${title} {#${id}}`, ...content.map(block)])];
  return { body: body.join('\n\n'), outline: present.map(({ id, title }) => ({ id, title })) };
}

const block = (content: Html | string): string => (typeof content === 'string' ? content : `<div class="block">${content.text}</div>`);

/** The file that the framework reads. */
export function written(page: SitePage): string {
  const { path, title, description, section, body, outline, wide = false } = page;
  const up = '../'.repeat(path.split('/').length - 1);
  const matter = { title, description, section, wide, path, ...(outline !== undefined && { parts: outline }) };
  const lines = Object.entries(matter).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n# ${heading(title)}\n\n${body.replaceAll('"~/', `"${up === '' ? './' : up}`).replaceAll('](~/', `](${up === '' ? './' : up}`)}\n`;
}

const heading = (title: string): string => title.replace(/[\\`*_{}[\]<>|~$]/g, '\\$&').replaceAll('&', '&amp;');

/** Code, coloured when the site is built. */
export const fence = (language: string, text: string): string => `~~~~${language}\n${text}\n~~~~`;

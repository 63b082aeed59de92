import type { TableAt } from './recogniser.js';

const prefixed = /\b([a-z][a-z0-9]{1,9}):\s?([A-Za-z][A-Za-z0-9]{1,80})\b/;
const plainName = /^\s*(?:the\s+)?([A-Za-z][A-Za-z0-9]{1,80})(?:\s+(?:data\s*)?(?:type|enumeration|attribute|element)s?)?\s*\.?$/i;

/**
 * The prefixed name of the type that a caption or heading is about: `m2m:cmdType` anywhere in it, or a bare name after
 * `about`, which then is one of oneM2M's own (TS-0004 6.1: prefix m2m).
 */
export function typeNameOfTable(table: TableAt, about: RegExp): string | undefined {
  const texts = [table.caption, table.title, table.headings[0]].filter((text) => text !== undefined);
  for (const text of texts) {
    const [, prefix, name] = prefixed.exec(text) ?? [];
    if (prefix !== undefined && name !== undefined) return `${prefix}:${name}`;
    const words = about.exec(text);
    const bare = words === null ? undefined : plainName.exec(text.slice(words.index + words[0].length))?.[1];
    if (bare !== undefined) return `m2m:${bare}`;
  }
  return undefined;
}

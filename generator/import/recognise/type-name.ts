import { recogniseCodes } from './codes.js';
import type { TableAt } from './recogniser.js';
import { squeeze } from './text.js';

const prefixed = /\b([a-z][a-z0-9]{1,9}):\s?([A-Za-z][A-Za-z0-9]{1,80})\b/;
const plainName = /^\s*(?:the\s+)?([A-Za-z][A-Za-z0-9]{1,80})(?:\s+(?:data\s*)?(?:type|enumeration|attribute|element)s?)?\s*\.?$/i;

/**
 * The prefixed name of the type that a caption or heading is about: `m2m:cmdType` anywhere in it, or a bare name after
 * `about`, which then is one of oneM2M's own (TS-0004 6.1: prefix m2m). A clause that is called by another type than its
 * table is reported; the table is believed.
 */
export function typeNameOfTable(table: TableAt, about: RegExp): string | undefined {
  const [heading] = table.headings;
  const stated = [table.caption, table.title]
    .map((text) => text && typeNameIn(text, about))
    .find((name) => name !== undefined && name !== '');
  if (stated === undefined) return heading === undefined ? undefined : typeNameIn(heading, about);
  const [, prefix, name] = prefixed.exec(heading ?? '') ?? [];
  const clause = prefix === undefined || name === undefined ? undefined : `${prefix}:${name}`;
  if (clause !== undefined && clause !== stated && squeeze(heading!).replace(/:\s/, ':') === clause) {
    table.diagnostics.report(
      recogniseCodes,
      'RECOGNISE_SUBJECT',
      `the caption says ${stated}, the heading ${clause}; taken to be about ${stated}`,
      table.place,
      'correct the one that is wrong',
    );
  }
  return stated;
}

function typeNameIn(text: string, about: RegExp): string | undefined {
  const [, prefix, name] = prefixed.exec(text) ?? [];
  if (prefix !== undefined && name !== undefined) return `${prefix}:${name}`;
  const words = about.exec(text);
  const bare = words === null ? undefined : plainName.exec(text.slice(words.index + words[0].length))?.[1];
  return bare === undefined ? undefined : `m2m:${bare}`;
}

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.js';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { byCodepoint } from '../../generator/model/names.js';
import type { Definitions } from '../../generator/read/definitions/read.js';
import { readDefinitions } from '../../generator/read/definitions/read.js';
import type { Sources } from '../../generator/read/sources.js';

const folder = path.join(import.meta.dirname, '..', '..', 'xsd');

/** The JSON files of `xsd/`, path → text. */
export const ourSources: Sources = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.json'))
    .sort(byCodepoint)
    .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
);

export interface Reading {
  readonly definitions: Definitions;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads files given as text, or as values that become JSON with one key or item a line. */
export function read(files: Readonly<Record<string, unknown>>): Reading {
  const texts = Object.entries(files).map(
    ([file, content]) => [file, typeof content === 'string' ? content : JSON.stringify(content, null, 2)] as const,
  );
  return readSources(new Map(texts));
}

export function readSources(sources: Sources): Reading {
  const diagnostics = new Diagnostics();
  const definitions = readDefinitions(sources, diagnostics);
  return { definitions, diagnostics: diagnostics.list() };
}

export const documents = (...ids: string[]): object => ({
  $schema: 'schema/documents.schema.json',
  documents: ids.map((id) => ({ id, title: `Title of ${id}`, version: '1' })),
});

export const attribute = (more: object = {}): object => ({
  name: 'labels',
  type: 'm2m:labels',
  multiplicity: '0..1 (L)',
  access: 'RW',
  create: 'O',
  update: 'O',
  description: 'Keywords.',
  ...more,
});

export const resource = (more: object = {}): object => ({
  $schema: '../schema/resource.schema.json',
  name: 'lamp',
  kind: 'resource',
  description: 'A lamp.',
  source: { document: 'TS-0001', clause: '9.6' },
  operations: ['create'],
  group: 'm2m:regularResource',
  parents: ['CSEBase'],
  children: [],
  attributes: [attribute()],
  ...more,
});

export const erratum = (patches: readonly object[], more: object = {}): object => ({
  id: 'Z01',
  kind: 'table',
  where: [{ document: 'TS-0001', clause: '9.6' }],
  printed: 'this',
  use: 'that',
  why: 'It is better.',
  patches,
  ...more,
});

export const errata = (...list: readonly object[]): object => ({ $schema: 'tables/schema/errata.schema.json', errata: list });

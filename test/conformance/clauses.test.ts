import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { payloadRows, planKinds, procedureCases } from '../../conformance/plan.js';
import { documentAt, documentsIn, whyNot } from '../support/documents.js';

/** What a finding cites, a person can look up. Documents are read here by a few lines of our own, not by the importer. */
const files: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'TS-0001': [documentAt('spec/documents/TS-0001')],
  'TS-0004': [documentAt('spec/documents/TS-0004')],
  'TS-0009': [documentAt('samples/TS-0009')],
  'TS-0001-CR': documentsIn('seeds'),
};

function textOf(file: string): string {
  if (!file.endsWith('.docx')) return readFileSync(file, 'utf8');
  const xml = strFromU8(unzipSync(readFileSync(file))['word/document.xml']!);
  return xml.replaceAll('</w:p>', '\n').replace(/<w:tab\/>/g, '\t').replace(/<[^>]*>/g, '');
}

const cited = [...planKinds(), ...procedureCases(), ...payloadRows()].flatMap((row) => ('clause' in row && typeof row.clause === 'string' ? [row.clause] : []));
const clauses = [...new Set(cited.flatMap((clause) => clause.match(/TS-\d{4}(-CR)? (\d+|[A-Z])(\.\d+[a-z]?)*/g) ?? []))];

describe.each(Object.entries(files))('%s', (document, places) => {
  const there = places.filter((file) => file !== undefined);
  const own = clauses.filter((clause) => clause.startsWith(`${document} `)).map((clause) => clause.split(' ')[1]!);

  it.skipIf(there.length === 0)(there.length === 0 ? `has every clause that the judge cites (skipped: ${whyNot})` : 'has every clause that the judge cites', () => {
    const headings = new Set(there.flatMap((file) => textOf(file).split(/\r?\n/)).flatMap((line) => /^[\s#*]*((?:\d+|[A-Z])(?:\.\d+[a-z]?)*)(?=[\s*]|$)/.exec(line)?.[1] ?? []));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((number) => !headings.has(number))).toEqual([]);
  });
});

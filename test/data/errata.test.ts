import { describe, expect, test } from 'vitest';
import { errata, printed, stale } from './definitions.js';

/** Defects numbered in the survey of the sources that touch nothing we generate: slips in prose, and the HTTP binding. */
const leftOut = {
  A: [2, 3, 27, 35],
  B: [1, 36, 37, 38, 57, 58, 60, 61, 78, 80],
  P: [31, 35, 36, 39, 76, 77, 78, 79, 80, 81, 82, 83],
  // I01 and later are what the import of both documents proposed; P58 took the place of I08. Of I14 and I15, the type of a root element is found by its name.
  I: [8, 14, 15],
  S: [],
  X: [],
};
/** The survey's last; after P43 those met in the tables of the base resources, after B80 what the runtime had to decide. */
const last = { A: 52, B: 87, P: 86, S: 4, X: 7, I: 23 };

const ids = errata.map((e) => e.id);
const { cited, sourced } = ((): { cited: Map<string, string>; sourced: Set<string> } => {
  const citedBy = new Map<string, string>();
  const documents = new Set<string>();
  const visit = (node: unknown, file: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { errata: list, source } = node as { errata?: unknown; source?: { document: string } };
    if (Array.isArray(list)) for (const id of list as string[]) citedBy.set(id, file);
    // A short name may be that of an attribute called source.
    if (typeof source === 'object') documents.add(source.document);
    for (const child of Object.values(node)) visit(child, file);
  };
  for (const [file, content] of printed) visit(content, file);
  return { cited: citedBy, sourced: documents };
})();
const documents = new Set((printed.get('tables/documents.json') as unknown as { documents: { id: string }[] }).documents.map((d) => d.id));

describe('errata', () => {
  test('are all defects of the survey but those that touch nothing, each once, in order', () => {
    const expected = Object.entries(last).flatMap(([letter, n]) =>
      Array.from({ length: n }, (_, i) => i + 1)
        .filter((i) => !(leftOut[letter as keyof typeof leftOut] as readonly number[]).includes(i))
        .map((i) => `${letter}${String(i).padStart(2, '0')}`),
    );
    expect(ids).toEqual(expected);
    expect(ids.length).toBeGreaterThan(120);
  });

  test('patch what the definitions print', () => {
    expect(stale).toEqual([]);
  });

  test('each patch something or are cited, and nothing else is cited', () => {
    expect(errata.filter((e) => e.patches === undefined && !cited.has(e.id)).map((e) => e.id)).toEqual([]);
    expect([...cited].filter(([id]) => !ids.includes(id))).toEqual([]);
  });

  test('patch a place once', () => {
    const places = errata.flatMap((e) => (e.patches ?? []).map((p) => p.at));
    expect(new Set(places).size).toBe(places.length);
  });

  test('patches change something', () => {
    const idle = errata.flatMap((e) => e.patches ?? []).filter((p) => JSON.stringify(p.printed) === JSON.stringify(p.use));
    expect(idle).toEqual([]);
  });

  test('say where, in documents that exist, with lines for the two Change Requests', () => {
    const lengths: Record<string, number> = { 'TS-0006-CR': 513, 'TS-0001-CR': 840 };
    for (const { id, where } of errata) {
      for (const { document, line } of where) {
        expect([id, documents.has(document)]).toEqual([id, true]);
        if (line !== undefined) expect([id, line >= 1 && line <= (lengths[document] ?? 0)]).toEqual([id, true]);
      }
    }
    expect([...sourced].filter((d) => !documents.has(d))).toEqual([]);
  });

  test('say what and why in a line each', () => {
    for (const e of errata) {
      for (const text of [e.printed, e.use, e.why]) expect([e.id, text.length > 0 && text.length <= 160 && !/[\n\r]/.test(text)]).toEqual([e.id, true]);
    }
  });
});

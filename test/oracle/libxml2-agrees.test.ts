import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { M2M_NAMESPACE } from '../../generator/model/names.js';
import { readXsd } from '../../generator/read/xsd/read.js';
import { instancesOf } from '../support/instances.js';
import type { Json } from '../support/json.js';
import { compileAll, xsdFilesOf, type LibxmlSchema } from '../support/libxml2.js';
import { ownMutationsOf } from '../support/mutations.js';
import { schemaCompiler } from '../support/our-schemas.js';
import { toXml } from '../support/to-xml.js';

/**
 * libxml2 validates XML against our documents; Ajv validates JSON against the schemas that we derive from them. Both must
 * say the same of every value, generated from the component model and mutated one change at a time. The order of children
 * is not mutated: JSON has none.
 */
const files = xsdFilesOf('xsd');
const set = readXsd(files, new Diagnostics());
const compile = schemaCompiler(set);
const elements = [...set.elements.values()].filter((element) => !element.abstract);
const seed = 20260101;
/** SPECGEN_RUNS multiplies the values of an element, and how often each mutation is asked. */
const runs = Number(process.env['SPECGEN_RUNS'] ?? 1);
/**
 * Of what an element has itself each element is asked, of what is in its children one of those that have them, and what is in another
 * element is asked there. What changes a value is asked of two values; what puts another in its place, or takes it away, says the second time
 * what it has said the first.
 */
const changesValue = /: (text with a tail|text cut short|longer list|\d+ times)$/;
const oftenEnough = (what: string): number => runs * (changesValue.test(what) ? 2 : 1);
const seen = new Map<string, number>();
const isIndex = (part: string): boolean => /^\d+$/.test(part);
const lesson = (element: string, what: string): string => [element, ...what.split('/').slice(1).filter((part) => !isIndex(part))].slice(-2).join('/');

const placed: ReadonlySet<string> = new Set(['/URI: twice', '/extra: dropped', '/other: dropped', ': unknown member']);

let libxml: LibxmlSchema;
beforeAll(() => {
  libxml = compileAll(files, M2M_NAMESPACE);
});
afterAll(() => libxml.dispose());

describe.each(elements.map((element) => [element.name.local, element] as const))('%s', (_, element) => {
  const validate = compile(element);
  /** What both say; why, only where it is asked: there are tens of thousands, and they agree. */
  const verdicts = (value: Json): { readonly libxml: boolean; readonly ours: boolean; readonly why: () => object } => {
    const xml = toXml(element, value, set);
    const problems = libxml.validate(xml);
    const ours = validate(value);
    const { errors } = validate;
    return { libxml: problems.length === 0, ours, why: () => ({ xml, libxml: problems, ours: errors?.map((e) => `${e.instancePath} ${e.message}`) }) };
  };

  // The least first: what can be learned of a small value needs no document of a large one.
  const samples = fc
    .sample(instancesOf(element, set), { seed, numRuns: 15 * runs })
    .map((value) => ({ value, size: JSON.stringify(value).length }))
    .sort((a, b) => a.size - b.size)
    .map(({ value }) => value);

  it('generated instances are valid to both', () => {
    const invalid = samples.map(verdicts).filter(({ libxml, ours }) => !libxml || !ours);
    expect(invalid.map(({ why }) => why())).toEqual([]);
  });

  it('mutated instances are valid to both or to none', () => {
    const disagreements: object[] = [];
    let invalid = 0;
    for (const value of samples) {
      for (const mutation of ownMutationsOf(element, value, set)) {
        const learned = lesson(element.name.local, mutation.what);
        const times = (seen.get(learned) ?? 0) + 1;
        seen.set(learned, times);
        if (times > oftenEnough(mutation.what)) continue;
        const found = verdicts(mutation.value);
        if (!found.libxml) invalid++;
        // No text is a list of no items, which this mutation cannot say in JSON.
        if (mutation.what.endsWith('missingDataList: no text')) continue;
        // Any element, then a URI: which of them a member is only its place tells, and members have none.
        if (element.name.local === 'resource' && placed.has(mutation.what)) continue;
        if (found.libxml !== found.ours) disagreements.push({ what: mutation.what, ...found.why() });
      }
    }
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(invalid).toBeGreaterThan(0);
  });
});

import fc from 'fast-check';
import { XmlDocument, XmlLibError } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carried } from '../../generator/emit/schemas/representation.js';
import { keyOf } from '../../generator/model/components.js';
import type { Resource } from '../../generator/model/model.js';
import type { JsonObject } from '../../wire/index.js';
import { decode, encode, fromXml, toXml } from '../../wire/index.js';
import { TextError } from '../../wire/text-error.js';
import { parseXml } from '../../wire/xml/parse.js';
import { instancesOf } from '../support/instances.js';
import { isObject, type Json } from '../support/json.js';
import { jsonOfResource } from '../support/json-names.js';
import { compileAll, xsdFilesOf, type LibxmlSchema } from '../support/libxml2.js';
import { mutationsOf } from '../support/mutations.js';
import { specification } from '../support/specification.js';
import { toXml as fromDeclarations } from '../support/to-xml.js';
import { times } from './payloads.js';

/** libxml2 as the judge: of documents that are written here, by our XSDs, and of what is well-formed. */
const M2M = 'http://www.onem2m.org/xml/protocols';
const set = specification.components;

describe('documents that are written here, long names, are those of the XSDs', () => {
  /** Nested children have a prefix in JSON; the instances name them without one. */
  const withoutChildren = (resource: Resource, value: Json): JsonObject => {
    const attributes = new Set(resource.attributes.map(({ name }) => name));
    const members = isObject(value) ? Object.entries(value) : [];
    return Object.fromEntries(members.filter(([name]) => attributes.has(name) || name === 'childResource')) as JsonObject;
  };

  /** Of each of more than a hundred resources this many changes, spread over all that there are. */
  const most = 60 * times;
  const spread = <T>(items: readonly T[]): readonly T[] => {
    const step = Math.max(1, items.length / most);
    return Array.from({ length: Math.min(items.length, most) }, (_, i) => items[Math.floor(i * step)]!);
  };

  /** Our document, and that of the declarations, as one writer would have written them: where they are the same, so is what libxml2 says of them. */
  const asOneWrites = (xml: string): string =>
    xml
      .replace(/^<\?xml .*\n/, '')
      .replace(/(<\/?|xmlns:)q\b/g, '$1m2m')
      .replace(/<([^\s<>/]+)([^<>]*)><\/\1>/g, '<$1$2/>')
      .replace(/&[a-z]+;/g, (name) => references[name]!)
      .trimEnd();
  const references: Readonly<Record<string, string>> = { '&amp;': '&#38;', '&lt;': '&#60;', '&gt;': '&#62;', '&quot;': '&#34;' };

  let libxml: LibxmlSchema;
  beforeAll(() => {
    libxml = compileAll(xsdFilesOf('xsd'), M2M);
  });
  afterAll(() => libxml.dispose());

  it.each(carried(specification).map((resource) => [resource.name, resource] as const))('%s', (_, resource) => {
    const element = set.elements.get(keyOf({ namespace: M2M, local: resource.name }))!;
    let valid = 0;
    let invalid = 0;
    const named = (value: JsonObject) => jsonOfResource(resource, element.type, value as Json, set) as JsonObject;
    for (const generated of fc.sample(instancesOf(element, set), { seed: 20260101, numRuns: 3 * times })) {
      const declared = withoutChildren(resource, generated);
      const value = named(declared);
      const written = toXml(resource.name as string, value, { form: 'long', operation: 'full' });
      // An array of elements may be empty, which XML has no element for.
      if (written.ok) {
        expect(libxml.validate(written.xml), written.xml).toEqual([]);
        valid++;
        // The names of the wire are for no XSD: with long names again it is the same document.
        const wire = toXml(resource.name as string, value, { operation: 'full' });
        const back = wire.ok ? fromXml(wire.xml, { operation: 'full' }) : wire;
        expect(back).toEqual({ ok: true, type: resource.name, form: 'wire', value });
        // What a primitive carries may have any name.
        expect(decode(resource.name as string, encode(resource.name as string, value, { unknown: 'keep' }))).toEqual(value);
      }
      for (const mutation of spread(mutationsOf(element, declared as Json, set))) {
        const mutated = withoutChildren(resource, mutation.value);
        const ours = toXml(resource.name as string, named(mutated), { form: 'long', operation: 'full' });
        if (!ours.ok) continue;
        const verdict = libxml.validate(ours.xml).length === 0;
        const declared = fromDeclarations(element, mutated as Json, set);
        if (asOneWrites(ours.xml) !== asOneWrites(declared) && verdict !== (libxml.validate(declared).length === 0)) expect.fail(`${mutation.what}\n${ours.xml}`);
        if (!verdict) invalid++;
      }
    }
    expect(valid).toBeGreaterThan(0);
    expect(invalid).toBeGreaterThan(10);
  });
});

describe('what is well-formed', () => {
  const libxmlAccepts = (text: string): boolean => {
    try {
      XmlDocument.fromString(text).dispose();
      return true;
    } catch (error) {
      if (error instanceof XmlLibError) return false;
      throw error;
    }
  };
  const accepts = (text: string): boolean => {
    try {
      parseXml(text);
      return true;
    } catch (error) {
      if (error instanceof TextError) return false;
      throw error;
    }
  };

  const pieces = ['<a>', '</a>', '<b/>', '<a', ' x="1"', " y='2'", ' x = "3"', '>', '/>', '<', '&', '&amp;', '&#65;', '&#x0;', '&#xD800;', '&lt', ';', '<!-- c -->', '<!--', '--', '-->', '<![CDATA[', ']]>', '<?p d?>', '<?xml version="1.0"?>', '?>', 'text', ' ', '\n', '\u0001', 'ä', 'xmlns:p="u"', 'p:', 'xmlns=""', '"', "'", '='];
  it('is so for libxml2 too, over documents put together at random', () => {
    let both = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), fc.boolean(), (parts, isInside) => {
        const text = isInside ? `<a>${parts.join('')}</a>` : parts.join('');
        const want = libxmlAccepts(text);
        if (want) both++;
        expect(accepts(text), JSON.stringify(text)).toBe(want);
      }),
      { numRuns: 2000 },
    );
    expect(both).toBeGreaterThan(100);
  });

  const sample = `<?xml version="1.0" encoding="UTF-8"?>\n<!-- c --><m2m:swcm xmlns:m2m="${M2M}" rn='a&amp;b'>\n <vr>1 &#x41;</vr><?p d?><lbl><![CDATA[a]]> b</lbl></m2m:swcm>\n`;
  // libxml2 also judges names of encodings and whether a namespace is a URI, and takes "1." for a version.
  const elsewhere = ['1.0', 'UTF-8', M2M].map((part) => [sample.indexOf(part), sample.indexOf(part) + part.length] as const);
  const positions = Array.from(sample, (_, at) => at).filter((at) => elsewhere.every(([from, to]) => at < from || at >= to));
  it('is so for libxml2 too, after one change of one character', () => {
    fc.assert(
      fc.property(fc.constantFrom(...positions), fc.constantFrom('', '<', '>', '&', ';', '"', "'", '/', '!', '?', '-', ']', ':', '=', ' ', 'x', '1', '\u0000', 'é'), (at, put) => {
        const text = sample.slice(0, at) + put + sample.slice(at + 1);
        expect(accepts(text), JSON.stringify(text)).toBe(libxmlAccepts(text));
      }),
      { numRuns: 2000 },
    );
  });
});

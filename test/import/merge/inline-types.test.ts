import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { importDocuments, resultOf } from '../../../generator/import/import.js';
import { analyse } from '../../../generator/pipeline.js';
import type { Sources } from '../../../generator/read/sources.js';

/** Types that a cell of an attribute makes up in place get a declaration of their own. */
const page = (rows: readonly (readonly [resource: string, attribute: string, type: string])[]): string =>
  [
    '# TS-9100 Widgets',
    '',
    ...[...new Set(rows.map(([resource]) => resource))].flatMap((resource, i) => [
      `## 7.${i + 1} Resource Type ${resource}`,
      '',
      `**Table 7.${i + 1}-1: Resource Specific Attributes of <${resource}> resource**`,
      '',
      '| Attribute Name | Request Optionality Create | Request Optionality Update | Data Type | Default Value and Constraints |',
      '| --- | --- | --- | --- | --- |',
      ...rows.filter(([of]) => of === resource).map(([, attribute, type]) => `| ${attribute} | O | O | ${type} | No default |`),
      '',
    ]),
  ].join('\n');

async function imported(text: string, into: Sources = new Map()) {
  const found = new Diagnostics();
  const result = await importDocuments([{ file: 'TS-9100.md', bytes: Buffer.from(text) }], into, undefined, found, { view: 'accepted' });
  const all = resultOf(into, result);
  const { model, diagnostics } = analyse(all);
  const typeOf = (resource: string, attribute: string): string | undefined => (JSON.parse(all.get(`tables/resources/${resource}.json`)!) as { attributes: { name: string; type: string }[] }).attributes.find((a) => a.name === attribute)?.type;
  return { all, result, model, typeOf, xsd: [...all].filter(([file]) => file.endsWith('.xsd')).map(([, xsd]) => xsd).join(''), problems: [...found.list(), ...diagnostics.list()].filter((d) => d.severity === 'error' || d.code === 'IMPORT_CELL').map((d) => d.message) };
}

describe('a union in the cell of an attribute', () => {
  it('is declared under the name of the attribute, and stays what it is when it is read again', async () => {
    const text = page([['widget', 'when', 'xs:union of xs:dateTime and xs:long'], ['widget', 'many', 'list of union of xs:boolean and xs:NCName'], ['widget', 'plain', 'xs:string']]);
    const { all, typeOf, xsd, problems } = await imported(text);
    expect(problems).toEqual([]);
    expect([typeOf('widget', 'when'), typeOf('widget', 'many'), typeOf('widget', 'plain')]).toEqual(['m2m:when', 'list of m2m:many', 'xs:string']);
    expect(xsd).toContain('<xs:union memberTypes="xs:dateTime xs:long" />');
    expect(xsd).toContain('<xs:union memberTypes="xs:boolean xs:NCName" />');
    expect(await imported(text, all).then((again) => [again.result.changes, again.problems])).toEqual([[], []]);
  });

  it('is one type for one union, and two for two', async () => {
    const { typeOf } = await imported(page([['widget', 'when', 'xs:dateTime or xs:long'], ['gadget', 'when', 'xs:dateTime or xs:long'], ['thing', 'when', 'xs:boolean or xs:long']]));
    expect([typeOf('widget', 'when'), typeOf('gadget', 'when'), typeOf('thing', 'when')]).toEqual(['m2m:when', 'm2m:when', 'm2m:thingWhen']);
  });

  it('leaves a row alone that has a type of its own', async () => {
    const before = await imported(page([['widget', 'when', 'xs:dateTime'], ['widget', 'what', 'xs:string']]));
    const { typeOf } = await imported(page([['widget', 'when', 'xs:dateTime or xs:long'], ['widget', 'what', 'xs:string']]), before.all);
    expect(typeOf('widget', 'when')).toBe('xs:dateTime');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bare, left, recognised, up, Writer } from './support.js';

/** Random facts, written as a table of each style with the accidents of published ones, are read back as they were. */

const name = fc.stringMatching(/^[a-z][a-zA-Z]{2,20}$/);
const typeName = fc.stringMatching(/^[a-z]{3,12}$/).map((text) => `m2m:${text}Kind`);
const words = fc.stringMatching(/^[A-Z][a-z]{1,8}( [a-z]{1,8}){0,5}\.$/);
const multiplicity = fc.constantFrom('1', '0..1', '0..n', '1..n', '0..1 (L)', '0..1(L)', '1 (L)', '0.. 1');
const unique = <T extends { readonly name: string }>(row: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.uniqueArray(row, { selector: (r) => r.name, minLength: 1, maxLength: 12 });

/** What happens to the rows of a table between the author and the reader. */
const accidents = fc.record({
  header: fc.option(fc.nat(12), { nil: undefined }),
  empty: fc.option(fc.nat(12), { nil: undefined }),
  note: fc.boolean(),
  title: fc.boolean(),
});
type Accidents = typeof accidents extends fc.Arbitrary<infer T> ? T : never;

function damaged(
  header: readonly (readonly string[])[],
  rows: readonly (readonly string[])[],
  { header: again, empty, note, title }: Accidents,
): string[][] {
  const width = header[0]!.length;
  const over = (text: string): string[] => [text, ...Array.from({ length: width - 1 }, () => left)];
  const body = rows.flatMap((row, i) => [
    ...(i > 0 && i === again ? header.map((line) => [...line]) : []),
    ...(i === empty ? [Array.from({ length: width }, () => '')] : []),
    [...row],
  ]);
  return [
    ...(title ? [over('A title over all')] : []),
    ...header.map((line) => [...line]),
    ...body,
    ...(note ? [over('NOTE 1: words about it')] : []),
  ];
}

const facts = (rows: readonly (readonly string[])[], caption: string): readonly object[] =>
  bare(recognised(new Writer().table(rows, { caption })).facts);

const subject = fc
  .record({ name, kind: fc.constantFrom('resource' as const, 'mgmtObj' as const) })
  .map(({ name: text, kind }) => ({ name: text, kind, printed: kind === 'resource' ? `<${text}>` : `[${text}]` }));

describe('what is written is read back', () => {
  it('attributes in the style of TS-0001, columns in any order', () => {
    const attribute = fc.record({
      name,
      multiplicity,
      access: fc.constantFrom('RW', 'RO', 'WO', 'R0'),
      text: words,
      announced: fc.constantFrom('MA', 'OA', 'NA'),
    });
    const order = fc.shuffledSubarray(['name', 'multiplicity', 'access', 'text', 'announced'] as const, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(
        subject,
        unique(attribute),
        order,
        fc.boolean(),
        accidents,
        ({ name: resource, kind, printed }, attributes, columns, inHeader, damage) => {
          const headers = {
            name: inHeader ? `Attributes of\n${printed}` : 'Attribute Name',
            multiplicity: 'Multiplicity',
            access: 'RW/\n\nRO/\n\nWO',
            text: 'Description',
            announced: `<${resource}Annc> Attributes`,
          };
          const rows = damaged(
            [columns.map((c) => headers[c])],
            attributes.map((a) => columns.map((c) => a[c])),
            damage,
          );
          const want = attributes.map((a) => ({ kind: 'attribute', resource, resourceKind: kind, ...a }));
          expect(facts(rows, `Table 9.6.99-2: Attributes of ${printed} resource`)).toEqual(want);
        },
      ),
    );
  });

  it('attributes in the style of TS-0004, in each way of writing a merged header', () => {
    const attribute = fc.record({
      name,
      create: fc.constantFrom('M', 'O', 'NP'),
      update: fc.constantFrom('O', 'NP'),
      type: fc.constantFrom('xs:string', 'm2m:ID', 'list of xs:anyURI'),
      default: words,
    });
    const header = {
      merged: [
        ['Attribute Name', 'Request Optionality', left, 'Data Type', 'Default Value and Constraints'],
        [up, 'Create', 'Update', up, up],
      ],
      repeated: [
        ['Attribute Name', 'Request Optionality', 'Request Optionality', 'Data Type', 'Default Value and Constraints'],
        ['Attribute Name', 'Create', 'Update', 'Data Type', 'Default Value and Constraints'],
      ],
      flattened: [
        ['Attribute Name', 'Request Optionality', 'Data Type', 'Default Value and Constraints', ''],
        ['', 'Create', 'Update', '', ''],
      ],
      'flattened to the left': [
        ['Attribute Name', 'Request Optionality', 'Data Type', 'Default Value and Constraints', ''],
        ['Create', 'Update', '', '', ''],
      ],
      one: [['Attribute Name', 'Request Optionality Create', 'Request Optionality Update', 'Data Type', 'Default Value and Constraints']],
    };
    fc.assert(
      fc.property(
        subject,
        unique(attribute),
        fc.constantFrom(...(Object.keys(header) as (keyof typeof header)[])),
        accidents,
        ({ name: resource, kind, printed }, attributes, style, damage) => {
          const rows = damaged(
            header[style],
            attributes.map((a) => [a.name, a.create, a.update, a.type, a.default]),
            damage,
          );
          const want = attributes.map((a) => ({ kind: 'attribute', resource, resourceKind: kind, ...a, text: a.default }));
          expect(facts(rows, `Table 7.4.99.1-3: Resource Specific Attributes of ${printed} resource`)).toEqual(want);
        },
      ),
    );
  });

  it('children', () => {
    const child = fc.record({
      name,
      multiplicity,
      fixedName: fc.option(
        name.filter((text) => text !== 'variable'),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(subject, unique(child), fc.boolean(), accidents, ({ name: resource, kind, printed }, children, typeFirst, damage) => {
        const header = typeFirst
          ? ['Child Resource Type', 'Child Resource Name', 'Multiplicity', 'Ref. to']
          : [`Child Resources of ${printed}`, 'Child Resource Type', 'Multiplicity', 'Description'];
        const rows = children.map((c) => {
          const cells = [c.fixedName ?? '[variable]', `<${c.name}>`];
          return [...(typeFirst ? cells.reverse() : cells), c.multiplicity, 'See there.'];
        });
        const want = children.map((c) => ({
          kind: 'child',
          resource,
          resourceKind: kind,
          type: c.name,
          ...(c.fixedName !== undefined && { fixedName: c.fixedName }),
          multiplicity: c.multiplicity,
        }));
        expect(facts(damaged([header], rows, damage), `Table 9.6.99-1: Child resources of ${printed} resource`)).toEqual(want);
      }),
    );
  });

  it('enumerations, complex types, short names, codes', () => {
    const token = fc.stringMatching(/^[A-Z][A-Z_]{2,20}[A-Z]$/).filter((text) => !text.startsWith('NOTE'));
    const entry = fc.record({ name: token, value: fc.integer({ min: 0, max: 20_000 }) });
    fc.assert(
      fc.property(typeName, unique(entry), accidents, (type, values, damage) => {
        const rows = damaged(
          [['Value', 'Interpretation', 'Note']],
          values.map((v) => [String(v.value), v.name, '']),
          damage,
        );
        expect(facts(rows, `Table 6.3.4.2.99-1: Interpretation of ${type}`)).toEqual(
          values.map((v) => ({ kind: 'enumeration-value', type, ...v, from: 'table' })),
        );
      }),
    );
    const member = fc.record({
      name,
      parent: fc.option(name, { nil: undefined }),
      isXmlAttribute: fc.boolean(),
      type: typeName,
      multiplicity,
    });
    fc.assert(
      fc.property(typeName, unique(member), accidents, (of, members, damage) => {
        const printed = members.map((m) => [
          `${m.parent === undefined ? '' : `${m.parent}/`}${m.isXmlAttribute ? '@' : ''}${m.name}`,
          m.type,
          m.multiplicity,
          '',
        ]);
        const want = members.map((m) => ({
          kind: 'member',
          of,
          path: m.parent === undefined ? [m.name] : [m.parent, m.name],
          isXmlAttribute: m.isXmlAttribute,
          type: m.type,
          multiplicity: m.multiplicity,
        }));
        expect(
          facts(
            damaged([['Element Path', 'Element Data Type', 'Multiplicity', 'Note']], printed, damage),
            `Table 6.3.5.99-1: Type Definition of ${of}`,
          ),
        ).toEqual(want);
      }),
    );
    const short = fc.record({ name, shortName: fc.stringMatching(/^[a-z]{2,5}$/), again: fc.boolean() });
    const heads = [
      ['attribute', 'Attribute Name'],
      ['resource', 'Resource Type Name'],
      ['member', 'Member Name'],
      ['parameter', 'Parameter Name'],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...heads), unique(short), accidents, ([of, head], shorts, damage) => {
        const rows = damaged(
          [[head, 'Occurs in', 'Short Name']],
          shorts.map((s) => [s.name, 'somewhere', s.shortName + (s.again ? '*' : '')]),
          damage,
        );
        expect(facts(rows, 'Table 8.2.9-1: Short names')).toEqual(
          shorts.map((s) => ({ kind: 'short-name', of, name: s.name, shortName: s.shortName, occursIn: ['somewhere'] })),
        );
      }),
    );
    const fault = fc.record({ name: token, faultCode: fc.integer({ min: 9000, max: 9999 }), text: words });
    fc.assert(
      fc.property(unique(fault), accidents, (faults, damage) => {
        const rows = damaged(
          [['Fault code', 'Description', 'execStatus Code']],
          faults.map((f) => [String(f.faultCode), f.text, f.name]),
          damage,
        );
        expect(facts(rows, 'Table 8.2.9-1: SwitchLamp Fault Code Mapping')).toEqual(
          faults.map((f) => ({ kind: 'fault', rpc: 'SwitchLamp', faultCode: f.faultCode, status: f.name, text: f.text })),
        );
      }),
    );
  });
});

describe('whatever stands in a table', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      'Attribute Name',
      'Multiplicity',
      'RW/RO/WO',
      'Value',
      'Interpretation',
      'Short Name',
      'Create',
      'Update',
      'Request Optionality',
      'Fault code',
      '__proto__',
      'constructor',
      '<__proto__>',
      '[constructor]',
      '1',
      'NOTE:',
      '',
      left,
      up,
    ),
  );
  it('gives facts and an account, never an exception', () => {
    const rows = fc
      .integer({ min: 1, max: 6 })
      .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { maxLength: 8 }));
    fc.assert(
      fc.property(rows, fc.string({ maxLength: 60 }), (given, caption) => {
        const whole = given.map((row, y) => row.map((cell, x) => ((cell === left && x === 0) || (cell === up && y === 0) ? '' : cell)));
        const { tables, facts: found } = recognised(new Writer().table(whole, { caption }));
        expect(tables.length).toBe(1);
        expect(tables[0]!.facts).toBe(found.length);
        expect(tables[0]!.kind !== undefined || tables[0]!.reason !== undefined).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('accounts for every row of a recognised table', () => {
    const width = 4;
    const rows = fc.array(
      fc.array(
        text.filter((t) => t !== up && t !== left),
        { minLength: width, maxLength: width },
      ),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(rows, (given) => {
        const { tables, facts: found } = recognised(
          new Writer().table([['Fault code', 'Description', 'execStatus Code', 'More'], ...given], {
            caption: 'Table 1-1: Lamp Fault Code Mapping',
          }),
        );
        const [table] = tables;
        expect(table!.kind).toBe('fault-codes');
        expect(found.length + table!.skipped.length).toBe(given.length);
      }),
    );
  });
});

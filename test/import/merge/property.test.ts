import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { Fact, Facts } from '../../../generator/import/facts.js';
import { changeInWords } from '../../../generator/import/merge/changes.js';
import { merge } from '../../../generator/import/merge/merge.js';
import { analyse } from '../../../generator/pipeline.js';
import type { Sources } from '../../../generator/read/sources.js';

const place = { file: 'any.txt', line: 1, column: 1 };
const names = ['alpha', 'beta', 'gammaRay', 'gammaRays', 'labels', 'delta-1', 'X'];
const hostile = ['__proto__', 'constructor', 'toString', '', ' ', '../up', 'a b', '[anything]', 'naïve', '<b>', 'x'.repeat(300)];
const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.constantFrom(...hostile) });
const resource = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('kettle', 'lamp', 'lampAnnc', 'mgmtObj') }, { weight: 1, arbitrary: fc.constantFrom(...hostile) });
const cell = (...usual: string[]) => fc.option(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom('', '-', '?', 'R0', '0.1', '__proto__', 'see clause 3') }), { nil: undefined });
const type = cell('xs:string', 'xs:boolean', 'list of xs:anyURI', 'm2m:tea', 'm2m:lid', 'm2m:nobody', 'list of m2m:lid', 'hd:other');
const source = fc.record({ clause: fc.option(fc.constantFrom('9.1', '7.1', 'D.3'), { nil: undefined }), table: fc.option(fc.constantFrom('9.1-1', '9.1-2', '7.1-1'), { nil: undefined }) });
const stated = { source, place: fc.constant(place) };
const resourceKind = fc.constantFrom('resource' as const, 'mgmtObj' as const);

const attribute = fc.record({
  kind: fc.constant('attribute' as const),
  resource: fc.option(resource, { nil: undefined, freq: 20 }),
  resourceKind,
  name,
  multiplicity: cell('1', '0..1', '0..1 (L)', '0..n', '1(L)'),
  access: cell('RW', 'RO', 'WO'),
  announced: cell('OA', 'MA', 'NA'),
  create: cell('M', 'O', 'NP', 'NA'),
  update: cell('O', 'NP', 'M'),
  type,
  default: cell('No default', 'true', '5'),
  text: fc.constant(''),
  ...stated,
});
const child = fc.record({ kind: fc.constant('child' as const), resource, resourceKind, type: fc.oneof(name, resource), multiplicity: cell('0..n', '0..1', '1'), ...stated });
const value = fc.record({
  kind: fc.constant('enumeration-value' as const),
  type: fc.option(fc.constantFrom('m2m:tea', 'm2m:mug', 'other:thing', 'm2m:__proto__'), { nil: undefined }),
  attribute: fc.option(fc.record({ resource, name }), { nil: undefined }),
  name: fc.oneof(fc.constantFrom('GREEN', 'BLACK', 'void', 'GREENISH', 'STATUS_BREWED', 'STATUS_BREWD'), fc.constantFrom(...hostile.filter((n) => n.trim() !== ''))),
  value: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
  from: fc.constantFrom('table' as const, 'cell' as const, 'text' as const),
  ...stated,
});
const member = fc.record({
  kind: fc.constant('member' as const),
  of: fc.constantFrom('m2m:lid', 'm2m:spout', 'bad:type', 'm2m:a b'),
  path: fc.array(name, { minLength: 1, maxLength: 3 }),
  isXmlAttribute: fc.boolean(),
  type: fc.constantFrom('xs:string', 'm2m:tea', 'm2m:lid', 'list of xs:integer', 'list of m2m:tea', '', 'm2m:nobody', 'see --> elsewhere'),
  multiplicity: fc.constantFrom('1', '0..1', '0..n', '1..n', '0..1 (L)', '', 'x'),
  ...stated,
});
const short = fc.record({ kind: fc.constant('short-name' as const), of: fc.constantFrom('attribute' as const, 'resource' as const), name, shortName: fc.constantFrom('alp', 'bet', 'x y', ''), ...stated });
const fault = fc.record({ kind: fc.constant('fault' as const), rpc: fc.constantFrom('Brew', 'Pour'), faultCode: fc.integer({ min: 9000, max: 9010 }), status: fc.constantFrom('STATUS_COLD', 'STATUS COLD', 'STATUS_EMPTY'), text: fc.constant(''), ...stated });
const code = fc.record({ kind: fc.constant('status-code' as const), code: fc.integer({ min: 2000, max: 2010 }), name: fc.constantFrom('OK', 'BREWED'), ...stated });
const command = fc.record({ kind: fc.constant('command' as const), cmdType: fc.constantFrom('BREW', '__proto__'), rpcs: fc.array(fc.constantFrom('Brew', 'Pour'), { minLength: 1, maxLength: 3 }), ...stated });

const withoutUndefined = <T extends object>(fact: T): T => Object.fromEntries(Object.entries(fact).flatMap(([key, v]: [string, unknown]) => (v === undefined ? [] : [[key, key === 'source' ? withoutUndefined(v as object) : v]]))) as T;
const fact = fc.oneof({ weight: 8, arbitrary: attribute }, child, { weight: 3, arbitrary: value }, { weight: 2, arbitrary: member }, short, fault, code, command).map((f) => withoutUndefined(f) as Fact);
const facts = fc.array(fact, { maxLength: 25 }).map((all): Facts => ({ document: 'TS-9001', facts: all, tables: [] }));

const run = (document: Facts, into: Sources) => {
  const diagnostics = new Diagnostics();
  const result = merge([document], into, undefined, diagnostics);
  expect(diagnostics.list().filter((d) => d.severity === 'error')).toEqual([]);
  return { ...result, all: new Map([...into, ...result.sources]) };
};
const errors = (sources: Sources) => (sources.size === 0 ? [] : analyse(sources).diagnostics.list().filter((d) => d.severity === 'error').map((d) => `${d.code} ${d.message}`));

describe('whatever the tables of a document say', () => {
  it('the definitions hold, and saying it again changes nothing', () => {
    fc.assert(
      fc.property(facts, (document) => {
        const first = run(document, new Map());
        expect(errors(first.all)).toEqual([]);
        const again = run(document, first.all);
        expect(again.changes.map(changeInWords)).toEqual([]);
        expect([...again.sources.keys()]).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('another document changes definitions into definitions that hold', () => {
    fc.assert(
      fc.property(facts, facts, (one, other) => {
        const second = run(other, run(one, new Map()).all);
        expect(errors(second.all)).toEqual([]);
        expect(run(other, second.all).changes.map(changeInWords)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});

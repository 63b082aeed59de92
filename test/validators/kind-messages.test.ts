import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as authorizationDecision from '../../generated/validators/authorizationDecision.js';
import * as cmdhLimits from '../../generated/validators/cmdhLimits.js';
import * as container from '../../generated/validators/container.js';
import * as group from '../../generated/validators/group.js';
import * as requestPrimitive from '../../generated/validators/requestPrimitive.js';
import * as schedule from '../../generated/validators/schedule.js';

describe('a text where a number is wanted', () => {
  const said = (...circle: readonly unknown[]) => authorizationDecision.fullWire.issues({ olo: { accr: circle } }).flatMap(({ path, rule, message }) => (path[0] === 'olo' ? [`${rule} ${message}`] : []));

  it('is one of xs:float, which has texts of its own, or is told what is wanted', () => {
    expect(said(1.5, 'INF', 'NaN')).toEqual([]);
    expect(said(1, 2, 'many')).toEqual(['pattern originatorLocation (olo)/accr/2 must be a number or one of "INF", "-INF", "NaN"']);
    expect(said(1, 2, true)).toEqual(['type originatorLocation (olo)/accr/2 must be a number or a string']);
  });
});

it('where null alone is wanted, that is said without an article', () => {
  expect(container.createWire.issues({ cr: 5 }).map(({ message }) => message)).toEqual(['creator (cr) must be null']);
});

it('a list where one value is wanted is called that', () => {
  const found = requestPrimitive.requestPrimitiveWire.issues({ op: 2, to: 'a', fr: 'C', rqi: '1', rvi: '3', fc: { atr: [{ nm: 'lbl', val: ['pilot'] }] } });
  expect(found.map(({ message }) => message)).toEqual(['filterCriteria (fc)/atr/0/val must not be an array']);
});

describe('of what is either the one or the other', () => {
  const region = (olo: unknown) => authorizationDecision.partialWire.is({ olo });
  const specialization = (spty: unknown) => group.partialWire.is({ spty });

  it('there is one (TS-0004 6.3.5.28, 6.3.5.67)', () => {
    expect([{ accr: [1, 2, 3] }, { accc: ['KR'] }].map(region)).toEqual([true, true]);
    expect([{}, { accr: [1, 2, 3], accc: ['KR'] }].map(region)).toEqual([false, false]);
    expect([{ cnd: 'a' }, { mgd: 1001 }].map(specialization)).toEqual([true, true]);
    expect([{}, { cnd: 'a', mgd: 1001 }].map(specialization)).toEqual([false, false]);
  });
});

it('a text that breaks several patterns of its type is told once', () => {
  expect(schedule.createWire.issues({ se: { sce: ['', '* * *', '60 * * * * * *', '* * * * 13 * *', '* * * * * 7 *'] } }).map(({ path }) => path.join('/'))).toEqual(['se/sce/0', 'se/sce/1', 'se/sce/2', 'se/sce/3', 'se/sce/4']);
});

it('what a table says of a value beside its type is asked (TS-0004 D.12.6)', () => {
  const found = (lda: unknown) => cmdhLimits.partialWire.issues({ lda }).map(({ rule }) => rule);
  expect([[false], [true], [false, true]].map(found)).toEqual([[], [], []]);
  expect([[], [true, true], [false, true, false]].map(found)).toEqual([['length'], ['unique'], ['length', 'unique']]);
});

type Check = (value: unknown, errors: null, depth: number) => unknown;
/** What is generated to be called by other generated code has no declarations. */
const checks = (await import('../../generated/checks/types.js' as string)) as Readonly<Record<string, Check>>;

describe('a text of a type whose pattern is long', () => {
  it('is told the type, and an example', () => {
    expect(container.createWire.issues({ et: '2026-11-30T12:00:00' }).map(({ message }) => message)).toEqual(['expirationTime (et) must match m2m:timestamp (20300131T120000)']);
    expect(requestPrimitive.requestPrimitiveWire.issues({ op: 2, to: 'a', fr: 'C', rqi: '1', rvi: '3', oet: 'soon' }).map(({ message }) => message)).toEqual([
      'operationExecutionTime (oet) has none of the forms of m2m:absRelTimestamp (20300131T120000)',
    ]);
  });

  const said = [...readFileSync('generated/checks/types.js', 'utf8').matchAll(/export function (\w+)\(v, e, d\) \{\n(?:(?!^export)[^\n]*\n)*?[^\n]*"(?:pattern", "(?:must match )?|type", "has none of the forms of )(\w+:\w+)(?: \((\S.*)\))?"/gm)];

  it.each(said.map(([, name, type, example]) => [type, name, example]))('as in %s, which its own check accepts', (type, name, example) => {
    const check = checks[name!]!;
    expect(`${type}`.endsWith(`:${name}`)).toBe(true);
    if (example !== undefined) expect(check(example, null, 0)).toBeNull();
  });

  it('and nobody is shown such a pattern', () => {
    expect(said.length).toBeGreaterThan(15);
    const shown = generatedChecks().flatMap((text) =>
      [...text.matchAll(/^const (\S+) = \/(.*)\/u;$/gm)].filter(([, name, source]) => source!.length > 40 && text.includes(`${name}.source`)).map(([, name]) => name),
    );
    expect(shown).toEqual([]);
  });
});

const generatedChecks = (): readonly string[] =>
  ['checks', 'validators'].flatMap((folder) =>
    readdirSync(`generated/${folder}`)
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(`generated/${folder}/${file}`, 'utf8')),
  );

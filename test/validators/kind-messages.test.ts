import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as authorizationDecision from '../../generated/validators/authorizationDecision.js';
import * as container from '../../generated/validators/container.js';
import * as requestPrimitive from '../../generated/validators/requestPrimitive.js';

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

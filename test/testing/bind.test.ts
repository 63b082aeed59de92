import { describe, expect, it } from 'vitest';
import type { Issue, Validator } from '../../generated/validators/support.js';
import { bindTesting, type Specification } from '../../testing/index.js';
import { packaged } from '../../testing/specification.js';

/** A specification that knows one type, in a namespace of its own; what it is made of is as `generate` writes it. */
interface Space {
  readonly spaceNumber: number;
}
interface Validators {
  readonly parkingSpace: { readonly create: Validator<Space>; readonly createWire: Validator<{ readonly spn: number }>; readonly full: Validator<Space> };
}

const row = { ...packaged.attributesOf('container')!.find(({ name }) => name === 'maxNrOfInstances')!, name: 'spaceNumber', shortName: 'spn', source: 'MINE 1' };
const table = (long: string, short: string) => ({ toShort: new Map([[long, short]]), toLong: new Map([[short, long]]), provisional: new Set<string>() });
const issues = (key: string) => (data: unknown): readonly Issue[] => {
  const value = (data as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'number' ? [] : [{ path: [key], attribute: 'spaceNumber', rule: 'M', message: `${key} is mandatory`, clause: 'MINE 1' }];
};
const space: Specification = {
  resources: [{ ...packaged.resources.find(({ name }) => name === 'flexContainer')!, name: 'parkingSpace', shortName: 'prks', prefix: 'my' }],
  attributesOf: (resource) => (resource === 'parkingSpace' ? [row] : undefined),
  rulesOf: () => [],
  aliasOf: () => undefined,
  names: { ...packaged.names, resources: table('parkingSpace', 'prks'), attributes: table('spaceNumber', 'spn') },
  validators: { parkingSpace: { create: { issues: issues('spaceNumber') }, createWire: { issues: issues('spn') } } },
  file: (path) =>
    path.startsWith('vectors/')
      ? { resource: 'parkingSpace', names: { spaceNumber: 'spn' }, values: {}, operations: [{ operation: 'create', with: { spaceNumber: 1 } }], valid: [{ name: 'everything', in: ['create'] }], invalid: [] }
      : { $defs: { 'create.wire': { properties: { spn: { type: 'integer' } } }, 'create.long': { properties: { spaceNumber: { type: 'integer' } } } } },
};

const { matchers: { toBeValid, toViolate }, build } = bindTesting<Validators>(space);

describe('matchers and builders for a specification of one\'s own', () => {
  it('build its types', () => {
    expect(build.parkingSpace({ spaceNumber: 17 })).toEqual({ spaceNumber: 17 });
    expect(build.parkingSpace.wire()).toEqual({ spn: 1 });
    expect(Object.keys(build)).toEqual(['parkingSpace']);
  });

  it.each([[{ spn: 17 }], [{ spaceNumber: 17 }], [{ 'my:prks': { spn: 17 } }], [{ 'my:parkingSpace': { spaceNumber: 17 } }]])('find %j valid', (payload) => {
    expect(toBeValid(payload, 'parkingSpace').pass).toBe(true);
  });

  it('tell the form by the names inside, where a type has no short name', () => {
    const { toBeValid } = bindTesting<Validators>({ ...space, resources: space.resources.map((each) => ({ ...each, shortName: each.name })) }).matchers;
    expect(toBeValid({ 'my:parkingSpace': { spn: 17 } }, 'parkingSpace').pass).toBe(true);
    expect(toBeValid({ 'my:parkingSpace': { spaceNumber: 17 } }, 'parkingSpace').pass).toBe(true);
  });

  it('say what is wrong by its tables, schemas and examples', () => {
    const { pass, message } = toBeValid({ 'my:prks': {} }, 'parkingSpace', 'create');
    expect(pass).toBe(false);
    expect(message()).toBe(
      'expected a valid <parkingSpace>, content of a Create request, with short names; 1 violation:\n\n  at /spn: spn is mandatory\n     rule M, MINE 1\n     for example 1',
    );
    expect(toViolate({}, 'spaceNumber', 'M').pass).toBe(true);
    expect(toViolate({ spaceNumber: 1 }, 'spaceNumber', 'M', { resource: 'parkingSpace' }).pass).toBe(false);
  });

  it('know nothing of the package\'s, which knows nothing of theirs', () => {
    expect(() => toBeValid({}, 'container' as 'parkingSpace')).toThrow('there is no resource type "container"');
    expect(toBeValid({ 'm2m:prks': { spn: 1 } }, 'parkingSpace').pass).toBe(false);
  });
});

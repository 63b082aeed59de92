import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attributesOf } from '../../generated/tables/index.js';
import type { ViolationRule } from '../../testing/index.js';
import { toBeValid, toViolate, vectors } from '../../testing/index.js';
import { operationsOf, payloadOf, recognized, resourceList } from '../../testing/payload.js';

const folder = new URL('../../generated/validators/', import.meta.url);
const combinations = resourceList.flatMap((resource) =>
  operationsOf(resource)
    .filter((operation) => operation !== 'partial')
    .map((operation) => ({ ...vectors.payloads(resource, operation as 'full'), resource, operation })),
);

it('every resource type that has validators is known', () => {
  const others = new Set(['all', 'contents', 'index', 'load', 'notification', 'primitives', 'requestPrimitive', 'responsePrimitive', 'support']);
  const modules = readdirSync(folder).filter((name) => name.endsWith('.js')).map((name) => name.replace(/\.js$/, ''));
  expect(resourceList).toEqual(modules.filter((name) => !others.has(name)).sort());
});

it('where names tell nothing, the type with the fewest faults is recognized, of equal ones the first', () => {
  const typeOf = (resourceType: number, ...candidates: readonly string[]) => recognized({ resourceType, resourceName: 'a' }, 'full', candidates)?.resource;
  expect([typeOf(14, 'group', 'node', 'container'), typeOf(23, 'group', 'subscription', 'node'), typeOf(23, 'node', 'subscription')]).toEqual(['node', 'subscription', 'node']);
});

describe.each(combinations)('the vectors of $resource for $operation', ({ resource, operation, valid, invalid }) => {
  it('are valid in either form, which is recognized where there is a name to tell it by', () => {
    for (const { name, long, wire } of valid) {
      expect(toBeValid(long, resource, operation).pass, name).toBe(true);
      expect(toBeValid(wire, resource, operation).pass, name).toBe(true);
      const [ofLong, ofWire] = [payloadOf(long, resource, operation).form, payloadOf(wire, resource, operation).form];
      expect([ofLong, ofWire], name).toEqual(['long', Object.keys(wire).every((key) => Object.hasOwn(long, key)) ? 'long' : 'wire']);
    }
  });

  it('violate the rule that they name, and explain it', () => {
    for (const { name, attribute, rule, long, wire } of invalid) {
      for (const [form, body] of [
        ['long', long],
        ['wire', wire],
      ] as const) {
        const { pass, message } = toViolate(body, attribute, rule satisfies ViolationRule, { resource, operation, form });
        expect(pass, `${name}: ${message()}`).toBe(true);
        expect(toBeValid(body, resource, operation, { form }).message(), name).toContain(`rule ${rule}`);
      }
    }
  });

  it('are recognized as what they are when they have everything, or as another that has all of it too', () => {
    // Many of the standard's resources have no attribute of their own that a request may carry: nothing tells these apart.
    const everything = valid.find(({ name }) => name === 'everything');
    const found = recognized(everything?.wire, operation, resourceList);
    const known = new Set(attributesOf(found!.resource)!.map(({ shortName }) => shortName));
    const foreign = found!.resource === resource ? [] : Object.keys(everything?.wire ?? {}).filter((name) => !known.has(name));
    expect([found!.resource, foreign]).toEqual([found!.resource, []]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributesOf } from '../../generated/tables/index.js';
import * as validators from '../../generated/validators/index.js';
import type { ArbitraryOptions, InvalidPayload } from '../../testing/arbitrary.js';
import { arbitrary } from '../../testing/arbitrary.js';
import { vectors } from '../../testing/index.js';

type Payloads = ((operation: string, options: ArbitraryOptions) => fc.Arbitrary<Record<string, unknown>>) & {
  readonly invalid: (operation: string, options: ArbitraryOptions) => fc.Arbitrary<InvalidPayload>;
};
const payloads = arbitrary as unknown as Readonly<Record<string, Payloads>>;

describe('what is made', () => {
  const seed = 20_260_101;

  it('has every optional attribute sometimes, and does without it at other times', () => {
    const bodies = fc.sample(arbitrary.softwareCampaign('create'), { seed, numRuns: 300 });
    const optional = attributesOf('softwareCampaign')!.filter(({ create }) => create === 'O');
    for (const { name } of optional) {
      const having = bodies.filter((body) => name in body).length;
      expect(having, name).toBeGreaterThan(30);
      expect(having, name).toBeLessThan(270);
    }
  });

  it('deletes attributes in some updates, and changes access control policies alone', () => {
    const bodies = fc.sample(arbitrary.node('update'), { seed, numRuns: 200 });
    expect(bodies.some(({ labels }) => labels === null)).toBe(true);
    const changing = bodies.filter((body) => 'accessControlPolicyIDs' in body);
    expect(changing.length).toBeGreaterThan(5);
    for (const body of changing) expect(Object.keys(body)).toEqual(['accessControlPolicyIDs']);
  });

  it('gives an attribute no wrong value on which another attribute depends', () => {
    // One of 20,000 would be: among the first of this seed it is, where nothing keeps it out.
    const made = fc.sample(arbitrary.invalid('software', 'create'), { seed: 73, numRuns: 600 }).filter(({ attribute }) => attribute === 'mgmtDefinition');
    expect(made.some(({ rule }) => rule === 'fixed')).toBe(true);
    // 0 is a self-defined object, which has a mgmtSchema.
    expect(made.filter(({ body }) => body.mgmtDefinition === 0)).toEqual([]);
  });

  it.each(['softwareCampaign', 'software', 'node'] as const)('breaks every rule that the vectors of %s break', (resource) => {
    const pairs = (cases: readonly { readonly attribute: string; readonly rule: string }[]): readonly string[] =>
      cases.map(({ attribute, rule }) => (rule === 'unknown' ? rule : `${attribute} ${rule}`));
    const missing = new Set(pairs(vectors.payloads(resource, 'update').invalid));
    const payloads = arbitrary.invalid(resource, 'update');
    // No more than are needed: most rules are broken soon.
    for (let part = 0; part < 40 && missing.size > 0; part++) {
      for (const pair of pairs(fc.sample(payloads, { seed: seed + part, numRuns: 100 }))) missing.delete(pair);
    }
    expect([...missing]).toEqual([]);
  });

  it.each(['long', 'wire'] as const)('has right requests and responses inside of a <transaction>, of many parameters, with %s names', (form) => {
    const suffix = form === 'wire' ? 'Wire' : '';
    const bodies = fc.sample(payloads['transaction']!('full', { form }), { seed, numRuns: 100 });
    for (const kind of ['requestPrimitive', 'responsePrimitive'] as const) {
      const key = form === 'wire' ? { requestPrimitive: 'm2m:rqp', responsePrimitive: 'm2m:rsp' }[kind] : kind;
      const inside = bodies.flatMap((body) => (Object.hasOwn(body, key) ? [body[key] as object] : []));
      expect(inside.length).toBeGreaterThan(30);
      for (const each of inside) expect(validators[`${kind}${suffix}`].issues(each)).toEqual([]);
      expect(new Set(inside.flatMap((each) => Object.keys(each))).size).toBeGreaterThan(8);
    }
  });

  it('shrinks to the least payload', () => {
    const { counterexample } = fc.check(
      fc.property(arbitrary.softwareCampaign('create'), () => false),
      { seed },
    );
    expect(counterexample?.[0]).toEqual({ version: '', softwareName: '', URL: '', softwareTargets: [''], softwareOperation: 1 });
  });

  it('shrinks what is invalid to one rule of one attribute', () => {
    const { counterexample } = fc.check(
      fc.property(arbitrary.softwareCampaign.invalid('update'), ({ attribute }) => attribute !== 'labels'),
      { seed, numRuns: 1000 },
    );
    expect(Object.keys(counterexample?.[0].body ?? {})).toEqual(['labels']);
  });

  it('does not make what does not exist', () => {
    expect(() => arbitrary.softwareCampaign('partial' as 'create')).toThrow('no payloads are made for "partial"');
    expect(() => arbitrary.invalid('CSEBase', 'create' as 'full')).toThrow('<CSEBase> has no operation "create"');
  });
});

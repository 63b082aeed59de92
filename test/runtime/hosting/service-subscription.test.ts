import { describe, expect, it } from 'vitest';
import { ae, world, type Json, type World } from '../core/support.js';

/** A CSE whose subscription has these rules; without any it is not subject to one. */
async function subscribed(rules: readonly Json[], csi = '/id-in'): Promise<World> {
  const made = world();
  await made.must(2001, { op: 1, to: 'cse-in', ty: 11, pc: { 'm2m:mssp': { rn: 'profile' } } });
  for (const [index, rule] of rules.entries()) await made.must(2001, { op: 1, to: 'cse-in', ty: 19, pc: { 'm2m:asar': { rn: `rule${index}`, ...rule } } });
  await made.must(2001, { op: 1, to: 'cse-in/profile', ty: 20, pc: { 'm2m:svsn': { ni: 'urn:n', csi, rlk: rules.map((_, index) => `cse-in/rule${index}`) } } });
  return made;
}

describe('service subscription (TS-0004 7.3.2.7)', () => {
  it.each([
    ['no rule', [], 4126],
    ['a rule for this App-ID', [{ aai: ['Napp'], aae: ['Cmine'] }], 2001],
    ['a pattern of both', [{ aai: ['N*p'], aae: ['C*'] }], 2001],
    ['any', [{ aai: ['*'], aae: ['*'], apci: ['*'] }], 2001],
    ['another App-ID', [{ aai: ['Rother'], aae: ['*'] }], 4126],
    ['another AE-ID', [{ aai: ['*'], aae: ['S*'] }], 4126],
    ['halves of two rules', [{ aai: ['Napp'], aae: ['Cother'] }, { aai: ['Nother'], aae: ['Cmine'] }], 4126],
    ['a credential that nobody here has', [{ aai: ['*'], aae: ['*'], apci: ['C123'] }], 4126],
    ['a second rule', [{ aai: ['Nother'] }, { aai: ['Napp'] }], 2001],
  ])('%s: %j %i', async (_name, rules, rsc) => {
    const made = await subscribed(rules);
    expect((await made.ask(ae('Cmine'))).rsc).toBe(rsc);
    expect(made.cse.store.children('id-in', 'AE')).toHaveLength(rsc === 2001 ? 1 : 0);
  });

  it('an AE-ID that this CSE assigns is judged as it is assigned', async () => {
    const made = await subscribed([{ aae: ['C*'] }]);
    await made.must(2001, ae('C'));
    await made.must(4126, ae('S'));
  });

  it('a subscription of another CSE is nothing to this one', async () => {
    const made = await subscribed([], '/mn');
    await made.must(2001, ae('Cmine'));
  });
});

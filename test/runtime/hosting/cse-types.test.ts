/** Resource types that are for an IN-CSE alone (TS-0004 7.3.3.3, Table 6.3.4.2.1-1). */

import { expect, it } from 'vitest';
import type { CseTypeIDName } from '../../../generated/enumerations.js';
import { resources } from '../../../generated/tables/resources.js';
import { world } from '../core/support.js';

/** Those whose note in the table says so. */
const ofTheTable = [7, 11, 19, 20, 21, 22, 43, 44, 47];

/** What a CSE says to a CREATE below its CSEBase, without attributes. */
async function answers(cseType: CseTypeIDName): Promise<ReadonlyMap<string, string>> {
  const { ask } = world({ cseType });
  const said = new Map<string, string>();
  for (const { name, shortName, prefix = 'm2m', resourceType } of resources) {
    const { rsc, text } = await ask({ op: 1, to: 'cse-in', ty: resourceType, pc: { [`${prefix}:${shortName}`]: {} } });
    said.set(name, `${rsc} ${text.replace(/[a-zA-Z]+\d+/g, '')}`);
  }
  return said;
}

it('an MN-CSE and an ASN-CSE refuse them, and nothing else that an IN-CSE would take', async () => {
  const atIn = await answers('IN_CSE');
  for (const type of ['MN_CSE', 'ASN_CSE'] as const) {
    const said = await answers(type);
    for (const { name, resourceType } of resources.filter(({ name }) => name !== 'remoteCSE'))
      if (ofTheTable.includes(resourceType ?? 0)) expect(said.get(name), name).toMatch(/^4005 .*(IN_CSE|takes no CREATE)/);
      else expect(said.get(name), name).toBe(atIn.get(name));
  }
});

it('and do not say that they support them', async () => {
  const typesAt = async (cseType: CseTypeIDName) => (await world({ cseType }).must(2000, { op: 2, to: 'cse-in' })).body['srt'] as readonly number[];
  const [all, some] = [await typesAt('IN_CSE'), await typesAt('MN_CSE')];
  expect(all.filter((number) => !some.includes(number))).toEqual(ofTheTable);
  expect(some.filter((number) => !all.includes(number))).toEqual([]);
});

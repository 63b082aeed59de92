import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { attributesOf } from '../../../generated/tables/attributes.js';
import { resources } from '../../../generated/tables/resources.js';
import { checkAccess } from '../../../runtime/access/check-access.js';
import { checkValues } from '../../../runtime/access/values.js';
import { coreProcedures } from '../../../runtime/procedures/index.js';
import { ae, world, type Json } from '../core/support.js';
import { chainTo, creatable, minimal, stand } from './samples.js';

/**
 * Attributes of multiplicity 1 whose value only something outside of the resource can give, and that are absent until then: what a network
 * or a device says, or a choice that the standard leaves to local policy where nobody makes it.
 */
const later: Readonly<Record<string, readonly string[]>> = {
  delivery: ['aggregatedRequest'],
  eventLog: ['logStart', 'logStop'],
  localMulticastGroup: ['responseTarget'],
  multimediaSession: ['acceptedSessionDescriptions'],
  notificationTargetPolicy: ['action', 'policyLabel'],
  reboot: ['reboot', 'factoryReset'],
  transaction: ['responsePrimitive'],
  transactionMgmt: ['responsePrimitives'],
};

describe('every resource type is hosted from the tables (TS-0004 7.2.2.2, 7.3.3.3 to 7.3.3.8)', () => {
  it('each that can be created has a place', () => {
    const homeless = creatable.filter(({ name }) => chainTo(name) === undefined).map(({ name }) => name);
    expect(homeless).toEqual([]);
  });

  it.each(creatable.filter(({ name }) => chainTo(name) !== undefined).map(({ name }) => name))('%s: created, retrieved, updated, deleted', async (type) => {
    const made = world();
    const to = await stand(made, type);
    const fr = type === 'pollingChannel' ? made.cse.store.get(to)?.creator : 'CAdmin';
    const must = (rsc: number, request: Json) => made.must(rsc, { fr, ...request });
    expect((await must(2000, { op: 2, to })).root).toBeDefined();
    const stored = made.cse.store.get(to)?.attributes ?? {};
    const always = (attributesOf(type) ?? []).filter((row) => !row.optional && !(row.announced === null && row.name === 'accessControlPolicyIDs'));
    const universal = new Set(['resourceType', 'resourceID', 'resourceName', 'parentID']);
    const absent = always.filter(({ name }) => !universal.has(name) && !Object.hasOwn(stored, name)).map(({ name }) => name);
    expect(absent.filter((name) => later[type]?.includes(name) !== true)).toEqual([]);
    expect(checkValues(type, stored, '')).toEqual([]);
    const row = resources.find(({ name }) => name === type);
    const isOpen = (attributesOf(type) ?? []).some(({ update }) => update === 'O');
    if (row?.operations.includes('update') === true && isOpen) {
      const [name, value] = attributesOf(type)?.some((each) => each.name === 'labels' && each.update === 'O') ? ['labels', ['x']] : ['expirationTime', '20261230T000000'];
      await must(2004, { op: 3, to, pc: { [`m2m:${type}`]: { [name]: value } } });
      expect(made.cse.store.get(to)?.attributes[name]).toEqual(value);
    } else if (isOpen || row?.operations.includes('update') === false) await must(4005, { op: 3, to, pc: { [`m2m:${type}`]: { labels: ['changed'] } } });
    await must(2002, { op: 4, to });
    await must(4004, { op: 2, to });
  });

  it.each(resources.filter(({ operations }) => !operations.includes('create')).map(({ name }) => name))('%s: nobody creates one', async (type) => {
    const { must } = world();
    await must(4005, { op: 1, to: 'cse-in', ty: type, pc: { [`m2m:${type}`]: { labels: ['x'] } } });
  });

  it('what lacks something mandatory, or has something unknown, is refused: every type', async () => {
    const { must } = world();
    for (const { name } of creatable) {
      const [to, ...rest] = (chainTo(name) ?? []).length === 1 ? ['cse-in'] : [];
      if (to === undefined || rest.length > 0) continue;
      await must(4000, { op: 1, to, ty: name, pc: { [`m2m:${name}`]: { ...minimal(name), resourceName: undefined, nonsense: 1 } } });
      for (const row of attributesOf(name) ?? []) {
        if (row.create !== 'M') continue;
        const { [row.name]: _absent, ...pc } = minimal(name);
        expect(checkAccess({ type: name, operation: 'create', patch: pc as never, by: 'Originator' })).not.toEqual([]);
      }
    }
  });

  it('CSEBase lists them all (TS-0001 9.6.3)', async () => {
    const { must } = world();
    const { body } = await must(2000, { op: 2, to: 'cse-in' });
    const numbers = [...new Set(resources.map(({ resourceType }) => resourceType))].sort((a, b) => Number(a) - Number(b));
    expect(body['srt']).toEqual(numbers);
  });

  it('a specialization is meant by its root, or by mgmtDefinition where the content is bare (TS-0001 9.6.35, 9.6.15)', async () => {
    const { must, cse } = world();
    const { body } = await must(2001, { op: 1, to: 'cse-in', ty: 28, pc: { 'm2m:ajfw': { rn: 'w', ...wrapper } } });
    expect(cse.store.get(String(body['ri']))?.type).toBe('svcFwWrapper');
    await must(2001, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'urn:n' } } });
    await must(2001, { op: 1, to: 'cse-in/n', ty: 13, pc: { rn: 'b', mgd: 1006, btl: 50, bts: 1 } });
    expect(cse.store.childNamed(cse.store.childNamed('id-in', 'n')?.id ?? '', 'b')?.type).toBe('battery');
  });

  it.each([
    ['of another domain', { 'hd:lamp': { rn: 'g', cnd: 'org.example.own', on: true } }],
    ['of the standard, without a definition here', { 'm2m:gis': { rn: 'g', cnd: 'org.onem2m.common.genericInterworkingService' } }],
    ['by the name of all', { 'm2m:fcnt': { rn: 'g', cnd: 'org.example.own' } }],
    ['by no name', { rn: 'g', cnd: 'org.example.own' }],
  ])('a <flexContainer> needs the schema that containerDefinition names (TS-0004 7.4.37.2.1): %s', async (_name, pc) => {
    const { must } = world();
    expect((await must(4125, { op: 1, to: 'cse-in', ty: 28, pc })).text).toContain('There is no schema for "');
  });
});

const wrapper = { cnd: 'org.onem2m.home.svcFwWrapper' };

describe('<semanticDescriptor> (TS-0004 7.4.34.2.3)', () => {
  it('is not valid any more when it is not to be validated', async () => {
    const { must } = world();
    await must(2001, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'n' } } });
    await must(2001, { op: 1, to: 'cse-in/n', ty: 24, pc: { 'm2m:smd': { rn: 's', dcrp: 4, dsp: 'eA==' } } });
    const update = async (vlde: boolean) => (await must(2004, { op: 3, to: 'cse-in/n/s', pc: { 'm2m:smd': { vlde } } })).body;
    expect(await update(false)).not.toHaveProperty('svd');
    expect(await update(true)).toMatchObject({ vlde: true });
    expect(await update(false)).toMatchObject({ vlde: false, svd: false });
  });
});

describe('<remoteCSE>: registration (TS-0004 7.4.4.2.1)', () => {
  const registration = (fr: string, more = {}) => ({
    op: 1,
    to: 'cse-in',
    ty: 16,
    fr,
    pc: { 'm2m:csr': { rn: fr.slice(1), cb: `${fr}/cse`, rr: true, srv: ['3'], ...more } },
  });

  it('a CSE registers itself; From is its CSE-ID, whatever the content says', async () => {
    const { must } = world();
    const { body } = await must(2001, registration('/mn-1', { csi: '/somebody' }));
    expect(body).toMatchObject({ csi: '/mn-1' });
    await must(4117, registration('/mn-1', { rn: 'again' }));
    await must(2001, registration('//sp/mn-2', { rn: 'mn-2' }));
    await must(4117, registration('/mn-2', { rn: 'again' }));
    await must(2004, { op: 3, to: 'cse-in/mn-1', fr: '/mn-1', pc: { 'm2m:csr': { dcse: ['/asn-7'] } } });
    await must(2000, { op: 2, to: 'cse-in/mn-1', fr: '/mn-1' });
    await must(4103, { op: 2, to: 'cse-in/mn-1', fr: '/mn-2' });
    // A CSE behind it, and an AE of it, are known through it.
    await must(4103, { op: 2, to: 'cse-in/mn-1', fr: '/asn-7/Cabc' });
    await must(4103, { op: 2, to: 'cse-in/mn-1', fr: '/unknown/Cabc' });
    await must(2002, { op: 4, to: 'cse-in/mn-1', fr: '/mn-1' });
    await must(2001, registration('/mn-1'));
  });

  it('an AE registers no CSE, and nobody this one', async () => {
    const { must } = world();
    await must(2001, ae('Capp'));
    await must(4005, registration('Capp'));
    await must(4005, { ...registration('/id-in'), fr: 'CAdmin', pc: { 'm2m:csr': { csi: '/id-in', cb: '/id-in/x', rr: true, srv: ['3'] } } });
    await must(4108, { ...registration('/mn-1'), to: 'cse-in/Capp' });
  });

  it('as local policy lets it', async () => {
    const { must } = world({ policy: { mayRegister: (id) => id !== '/mn-1' } });
    await must(4103, registration('/mn-1'));
    await must(2001, registration('/mn-2'));
  });

  it('is in the target list of campaigns as an AE is: its node links to it', async () => {
    const { must, cse } = world();
    await must(2001, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'gw', ni: 'urn:gw' } } });
    await must(2001, registration('/mn-1', { nl: 'cse-in/gw' }));
    const node = cse.store.childNamed('id-in', 'gw');
    expect(cse.store.children('id-in', 'remoteCSE', ['cse-in/gw'])).toHaveLength(1);
    expect(node?.id).toBeDefined();
  });
});

describe('the table of resource types in runtime/README.md', () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, '../../../runtime/README.md'), 'utf8');
  const rows = new Map([...readme.matchAll(/^\| `[<[](\w+)[>\]]` \| (.+) \|$/gm)].map(([, type = '', how = '']): [string, string] => [type, how]));
  const own = new Set(coreProcedures([], {} as never).map(({ type }) => type));
  const managing = ['mgmtCmd', 'execInstance', 'software'];

  it('has every type, and says of each whether it has procedures of its own', () => {
    const hosted = resources.filter(({ kind }) => kind !== 'announced');
    expect([...rows.keys()]).toEqual(hosted.map(({ name }) => name));
    for (const { name, group } of hosted) {
      const isOwn = own.has(name) || managing.includes(name) || name === 'CSEBase';
      const how = rows.get(name) ?? '';
      if (isOwn) expect(how, name).toMatch(/^TS-\d{4}/);
      else expect(how, name).toMatch(group === 'm2m:flexContainerResource' ? /^as `<flexContainer>`$/ : /^generic(: .+)?$/);
    }
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { attributesOf } from '../../generated/tables/attributes.js';
import { rulesOf } from '../../generated/tables/rules.js';
import * as validators from '../../generated/validators/index.js';
import { vocabulary } from '../../generated/vocabulary.js';
import { startCse } from '../../runtime/serve/index.js';
import { bindHostingCse, createHostingCse, manualClock, type HostingCse, type Specification } from '../../runtime/index.js';

const standard: Specification = { vocabulary, attributesOf, rulesOf, validators };
const namespace = { prefix: 'my', namespace: 'https://example.org/parking' };

/** <schedule> under another name: what the compiler makes of a type of one's own is tested where it is compiled. */
const parking: Specification = {
  ...standard,
  attributesOf: (type) => attributesOf(type === 'parkingHours' ? 'schedule' : type),
  validators: { ...validators, parkingHours: validators.schedule },
  vocabulary: {
    ...vocabulary,
    structures: [...vocabulary.structures, { ...vocabulary.structures.find(({ name }) => name === 'schedule')!, name: 'parkingHours' }],
    roots: [...vocabulary.roots, { name: 'parkingHours', shortName: 'parkingHours', type: 'parkingHours', prefix: 'my' }],
    resources: [...vocabulary.resources, { ...vocabulary.resources.find(({ name }) => name === 'schedule')!, name: 'parkingHours', shortName: 'parkingHours', prefix: 'my', resourceType: 28, parents: ['CSEBase'] }],
    namespaces: [namespace],
  },
};

describe('a specification that adds to that of the package', () => {
  it('has all of it', () => {
    const resources = vocabulary.resources.filter(({ name }) => name !== 'node');
    expect(() => bindHostingCse({ ...parking, vocabulary: { ...parking.vocabulary, resources } })()).toThrow(/lacks node: generate it with --base package/);
  });

  it.each<readonly [form: string, names: Readonly<Record<string, unknown>>, sent: object]>([
    ['short', { op: 1, to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 28 }, { se: { sce: ['* * 8-18 * * * *'] } }],
    ['long', { operation: 1, to: 'cse-in', from: 'CAdmin', requestIdentifier: '1', resourceType: 28 }, { scheduleElement: { scheduleEntry: ['* * 8-18 * * * *'] } }],
  ])('is hosted under the root elements of its types, with %s names', async (form, names, sent) => {
    const cse = bindHostingCse(parking)();
    const content = form === 'short' ? 'pc' : 'primitiveContent';
    const created = await cse.request({ ...names, [content]: { 'my:parkingHours': sent } });
    expect(created).toMatchObject({ [form === 'short' ? 'rsc' : 'responseStatusCode']: 2001, [content]: { 'my:parkingHours': sent } });
    const [stored] = cse.store.children('id-in');
    expect(stored?.type).toBe('parkingHours');
    const below = await cse.request({ op: 2, to: 'cse-in', fr: 'CAdmin', rqi: '2', rcn: 8 });
    expect(below['pc']).toMatchObject({ 'm2m:cb': { 'my:parkingHours': [{ se: { sce: ['* * 8-18 * * * *'] } }] } });
  });

  it('is checked as any other, and no other name is taken for it', async () => {
    const { request } = bindHostingCse(parking)();
    const create = (root: string, body: object, ty = 28) => request({ op: 1, to: 'cse-in', fr: 'CAdmin', rqi: '1', ty, pc: { [root]: body } });
    expect((await create('my:parkingHours', { se: { sce: ['never'] } }))['rsc']).toBe(4000);
    expect((await create('my:parkingHours', { unheard: 1 }))['rsc']).toBe(4000);
    expect((await create('m2m:parkingHours', { se: { sce: ['* * * * * * *'] } }))['rsc']).toBe(4000);
    expect((await create('your:parkingHours', { se: { sce: ['* * * * * * *'] } }))['rsc']).toBe(4125);
    expect((await create('your:parkingHours', { se: { sce: ['* * * * * * *'] } }, 18))['rsc']).toBe(4000);
    expect((await create('my:parkingHours', { se: { sce: ['* * * * * * *'] } }, 18))['rsc']).toBe(4000);
  });

  it('leaves the types of the package as they are', async () => {
    const { request } = bindHostingCse(parking)();
    const node = await request({ op: 1, to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 14, pc: { 'm2m:nod': { ni: 'urn:gateway-1' } } });
    expect(node).toMatchObject({ rsc: 2001, pc: { 'm2m:nod': { ni: 'urn:gateway-1' } } });
  });

  it('is that of its CSE alone, in a process with others', async () => {
    const clock = manualClock();
    const ours = bindHostingCse(parking)({ clock });
    const theirs = createHostingCse({ clock });
    const others = createHostingCse({ clock, specification: { ...parking, vocabulary: { ...parking.vocabulary, namespaces: [{ ...namespace, prefix: 'your' }], roots: parking.vocabulary.roots.map((root) => ('prefix' in root ? { ...root, prefix: 'your' } : root)), resources: parking.vocabulary.resources.map((row) => ('prefix' in row ? { ...row, prefix: 'your' } : row)) } } });
    const create = (cse: HostingCse, root: string) => cse.request({ op: 1, to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 28, pc: { [root]: { se: { sce: ['* * * * * * *'] } } } });
    // At the same time, so that each goes on between steps of the others.
    const made = await Promise.all([ours, theirs, others].flatMap((cse) => [create(cse, 'my:parkingHours'), create(cse, 'your:parkingHours')]));
    expect(made.map(({ rsc }) => rsc)).toEqual([2001, 4125, 4125, 4125, 4125, 2001]);
    // What time does to a resource is work of its CSE, too.
    expect(ours.store.children('id-in').length).toBe(1);
    clock.advance(366 * 86_400_000);
    expect([ours, others].map((cse) => cse.store.children('id-in').length)).toEqual([0, 0]);
  });

  it('is spoken at a socket, in XML too, and in what is notified', async () => {
    const heard: string[] = [];
    const target = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => void heard.push(text)).on('end', () => response.writeHead(200, { 'X-M2M-RSC': '2000' }).end());
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const cse = await startCse({ specification: parking, port: 0 });
    const ask = async (method: string, to: string, type: string, body: string, accept = 'application/xml') => {
      const answer = await fetch(`${cse.url}/${to}`, { method, headers: { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': '1', 'X-M2M-RVI': '3', 'Content-Type': type, Accept: accept }, ...(body !== '' && { body }) });
      return `${answer.headers.get('x-m2m-rsc')} ${await answer.text()}`;
    };
    const hours = '<my:parkingHours xmlns:my="https://example.org/parking" rn="h"><se><sce>* * 8-18 * * * *</sce></se></my:parkingHours>';
    expect(await ask('POST', 'cse-in', 'application/xml;ty=28', hours)).toMatch(/^2001 [^]*<my:parkingHours [^>]*xmlns:my="https:\/\/example.org\/parking" rn="h">/);
    const { port } = target.address() as AddressInfo;
    await ask('POST', 'cse-in/h', 'application/json;ty=23', JSON.stringify({ 'm2m:sub': { nu: [`http://127.0.0.1:${port}/?ct=xml`], enc: { net: [1] } } }), 'application/json');
    expect(await ask('PUT', 'cse-in/h', 'application/xml', hours.replace(' rn="h"', '').replace('8-18', '9-17'))).toMatch(/^2004 /);
    await vi.waitFor(() => expect(heard.join('')).toMatch(/<my:parkingHours[^]*9-17/), 5_000);
    await cse.close();
    target.close();
  });
});

import { expect, it } from 'vitest';
import { delay, sessionTimeout } from '../../../runtime/devices/behaviour.js';
import { SessionError } from '../../../runtime/index.js';
import { place, settle } from './place.js';

const file = { fileType: '1', URL: 'http://files.example/u', username: '', password: '' };
const app = { resourceName: 's', mgmtDefinition: 1002, version: '1.0', softwareName: 'app', URL: 'http://files.example/app-1.0.zip' };

it('a chain of notifications is no burden on the stack, and every subscriber hears events in their order', async () => {
  const heard: string[] = [];
  const here = place({
    notify: async (target, notification) => {
      heard.push(`${target} ${JSON.stringify(notification).replace(/.*"lbl":\["(\d+)"\].*/, '$1')}`);
      const next = heard.length / 2 + 0.5;
      if (target === 'http://1/' && next < 2_000) await here.update('cse-in/g', 'node', { labels: [String(next)] });
    },
  });
  here.boot();
  await here.create('cse-in', 'node', { resourceName: 'g', nodeID: 'g' });
  for (const target of ['http://1/', 'http://2/']) await here.create('cse-in/g', 'subscription', { notificationURI: [target] });
  await here.update('cse-in/g', 'node', { labels: ['0'] });
  for (let turn = 0; turn < 20_000 && heard.length < 4_000; turn++) await settle();
  expect(heard.slice(0, 4)).toEqual(['http://1/ 0', 'http://2/ 0', 'http://1/ 1', 'http://2/ 1']);
  expect([heard.length, here.reports]).toEqual([4_000, []]);
}, 60_000);

it('a request waits for a device no longer than its Originator does', async () => {
  const here = place();
  here.boot();
  const [node = ''] = await here.nodes(1);
  here.devices.device(node).always('connect', sessionTimeout);
  await here.create('cse-in', 'mgmtCmd', { resourceName: 'cmd', cmdType: 2, execTarget: node });
  const primitiveContent = { 'm2m:mgmtCmd': { execEnable: true } };
  const answer = here.send({ operation: 'update', to: 'cse-in/cmd', primitiveContent, requestExpirationTimestamp: 5_000 });
  await here.advance(5_000);
  expect((await answer).status).toBe(4008);
});

it.each([
  ['no request identifier', { operation: 'retrieve', to: 'cse-in', requestIdentifier: undefined }, 4000],
  ['an empty one', { operation: 'retrieve', to: 'cse-in', requestIdentifier: '' }, 4000],
  ['a policy that is not there', { operation: 'create', to: 'cse-in', resourceType: 'node', primitiveContent: { nodeID: 'x', accessControlPolicyIDs: ['nowhere'] } }, 4000],
  ['something that is no policy', { operation: 'create', to: 'cse-in', resourceType: 'node', primitiveContent: { nodeID: 'x', accessControlPolicyIDs: ['cse-in'] } }, 4000],
  ['a policy of another CSE', { operation: 'create', to: 'cse-in', resourceType: 'node', primitiveContent: { nodeID: 'x', accessControlPolicyIDs: ['/other/p'] } }, 5001],
  ['a CSEBase', { operation: 'create', to: 'cse-in', resourceType: 'CSEBase', primitiveContent: {} }, 4005],
])('%s is refused', async (_name, request, status) => {
  const here = place();
  here.boot();
  expect((await here.send(request)).status).toBe(status);
});

it('execReqArgs are checked on UPDATE as on CREATE', async () => {
  const here = place();
  here.boot();
  const [node = ''] = await here.nodes(1);
  await here.create('cse-in', 'mgmtCmd', { resourceName: 'cmd', cmdType: 3, execTarget: node, execReqArgs: { upload: [file] } });
  const updated = (execReqArgs: unknown) => here.send({ operation: 'update', to: 'cse-in/cmd', primitiveContent: { 'm2m:mgmtCmd': { execReqArgs } } });
  expect((await updated({ softwareUninstall: [{ UUID: 'x', version: '1', executionEnvRef: '' }] })).status).toBe(6023);
  expect((await updated({ upload: [{ ...file, URL: 'http://files.example/v' }] })).status).toBe(2004);
});

it('a node that a group names under three addresses is one target', async () => {
  const here = place();
  here.boot();
  const [node = ''] = await here.nodes(1);
  await here.create('cse-in', 'group', { resourceName: 'gr', maxNrOfMembers: 5, memberIDs: [node, 'cse-in/n0', `/id-in/${node}`], memberType: 14 });
  await here.create('cse-in', 'mgmtCmd', { resourceName: 'cmd', cmdType: 3, execTarget: 'cse-in/gr', execReqArgs: { upload: [file] } });
  await here.update('cse-in/cmd', 'mgmtCmd', { execEnable: true });
  expect(here.keys).toHaveLength(1);
});

it('B83: a factory reset takes away what was installed, and what is being installed', async () => {
  const here = place();
  here.boot();
  const [node = ''] = await here.nodes(1);
  await here.create(node, 'software', app);
  await here.create(node, 'software', { ...app, resourceName: 't', softwareName: 'other', URL: 'http://files.example/other-1.0.zip' });
  await here.update('cse-in/n0/s', 'software', { install: true });
  await here.advance(5_000);
  here.devices.device(node).next('ChangeDUState', delay(60_000));
  await here.update('cse-in/n0/t', 'software', { install: true });
  await here.create('cse-in', 'mgmtCmd', { resourceName: 'reset', cmdType: 1, execTarget: node });
  await here.update('cse-in/reset', 'mgmtCmd', { execEnable: true });
  await here.advance(120_000);
  for (const name of ['s', 't']) expect((await here.get(`cse-in/n0/${name}`))['installStatus']).toEqual({ status: 2, action: 'install' });
  expect([here.devices.device(node).installed(), here.reports]).toEqual([[], []]);
  await here.update('cse-in/n0/s', 'software', { install: true });
  await here.advance(5_000);
  expect((await here.get('cse-in/n0/s'))['installStatus']).toEqual({ status: 1, action: 'install' });
});

it('own Devices say why a session failed, with our SessionError or with its code alone', async () => {
  for (const [error, status] of [
    [new SessionError('unreachable', 'offline'), 6003],
    [Object.assign(new Error('offline'), { code: 'unreachable' }), 6003],
    [Object.assign(new Error('no'), { code: 'notEstablished' }), 6020],
    [Object.assign(new Error('late'), { code: 'timeout' }), 6021],
  ] as const) {
    const here = place({ devices: { connect: () => Promise.reject(error), onReport: () => () => undefined } });
    here.boot();
    const [node = ''] = await here.nodes(1);
    await here.create('cse-in', 'mgmtCmd', { resourceName: 'cmd', cmdType: 2, execTarget: node });
    const primitiveContent = { 'm2m:mgmtCmd': { execEnable: true } };
    expect((await here.send({ operation: 'update', to: 'cse-in/cmd', primitiveContent })).status).toBe(status);
  }
});

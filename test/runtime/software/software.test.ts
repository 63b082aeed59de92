import { describe, expect, it } from 'vitest';
import { delay, reportFault } from '../../../runtime/devices/behaviour.js';
import { SessionError } from '../../../runtime/devices/session-error.js';
import type { Resource } from '../../../runtime/resource.js';
import { memoryStore } from '../../../runtime/store/store.js';
import { settle } from '../devices/story.js';
import { app, complete, created, installed, status, world, type Json } from './support.js';
import { FAILURE, IN_PROCESS, LIMIT, SUCCESSFUL, UNINITIALIZED } from './support.js';

const unit = (version = '1.0', active = false) => expect.objectContaining({ name: 'app', version, active });

describe('CREATE (TS-0004 D.3.2.1)', () => {
  it('B65: install and uninstall are false, installStatus is Uninitialized', async () => {
    const { create } = await world();
    const { rsc, body } = await create();
    expect(rsc).toBe(2001);
    expect(body).toMatchObject({ resourceType: 13, mgmtDefinition: 1002 });
    expect(body).toMatchObject({ install: false, uninstall: false, installStatus: { status: UNINITIALIZED } });
  });

  it('B18: activate, deactivate and activeStatus are absent', async () => {
    const { create } = await world();
    const { body } = await create();
    for (const name of ['activate', 'deactivate', 'activeStatus']) expect(body).not.toHaveProperty(name);
  });

  it('TS-0001 9.6.15: its parent is a node', async () => {
    const { create } = await world();
    expect((await create({}, 'cse-in')).rsc).toBe(4108);
  });
});

describe('CREATE of what the device has (TS-0004 7.4.15.2.2)', () => {
  const shipped = { name: 'app', version: '1.0', url: app.URL, uuid: '11111111-1111-4111-8111-111111111111' };
  const inventory = () => Promise.resolve([shipped]);

  it('is a success when it is the same, and the software can be activated and removed at once', async () => {
    const { create, update, device, calls, activeStatus, installStatus, pass } = await world({ software: { inventory } });
    device.ships({ units: [{ ...shipped, executionEnvRef: 'Device.SoftwareModules.ExecEnv.1', active: false }] });
    const { rsc, body } = await create();
    expect(rsc).toBe(2001);
    const id = String(body['resourceID']);
    expect(installStatus(id)).toEqual(status(UNINITIALIZED));
    await update({ activate: true }, id);
    expect(activeStatus(id)).toEqual(status(SUCCESSFUL, 'activate'));
    await update({ uninstall: true }, id);
    await pass(1_000);
    expect(installStatus(id)).toEqual(status(SUCCESSFUL, 'uninstall'));
    const { uuid } = shipped;
    expect(calls.map(({ args }) => args)).toMatchObject([[{ value: 'Active' }], { operations: [{ operation: 'Uninstall', uuid }] }]);
    expect(device.installed()).toEqual([]);
  });

  it('says nothing about another version, which can stand beside it', async () => {
    const { create } = await world({ software: { inventory } });
    expect((await create({ version: '2.0', URL: 'http://files.example/app-2.0.zip' })).rsc).toBe(2001);
  });

  it.each([
    ['unreachable', 6003],
    ['notEstablished', 6020],
    ['timeout', 6021],
  ] as const)('TS-0004 7.3.4: a session that fails (%s) is answered with %i', async (code, rsc) => {
    const { create, attributes } = await world({ software: { inventory: () => Promise.reject(new SessionError(code, 'no')) } });
    expect((await create()).rsc).toBe(rsc);
    expect(attributes()).toBeUndefined();
  });
});

describe('UPDATE (TS-0004 D.3.2.2)', () => {
  it('install: the package of URL is installed, the status follows the report', async () => {
    const { update, calls, device, pass, installStatus, attributes } = await created();
    const { rsc, body } = await update({ install: true });
    expect(rsc).toBe(2004);
    expect(body).toMatchObject({ install: true, installStatus: { status: IN_PROCESS, action: 'install' } });
    expect(calls).toMatchObject([{ node: 'node1', rpc: 'ChangeDUState', args: { operations: [{ operation: 'Install', url: app.URL }] } }]);
    await pass(1_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    expect(attributes()).toMatchObject({ install: true });
    expect(device.installed()).toEqual([unit()]);
  });

  it('uninstall: the unit that the device has reported is removed', async () => {
    const { update, calls, device, pass, installStatus } = await installed();
    const uuid = device.installed()[0]?.uuid;
    await update({ uninstall: true });
    await pass(1_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'uninstall'));
    expect(calls.at(-1)?.args).toMatchObject({ operations: [{ operation: 'Uninstall', uuid, version: '1.0' }] });
    expect(device.installed()).toEqual([]);
  });

  it('uninstall of what the CSE knows nothing of is for the device to decide', async () => {
    const { update, pass, installStatus, calls } = await created();
    await update({ uninstall: true });
    expect(calls).toHaveLength(1);
    await pass(1_000);
    expect(installStatus()).toEqual(status(FAILURE, 'uninstall'));
  });

  it('activate and deactivate: the answer of the device is the completion', async () => {
    const { update, device, activeStatus, calls } = await installed();
    await update({ activate: true });
    expect(activeStatus()).toEqual(status(SUCCESSFUL, 'activate'));
    expect(device.installed()).toEqual([unit('1.0', true)]);
    await update({ deactivate: true });
    expect(activeStatus()).toEqual(status(SUCCESSFUL, 'deactivate'));
    expect(device.installed()).toEqual([unit('1.0', false)]);
    expect(calls.slice(1).map(({ rpc }) => rpc)).toEqual(['SetParameterValues', 'SetParameterValues']);
  });

  it('TS-0004 7.4.15.2.4: a URL and version of the same request come first, and what is installed is updated', async () => {
    const { update, calls, device, pass, installStatus } = await installed();
    const url = 'http://files.example/app-2.0.zip';
    await update({ URL: url, version: '2.0', install: true });
    await pass(1_000);
    expect(calls.at(-1)?.args).toMatchObject({ operations: [{ operation: 'Update', version: '1.0', url }] });
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    expect(device.installed()).toEqual([unit('2.0')]);
    await update({ uninstall: true });
    await pass(1_000);
    expect(device.installed()).toEqual([]);
  });

  it('an update that fails leaves the old software known', async () => {
    const { update, pass, installStatus, activeStatus, device } = await installed();
    device.next('ChangeDUState', reportFault(9016));
    await update({ URL: 'http://files.example/app-2.0.zip', version: '2.0', install: true });
    await pass(1_000);
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
    await update({ activate: true });
    expect(activeStatus()).toEqual(status(SUCCESSFUL, 'activate'));
  });

  it('B82: what an operation works on stays as long as it does', async () => {
    const { update, calls, device, pass, installStatus } = await created();
    device.next('connect', delay(500));
    await update({ install: true });
    for (const change of [{ URL: 'http://files.example/app-3.0.zip' }, { version: '3.0' }, { softwareName: 'other' }]) {
      expect((await update(change)).rsc).toBe(4005);
    }
    expect((await update({ URL: app.URL, version: app.version })).rsc).toBe(2004);
    await settle();
    expect(calls).toEqual([]);
    await pass(5_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    expect((await update({ URL: 'http://files.example/app-3.0.zip', version: '3.0' })).rsc).toBe(2004);
  });

  it('B45: FALSE asks nothing of the device and stops nothing', async () => {
    const { update, calls, pass, installStatus, attributes } = await created();
    await update({ install: true });
    expect((await update({ install: false })).rsc).toBe(2004);
    expect(attributes()).toMatchObject({ install: false });
    expect(installStatus()).toEqual(status(IN_PROCESS, 'install'));
    await pass(1_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    expect(calls).toHaveLength(1);
  });

  it('B50: TRUE triggers where it is TRUE already, and software that is there is what was asked for', async () => {
    const { update, calls, pass, installStatus, device } = await installed();
    const { body } = await update({ install: true });
    expect(body['installStatus']).toEqual(status(IN_PROCESS, 'install'));
    await pass(1_000);
    expect(calls).toHaveLength(2);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    expect(device.installed()).toHaveLength(1);
    await update({ activate: true });
    expect(device.installed()).toEqual([unit('1.0', true)]);
    expect(calls.at(-1)?.args).toMatchObject([{ value: 'Active' }]);
  });

  it('B51: each trigger resets its opposite', async () => {
    const { update, pass, attributes } = await installed();
    await update({ activate: true });
    await update({ deactivate: true });
    expect(attributes()).toMatchObject({ activate: false, deactivate: true });
    await update({ activate: true });
    expect(attributes()).toMatchObject({ activate: true, deactivate: false });
    await update({ uninstall: true });
    expect(attributes()).toMatchObject({ install: false, uninstall: true });
    await pass(1_000);
    await update({ install: true });
    expect(attributes()).toMatchObject({ install: true, uninstall: false });
  });

  it('B66: nobody but the machine writes a status', async () => {
    const { update, cse, installStatus } = await created();
    expect((await update({ installStatus: { status: SUCCESSFUL } })).rsc).toBe(4000);
    expect((await update({ activeStatus: { status: SUCCESSFUL } })).rsc).toBe(4000);
    const byItself = () => cse.run((write) => write.update('software1', { installStatus: { status: SUCCESSFUL } }));
    expect(byItself).toThrow('installStatus went from');
    expect(installStatus()).toEqual(status(UNINITIALIZED));
  });

  it('B18: activeStatus stands from when activate or deactivate is written', async () => {
    const { update, activeStatus, attributes } = await created();
    await update({ deactivate: false });
    expect(activeStatus()).toEqual(status(UNINITIALIZED));
    expect(attributes()).not.toHaveProperty('activate');
    await update({ deactivate: null });
    expect(attributes()).not.toHaveProperty('deactivate');
  });

  it('a request that is refused asks nothing of the device, whatever it triggers', async () => {
    const { update, calls, installStatus } = await created();
    expect((await update({ install: true, expirationTime: '19691231T235959' })).rsc).toBe(4000);
    expect((await update({ install: true, activate: true })).rsc).toBe(4005);
    await settle();
    expect(calls).toEqual([]);
    expect(installStatus()).toEqual(status(UNINITIALIZED));
  });

  it('an Originator without UPDATE triggers nothing', async () => {
    const { ask, calls } = await created();
    await ask({ op: 1, to: 'cse-in', ty: 2, fr: 'Cother', pc: { 'm2m:ae': { api: 'Nx', rr: true, srv: ['3'] } } });
    expect((await ask({ op: 3, to: 'software1', fr: 'Cother', pc: { 'm2m:software': { install: true } } })).rsc).toBe(4103);
    expect(calls).toEqual([]);
  });

  it('a unit of work by the Hosting CSE triggers once it is done, as a campaign needs it', async () => {
    const { cse, pass, installStatus, calls } = await world();
    const { id } = cse.run((write) => {
      const resource = write.create({ type: 'software', parent: 'node1', attributes: app });
      write.update(resource.id, { install: true });
      return resource;
    });
    await settle();
    await pass(1_000);
    expect(calls).toHaveLength(1);
    expect(installStatus(id)).toEqual(status(SUCCESSFUL, 'install'));
    const failing = () =>
      cse.run((write) => {
        write.update(id, { uninstall: true });
        throw new Error('in the middle');
      });
    expect(failing).toThrow('in the middle');
    await settle();
    expect(calls).toHaveLength(1);
    expect(installStatus(id)).toEqual(status(SUCCESSFUL, 'install'));
  });
});

describe('notifications of <subscription> children (TS-0001 10.2.10)', () => {
  it('each change of a status is one notification, and nothing else is one', async () => {
    const { ask, update, pass, say, keyOf, notes } = await created();
    const criteria = { notificationEventType: [1], attribute: ['installStatus'] };
    const content = { notificationURI: ['https://subscriber.example/'], eventNotificationCriteria: criteria };
    expect((await ask({ op: 1, to: 'software1', ty: 23, pc: { 'm2m:subscription': content } })).rsc).toBe(2001);
    await update({ install: true });
    await pass(1_000);
    say(complete(keyOf(0)));
    say(complete(keyOf(0), 9016));
    await update({ install: false });
    const told = (installStatus: Json) => ({
      'm2m:notification': { notificationEvent: { representation: { 'm2m:software': { installStatus } } } },
    });
    expect(notes).toMatchObject([told(status(IN_PROCESS, 'install')), told(status(SUCCESSFUL, 'install'))]);
  });
});

describe('DELETE (TS-0004 D.3.2.4)', () => {
  it('in the middle: the device goes on, its report finds nobody, no timer is left', async () => {
    const { update, remove, pass, device, clock, errors } = await created();
    await update({ install: true });
    expect((await remove()).rsc).toBe(2002);
    await pass(1_000);
    expect(device.installed()).toEqual([unit()]);
    expect(errors).toEqual([]);
    await remove('node1');
    expect(clock.pending()).toBe(0);
  });

  it('before the session stands: the device is asked for nothing', async () => {
    const { update, remove, pass, device, calls, errors } = await created();
    device.next('connect', delay(1_000));
    await update({ install: true });
    await remove();
    await pass(10_000);
    expect(calls).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('in a unit that fails afterwards nothing is forgotten', async () => {
    const { cse, update, pass, installStatus } = await created();
    await update({ install: true });
    const failing = () =>
      cse.run((write) => {
        write.remove('software1');
        throw new Error('in the middle');
      });
    expect(failing).toThrow('in the middle');
    await pass(1_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
  });

  it('in the unit that triggered, nothing is asked', async () => {
    const { cse, calls, clock } = await created();
    const timers = clock.pending();
    cse.run((write) => {
      write.update('software1', { install: true });
      write.remove('software1');
    });
    await settle();
    expect(calls).toEqual([]);
    // What is due at one time shares a timer, so that one less is none less.
    expect(clock.pending()).toBe(timers);
  });

  it('in the unit that triggered, without a managed entity, nothing goes wrong', async () => {
    const { cse, errors } = await created({ software: { deviceOf: () => undefined } });
    cse.run((write) => {
      write.update('software1', { install: true });
      write.remove('software1');
    });
    expect(errors).toEqual([]);
  });
});

describe('a CSE that starts with resources in its store', () => {
  it('fails what was under way after the time limit, knows what was installed, and leaves no timer', async () => {
    const before = await installed();
    await before.create({ softwareName: 'other', URL: 'http://files.example/other-1.0.zip' });
    await before.update({ install: true }, 'software2');
    const store = memoryStore();
    const copy = (resource: Resource) => {
      store.put(resource);
      before.store.children(resource.id).forEach(copy);
    };
    copy(before.store.get('id-in') as Resource);

    const { update, remove, pass, installStatus, activeStatus, device, clock, errors } = await world({ store });
    expect(installStatus('software2')).toEqual(status(IN_PROCESS, 'install'));
    expect((await update({ install: true }, 'software2')).rsc).toBe(4005);
    await pass(LIMIT);
    expect(installStatus('software2')).toEqual(status(FAILURE, 'install'));
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    device.ships({ units: before.device.installed() });
    await update({ activate: true });
    expect(activeStatus()).toEqual(status(SUCCESSFUL, 'activate'));
    await remove('node1');
    expect(clock.pending()).toBe(0);
    expect(errors).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { delay, fault, lose, loseAnswer, notEstablished, reportFault, reportTwice, reportUnknownKey, restartMeanwhile, sessionTimeout, unreachable, type Behaviour } from '../../../runtime/devices/behaviour.js';
import type { Answer, Devices, Report } from '../../../runtime/devices/devices.js';
import type { Resource } from '../../../runtime/resource.js';
import { settle } from '../devices/story.js';
import { app, complete, created, installed, status } from './support.js';
import { FAILURE, IN_PROCESS, LIMIT, SUCCESSFUL } from './support.js';

/** What every session has. */
const bare = { root: 'Device.', close: () => undefined };

const times = { startTime: 0, completeTime: 0 };

const broken = (): never => {
  throw new Error('broken');
};

const unit = (version = '1.0', active = false) => expect.objectContaining({ name: 'app', version, active });

describe('operations on <software> and what devices make of them', () => {
  const parts = (...behaviours: readonly Behaviour[]) => behaviours;
  it.each([
    ['a fault in answer to ChangeDUState', 'ChangeDUState', parts(fault(9001)), 0],
    ['a fault in the report', 'ChangeDUState', parts(reportFault(9016)), 1_000],
    ['a device that cannot be found', 'connect', parts(unreachable), 0],
    ['a device that takes no session', 'connect', parts(notEstablished), 0],
    ['a session that times out', 'connect', parts(sessionTimeout), 30_000],
    ['a report under a key that nobody knows', 'ChangeDUState', parts(reportUnknownKey), LIMIT],
  ] as const)('%s is a Failure', async (_, call, behaviours, after) => {
    const { update, device, pass, installStatus, clock, calls } = await created();
    const timers = clock.pending();
    device.next(call, ...behaviours);
    await update({ install: true });
    if (after > 0) expect(installStatus()).toEqual(status(IN_PROCESS, 'install'));
    await pass(after);
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
    expect(clock.pending()).toBe(timers);
    expect(calls).toHaveLength(call === 'connect' ? 0 : 1);
    await update({ install: true });
    await pass(1_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
  });

  it('B10: without completion within the time limit it is a Failure; a late success counts', async () => {
    const { update, device, pass, installStatus, activeStatus } = await created();
    device.next('ChangeDUState', delay(LIMIT + 5_000));
    await update({ install: true });
    await pass(LIMIT - 1);
    expect(installStatus()).toEqual(status(IN_PROCESS, 'install'));
    await pass(1);
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
    await pass(5_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    await update({ activate: true });
    expect(activeStatus()).toEqual(status(SUCCESSFUL, 'activate'));
  });

  it('an operation whose report was lost can be triggered again, and finds itself done', async () => {
    const { update, device, pass, installStatus, activeStatus } = await created();
    device.next('ChangeDUState', lose);
    await update({ install: true });
    await pass(LIMIT);
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
    expect(device.installed()).toEqual([unit()]);
    await update({ install: true });
    await pass(1_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    // No report has told the UUID; the one that is made from the name serves.
    await update({ activate: true });
    expect(activeStatus()).toEqual(status(SUCCESSFUL, 'activate'));
  });

  it('a unit that the device has named and no longer knows is uninstalled', async () => {
    const { update, device, pass, installStatus } = await installed();
    device.ships({ units: [] });
    await update({ uninstall: true });
    await pass(1_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'uninstall'));
    expect((await update({ activate: true })).rsc).toBe(4005);
  });

  it('a duplicate that the CSE has no part in is a Failure', async () => {
    const { update, device, pass, installStatus } = await created();
    device.next('ChangeDUState', reportFault(9026));
    await update({ install: true });
    await pass(1_000);
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
  });

  it('B71: after a time-out a late failure changes nothing, not even that a late success counts', async () => {
    const { update, device, pass, say, keyOf, installStatus } = await created();
    device.next('ChangeDUState', lose);
    await update({ install: true });
    await pass(LIMIT);
    say(complete(keyOf(0), 9016));
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
    say(complete(keyOf(0)));
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
  });

  it('a session that breaks before the answer is a Failure, its report mends that', async () => {
    const { update, device, say, keyOf, installStatus } = await created();
    device.next('ChangeDUState', unreachable);
    await update({ install: true });
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
    say(complete(keyOf(0)));
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
  });

  it('a duplicate after a session that never stood is a Failure: the CSE has no part in it', async () => {
    const { update, device, pass, installStatus } = await created();
    device.next('connect', unreachable).next('ChangeDUState', reportFault(9026));
    await update({ install: true });
    await update({ install: true });
    await pass(1_000);
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
  });

  it('a late answer to an operation that another one has replaced is nobody\'s', async () => {
    const { update, device, pass, activeStatus } = await installed();
    device.next('SetParameterValues', delay(LIMIT + 5_000), fault(9002)).next('SetParameterValues', delay(20_000));
    await update({ activate: true });
    await pass(LIMIT);
    await update({ activate: true });
    await pass(5_000);
    expect(activeStatus()).toEqual(status(IN_PROCESS, 'activate'));
    await pass(15_000);
    expect(activeStatus()).toEqual(status(SUCCESSFUL, 'activate'));
  });

  it('software that is removed while it is activated is not taken to be there afterwards', async () => {
    const answers: ((answer: Answer) => void)[] = [];
    const below = 'Device.SoftwareModules.DeploymentUnit.1.';
    const unit = Object.entries({ UUID: 'u', Name: app.softwareName, Version: app.version, ExecutionUnitList: 'x.1' }).map(([name, value]) => ({ name: below + name, value }));
    const session = {
      ...bare,
      changeDUState: () => Promise.resolve({ status: 0 }),
      getParameterValues: () => Promise.resolve({ values: unit }),
      setParameterValues: () => new Promise<Answer>((resolve) => void answers.push(resolve)),
    };
    const devices = { connect: () => Promise.resolve(session), onReport: () => () => undefined } as unknown as Devices;
    const { update, installStatus, activeStatus } = await created({ software: { devices } });
    for (const name of ['install', 'activate', 'uninstall']) await update({ [name]: true });
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'uninstall'));
    answers[0]?.({ status: 0 });
    await settle();
    expect(activeStatus()).toEqual(status(SUCCESSFUL, 'activate'));
    expect((await update({ activate: true })).rsc).toBe(4005);
  });

  it('a late report of an operation that another one has replaced is nobody\'s', async () => {
    const { update, device, pass, installStatus } = await created();
    device.next('ChangeDUState', delay(LIMIT + 5_000), reportFault(9016)).next('ChangeDUState', delay(20_000));
    await update({ install: true });
    await pass(LIMIT);
    await update({ install: true });
    await pass(5_000);
    expect(installStatus()).toEqual(status(IN_PROCESS, 'install'));
    await pass(15_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
  });

  it('an answer that is lost fails the operation, its report mends that', async () => {
    const { update, device, pass, installStatus } = await created();
    device.next('ChangeDUState', loseAnswer, delay(60_000));
    await update({ install: true });
    await pass(30_000);
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
    await pass(30_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
  });

  it('a report before the session has timed out stands', async () => {
    const { update, device, pass, installStatus, errors } = await created();
    device.next('ChangeDUState', loseAnswer);
    await update({ install: true });
    await pass(60_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    expect(errors).toEqual([]);
  });

  it('a report twice, or in a session after a restart, counts once', async () => {
    const { update, device, pass, installStatus, errors } = await created();
    device.next('ChangeDUState', reportTwice, restartMeanwhile);
    await update({ install: true });
    await pass(60_000);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    expect(errors).toEqual([]);
  });

  it.each([
    ['of another device', (key: string) => complete(key, undefined, 'node9')],
    ['of a transfer', (commandKey: string): Report => ({ rpc: 'TransferComplete', node: 'node1', commandKey, ...times })],
    ['under no key', () => complete('')],
  ])('a report %s is ignored', async (_, told) => {
    const { update, say, keyOf, installStatus } = await created();
    await update({ install: true });
    say(told(keyOf(0)));
    expect(installStatus()).toEqual(status(IN_PROCESS, 'install'));
  });

  it('what somebody else has a device do is known: the next command is for what is there now', async () => {
    const { update, device, pass, calls, installStatus } = await created();
    await update({ install: true });
    await pass(1_000);
    const [{ uuid = '' } = {}] = device.installed();
    device.changeByItself({ operation: 'Update', uuid, url: 'http://files.example/app-3.0.zip' }, { operation: 'Uninstall', uuid: '11111111-1111-4111-8111-111111111111' });
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
    await update({ uninstall: true });
    await pass(1_000);
    expect(calls.at(-1)?.args).toMatchObject({ operations: [{ operation: 'Uninstall', uuid, version: '3.0' }] });
    await update({ install: true });
    await pass(1_000);
    device.changeByItself({ operation: 'Uninstall', uuid });
    expect((await update({ activate: true })).rsc).toBe(4005);
  });

  it('a report without results has nothing to show for it', async () => {
    const { update, say, keyOf, installStatus } = await created();
    await update({ install: true });
    say({ rpc: 'DUStateChangeComplete', node: 'node1', commandKey: keyOf(0), results: [] });
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
  });

  it('ChangeDUState that is answered with Status 0 is done', async () => {
    const session = { ...bare, changeDUState: () => Promise.resolve({ status: 0 }) };
    const devices = { connect: () => Promise.resolve(session), onReport: () => () => undefined } as unknown as Devices;
    const { update, installStatus } = await created({ software: { devices } });
    await update({ install: true });
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
  });

  it.each([
    ['throws', broken, 1],
    ['rejects', () => Promise.resolve().then(broken), 1],
    ['never returns', () => new Promise<never>(() => undefined), 0],
  ] as const)('a connection that %s harms nothing but the operation', async (_, connect, errors) => {
    const devices: Devices = { connect, onReport: () => () => undefined };
    const all = await created({ software: { devices } });
    await all.update({ install: true });
    await all.pass(LIMIT);
    expect(all.installStatus()).toEqual(status(FAILURE, 'install'));
    expect(all.errors).toHaveLength(errors);
  });

  it('TS-0004 7.3.4.2: a node without managed entity is a Failure', async () => {
    const { update, installStatus, calls } = await created({ software: { deviceOf: () => undefined } });
    expect((await update({ install: true })).rsc).toBe(2004);
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
    expect(calls).toEqual([]);
  });

  it('a device can go by another name than its node', async () => {
    const deviceOf = ({ attributes }: Resource) => String(attributes['nodeID']);
    const { update, pass, installStatus, calls } = await created({ software: { deviceOf } });
    await update({ install: true });
    await pass(1_000);
    expect(calls).toMatchObject([{ node: 'urn:n' }]);
    expect(installStatus()).toEqual(status(SUCCESSFUL, 'install'));
  });

  it('a device that is found only after the time limit is asked for nothing', async () => {
    const { update, device, pass, installStatus, calls } = await created();
    device.next('connect', delay(LIMIT + 1));
    await update({ install: true });
    await pass(LIMIT + 1_000);
    expect(installStatus()).toEqual(status(FAILURE, 'install'));
    expect(calls).toEqual([]);
  });
});

/** Every outcome that the generated table has for <mgmtCmd> and <execInstance>: what answers it, and what is stored afterwards. */

import { describe, expect, it } from 'vitest';
import { outcomes, type OutcomeId } from '../../../generated/tables/outcomes.js';
import { cancelDenied, delay, notEstablished, sessionTimeout, unreachable, type Behaviour } from '../../../runtime/devices/behaviour.js';
import { expirations, install, LONG, reboot, scene, upload, WORK, type Response, type Scene, type SceneOptions } from './story.js';

interface Story {
  readonly options?: SceneOptions;
  /** The command is executed before `when`, unless the story says otherwise. */
  readonly command?: Record<string, unknown>;
  readonly given?: (scene: Scene) => unknown;
  readonly when: (scene: Scene) => Promise<Response>;
  /** Execution states and results, when the answer is there. */
  readonly then: readonly string[];
  /** RPCs that reached devices by then. */
  readonly rpcs?: readonly string[];
}

const UNFINISHED = 'STATUS_NOT_FINISHED';
const running = { command: upload, given: async (s: Scene) => expect((await s.execute('c')).status).toBe('UPDATED') };
const started = (more: (s: Scene) => unknown) => ({ ...running, given: async (s: Scene) => (await running.given(s), more(s)) });
const delayed = { ...running, command: { ...upload, execMode: 3, execDelay: 'PT10S' } };
const installing = { ...running, command: install };
const done = { ...running, given: async (s: Scene) => (await running.given(s), s.goOn(WORK)) };
const cancelFails = started((s) => s.next('CancelTransfer', cancelDenied));

/** The session for a cancel fails; the transfer outlasts that. */
const noSession = (request: (s: Scene) => Promise<Response>, behaviour: Behaviour, time: number): Story => ({
  command: upload,
  async given(s) {
    s.next('Upload', delay(100_000));
    await s.execute('c');
    s.next('connect', behaviour);
  },
  when: (s) => s.after(time, request(s)),
  then: [`PENDING ${UNFINISHED}`],
  rpcs: ['0 node1 Upload'],
});

type Relevant = Extract<OutcomeId, `mgmtCmd.${string}` | `execInstance.${string}`>;

const stories: Readonly<Record<Relevant, Story>> = {
  'mgmtCmd.create.created': { when: (s) => s.command('c', { ...upload, execEnable: true }), then: [], rpcs: [] },
  'mgmtCmd.create.attributeMissing': { when: (s) => s.create(12, 'mgmtCmd', { cmdType: 1 }), then: [] },
  'mgmtCmd.create.cmdTypeInvalid': { when: (s) => s.command('c', { cmdType: 8 }), then: [] },
  'mgmtCmd.create.argumentsInvalid': { when: (s) => s.command('c', { cmdType: 3, execReqArgs: { reset: [{}] } }), then: [] },
  'mgmtCmd.create.argumentsInsufficient': { when: (s) => s.command('c', { cmdType: 3 }), then: [] },
  'mgmtCmd.update.updated': { command: reboot, when: (s) => s.update('c', { description: 'x', execMode: 3 }), then: [], rpcs: [] },
  'mgmtCmd.update.cmdTypePresent': { command: reboot, when: (s) => s.update('c', { cmdType: 1 }), then: [] },
  'mgmtCmd.update.lockedByInstances': {
    ...delayed,
    when: (s) => s.update('c', { execTarget: 'cse-in/node2' }),
    then: [`INITIATED ${UNFINISHED}`],
  },
  'mgmtCmd.execute.accepted': { command: upload, when: (s) => s.execute('c'), then: [`PENDING ${UNFINISHED}`], rpcs: ['0 node1 Upload'] },
  'mgmtCmd.execute.notTrue': { command: upload, when: (s) => s.update('c', { execEnable: false }), then: [], rpcs: [] },
  'mgmtCmd.execute.entityNotReachable': {
    command: { ...upload, execTarget: 'cse-in/nowhere' },
    when: (s) => s.execute('c'),
    then: [],
    rpcs: [],
  },
  'mgmtCmd.execute.objectNotFound': {
    options: { policy: { deviceOf: () => undefined } },
    command: upload,
    when: (s) => s.execute('c'),
    then: [],
    rpcs: [],
  },
  'mgmtCmd.execute.sessionRefused': {
    command: upload,
    given: (s) => s.next('connect', notEstablished),
    when: (s) => s.execute('c'),
    then: ['FINISHED STATUS_INTERNAL_ERROR'],
    rpcs: [],
  },
  'mgmtCmd.execute.sessionTimeout': {
    command: upload,
    given: (s) => s.next('connect', sessionTimeout),
    when: (s) => s.after(30_000, s.execute('c')),
    then: ['FINISHED STATUS_INTERNAL_ERROR'],
    rpcs: [],
  },
  'mgmtCmd.execute.conversionFailed': {
    command: { ...upload, execReqArgs: { upload: [upload.execReqArgs.upload[0], upload.execReqArgs.upload[0]] } },
    when: (s) => s.execute('c'),
    then: ['FINISHED STATUS_INTERNAL_ERROR'],
    rpcs: [],
  },
  'mgmtCmd.delete.deleted': { ...delayed, when: (s) => s.deleteCommand('c'), then: [], rpcs: [] },
  'mgmtCmd.delete.cancelled': {
    ...running,
    when: (s) => s.deleteCommand('c'),
    then: [],
    rpcs: ['0 node1 Upload', '0 node1 CancelTransfer'],
  },
  'mgmtCmd.delete.cancellationFailed': {
    ...cancelFails,
    when: (s) => s.deleteCommand('c'),
    then: ['PENDING STATUS_CANCELLATION_DENIED'],
  },
  'mgmtCmd.delete.notCancellable': {
    ...installing,
    when: (s) => s.deleteCommand('c'),
    then: [`STATUS_NON_CANCELLABLE ${UNFINISHED}`],
    rpcs: ['0 node1 ChangeDUState'],
  },
  'execInstance.create.notAllowed': {
    command: upload,
    when: (s) => s.ask({ op: 1, to: 'cse-in/c', ty: 8, pc: { 'm2m:execInstance': { execDisable: true } } }),
    then: [],
  },
  'execInstance.update.updated': {
    ...running,
    when: (s) => s.update(`c/${s.instances('c')[0]?.name}`, { labels: ['x'] }, 'execInstance'),
    then: [`PENDING ${UNFINISHED}`],
    rpcs: ['0 node1 Upload'],
  },
  'execInstance.cancel.notTrue': {
    ...running,
    when: (s) => s.update(`c/${s.instances('c')[0]?.name}`, { execDisable: false }, 'execInstance'),
    then: [`PENDING ${UNFINISHED}`],
  },
  'execInstance.cancel.cancelled': {
    ...running,
    when: (s) => s.cancel('c'),
    then: [`CANCELLED ${UNFINISHED}`],
    rpcs: ['0 node1 Upload', '0 node1 CancelTransfer'],
  },
  'execInstance.cancel.notStarted': { ...delayed, when: (s) => s.cancel('c'), then: [`CANCELLED ${UNFINISHED}`], rpcs: [] },
  'execInstance.cancel.alreadyComplete': { ...done, when: (s) => s.cancel('c'), then: ['FINISHED STATUS_SUCCESS'] },
  'execInstance.cancel.overtaken': {
    ...started((s) => s.next('CancelTransfer', delay(2 * WORK))),
    when: (s) => s.after(WORK, s.cancel('c')),
    then: ['FINISHED STATUS_SUCCESS'],
  },
  'execInstance.cancel.cancellationFailed': {
    ...cancelFails,
    when: (s) => s.cancel('c'),
    then: ['PENDING STATUS_CANCELLATION_DENIED'],
  },
  'execInstance.cancel.notCancellable': { ...installing, when: (s) => s.cancel('c'), then: [`STATUS_NON_CANCELLABLE ${UNFINISHED}`] },
  'execInstance.delete.deleted': { ...done, when: (s) => s.deleteInstance('c'), then: [], rpcs: ['0 node1 Upload'] },
  'execInstance.delete.notStarted': { ...delayed, when: (s) => s.deleteInstance('c'), then: [], rpcs: [] },
  'execInstance.delete.cancelled': {
    ...running,
    when: (s) => s.deleteInstance('c'),
    then: [],
    rpcs: ['0 node1 Upload', '0 node1 CancelTransfer'],
  },
  'execInstance.delete.cancellationFailed': {
    ...cancelFails,
    when: (s) => s.deleteInstance('c'),
    then: ['PENDING STATUS_CANCELLATION_DENIED'],
  },
  'execInstance.delete.notCancellable': {
    ...installing,
    when: (s) => s.deleteInstance('c'),
    then: [`STATUS_NON_CANCELLABLE ${UNFINISHED}`],
  },
  'execInstance.cancel.entityNotReachable': noSession((s) => s.cancel('c'), unreachable, 0),
  'execInstance.cancel.sessionRefused': noSession((s) => s.cancel('c'), notEstablished, 0),
  'execInstance.cancel.sessionTimeout': noSession((s) => s.cancel('c'), sessionTimeout, 30000),
  'execInstance.delete.entityNotReachable': noSession((s) => s.deleteInstance('c'), unreachable, 0),
  'execInstance.delete.sessionRefused': noSession((s) => s.deleteInstance('c'), notEstablished, 0),
  'execInstance.delete.sessionTimeout': noSession((s) => s.deleteInstance('c'), sessionTimeout, 30000),
};

const relevant = Object.values(outcomes).filter(({ resource }) => resource === 'mgmtCmd' || resource === 'execInstance');

describe('outcomes of mgmtCmd and execInstance', () => {
  it('each has a story', () => {
    expect(Object.keys(stories).sort()).toEqual(relevant.map(({ id }) => id).sort());
  });

  it.each(relevant.map(({ id, statusName, condition, source }) => [`${source}: ${id}: ${condition}`, id, statusName] as const))(
    '%s',
    async (_name, id, statusName) => {
      const { options, command, given, when, then, rpcs } = stories[id as Relevant];
      const s = await scene(options);
      if (command !== undefined) expect((await s.command('c', command)).status).toBe('CREATED');
      await given?.(s);
      const before = s.store.childNamed('id-in', 'c')?.attributes;
      const { status, text } = await when(s);
      expect([status, s.executions('c')]).toEqual([statusName, then]);
      const outcome = outcomes[id];
      if (outcome.text !== null) expect(text).toContain(outcome.text);
      if (rpcs !== undefined) expect(s.calls.map((call) => call.replace(s.idOf('node1'), 'node1'))).toEqual(rpcs);
      if (id.startsWith('mgmtCmd.delete')) expect(s.store.childNamed('id-in', 'c') === undefined).toBe(status === 'DELETED');
      if (outcome.effect === 'Nothing changes.') expect(s.store.childNamed('id-in', 'c')?.attributes).toEqual(before);

      await s.goOn(LONG);
      // Whatever still ran or waited has come to its end.
      const end = then.map((execution) => (/^(CANCELLED|FINISHED)/.test(execution) ? execution : 'FINISHED STATUS_SUCCESS'));
      expect([s.executions('c'), s.reports]).toEqual([end, []]);
      // Nothing is left on the clock but the expiration of the resources.
      expect(s.clock.pending()).toBe(expirations(s).size);
    },
  );
});

/** Random steps of a sequence: requests right and wrong, what devices are told to do, and time. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { ExecStatusType } from '../../../generated/enumerations.js';
import { StatusCode } from '../../../generated/tables/status-codes.js';
import { accept, delay, fault, loseAnswer, notEstablished, reportFault, reportTwice, restartMeanwhile, unreachable } from '../../../runtime/devices/behaviour.js';
import type { Resource } from '../../../runtime/index.js';
import { attributeRows } from '../../../runtime/types.js';
import { REGISTREE, type Hosting, type Json } from './hosting.js';
import { checkInvariants, contents } from './invariants.js';
import { kinds, type Kind, type Numbers } from './kinds.js';
import { added, changed, choose, expired, removed, type Model } from './model.js';

type Step = fc.AsyncCommand<Model, Hosting>;

const ROOT = 'cse-in';
const names = ['a', 'b', 'c', 'd', 'e'] as const;

/** A step that leaves everything in order, whatever it does. */
const step = (text: string, run: (model: Model, hosting: Hosting) => Promise<void>): Step => ({
  check: () => true,
  async run(model, hosting) {
    await run(model, hosting);
    expired(model, hosting.now(), hosting.expirations);
    await checkInvariants(model, hosting);
  },
  toString: () => text,
});

/** What is wrong with a request, and how it is made wrong. */
interface Flaw {
  readonly name: string;
  spoil(kind: Kind, content: Json, number: number): Json;
  readonly from?: string;
}

const rowsOf = (type: string) => [...attributeRows(type).values()];

const notPresent = (operation: 'create' | 'update'): Flaw => ({
  name: `an attribute that is not for ${operation}`,
  spoil(kind, content, number) {
    const rows = rowsOf(kind.type).filter((row) => row[operation] === 'NP');
    const row = rows[number % rows.length];
    return { ...content, [row?.name ?? 'resourceID']: number % 2 === 0 ? 1 : 'x' };
  },
});

const readOnly: Flaw = {
  name: 'a read-only attribute',
  spoil(kind, content, number) {
    const rows = rowsOf(kind.type).filter(({ access }) => access === 'RO');
    const row = rows[number % rows.length];
    return { ...content, [row?.name ?? 'creationTime']: number % 3 === 0 ? 3 : number % 3 === 1 ? '20260101T000000' : ['x'] };
  },
};

const unknown: Flaw = { name: 'an unknown attribute', spoil: (_kind, content, number) => withOwn(content, ['whatever', 'constructor', '__proto__'][number % 3] ?? '') };
const wrongType: Flaw = { name: 'labels that are no list', spoil: (_kind, content) => ({ ...content, labels: 7 }) };
const stranger: Flaw = { name: 'an unknown Originator', from: 'Cstranger', spoil: (_kind, content) => content };
const past: Flaw = { name: 'an expirationTime in the past', spoil: (_kind, content) => ({ ...content, expirationTime: '20200101T000000' }) };
const missing: Flaw = {
  name: 'without a mandatory attribute',
  spoil: (kind, content) => Object.fromEntries(Object.entries(content).filter(([name]) => name !== kind.mandatory)),
};

const withOwn = (content: Json, name: string): Json => Object.defineProperty({ ...content }, name, { value: {}, enumerable: true });

const createFlaws = [notPresent('create'), readOnly, unknown, wrongType, stranger, past, missing];
const updateFlaws = [notPresent('update'), readOnly, unknown, wrongType, stranger, past];

/** Sends a request about a resource of this type. One that is refused has changed nothing, unless the clock or a device had a part in it. */
async function ask(hosting: Hosting, request: Json, type: string) {
  const before = JSON.stringify(contents(hosting));
  const time = hosting.now();
  const answer = await hosting.ask(request);
  if (answer.status === StatusCode.INTERNAL_SERVER_ERROR) expect.fail(answer.text);
  // A command that was refused by its device, or could not be cancelled, shows in its executions.
  const isAboutDevices = type === 'mgmtCmd' || type === 'execInstance';
  if (answer.status < 4000 || hosting.now() !== time || isAboutDevices) return answer;
  const after = JSON.stringify(contents(hosting));
  if (after !== before) expect(after).toBe(before);
  return answer;
}

const isRefusal = (status: number) => status >= 4000;
const isConflict = (status: number) => status === StatusCode.CONFLICT;
const isCreated = (status: number) => status === StatusCode.CREATED;
const isUpdated = (status: number) => status === StatusCode.UPDATED;
const isDeleted = (status: number) => status === StatusCode.DELETED;

/** What is said where it is not so takes longer than to see that it is (invariants.ts). */
function answered({ status, text }: { readonly status: number; readonly text?: string }, as: (status: number) => boolean, why = text): void {
  if (!as(status)) expect(status, why).toSatisfy(as);
}

interface Drawn {
  readonly kind: Kind;
  readonly which: number;
  readonly numbers: Numbers;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom(...kinds),
  which: fc.nat(11),
  numbers: fc.tuple(fc.nat(11), fc.nat(11), fc.nat(11)),
});

const placeOf = (model: Model, kind: Kind, which: number): string | undefined =>
  kind.below.includes('CSEBase') ? ROOT : choose(model, kind.below, which)?.address;

const creating = fc.record({ drawn, name: fc.constantFrom(...names), short: fc.boolean() }).map(({ drawn: { kind, which, numbers }, name, short }) =>
  step(`create ${kind.type} ${name} ${String(numbers)}${short ? ' for an hour' : ''}`, async (model, hosting) => {
    const to = placeOf(model, kind, which);
    if (to === undefined) return;
    const given = kind.content(model, numbers);
    const expirationTime = short ? { expirationTime: new Date(hosting.now() + 3_600_000).toISOString().replace(/[-:]|\..*/g, '') } : {};
    const isTaken = hosting.cse.store.childNamed(String(model.things.get(to)?.id ?? 'id-in'), name) !== undefined;
    const answer = await ask(hosting, { operation: 'create', to, resourceType: kind.type, primitiveContent: { resourceName: name, ...given, ...expirationTime } }, kind.type);
    if (isTaken) answered(answer, kind.isPlain ? isConflict : isRefusal);
    else if (kind.isPlain) answered(answer, isCreated);
    if (answer.status === StatusCode.CREATED) added(model, kind.type, to, given, answer.content);
  }),
);

const creatingWrongly = fc.record({ drawn, flaw: fc.constantFrom(...createFlaws) }).map(({ drawn: { kind, which, numbers }, flaw }) =>
  step(`create ${kind.type} with ${flaw.name} ${String(numbers)}`, async (model, hosting) => {
    const to = placeOf(model, kind, which);
    if (to === undefined) return;
    const primitiveContent = flaw.spoil(kind, { resourceName: 'wrong', ...kind.content(model, numbers) }, numbers[0]);
    const answer = await ask(hosting, { operation: 'create', to, resourceType: kind.type, from: flaw.from ?? 'CAdmin', primitiveContent }, kind.type);
    answered(answer, isRefusal, 'a wrong CREATE');
  }),
);

/** What does not change while a campaign is enabled (TS-0001-CR 9.6.76). */
const locked = ['version', 'softwareName', 'URL', 'softwareTargets', 'softwareTriggerCriteria', 'softwareOperation'];
const lockedIn = (campaign: Resource | undefined) => locked.map((name) => campaign?.attributes[name]);

const updating = drawn.map(({ kind, which, numbers }) =>
  step(`update ${kind.type} ${which} ${String(numbers)}`, async (model, hosting) => {
    const thing = choose(model, [kind.type], which);
    if (thing === undefined) return;
    const given = kind.change(model, numbers);
    const before = hosting.cse.store.get(thing.id);
    const answer = await ask(hosting, { operation: 'update', to: thing.address, primitiveContent: { [`m2m:${kind.type}`]: given } }, kind.type);
    if (before?.attributes['campaignEnabled'] === true) expect(lockedIn(hosting.cse.store.get(thing.id))).toEqual(lockedIn(before));
    if (kind.isPlain) answered(answer, isUpdated);
    if (answer.status === StatusCode.UPDATED) changed(thing, given, answer.content);
  }),
);

const updatingWrongly = fc.record({ drawn, flaw: fc.constantFrom(...updateFlaws) }).map(({ drawn: { kind, which, numbers }, flaw }) =>
  step(`update ${kind.type} ${which} with ${flaw.name} ${String(numbers)}`, async (model, hosting) => {
    const thing = choose(model, [kind.type], which);
    if (thing === undefined) return;
    const content = flaw.spoil(kind, kind.change(model, numbers), numbers[0]);
    const primitiveContent = { [`m2m:${kind.type}`]: content };
    const answer = await ask(hosting, { operation: 'update', to: thing.address, from: flaw.from ?? 'CAdmin', primitiveContent }, kind.type);
    answered(answer, isRefusal, 'a wrong UPDATE');
  }),
);

const deleting = fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(11) }).map(({ kind, which }) =>
  step(`delete ${kind.type} ${which}`, async (model, hosting) => {
    const thing = choose(model, [kind.type], which);
    if (thing === undefined) return;
    const answer = await ask(hosting, { operation: 'delete', to: thing.address }, kind.type);
    if (kind.isPlain) answered(answer, isDeleted);
    if (answer.status === StatusCode.DELETED) removed(model, thing.address);
  }),
);

/** Cancels or deletes an execution that a command has begun. */
const ending = fc.record({ which: fc.nat(11), isDeletion: fc.boolean() }).map(({ which, isDeletion }) =>
  step(`${isDeletion ? 'delete' : 'cancel'} execInstance ${which}`, async (_model, hosting) => {
    const instances = contents(hosting).filter(({ type }) => type === 'execInstance');
    const instance = instances[which % Math.max(1, instances.length)];
    if (instance === undefined) return;
    const primitiveContent = { 'm2m:execInstance': { execDisable: true } };
    const to = instance.id;
    const answer = await ask(hosting, isDeletion ? { operation: 'delete', to } : { operation: 'update', to, primitiveContent }, 'execInstance');
    if (answer.status === StatusCode.DELETED) expect(hosting.cse.store.get(to)).toBeUndefined();
    if (answer.status === StatusCode.UPDATED) expect(answer.content['execStatus']).toBe(ExecStatusType.CANCELLED);
  }),
);

const behaviours = { accept, fault: fault(9001), reportFault: reportFault(9010), twice: reportTwice, slow: delay(600_000), restart: restartMeanwhile, unreachable, notEstablished, loseAnswer };

const scripting = fc
  .record({
    which: fc.nat(11),
    call: fc.constantFrom('connect' as const, 'ChangeDUState' as const, 'Download' as const, 'Reboot' as const, 'CancelTransfer' as const, 'SetParameterValues' as const),
    behaviour: fc.constantFrom(...(Object.keys(behaviours) as (keyof typeof behaviours)[])),
  })
  .map(({ which, call, behaviour }) =>
    step(`device ${which}: ${call} ${behaviour}`, async (model, { devices }) => {
      const node = choose(model, ['node'], which);
      if (node !== undefined) devices.device(node.id).next(call, behaviours[behaviour]);
    }),
  );

const waiting = fc
  .constantFrom(500, 1_000, 60_000, 3_600_000, 90_000_000)
  .map((milliseconds) => step(`wait ${milliseconds}`, (_model, hosting) => hosting.goOn(milliseconds)));

const restarting = fc.constant(
  step('restart', async (_model, hosting) => {
    await hosting.restart();
    await hosting.goOn(0);
  }),
);

/** A request about what nothing but requests changes, while the store fails: it is done or not, and never half. */
const faultingRequest = fc
  .record({ drawn, name: fc.constantFrom(...names), operation: fc.constantFrom('create' as const, 'update' as const, 'delete' as const), fault: fc.constantFrom('lost' as const, 'unheard' as const) })
  .map(({ drawn: { kind, which, numbers }, name, operation, fault }) =>
    step(`${operation} ${kind.type} ${name}, ${which}, ${String(numbers)}, ${fault}`, async (model, hosting) => {
      if (!kind.isPlain) return;
      const thing = choose(model, [kind.type], which);
      const to = operation === 'create' ? placeOf(model, kind, which) : thing?.address;
      if (to === undefined) return;
      const given = operation === 'create' ? kind.content(model, numbers) : kind.change(model, numbers);
      const primitiveContent = operation === 'create' ? { resourceName: name, ...given } : { [`m2m:${kind.type}`]: given };
      const before = [...contents(hosting)];
      hosting.medium?.fail(fault);
      const answer = await hosting.ask({ operation, to, ...(operation === 'create' && { resourceType: kind.type }), ...(operation !== 'delete' && { primitiveContent }) });
      hosting.medium?.fail(undefined);
      if (!hosting.hasFailed()) return expect(answer.status, answer.text).toSatisfy(isRefusal);
      expect(answer.status, 'what is not known to be durable is not acknowledged').toBe(StatusCode.INTERNAL_SERVER_ERROR);
      const inMemory = [...contents(hosting)];
      await hosting.restart();
      expect(contents(hosting)).toEqual(fault === 'lost' ? before : inMemory);
      await hosting.goOn(0);
      if (fault === 'lost') return;
      if (operation === 'create') {
        const made = hosting.cse.store.childNamed(model.things.get(to)?.id ?? 'id-in', name);
        added(model, kind.type, to, given, { resourceName: name, resourceID: made?.id, expirationTime: made?.attributes['expirationTime'] });
      } else if (thing !== undefined) {
        if (operation === 'delete') removed(model, thing.address);
        else changed(thing, given, hosting.cse.store.get(thing.id)?.attributes ?? {});
      }
    }),
  );

/** The store fails while time goes on: with devices at work, campaigns, and what expires. */
const faultingWait = fc
  .record({ milliseconds: fc.constantFrom(1_000, 60_000, 3_600_000), after: fc.nat(5), fault: fc.constantFrom('lost' as const, 'unheard' as const) })
  .map(({ milliseconds, after, fault }) =>
    step(`wait ${milliseconds}, commit ${after} ${fault}`, async (_model, hosting) => {
      hosting.medium?.fail(fault, after);
      await hosting.goOn(milliseconds);
      hosting.medium?.fail(undefined);
      if (!hosting.hasFailed()) return;
      await hosting.restart();
      // What is due since then is done as soon as the clock goes on.
      await hosting.goOn(1);
    }),
  );

const allSteps: fc.Arbitrary<Step>[] = [restarting, creating, creating, creating, creatingWrongly, updating, updating, updatingWrongly, deleting, ending, scripting, waiting];

export const sequences = fc.commands(allSteps, { maxCommands: 100, size: 'max' });

/** The same on a store that fails. */
export const sequencesWithFaults = fc.commands([...allSteps, faultingRequest, faultingRequest, faultingWait], { maxCommands: 100, size: 'max' });

/** Without nodes there is little to do, and nodes without a Registree are no targets. */
export async function prologue(model: Model, hosting: Hosting): Promise<void> {
  const registration = { 'App-ID': 'Ndevice', requestReachability: true, supportedReleaseVersions: ['3'] };
  await hosting.ask({ operation: 'create', to: ROOT, from: REGISTREE, resourceType: 'AE', primitiveContent: registration });
  for (const name of ['x', 'y', 'z']) {
    const given = { nodeID: `urn:${name}`, hostedAELinks: [REGISTREE] };
    const { content } = await hosting.ask({ operation: 'create', to: ROOT, resourceType: 'node', primitiveContent: { resourceName: name, ...given } });
    added(model, 'node', ROOT, given, content);
  }
}

/** How a unit of work is carried out: the generic procedures on the store (TS-0004 7.3.3), and what follows from them after the commit. */

import type { Transition } from '../../generated/machines/machine.js';
import { machines } from '../../generated/machines/index.js';
import { refused } from '../errors.js';
import { dispatch } from '../procedures/delivery-policies.js';
import { concernsAnnouncements } from '../procedures/announcing/announced.js';
import { announceNew, announcementsHear, announcementsLeave, wishesOfChange, wishesOfNew } from '../procedures/announcing/wishes.js';
import { capExpiration, checkPlace, checkRoom, checkUpdate, createDraft } from '../procedures/generic.js';
import { noticesOf } from '../procedures/notify.js';
import type { Procedure } from '../procedures/procedure.js';
import type { Happening } from '../hooks.js';
import { checkMachines, next, stateIn, stateNumber } from '../machine.js';
import { attribute, attributesOf, changed, withAttributes, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { formatTimestamp } from '../time/timestamp.js';
import { attributeRows, typeNamed } from '../types.js';
import { Occurrences } from './occurrences.js';
import { PlanningUnit } from './planning-unit.js';
import type { By, FireOptions, Learned, Notice, Occurrence, Order, Unit } from './unit.js';
import type { World } from '../world.js';

/** Runs `steps` as one unit of work. Nothing is left of it when it throws. */
export function runUnit<T>(world: World, originator: string, steps: (unit: UnitOfWork) => T, learned?: Learned): T {
  const unit = new UnitOfWork(world, originator, learned);
  const result = unit.run(steps);
  unit.commit();
  return result;
}

const nothing: Learned = new Map();

/** The unit, with the methods of the generic procedures that a request needs beside those of {@link Unit}. */
export class UnitOfWork extends PlanningUnit implements Unit {
  readonly originator: string;
  readonly isOwn: boolean;
  readonly learned: Learned;
  readonly #world: World;
  readonly #occurrences = new Occurrences();

  constructor(world: World, originator: string, learned: Learned = nothing) {
    super(world);
    this.#world = world;
    this.originator = originator;
    this.isOwn = originator === world.cseId;
    this.learned = learned;
  }

  /** A resource that was there before this CSE: its timer is set with the commit. */
  adopt(resource: Resource): void {
    this.consequences.touched(resource.id, resource);
  }

  run<T>(steps: (unit: UnitOfWork) => T): T {
    try {
      return this.#world.store.transaction(() => {
        const result = steps(this);
        this.#settle();
        return result;
      });
    } catch (error) {
      this.undo();
      throw error;
    }
  }

  commit(): void {
    this.consequences.follow(this.#world);
  }

  create(order: Order): Resource {
    return this.createBy('Hosting CSE', order);
  }

  /** TS-0004 7.3.3.3 and 7.3.3.5. */
  createBy(by: By, { type, parent: parentId, attributes, creator }: Order): Resource {
    const parent = this.#existing(parentId);
    checkPlace(this.#world, by, type, parent);
    const made = createDraft(this.#world, this, by, { type, parent, attributes });
    const draft = creator === undefined ? made : { ...made, creator };
    const admitted = this.#procedure(type).admit?.(this, draft) ?? draft;
    checkRoom(this, parent, admitted);
    const { stored, targets } = by === 'Originator' ? wishesOfNew(this.#world, this, admitted) : { stored: admitted, targets: [] };
    this.#write(null, stored);
    this.#occur({ event: 'childCreated', host: parent.id, subject: stored, modified: new Set() });
    this.#procedure(type).created?.(this, stored);
    this.consequences.announce(announceNew(this, stored, targets));
    return this.#existing(admitted.id);
  }

  update(id: string, patch: Attributes): Resource {
    return this.updateBy('Hosting CSE', id, patch);
  }

  /** TS-0004 7.3.3.4 and 7.3.3.7. */
  updateBy(by: By, id: string, patch: Attributes): Resource {
    const before = this.#existing(id);
    checkUpdate(this.#world, this, by, before, patch);
    const procedure = this.#procedure(before.type);
    const { patch: left, keys } = by === 'Originator' ? wishesOfChange(this.#world, this, before, patch) : { patch, keys: [] };
    this.consequences.announce(keys);
    // Where nothing else is to change, the resource changes when it has been announced.
    if (left !== patch && Object.keys(left).length === 0) return before;
    const capped = capExpiration(this.#world, this, before, left);
    const admitted = procedure.admitUpdate?.(this, before, capped) ?? capped;
    const after = this.#modify(before, admitted, []);
    procedure.updated?.(this, before, after, admitted);
    return this.#existing(id);
  }

  remove(id: string, silently = false): void {
    const resource = this.get(id);
    if (resource !== undefined) this.#removeTree(resource, { silently, withParent: false });
  }

  /** TS-0004 7.3.3.8, for an Originator. */
  deleteBy(resource: Resource): void {
    if (typeNamed(resource.type)?.operations.includes('delete') !== true)
      throw refused('OPERATION_NOT_ALLOWED', `${resource.type} does not take a Delete request.`);
    this.#procedure(resource.type).admitDelete?.(this, resource);
    this.remove(resource.id);
  }

  /** TS-0004 7.3.3.8: expirationTime is reached. */
  expire(id: string): void {
    const resource = this.get(id);
    if (resource === undefined) return;
    const procedure = this.#procedure(resource.type);
    if (procedure.expired === undefined) this.remove(id);
    else procedure.expired(this, resource);
  }

  fire(id: string, name: string, event: string, { guards, patch = none, members = none, onlyMoves = false }: FireOptions = {}): Transition {
    const before = this.#existing(id);
    const machine = machines.find((one) => one.resource === before.type && one.name === name);
    if (machine === undefined) throw new Error(`${before.type} has no machine for ${name}.`);
    const transition: Transition = next(machine, stateIn(machine, before.attributes), event, guards);
    if (transition.to === null || (onlyMoves && transition.to === transition.from)) return transition;
    const number = stateNumber(machine, transition.to);
    const isActionStatus = attributeRows(before.type).get(name)?.type === 'm2m:actionStatus';
    const kept = isActionStatus ? (attribute(before.attributes, name) as Attributes | undefined) : undefined;
    this.#happened({ kind: 'transition', resource: before, attribute: name, event, from: transition.from, to: transition.to });
    const value: JsonValue = isActionStatus ? attributesOf(kept ?? {}, members, { status: number }) : number;
    this.#modify(before, attributesOf(patch, { [name]: value }), [transition]);
    return transition;
  }

  touch(id: string, attributes: readonly string[]): void {
    this.#modify(this.#existing(id), {}, [], attributes);
  }

  countDown({ id }: Resource): void {
    const before = this.get(id);
    const counter = before && attribute(before.attributes, 'expirationCounter');
    if (before === undefined || typeof counter !== 'number') return;
    if (counter <= 1) return this.remove(id);
    const after = withAttributes(before, attributesOf(before.attributes, { expirationCounter: counter - 1 }));
    this.#write(before, after);
    this.#observe({ event: 'updated', host: id, subject: after, modified: new Set(['expirationCounter']) });
  }

  #existing(id: string): Resource {
    const resource = this.get(id);
    if (resource === undefined) throw refused('NOT_FOUND', `There is no resource ${id}.`);
    return resource;
  }

  #procedure(type: string): Procedure {
    return this.#world.procedures.of(type);
  }

  note(id: string, patch: Attributes): void {
    this.#modify(this.#existing(id), patch, []);
  }

  get announcing(): readonly string[] {
    return this.consequences.announcing;
  }

  #write(before: Resource | null, after: Resource, taken: readonly Transition[] = []): void {
    if (after !== before) {
      checkMachines(after.type, before?.attributes ?? null, after.attributes, taken);
      this.#world.store.put(after);
      this.consequences.touched(after.id, after);
    }
    this.#happened({ kind: before === null ? 'created' : 'updated', resource: after });
  }

  #happened(happening: Happening): void {
    if (this.#world.hooks.happened !== undefined) this.consequences.happened(happening);
  }

  #modify(before: Resource, patch: Attributes, taken: readonly Transition[], computed: readonly string[] = []): Resource {
    const changes = attributesOf(patch, { lastModifiedTime: formatTimestamp(this.now) }, stateTagAfter(before, patch));
    const after = isChangedBy(before, changes) ? withAttributes(before, changed(before.attributes, changes)) : before;
    this.#write(before, after, taken);
    this.#occur({ event: 'updated', host: before.id, subject: after, modified: new Set(computed.length === 0 ? Object.keys(patch) : [...Object.keys(patch), ...computed]) });
    return after;
  }

  /** Somebody asked for the instances of a container that has none: an event of its own (TS-0001 Table 9.6.8-3). */
  foundEmpty(container: Resource): void {
    this.#occur({ event: 'retrievedEmpty', host: container.id, subject: container, modified: new Set() });
  }

  #removeTree(resource: Resource, { silently, withParent }: { readonly silently: boolean; readonly withParent: boolean }): void {
    this.#procedure(resource.type).removing?.(this, resource, withParent);
    this.#occur({ event: 'deleted', host: resource.id, subject: resource, modified: new Set() });
    for (const child of this.children(resource.id)) this.#removeTree(child, { silently, withParent: true });
    this.#world.store.delete(resource.id);
    this.consequences.touched(resource.id, undefined);
    this.#happened({ kind: 'deleted', resource });
    const wasSeen = !this.#occurrences.takeBack('childCreated', resource);
    if (resource.parent !== null && wasSeen && !silently)
      this.#occur({ event: 'childDeleted', host: resource.parent, subject: resource, modified: new Set() });
  }

  /** Subscribers of what goes are found while it stands. */
  #occur(occurrence: Occurrence): void {
    this.#occurrences.add(occurrence.event === 'deleted' ? { ...occurrence, subscriptions: this.children(occurrence.host, 'subscription') } : occurrence);
  }

  /** Finds the notifications of all that occurred; those may use a subscription up, whose removal occurs in turn. */
  #settle(): void {
    this.#occurrences.take((occurrence) => {
      this.#observe(occurrence);
      this.#announceChange(occurrence);
      this.tell(noticesOf(this.#world, this, occurrence));
    });
  }

  /** What is announced follows its original (TS-0001 9.6.26.1). */
  #announceChange({ event, subject, modified }: Occurrence): void {
    if (attribute(subject.attributes, 'announceTo') === undefined) return;
    if (event === 'deleted') this.consequences.announce(announcementsLeave(this, subject));
    else if (event === 'updated' && concernsAnnouncements(subject, modified)) this.consequences.announce(announcementsHear(this, subject));
  }

  /** Puts notifications where they go out. */
  tell(notices: Iterable<Notice>): void {
    for (const notice of notices) dispatch(this.#world, this, notice);
  }

  /** The Hosting CSE sees everything, what subscribers are not told of included. */
  #observe(occurrence: Occurrence): void {
    for (const procedure of this.#world.procedures.observing) procedure.observed?.(this, occurrence);
  }
}

/** TS-0004 7.3.3.7: every change counts, unless whoever makes it counts for itself. */
function stateTagAfter({ type, attributes }: Resource, patch: Attributes): Attributes {
  const now = attribute(attributes, 'stateTag');
  if (typeof now !== 'number' || Object.hasOwn(patch, 'stateTag') || !attributeRows(type).has('stateTag')) return none;
  return { stateTag: now + 1 };
}

/** What is touched twice at one moment is as it was: there is nothing to write. */
const isChangedBy = ({ attributes }: Resource, changes: Attributes): boolean => Object.keys(changes).some((name) => changes[name] !== attributes[name]);

const none: Attributes = {};

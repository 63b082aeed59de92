/// <reference lib="esnext.disposable" preserve="true" />
/** A CSE at a socket, in one line: its store, its devices, its server and its notifications, and all of them away again. */

import { randomUUID } from 'node:crypto';
import { entityId } from '../addresses.js';
import { systemClock } from '../time/clock.js';
import { createHostingCse, type HostingCse } from '../cse.js';
import type { AcsOfCse } from '../cwmp/start.js';
import { keptDevices } from '../devices/kept.js';
import { simulatedDevices } from '../devices/simulated.js';
import { codecOf } from '../http/binding/codec.js';
import { httpNotifier, NotificationError } from '../http/client/notifier.js';
import { httpSender } from '../http/client/sender.js';
import { happenings } from '../http/server/happenings.js';
import { pageData } from '../http/server/page-data.js';
import { listen } from '../http/server/server.js';
import type { Happening } from '../hooks.js';
import { laterReleases, ourReleases } from '../releases.js';
import type { Asker } from '../receiver/primitive.js';
import type { Attributes } from '../resource.js';
import { memoryStore, type Store } from '../store/store.js';
import type { Policy } from '../world.js';
import type { DurableStore } from '../store/durable.js';
import { postgresStore } from '../store/postgres.js';
import { sqliteStore } from '../store/sqlite.js';
import { closable } from './closable-clock.js';
import { settled, StartError, type StartOptions } from './options.js';

export interface RunningCse extends HostingCse {
  /** Without a slash at its end: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /** Name of the CSEBase: the first resource is at `${url}/${name}`. */
  readonly name: string;
  readonly cseId: string;
  readonly admin: string;
  /** Where CPEs connect, if they do. */
  readonly cwmp?: { readonly url: string; readonly port: number };
  /** Ends what is under way, as far as it ends in time, and leaves nothing: no socket, no timer, no file that is open. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * @example
 * await using cse = await startCse();
 * await fetch(`${cse.url}/cse-in`, { headers: { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': '1', 'X-M2M-RVI': '3' } });
 * @throws StartError
 */
export async function startCse(options: StartOptions = {}): Promise<RunningCse> {
  const { host, port, name, admin, cseId, spId, gate, tls, limits, place, localNamesOnly, cwmp } = settled(options);
  const store = await openStore(options, cseId);
  /** One that was given stays open: whoever opened it may have more to do with it. */
  const closeStore = async () => {
    if (typeof options.store === 'string') await (store as DurableStore).close();
  };
  const stranger = ownerOf(store, cseId, place.rootId, name);
  if (stranger !== undefined) {
    await closeStore();
    throw stranger;
  }
  const clock = closable(options.clock ?? systemClock);
  const heard = happenings(() => clock.now());
  if (options.watch !== undefined) heard.watch(options.watch);
  const report = (error: unknown) => {
    options.report?.(error);
    // That has been told as what it is.
    if (!(error instanceof NotificationError)) heard.tell({ kind: 'error', message: error instanceof Error ? error.message : String(error) });
  };
  const codec = options.specification && codecOf(options.specification);
  const notifier = httpNotifier({
    cseId,
    codec,
    newId: randomUUID,
    ...(options.notifications && { limits: options.notifications }),
    delivered: (target) => told('delivered', target),
    failed: (target, error) => told('failed', target, error.message),
  });
  const sender = httpSender({ answerWithin: limits.answerWithin, codec });
  const told = (outcome: 'delivered' | 'failed', target: string, reason?: string) => {
    heard.tell({ kind: 'notification', target, outcome, ...(reason !== undefined && { reason }) });
    server.metrics.notification(outcome);
  };
  let cse: HostingCse | undefined;
  let stands: (made: HostingCse) => void = () => undefined;
  let cannotStand: (error: unknown) => void = () => undefined;
  /** Nobody is served before the CSE stands, nor shown a page: who comes when it is known where, and not yet what, waits. */
  const standing = new Promise<HostingCse>((resolve, reject) => ([stands, cannotStand] = [resolve, reject]));
  const page = standing.then((made) => pageData(made, place.rootId, admin));
  // Whether anybody waits or not.
  page.catch(() => undefined);
  const serve = (primitive: Attributes, asker?: Asker): Promise<Attributes> => (cse === undefined ? standing.then(({ request }) => request(primitive, asker)) : cse.request(primitive, asker));
  const server = await listen({
    host,
    port,
    tls,
    gate,
    localNamesOnly,
    limits,
    admin,
    base: name,
    cseId,
    page,
    happenings: heard,
    waitingNotifications: () => notifier.waiting,
    cse: { serve, codec, answerWithin: limits.answerWithin, isSame: (from, originator) => entityId(place, from) === entityId(place, originator) },
  }).catch(async (error: unknown) => {
    await closeStore();
    if (isSystemError(error)) throw new StartError('START_ADDRESS', `cannot listen on ${host}, port ${port}: ${error.message}`, /EADDRINUSE|EACCES/.test(error.message) ? 'choose another port, or 0 for any that is free' : 'an address of this machine, 127.0.0.1 or 0.0.0.0 say', error);
    throw new StartError('START_TLS', `the key and the certificate are of no use: ${String((error as Error).message)}`, undefined, error);
  });
  const pointOfAccess = options.pointOfAccess ?? [server.url];
  const hooks = {
    ...options.hooks,
    happened: (happening: Happening) => {
      options.hooks?.happened?.(happening);
      if (happening.kind === 'transition' || happening.kind === 'notification') return;
      const { id, parent, type, name } = happening.resource;
      heard.tell({ kind: 'resource', change: happening.kind, id, parent, type, name });
    },
  };
  const acs =
    cwmp &&
    // What nobody asks for is not loaded.
    (await import('../cwmp/start.js')).acsOfCse({
      ...cwmp,
      clock,
      root: place.rootId,
      cse: () => cse as HostingCse,
      credentials: options.cwmp?.credentials ?? [],
      strangers: options.cwmp?.strangers ?? 'create',
      limits: options.cwmp?.limits,
      report,
      answered: ({ said, reason, ...what }) => heard.tell({ kind: 'cwmp', ...what, ...(said !== undefined && { said }), ...(reason !== undefined && { reason }) }),
    });
  const stand = (): HostingCse => {
    // Those that are simulated live as long as their CSE does.
    const kept = options.devices === undefined && acs === undefined && store.durability !== undefined ? keptDevices(simulatedDevices({ clock }), store) : undefined;
    const devices = options.devices ?? acs?.devices ?? kept;
    // A request waits for the device for as long as an answer may take.
    const management = { ...(acs && { sessionLimit: limits.answerWithin / 2 }), ...options.management };
    // The notifier tries again by itself, and knows which errors pass.
    const policy = { notificationRetries: [], ...served, ...options.policy, admin };
    const procedures = [...(acs?.procedures ?? []), ...(options.procedures ?? [])];
    const made = createHostingCse({ ...options, ...(devices && { devices }), procedures, management, name, cseId, spId, clock, store, report, hooks, policy, notify: notifier.notify, reaches: notifier.reaches, send: options.send ?? sender.send, pointOfAccess });
    moved(made, pointOfAccess);
    kept?.resume().catch(report);
    return made;
  };
  const end = async () => {
    await Promise.all([server.close(), acs?.close()]);
    clock.close();
    // Before the notifier: what it has not delivered stays in the store.
    await closeStore();
    await Promise.all([notifier.close(), sender.close()]);
  };
  try {
    cse = stand();
    stands(cse);
  } catch (error) {
    cannotStand(error);
    await end();
    throw new StartError('START_STORE', `what is in the store cannot be gone on with: ${String((error as Error).message)}`, undefined, error);
  }

  const cpes = await listening(acs, cwmp, end);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= end());
  return { ...cse, url: server.url, port: server.port, ...(cpes && { cwmp: cpes }), name, cseId, admin, close, [Symbol.asyncDispose]: close };
}

/**
 * What a CSE that others can reach does beside what the standard says of all: who is registered may look at the CSEBase and notify the CSE,
 * and later releases are taken as far as ours has what they say.
 */
export const served: Pick<Policy, 'access' | 'releases'> = {
  access: [{ originators: ['registered'], privileges: ['RETRIEVE', 'DISCOVERY', 'NOTIFY'] }],
  releases: [...ourReleases, ...laterReleases],
};

/** CPEs are let in when the CSE stands. */
async function listening(acs: AcsOfCse | undefined, place: { readonly host: string; readonly port: number } | undefined, end: () => Promise<void>): Promise<RunningCse['cwmp']> {
  try {
    const opened = await acs?.listen();
    return opened && { url: opened.url, port: opened.port };
  } catch (error) {
    await end();
    if (isSystemError(error)) throw new StartError('START_ADDRESS', `cannot listen for CPEs on ${place?.host ?? ''}, port ${place?.port ?? 0}: ${error.message}`, 'choose another --cwmp-port', error);
    throw new StartError('START_TLS', `the key and the certificate for CPEs are of no use: ${String((error as Error).message)}`, undefined, error);
  }
}

/** A CSE that is kept may be at another place than before. */
function moved(cse: HostingCse, pointOfAccess: readonly string[]): void {
  cse.run((unit) => {
    const base = unit.find('-');
    if (base !== undefined && JSON.stringify(base.attributes['pointOfAccess']) !== JSON.stringify(pointOfAccess)) unit.update(base.id, { pointOfAccess });
  });
}

/** In a store: the CSE-ID of whose it is. */
const OWNER = 'owner';

/** A store is of one CSE, which makes it its own: what is under way in that of another, or below another name, would be nobody's. */
function ownerOf(store: Store, cseId: string, rootId: string, name: string): StartError | undefined {
  const owner = store.record(OWNER, '')?.['cseId'];
  const called = store.get(rootId)?.name ?? name;
  if (owner !== undefined && owner !== cseId) return new StartError('START_STORE', `this is the store of ${String(owner)}, not of ${cseId}`, `give it --cse-id ${String(owner)}, or another store`);
  if (called !== name) return new StartError('START_STORE', `the CSE in this store is called ${called}, not ${name}`, `give it --name ${called}, or another store`);
  if (owner === undefined) store.transaction(() => store.putRecord({ kind: OWNER, key: '', owner: '', value: { cseId } }));
  return undefined;
}

async function openStore({ store, failed }: StartOptions, cseId: string): Promise<Store> {
  if (store === undefined) return memoryStore();
  if (typeof store !== 'string') return store;
  const heard = failed === undefined ? {} : { failed };
  try {
    return await (/^postgres(ql)?:\/\//.test(store) ? postgresStore(store, { cse: cseId.slice(1), ...heard }) : sqliteStore(store, heard));
  } catch (error) {
    throw new StartError('START_STORE', `the store cannot be opened: ${(error as Error).message}`, 'give it another place, or keep the state in memory: --store memory', error);
  }
}

const isSystemError = (error: unknown): error is Error => typeof (error as { readonly syscall?: unknown }).syscall === 'string';

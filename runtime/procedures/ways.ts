/** The ways to other CSEs (TS-0004 7.3.2.6): by the <remoteCSE> that leads there, or else by the Registrar. */

import { CseTypeID } from '../../generated/enumerations.js';
import { isElsewhere, type Place } from '../addresses.js';
import { attribute, type Resource } from '../resource.js';
import { cseTerm, termsOf } from '../store/terms.js';
import type { World } from '../world.js';

export type Ways = Place & Pick<World, 'store' | 'cseType' | 'registrar'>;

/** The <remoteCSE> of a CSE, or of the one that it is a descendant of, by an SP-relative or absolute address of whatever is there. */
export function remoteCseOf({ store, rootId, spId }: Ways, address: string): Resource | undefined {
  const absolute = `//${spId}/`;
  const relative = address.startsWith(absolute) ? address.slice(absolute.length - 1) : address;
  const [, cseId] = /^\/([^/]+)/.exec(relative) ?? [];
  if (cseId === undefined) return undefined;
  const found = store.children(rootId, 'remoteCSE', [cseTerm(`/${cseId}`)]);
  // A store without an index of terms returns all of the type.
  return found.find((remote) => termsOf(remote).includes(cseTerm(`/${cseId}`)));
}

/** The <remoteCSE> of the CSE that this one has registered with; an IN-CSE has none, and with an ASN-CSE nobody else is registered (TS-0001 6.1). */
export function registrarOf(world: Ways): Resource | undefined {
  const { store, rootId, cseType, registrar } = world;
  if (cseType === 'IN_CSE') return undefined;
  if (registrar !== undefined) return remoteCseOf(world, registrar);
  return store.children(rootId, 'remoteCSE').find(({ attributes }) => cseType === 'ASN_CSE' || attribute(attributes, 'cseType') === CseTypeID.IN_CSE);
}

/** Whom to ask for what is at another CSE. */
export const wayTo = (world: Ways, address: string): Resource | undefined =>
  remoteCseOf(world, address) ?? (isElsewhere(world, address) ? registrarOf(world) : undefined);

/** The same for what somebody else asks: what has come from the Registrar does not go back to it. */
export function wayFrom(world: Ways, originator: string, address: string): Resource | undefined {
  const direct = remoteCseOf(world, address);
  if (direct !== undefined) return direct;
  const registrar = registrarOf(world);
  if (registrar === undefined || !originator.startsWith('/')) return registrar;
  const source = remoteCseOf(world, originator);
  return source === undefined || source.id === registrar.id ? undefined : registrar;
}

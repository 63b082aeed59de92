/**
 * descendantCSEs of the <remoteCSE> that this CSE has at its Registrar (TS-0004 7.4.4.2.1, 7.4.4.2.3, 7.4.4.2.4): its Registrees and what is behind
 * them. What it is to be is worked out whenever there is something to tell, so that changes that come together go together.
 */

import { isEqual } from '../access/equal.js';
import { contentOf, NotDone } from '../receiver/elsewhere.js';
import { attribute, listIn, type JsonValue, type Resource } from '../resource.js';
import { numberOf } from '../types.js';
import type { Unit } from '../work/unit.js';
import type { AskingHost } from './procedure.js';

const TELL = 'remoteCSE.tell';
/** There is one <remoteCSE> to keep, and so one plan. */
const KEY = 'descendantCSEs';
const MINUTE = 60_000;

/** @param remote has come, changed or is to go; the Registrar itself, when it comes, is told of whom there is to tell */
export function descendantsChanged({ cseType, registrar }: AskingHost, unit: Unit, remote: Resource): void {
  if (cseType !== 'MN_CSE' || (registrar()?.id === remote.id && descendantsIn(unit, remote).length === 0)) return;
  unit.plan(TELL, KEY, unit.now);
}

/** The job of {@link descendantsChanged}: whom nobody reaches is told a minute later, after a restart all the same. */
export function tellRegistrar(host: AskingHost, unit: Unit): void {
  const registrar = host.registrar();
  if (registrar === undefined) return;
  unit.plan(TELL, KEY, unit.now + MINUTE);
  unit.later(() => void tell(host, registrar).catch(host.report));
}

async function tell(host: AskingHost, registrar: Resource): Promise<void> {
  const descendants = (): readonly string[] => host.run((unit) => descendantsIn(unit, registrar));
  const told = descendants();
  try {
    const address = await ownAt(host, registrar);
    if (address !== undefined) await host.ask(address, { op: 3, pc: contentOf('remoteCSE', { descendantCSEs: told.length === 0 ? null : told }) });
  } catch (error) {
    if (!(error instanceof NotDone)) throw error;
    if (error.isPassing) return;
    // It will not be told otherwise the next time.
    host.report(error);
  }
  host.run((unit) => (isEqual(descendantsIn(unit, registrar), told) ? unit.unplan(TELL, KEY) : unit.plan(TELL, KEY, unit.now)));
}

function descendantsIn(unit: Unit, { id, parent }: Resource): readonly string[] {
  const registrees = parent === null ? [] : unit.children(parent, 'remoteCSE').filter((each) => each.id !== id);
  return [...new Set(registrees.flatMap(({ attributes }) => [String(attribute(attributes, 'CSE-ID')), ...listIn(attributes, 'descendantCSEs')]))];
}

/** Where the <remoteCSE> of this CSE is: below the <CSEBase> of the Registrar; undefined: nowhere. */
async function ownAt(host: AskingHost, { attributes }: Resource): Promise<string | undefined> {
  const base = String(attribute(attributes, 'CSEBase'));
  const criteria = { fu: 1, lvl: 1, ty: [numberOf('remoteCSE')], atr: [{ nm: 'csi', val: host.cseId }] };
  const [found] = Object.values(await host.ask(base, { op: 2, fc: criteria })) as readonly (JsonValue | undefined)[];
  const [address] = Array.isArray(found) ? (found as readonly string[]) : [];
  return address;
}

/**
 * Of which types the members of a <group> are that stand at other CSEs: those are asked before it is created or changed, and whom nobody could
 * ask then, as soon as somebody can be (TS-0004 7.4.13.2.1, 7.4.13.2.3).
 */

import { MemberType } from '../../generated/enumerations.js';
import { StatusCode } from '../../generated/tables/status-codes.js';
import { attributeNames } from '../../generated/tables/names.js';
import { refused, RequestError } from '../errors.js';
import { isObject } from '../json.js';
import { bodyIn, NotDone } from '../receiver/elsewhere.js';
import { attribute, attributesOf, listIn, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { parseTimestamp } from '../time/timestamp.js';
import { isVirtualName, typesNumbered, virtualChild } from '../types.js';
import type { Unit } from '../work/unit.js';
import { isOfOneType, kindOfVirtual, members, specializing, type Kind } from './group-members.js';
import type { AskingHost, Call } from './procedure.js';

const CHECK = 'group.check';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** @throws RequestError RECEIVER_HAS_NO_PRIVILEGE when one may not be read */
export async function learnMembers(host: AskingHost, { operation, content, target, learned }: Call): Promise<void> {
  const group = operation === 'update' ? attributesOf(target.attributes, content) : content;
  if (!isOfOneType(group)) return;
  const [secret] = await ask(host, listIn(content, 'memberIDs'), learned);
  if (secret !== undefined) throw refused('RECEIVER_HAS_NO_PRIVILEGE', `${secret.slice(0, 80)} does not tell this CSE of which type it is (TS-0004 7.4.13.2.1).`);
}

/** One after the other of each CSE, and all CSEs side by side; one that cannot be reached is left alone. Returns whom this CSE may not read. */
async function ask(host: AskingHost, members: readonly string[], learned: Map<string, JsonValue>): Promise<readonly string[]> {
  const byCse = new Map<string, string[]>();
  for (const address of members) {
    const cse = host.otherCse(address);
    if (cse === undefined) continue;
    const addresses = byCse.get(cse);
    if (addresses === undefined) byCse.set(cse, [address]);
    else addresses.push(address);
  }
  const secret: string[] = [];
  const askAll = async (addresses: readonly string[]) => {
    for (const address of addresses) {
      try {
        learned.set(address, (await kindAt(host, address)) as unknown as JsonValue);
      } catch (error) {
        if (!(error instanceof NotDone)) throw error;
        if (error.status === StatusCode.NOT_FOUND) learned.set(address, null);
        else if (secrecy.has(error.status)) secret.push(address);
        // What cannot be reached the group tells of itself.
        else if (error.isPassing) return;
        else host.report(error);
      }
    }
  };
  await Promise.all([...byCse.values()].map(askAll));
  return secret;
}

const secrecy: ReadonlySet<number> = new Set([StatusCode.ORIGINATOR_HAS_NO_PRIVILEGE, StatusCode.RECEIVER_HAS_NO_PRIVILEGE]);

/** @throws NotDone */
async function kindAt(host: AskingHost, address: string): Promise<Kind> {
  const slash = address.lastIndexOf('/');
  const name = address.slice(slash + 1);
  if (isVirtualName(name)) {
    const parent = await bodyAt(host, address.slice(0, slash));
    const child = typesNumbered(Number(valueIn(parent, 'resourceType'))).map((row) => virtualChild(row.name, name)).find((each) => each !== undefined);
    if (child?.type === 'fanOutPoint') return { type: valueIn(parent, 'memberType') ?? MemberType.mixed, specialization: specializationIn(valueIn(parent, 'specializationType')) };
    if (child !== undefined) return kindOfVirtual(child.type) ?? { type: null };
  }
  const body = await bodyAt(host, address);
  return { type: valueIn(body, 'resourceType') ?? null, specialization: specializationIn(body) };
}

const bodyAt = async (host: AskingHost, address: string): Promise<Attributes> => bodyIn(await host.ask(address, { op: 2 }));

/** By its short name, which it has on the way. */
const valueIn = (body: Attributes, name: string): JsonValue | undefined => body[attributeNames.toShort.get(name) ?? name];

function specializationIn(body: JsonValue | undefined): Attributes | undefined {
  const name = isObject(body) ? [...specializing.values()].find((each) => valueIn(body, each) !== undefined) : undefined;
  return name === undefined ? undefined : { [name]: valueIn(body as Attributes, name) ?? null };
}

/** Some are not validated: they are asked later, the later the longer nothing has become of it. */
export function expectCheck(unit: Unit, group: Resource): void {
  const changed = parseTimestamp(String(attribute(group.attributes, 'lastModifiedTime'))) ?? unit.now;
  if (attribute(group.attributes, 'memberTypeValidated') === false) unit.plan(CHECK, group.id, unit.now + Math.min(Math.max(unit.now - changed, MINUTE), HOUR));
  else unit.unplan(CHECK, group.id);
}

/** The job of {@link expectCheck}. */
export function checkAgain(host: AskingHost, unit: Unit, id: string): void {
  const group = unit.get(id);
  if (group === undefined || attribute(group.attributes, 'memberTypeValidated') !== false) return;
  const addresses = listIn(group.attributes, 'memberIDs');
  if (!addresses.some((address) => host.otherCse(address) !== undefined)) return;
  expectCheck(unit, group);
  unit.later(() => void check(host, id, addresses).catch(host.report));
}

async function check(host: AskingHost, id: string, addresses: readonly string[]): Promise<void> {
  const learned = new Map<string, JsonValue>();
  await ask(host, addresses, learned);
  if (learned.size > 0) host.run((unit) => judge(unit, id), learned);
}

function judge(unit: Unit, id: string): void {
  const group = unit.get(id);
  if (group === undefined || !isOfOneType(group.attributes)) return;
  try {
    const found = members(unit, group.attributes);
    if (attribute(found, 'memberTypeValidated') === false && listIn(found, 'memberIDs').length === listIn(group.attributes, 'memberIDs').length) return;
    unit.note(id, found);
    expectCheck(unit, unit.get(id) ?? group);
  } catch (error) {
    if (!(error instanceof RequestError) || error.statusName !== 'GROUP_MEMBER_TYPE_INCONSISTENT') throw error;
    unit.remove(id);
  }
}

/**
 * Which <node> is which CPE: by nodeID, or by the [deviceInfo] below the node (TS-0001 D.8), against what the CPE says of itself. What is
 * known of a CPE is a record in the store of the CSE, so that it can be asked to connect after a restart.
 */

import type { HostingCse } from '../cse.js';
import { MgmtDefinition } from '../../generated/enumerations.js';
import type { DeviceId, Inform } from '../devices/devices.js';
import { durably } from '../work/durably.js';
import { isEqual } from '../access/equal.js';
import { attribute, type Attributes, type Resource } from '../resource.js';
import type { Reader, Unit } from '../work/unit.js';
import { knownFrom, type Directory, type KnownDevice } from './known-device.js';
import { labelled } from './labels.js';

/** `create`: a CPE that no <node> is for gets one of its own. */
export type StrangerPolicy = 'create' | 'refuse';

export interface DirectoryOptions {
  /** Not before the CSE stands. */
  readonly cse: () => Pick<HostingCse, 'run'>;
  /** Id of the CSEBase, whose nodes are meant. */
  readonly root: string;
  readonly strangers: StrangerPolicy;
  readonly report: (error: unknown) => void;
}

/** Kind of the records: what is known of a CPE, by its <node>. */
const KNOWN = 'cwmp-device';

export function cseDirectory({ cse, root, strangers, report }: DirectoryOptions): Directory {
  const known = (reader: Reader, node: string) => reader.record(KNOWN, node) as unknown as KnownDevice | undefined;
  return {
    find: (device) =>
      cse().run((unit) => {
        if (device.oui === '' || device.serialNumber === '') return undefined;
        const found = nodeOf(unit, root, device);
        if (found !== 'none') return found?.id;
        if (strangers === 'refuse') return undefined;
        return create(unit, root, device);
      }),
    known: (node) => cse().run((unit) => known(unit, node)),
    keep: (node, inform) =>
      durably({ run: (steps) => cse().run(steps), report }, (unit) => {
        const before = known(unit, node);
        const now = knownFrom(inform, before);
        if (before === undefined || !isEqual(before as unknown as Attributes, now as unknown as Attributes)) {
          unit.keep({ kind: KNOWN, key: node, owner: node, value: now as unknown as Attributes });
        }
        describe(unit, node, inform);
      }),
  };
}

/** A <node> of its own, and what it says of itself below it. */
function create(unit: Unit, root: string, device: DeviceId): string {
  const [nodeID = ''] = namesOf(device);
  const resourceName = resourceNameOf(device);
  const isTaken = unit.childNamed(root, resourceName) !== undefined;
  const { id } = unit.create({ type: 'node', parent: root, attributes: { nodeID, ...(!isTaken && { resourceName }) } });
  const { manufacturer, oui, productClass, serialNumber } = device;
  const model = productClass === '' ? 'unknown' : productClass;
  const info = { mgmtDefinition: MgmtDefinition.deviceInfo, deviceLabel: serialNumber, manufacturer: manufacturer === '' ? oui : manufacturer, model, deviceType: model };
  unit.create({ type: 'deviceInfo', parent: id, attributes: info });
  return id;
}

/** What runs on a device, as its Inform says (TS-0006 7.1: of a device with one kind of software both versions are that one). */
function describe(unit: Unit, node: string, { parameters }: Inform): void {
  const version = parameters.find(({ name }) => name.endsWith('.DeviceInfo.SoftwareVersion'))?.value;
  if (version === undefined || version === '') return;
  for (const { id, attributes } of unit.children(node, 'deviceInfo')) {
    if (attribute(attributes, 'swVersion') !== version) unit.update(id, { swVersion: version, fwVersion: version });
  }
}

/** `none`: no node is for this CPE; undefined: more than one is, so that nobody can tell. */
function nodeOf(unit: Unit, root: string, device: DeviceId): Resource | undefined | 'none' {
  const names = namesOf(device);
  const named = unit.children(root, 'node', names).filter(({ attributes }) => names.includes(String(attribute(attributes, 'nodeID'))));
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const described = describedBy(unit, root, device);
  if (described.length === 0) return 'none';
  return described.length === 1 ? described[0] : undefined;
}

/** By their [deviceInfo], whoever else is described. */
function describedBy(unit: Unit, root: string, device: DeviceId): readonly Resource[] {
  const nodes = labelled(unit, device.serialNumber)
    .filter((info) => describes(info, device))
    .map(({ parent }) => unit.get(parent ?? ''));
  return [...new Set(nodes)].filter((node) => node?.type === 'node' && node.parent === root) as readonly Resource[];
}

/** How a part of a name can be written: as it is, as in URLs, or with all that is no letter, digit or `_` in percents, as TR-069 3.4.4 does. */
const writings: readonly ((part: string) => string)[] = [String, encodeURIComponent, allInPercents, (part) => allInPercents(part).replace(/%../g, (code) => code.toLowerCase())];

function allInPercents(part: string): string {
  const codeOf = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return part.replace(/\W/gu, (letter) => [...new TextEncoder().encode(letter)].map(codeOf).join(''));
}

/** How a nodeID can name a CPE: as TR-069 3.4.4 does, and in the schemes of identifiers that are made of the same parts. The first one is ours. */
function namesOf({ oui, productClass, serialNumber }: DeviceId): readonly string[] {
  const makers = [...new Set([oui, oui.toUpperCase(), oui.toLowerCase()])];
  // Of letters, digits and _ all writings are the same.
  const differing = /^\w*$/.test(oui + productClass + serialNumber) ? [String] : writings;
  const names = makers.flatMap((maker) =>
    differing.flatMap((write) => {
      const short = `${write(maker)}-${write(serialNumber)}`;
      const long = productClass === '' ? short : `${write(maker)}-${write(productClass)}-${write(serialNumber)}`;
      return [long, `urn:${long}`, `urn:dev:ops:${long}`, `ops::${long}`, short, `urn:${short}`, `urn:dev:os:${short}`, `os::${short}`];
    }),
  );
  return [...new Set(names)];
}

const resourceNameOf = ({ oui, productClass, serialNumber }: DeviceId): string =>
  [oui, productClass, serialNumber]
    .filter((part) => part !== '')
    .join('-')
    .replace(/[^\w.-]/g, '_')
    .slice(0, 128);

/** The label is the serial number; manufacturer is the name or the OUI of who made it. */
function describes({ attributes }: Resource, { manufacturer, oui }: DeviceId): boolean {
  const made = String(attribute(attributes, 'manufacturer') ?? '').toLowerCase();
  return made === oui.toLowerCase() || (manufacturer !== '' && made === manufacturer.toLowerCase());
}

/** The data model of a CPE: what it is, how it is managed (TR-181), and its software modules (TR-157). */

import type { CwmpMessages, ParameterValueStruct, SetParameterValuesFaultStruct } from '../../generated/cwmp/types.js';
import { parametersAt, withParameters } from '../../runtime/devices/parameters.js';
import type { DeploymentUnit, SoftwareModules } from '../../runtime/devices/software.js';

const MODULES = 'Device.SoftwareModules.';
const DEPLOYMENT = `${MODULES}DeploymentUnit.`;
const EXECUTION = `${MODULES}ExecutionUnit.`;
const SERVER = 'Device.ManagementServer.';

export interface Identity {
  readonly manufacturer: string;
  readonly oui: string;
  readonly productClass: string;
  readonly serialNumber: string;
}

type FaultValue = CwmpMessages['Fault'];

/** Parameters of its own, and those that follow from the software that is on it. */
export class DataModel {
  readonly #own = new Map<string, { readonly type: string; value: string; readonly writable: boolean }>();

  constructor(
    private readonly identity: Identity,
    private readonly software: () => SoftwareModules,
  ) {
    const { manufacturer, oui, productClass, serialNumber } = identity;
    const fixed = (name: string, value: string, type = 'string') => this.#own.set(name, { type, value, writable: false });
    const written = (name: string, value: string, type = 'string') => this.#own.set(name, { type, value, writable: true });
    fixed('Device.RootDataModelVersion', '2.8');
    fixed('Device.DeviceInfo.Manufacturer', manufacturer);
    fixed('Device.DeviceInfo.ManufacturerOUI', oui);
    fixed('Device.DeviceInfo.ProductClass', productClass);
    fixed('Device.DeviceInfo.SerialNumber', serialNumber);
    fixed('Device.DeviceInfo.HardwareVersion', '1.0');
    fixed('Device.DeviceInfo.SoftwareVersion', '1.0');
    written('Device.DeviceInfo.ProvisioningCode', '');
    fixed(`${SERVER}ConnectionRequestURL`, '');
    fixed(`${SERVER}ParameterKey`, '');
    written(`${SERVER}ConnectionRequestUsername`, '');
    written(`${SERVER}ConnectionRequestPassword`, '');
    written(`${SERVER}PeriodicInformEnable`, '0', 'boolean');
    written(`${SERVER}PeriodicInformInterval`, '86400', 'unsignedInt');
  }

  /** What the CPE itself makes of a parameter. */
  put(name: string, value: string): void {
    const found = this.#own.get(name);
    if (found !== undefined) found.value = value;
  }

  get = (name: string): string => this.#own.get(name)?.value ?? '';

  /** What every Inform tells (TR-181 forced inform parameters). */
  forced(): readonly ParameterValueStruct[] {
    const names = ['RootDataModelVersion', 'DeviceInfo.HardwareVersion', 'DeviceInfo.SoftwareVersion', 'DeviceInfo.ProvisioningCode', 'ManagementServer.ConnectionRequestURL', 'ManagementServer.ParameterKey'];
    return names.map((name) => this.#shown(`Device.${name}`));
  }

  all(): readonly ParameterValueStruct[] {
    const software = parametersAt(this.software(), this.identity.serialNumber, [DEPLOYMENT, EXECUTION]);
    return [...[...this.#own.keys()].map((name) => this.#shown(name)), ...('faultCode' in software ? [] : software.map(({ name, value }) => ({ name, type: 'string', value })))];
  }

  values(names: readonly string[]): readonly ParameterValueStruct[] | FaultValue {
    const all = this.all();
    const found: ParameterValueStruct[] = [];
    for (const name of names) {
      const named = all.filter((each) => each.name === name || ((name === '' || name.endsWith('.')) && each.name.startsWith(name)));
      if (named.length === 0 && ![MODULES, DEPLOYMENT, EXECUTION].includes(name)) return { faultCode: 9005, faultString: `there is no ${name}` };
      found.push(...named);
    }
    return found;
  }

  names(path: string, nextLevel: boolean): readonly { readonly name: string; readonly writable: boolean }[] | FaultValue {
    const below = this.all().filter(({ name }) => name.startsWith(path));
    if (below.length === 0 || (nextLevel && path !== '' && !path.endsWith('.'))) return { faultCode: below.length === 0 ? 9005 : 9003, faultString: `${path} is no path` };
    const found = new Map<string, boolean>();
    for (const { name } of below) {
      const steps = name.slice(path.length).split('.');
      for (let i = 1; i < steps.length && (!nextLevel || i === 1); i++) found.set(`${path}${steps.slice(0, i).join('.')}.`, false);
      if (!nextLevel || steps.length === 1) found.set(name, this.#isWritable(name));
    }
    return [...found].map(([name, writable]) => ({ name, writable }));
  }

  /** All or none; what comes of the units. */
  set(values: readonly ParameterValueStruct[], parameterKey: string): readonly DeploymentUnit[] | FaultValue {
    const wrong: SetParameterValuesFaultStruct[] = [];
    const own = values.filter(({ name }) => !name.startsWith(MODULES));
    for (const { name } of own) {
      const found = this.#own.get(name);
      if (found?.writable !== true) wrong.push({ parameterName: name, faultCode: found === undefined ? 9005 : 9008, faultString: found === undefined ? 'there is no such parameter' : 'it is not to be written' });
    }
    const ofUnits = values.filter(({ name }) => name.startsWith(MODULES));
    const units = withParameters(this.software(), ofUnits);
    if ('faultCode' in units) {
      for (const { name, faultCode, faultString } of units.parameters ?? []) wrong.push({ parameterName: name, faultCode, faultString });
    }
    if (wrong.length > 0 || 'faultCode' in units) return { faultCode: 9003, faultString: 'Invalid arguments', ...(wrong.length > 0 && { setParameterValuesFault: wrong }) };
    for (const { name, value } of own) this.put(name, value);
    this.put(`${SERVER}ParameterKey`, parameterKey);
    return units;
  }

  /** Paths of a unit and of what runs of it. */
  refsOf({ uuid, version }: { readonly uuid?: string; readonly version?: string }): { readonly unit: string; readonly execution: string } {
    const all = this.all();
    const paths = all.filter(({ name, value }) => name.startsWith(DEPLOYMENT) && name.endsWith('.UUID') && value === uuid).map(({ name }) => name.slice(0, -'UUID'.length));
    const path = paths.find((each) => all.some(({ name, value }) => name === `${each}Version` && value === version));
    const execution = all.find(({ name }) => path !== undefined && name === `${path}ExecutionUnitList`)?.value ?? '';
    return { unit: path?.replace(/\.$/, '') ?? '', execution };
  }

  #isWritable(name: string): boolean {
    return this.#own.get(name)?.writable ?? name.endsWith('.RequestedState');
  }

  #shown(name: string): ParameterValueStruct {
    const { type, value } = this.#own.get(name)!;
    return { name, type, value: name.endsWith('Password') ? '' : value };
  }
}

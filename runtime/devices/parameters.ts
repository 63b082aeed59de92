/**
 * What is on a simulated device as parameters of TR-181 and TR-157: what it is, its deployment units, and the execution unit of each,
 * which starts and stops by its RequestedState. Pure.
 */

import { createHash } from 'node:crypto';
import type { Fault, ParameterFault, ParameterValue } from './devices.js';
import type { DeploymentUnit, SoftwareModules } from './software.js';

export const ROOT = 'Device.';

const DEPLOYMENT = `${ROOT}SoftwareModules.DeploymentUnit.`;
const EXECUTION = `${ROOT}SoftwareModules.ExecutionUnit.`;

/** Those that the names name; 9005 where one names none. A table that is empty is there all the same. */
export function parametersAt(software: SoftwareModules, node: string, names: readonly string[]): readonly ParameterValue[] | Fault {
  const all = parametersOf(software, node);
  const found: ParameterValue[] = [];
  for (const name of names) {
    const named = all.filter((each) => each.name === name || ((name === '' || name.endsWith('.')) && each.name.startsWith(name)));
    if (named.length === 0 && name !== DEPLOYMENT && name !== EXECUTION) return { faultCode: 9005, faultString: `there is no ${name.slice(0, 256)}` };
    found.push(...named);
  }
  return found;
}

/** The units after their parameters were set: all, or none and a fault (9003) that says what is wrong with each. */
export function withParameters(software: SoftwareModules, values: readonly ParameterValue[]): readonly DeploymentUnit[] | Fault {
  const wrong: ParameterFault[] = [];
  const states = new Map<string, boolean>();
  const known = new Set(parametersOf(software, '').map(({ name }) => name));
  for (const { name, value } of values) {
    const path = /^(.*)\.RequestedState$/.exec(name)?.[1];
    if (!known.has(name)) wrong.push({ name, faultCode: 9005, faultString: 'there is no such parameter' });
    else if (path === undefined) wrong.push({ name, faultCode: 9008, faultString: 'it is not to be written' });
    else if (value !== 'Active' && value !== 'Idle') wrong.push({ name, faultCode: 9007, faultString: 'RequestedState is Active or Idle' });
    else states.set(path, value === 'Active');
  }
  if (wrong.length > 0) return { faultCode: 9003, faultString: 'parameters are wrong', parameters: wrong };
  return software.units.map((unit) => ({ ...unit, active: states.get(executionUnitOf(unit)) ?? unit.active }));
}

function parametersOf({ units }: SoftwareModules, node: string): readonly ParameterValue[] {
  const info = { Manufacturer: 'onem2m-specgen', ManufacturerOUI: '000000', ProductClass: 'Simulated', SerialNumber: node };
  return [
    ...valuesBelow(`${ROOT}DeviceInfo.`, info),
    ...units.flatMap((unit) => {
      const { uuid, version, name, url, executionEnvRef } = unit;
      const deployed = { UUID: uuid, Version: version, Name: name, URL: url, Status: 'Installed', ExecutionEnvRef: executionEnvRef };
      return valuesBelow(`${DEPLOYMENT}${numberOf(unit)}.`, { ...deployed, ExecutionUnitList: executionUnitOf(unit) });
    }),
    ...units.flatMap((unit) => {
      const state = unit.active ? 'Active' : 'Idle';
      return valuesBelow(`${executionUnitOf(unit)}.`, { Name: unit.name, Version: unit.version, Status: state, RequestedState: state });
    }),
  ];
}

const valuesBelow = (path: string, values: Readonly<Record<string, string>>): ParameterValue[] =>
  Object.entries(values).map(([name, value]) => ({ name: path + name, value }));

const executionUnitOf = (unit: DeploymentUnit): string => `${EXECUTION}${numberOf(unit)}`;

/** The same unit has the same number as long as it is there, whatever comes and goes beside it. */
function numberOf({ uuid, version, executionEnvRef }: DeploymentUnit): number {
  const identity = JSON.stringify([uuid.toLowerCase(), version, executionEnvRef]);
  return (createHash('sha256').update(identity).digest().readUInt32BE(0) >>> 1) + 1;
}

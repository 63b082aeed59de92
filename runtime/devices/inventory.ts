/**
 * What is installed on a device, and what of it runs, read and written as parameters: the deployment and execution units of TR-157
 * (`SoftwareModules.`). [software] has activate and deactivate, ChangeDUState has nothing like it: an execution unit is started and
 * stopped by writing its RequestedState.
 */

import type { Answer, DeviceSession, Fault, ParameterValue } from './devices.js';
import { follow, prompt } from './prompt.js';

/** A deployment unit (TR-157 DeploymentUnit.{i}). */
export interface ReportedUnit {
  readonly uuid: string;
  readonly version: string;
  readonly name: string;
  readonly url: string;
  /** Paths of what runs of it, without a dot at the end. */
  readonly executionUnits: readonly string[];
}

export interface ExecutionUnitState {
  readonly uuid: string;
  /** Without it all installed versions are meant. */
  readonly version?: string;
  readonly requestedState: 'Active' | 'Idle';
}

type Reading = Pick<DeviceSession, 'root' | 'getParameterValues'>;

/** What a device has; a device that answers with a fault tells of nothing. Rejects as the session does. */
export function installedUnits(session: Reading): Promise<readonly ReportedUnit[]> {
  return prompt(({ done, failed }) =>
    follow(
      () => session.getParameterValues([`${session.root}SoftwareModules.DeploymentUnit.`]),
      (answer) => done('fault' in answer ? [] : unitsIn(answer.values)),
      failed,
    ),
  );
}

/** Starts or stops all execution units of a deployment unit. The answer is the completion. */
export function setExecutionUnitState(
  session: Reading & Pick<DeviceSession, 'setParameterValues'>,
  { uuid, version, requestedState }: ExecutionUnitState,
): Promise<Answer> {
  return prompt(({ done, failed }) =>
    follow(
      () => installedUnits(session),
      (units) => {
        const meant = units.filter((unit) => isSame(unit.uuid, uuid) && (version === undefined || unit.version === version));
        const paths = meant.flatMap(({ executionUnits }) => executionUnits);
        if (paths.length === 0) return done({ fault: invalidName(`no execution unit of ${uuid} ${version ?? ''}`) });
        const values = paths.map((path) => ({ name: `${path}.RequestedState`, value: requestedState }));
        follow(() => session.setParameterValues(values), done, failed);
      },
      failed,
    ),
  );
}

/** The deployment units among parameters, in the order in which they come; those that are being removed or are gone do not count. */
export function unitsIn(values: readonly ParameterValue[]): readonly ReportedUnit[] {
  const units = new Map<string, Map<string, string>>();
  for (const { name, value } of values) {
    const [, instance, parameter] = /\.SoftwareModules\.DeploymentUnit\.([^.]+)\.([^.]+)$/.exec(name) ?? [];
    if (instance === undefined || parameter === undefined) continue;
    const unit = units.get(instance) ?? new Map<string, string>();
    units.set(instance, unit.set(parameter, value));
  }
  return [...units.values()]
    .filter((unit) => !gone.has(unit.get('Status') ?? ''))
    .map((unit) => ({
      uuid: unit.get('UUID') ?? '',
      version: unit.get('Version') ?? '',
      name: unit.get('Name') ?? '',
      url: unit.get('URL') ?? '',
      executionUnits: pathsIn(unit.get('ExecutionUnitList') ?? ''),
    }));
}

const gone: ReadonlySet<string> = new Set(['Uninstalling', 'Uninstalled']);

/** A list of paths, which are written with and without the final dot. */
const pathsIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((path) => path.trim().replace(/\.$/, ''))
    .filter((path) => path !== '');

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

const invalidName = (faultString: string): Fault => ({ faultCode: 9005, faultString });

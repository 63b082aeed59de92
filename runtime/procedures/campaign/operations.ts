/** What a campaign does to a [software], by softwareOperation (TS-0001-CR 9.6.76, 10.2.28.1). */

import { SoftwareOperation } from '../../../generated/enumerations.js';
import type { JsonValue } from '../../resource.js';

export interface Operation {
  /** The attribute of [software] that starts it when set to true (10.2.28.2 Step 6). */
  readonly flag: 'install' | 'uninstall' | 'activate' | 'deactivate';
  /** The attribute of [software] that tells its course. */
  readonly status: 'installStatus' | 'activeStatus';
}

const operations: ReadonlyMap<JsonValue, Operation> = new Map<JsonValue, Operation>([
  [SoftwareOperation.INSTALL, { flag: 'install', status: 'installStatus' }],
  [SoftwareOperation.UNINSTALL, { flag: 'uninstall', status: 'installStatus' }],
  [SoftwareOperation.ACTIVATE, { flag: 'activate', status: 'activeStatus' }],
  [SoftwareOperation.DEACTIVATE, { flag: 'deactivate', status: 'activeStatus' }],
]);

export function operationOf(softwareOperation: JsonValue): Operation {
  const found = operations.get(softwareOperation);
  if (found === undefined) throw new RangeError('A campaign has a softwareOperation of another release.');
  return found;
}

/** Which operations the virtual resources take that stand for no other (TS-0004 7.4.14, 7.4.22, 7.4.33, 7.4.35, 7.4.48, 7.4.51). */

import { refused } from '../errors.js';
import type { Request } from '../receiver/request.js';

const taken: Readonly<Record<string, readonly Request['operation'][]>> = {
  fanOutPoint: ['create', 'retrieve', 'update', 'delete', 'notify'],
  pollingChannelURI: ['retrieve', 'notify'],
  notificationTargetSelfReference: ['delete'],
  semanticFanOutPoint: ['retrieve'],
  semanticValidation: ['update'],
  mashup: ['retrieve'],
};

/** @throws RequestError OPERATION_NOT_ALLOWED for what nobody may ask of it */
export function checkVirtual(virtual: string, operation: Request['operation']): void {
  if (taken[virtual]?.includes(operation) === false)
    throw refused('OPERATION_NOT_ALLOWED', `<${virtual}> takes no ${operation} (TS-0004 7.4.14 to 7.4.51).`);
}

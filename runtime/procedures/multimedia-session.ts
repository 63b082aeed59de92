/** <multimediaSession> (TS-0004 7.4.56): when its descriptions stay as they are. Sessions themselves, and what an AE is capable of, are for the AEs. */

import { SessionState } from '../../generated/enumerations.js';
import { refused } from '../errors.js';
import { attribute } from '../resource.js';
import type { Procedure } from './procedure.js';

const descriptions: readonly string[] = ['offeredSessionDescriptions', 'acceptedSessionDescriptions'];

export const multimediaSessionProcedure: Procedure = {
  type: 'multimediaSession',
  admitUpdate(_unit, before, patch) {
    const isOnline = attribute(before.attributes, 'sessionState') === SessionState.ONLINE && attribute(patch, 'sessionState') !== SessionState.OFFLINE;
    if (isOnline && descriptions.some((name) => Object.hasOwn(patch, name)))
      throw refused('SESSION_IS_ONLINE', 'Descriptions stay as they are while the session is online (TS-0004 7.4.56.2.3).');
    return patch;
  },
};

/** <AE> (TS-0004 7.4.5): registration. The AE-ID is the id of the resource, and the AE is its creator. */

import { refused } from '../errors.js';
import { attributesOf } from '../resource.js';
import type { Procedure } from './procedure.js';
import { checkServiceSubscription } from './service-subscription.js';

/** AE-ID-Stem (TS-0001 7.2): `S` is unique at the service provider, `C` at the CSE. The letter alone asks for an id. */
export const aeIdStem = /^[CS][A-Za-z0-9._-]*$/;

/** @param provisioners register AEs in the place of those: the AE-ID is assigned, not taken from From */
export const aeProcedure = (provisioners: readonly string[]): Procedure => ({
  type: 'AE',
  admit(unit, draft) {
    const from = provisioners.includes(draft.creator) ? 'C' : draft.creator;
    if (!aeIdStem.test(from)) throw refused('BAD_REQUEST', 'From is no AE-ID-Stem (TS-0004 7.3.2.1).');
    const id = from.length > 1 ? from : `${from}${draft.id}`;
    if (unit.get(id)?.type === 'AE') throw refused('ORIGINATOR_HAS_ALREADY_REGISTERED', `${id} is registered already (TS-0004 7.4.5.2.1).`);
    checkServiceSubscription(unit, draft.parent, id, draft.attributes);
    const name = draft.name === draft.id ? id : draft.name;
    return { ...draft, id, name, creator: id, attributes: attributesOf(draft.attributes, { 'AE-ID': id }) };
  },
});

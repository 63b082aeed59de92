/** <remoteCSE> (TS-0004 7.4.4): registration of a CSE, which is its creator. Whom it reaches: ways.ts; what the Registrar hears of it: descendants.ts. */

import { isCseId } from '../addresses.js';
import { refused } from '../errors.js';
import { attribute, attributesOf } from '../resource.js';
import { cseTerm } from '../store/terms.js';
import { descendantsChanged, tellRegistrar } from './descendants.js';
import type { AskingHost, Procedure } from './procedure.js';

/** @param provisioners register CSEs in the place of those, and say which in CSE-ID, or are told which it is */
export const remoteCseProcedure = (provisioners: readonly string[], host: AskingHost): Procedure => ({
  type: 'remoteCSE',
  admit(unit, draft) {
    const given = attribute(draft.attributes, 'CSE-ID');
    const isProvisioned = provisioners.includes(draft.creator);
    const cseId = isProvisioned ? (typeof given === 'string' ? given : `/${draft.id}`) : draft.creator;
    // An AE cannot be one.
    if (!isCseId(cseId)) throw refused('OPERATION_NOT_ALLOWED', 'From is no CSE-ID (TS-0004 7.4.4.2.1).');
    if (cseId === `/${unit.self}`) throw refused('OPERATION_NOT_ALLOWED', 'This CSE does not register with itself (TS-0004 7.4.4.2.1).');
    // Its Registrar it has a <remoteCSE> for all the same.
    if (host.cseType === 'ASN_CSE' && !isProvisioned) throw refused('OPERATION_NOT_ALLOWED', 'Nobody registers with an ASN-CSE (TS-0004 7.4.4.2.1).');
    const alike = unit.children(draft.parent, 'remoteCSE', [cseTerm(cseId)]);
    const present = alike.some(({ attributes }) => attribute(attributes, 'CSE-ID') === cseId);
    if (present) throw refused('ORIGINATOR_HAS_ALREADY_REGISTERED', `${cseId} is registered already (TS-0004 7.4.4.2.1).`);
    // TS-0004 7.4.4.2.1: what From says counts.
    return { ...draft, creator: cseId, attributes: attributesOf(draft.attributes, { 'CSE-ID': cseId }) };
  },
  created: (unit, resource) => descendantsChanged(host, unit, resource),
  updated: (unit, before) => descendantsChanged(host, unit, before),
  removing: (unit, resource) => descendantsChanged(host, unit, resource),
  jobs: { tell: { run: (unit) => tellRegistrar(host, unit) } },
});

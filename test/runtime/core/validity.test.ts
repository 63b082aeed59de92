import { describe, expect, it } from 'vitest';
import { fullWire as accessControlPolicy } from '../../../generated/validators/accessControlPolicy.js';
import { fullWire as ae } from '../../../generated/validators/AE.js';
import { fullWire as cseBase } from '../../../generated/validators/CSEBase.js';
import { fullWire as group } from '../../../generated/validators/group.js';
import { fullWire as node } from '../../../generated/validators/node.js';
import { notificationWire as notification } from '../../../generated/validators/notification.js';
import { responsePrimitiveWire } from '../../../generated/validators/responsePrimitive.js';
import { fullWire as schedule } from '../../../generated/validators/schedule.js';
import { fullWire as subscription } from '../../../generated/validators/subscription.js';
import * as request from './support.js';

/** Requests that create one resource of each type, below a node `a` where it takes one. */
const resources = [
  ['AE', ae, request.ae('Capp', { lbl: ['x'], poa: ['https://x.example/'] })],
  ['accessControlPolicy', accessControlPolicy, request.policy('p', ['all'], 63)],
  ['group', group, { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { mnm: 3, mt: 14, mid: ['cse-in/a'], cr: null } } }],
  ['node', node, request.node('b')],
  ['schedule', schedule, { op: 1, to: 'cse-in/a', ty: 18, pc: { 'm2m:sch': { se: { sce: ['* * * * * * *'] } } } }],
  ['subscription', subscription, request.subscription('cse-in/a', { cr: null, exc: 3, su: 'https://x.example/' })],
] as const;

describe('what comes out is valid', () => {
  it.each(resources)('a whole <%s>', async (_type, validator, create) => {
    const { must } = request.world();
    await must(2001, request.node('a'));
    const { body, whole } = await must(2001, create as request.Json);
    expect(validator.issues(body)).toEqual([]);
    expect(responsePrimitiveWire.issues(whole)).toEqual([]);
  });

  it('<CSEBase>', async () => {
    const { body } = await request.world().must(2000, { op: 2, to: 'cse-in' });
    expect(cseBase.issues(body)).toEqual([]);
  });

  it('responses with children, references, addresses and errors', async () => {
    const { must, ask } = request.world();
    await must(2001, request.node('a'));
    await must(2001, request.subscription('cse-in/a'));
    const requests = [4, 5, 6, 8].map((rcn) => ({ op: 2, to: 'cse-in/a', rcn }));
    for (const one of [...requests, { op: 2, to: 'cse-in', fc: { fu: 1 } }, { op: 2, to: 'nowhere' }, { op: 4, to: 'cse-in/a' }]) {
      expect(responsePrimitiveWire.issues((await ask(one)).whole), JSON.stringify(one)).toEqual([]);
    }
  });

  it('notifications of every event and content', async () => {
    const { must, notes } = request.world();
    await must(2001, request.node('a'));
    await must(2001, request.subscription('cse-in/a', { enc: { net: [1, 2, 3, 4] }, su: 'https://x.example/', cr: null }));
    await must(2001, request.subscription('cse-in/a', { rn: 's', nct: 2 }));
    await must(2001, request.subscription('cse-in/a', { nct: 3 }));
    await must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: ['x'] } } });
    await must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: null } } });
    await must(2002, { op: 4, to: 'cse-in/a/s' });
    await must(2002, { op: 4, to: 'cse-in/a' });
    expect(notes).toHaveLength(11);
    for (const [, note] of notes) expect(notification.issues(note), JSON.stringify(note)).toEqual([]);
  });
});

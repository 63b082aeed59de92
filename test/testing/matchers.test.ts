import { describe, expect, it } from 'vitest';
import { mapFault } from '../../generated/index.js';
import '../../testing/vitest.js';
import { build, toBeValid, toBeValidPrimitive, toFollow, toMapFault, toViolate, vectors } from '../../testing/index.js';

const create = build.softwareCampaign();
const wire = build.softwareCampaign.wire();

/** What an assertion that must fail says. */
const messageOf = (assertion: () => void): string => {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  return 'it passed';
};

describe('toBeValid', () => {
  it('recognizes the form, takes a root, and defaults to create', () => {
    expect(create).toBeValid('softwareCampaign');
    expect(wire).toBeValid('softwareCampaign', 'create');
    expect(wire).toBeValid('softwareCampaign', 'create', { form: 'wire' });
    expect({ 'm2m:softwareCampaign': create }).toBeValid('softwareCampaign');
    expect(build.softwareCampaign.full()).toBeValid('softwareCampaign', 'full');
    expect(build.softwareCampaign.update.wire({ vr: '2' })).toBeValid('softwareCampaign', 'update');
    expect(build.CSEBase.full()).toBeValid('CSEBase', 'full');
    expect({ campaignStatus: 3 }).toBeValid('softwareCampaign', 'partial');
  });

  it('can say no', () => {
    expect(wire).not.toBeValid('softwareCampaign', 'create', { form: 'long' });
    expect(build.softwareCampaign({ version: undefined })).not.toBeValid('softwareCampaign');
    const circular: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    circular.labels = circular;
    for (const value of [undefined, null, 1, 10n, Symbol('x'), 'text', [], () => 1, circular]) {
      expect(value).not.toBeValid('node');
      expect(value).not.toBeValidPrimitive();
      expect(messageOf(() => expect(value).toBeValid('node'))).toContain('expected a valid <node>');
      if (!Array.isArray(value)) expect(messageOf(() => expect(value).toFollow('execStatus'))).toContain('a trace is a list of states');
    }
    expect(messageOf(() => expect(create).not.toBeValid('softwareCampaign'))).toContain('not to be a valid <softwareCampaign>');
  });

  it.each([
    [
      'an attribute of the Hosting CSE',
      { ...create, campaignStatus: 1 },
      ['/campaignStatus', 'rule NP', 'TS-0001-CR 9.6.76, Table 9.6.76-2', 'leave it out'],
    ],
    ['a slip of the pen', { ...create, softwareNames: 'x' }, ['/softwareNames', 'rule unknown', 'did you mean "softwareName"?']],
    ['the other form of a name', { ...wire, softwareName: 'x' }, ['rule unknown', 'nearest: "swn", its short name']],
    ['no value of the enumeration', { ...create, softwareOperation: 9 }, ['/softwareOperation', 'rule enum', 'must be one of 1 (INSTALL), 2 (UNINSTALL), 3 (ACTIVATE), 4 (DEACTIVATE)', 'nearest: 4 DEACTIVATE']],
    ['a name for a number', { ...create, softwareOperation: 'instal' }, ['nearest: 1 INSTALL']],
    ['a number for a text', { ...create, version: 2 }, ['rule type', 'nearest: "2", in quotes']],
    ['an item for a list', { ...create, softwareTargets: '/cse-1/node-1' }, ['rule type', 'nearest: ["/cse-1/node-1"], in a list']],
    ['an empty list', { ...create, softwareTargets: [] }, ['rule length', 'for example ["/cse-1/']],
    ['the same item twice', { ...create, softwareTargets: ['a', 'b', 'a'] }, ['rule unique', 'nearest: ["a","b"]']],
    ['another root', { 'm2m:nod': { ni: 'urn:x' } }, ['rule unknown', 'that is the root of a <node>']],
    ['a number in quotes', { ...create, softwareOperation: '2' }, ['nearest: 2 ']],
    ['a truth value in quotes', { ...create, campaignEnabled: 'true' }, ['rule type', 'nearest: true, without quotes']],
    ['a time of another form', { ...create, expirationTime: '2026-01-01' }, ['rule pattern', 'for example "20']],
    ['something missing', build.softwareCampaign({ version: undefined }), ['rule M', 'for example']],
    [
      'a fault in depth',
      build.softwareCampaign({
        softwareTriggerCriteria: [{ subjectResourceID: 'x', evalCriteria: { operator: 77 as 1, subject: 'a', threshold: 1 } }],
      }),
      ['/softwareTriggerCriteria/0/evalCriteria/operator', 'nearest: 6 less_than_or_equal'],
    ],
  ])('says of %s where, what, by which rule and clause, and what would be right', (_, body, parts) => {
    const message = messageOf(() => expect(body).toBeValid('softwareCampaign', 'create'));
    for (const part of parts) expect(message).toContain(part);
  });

  it('shows the first of many', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`x${i}`, 1]));
    const message = messageOf(() => expect(many).toBeValid('node'));
    expect(message).toContain('and 43 more');
    expect(message.match(/^  at /gm)).toHaveLength(8);
  });

  it('does not pass the wrong question', () => {
    expect(() => toBeValid({}, 'softwareCampain' as 'softwareCampaign')).toThrow('did you mean "softwareCampaign"?');
    expect(() => toBeValid({}, 'swcm' as 'softwareCampaign')).toThrow('did you mean "softwareCampaign"?');
    expect(() => toBeValid({}, 'CSEBase', 'create')).toThrow('it has full, partial');
    expect(() => toBeValid({}, 'node', { form: 'wire' } as never)).toThrow('no operation {"form":"wire"}');
    expect(() => toBeValid({}, 'node', 'create', { form: 'short' as 'wire' })).toThrow('no form "short"; there are long, wire');
    expect(() => toBeValid({}, '__proto__' as 'node')).toThrow(TypeError);
  });
});

describe('toBeValidPrimitive', () => {
  const request = { op: 1, to: '/cse-1', fr: 'CAdmin', rqi: 'r1', rvi: '3', ty: 14, pc: { 'm2m:nod': build.node.wire() } };
  it.each([
    ['a request', request],
    ['a request with long names', { operation: 2, to: '/cse-1', from: 'CAdmin', requestIdentifier: 'r1', releaseVersionIndicator: '3' }],
    ['a request in its wrapper', { 'm2m:rqp': request }],
    ['a response', { rsc: 2001, rqi: 'r1', rvi: '3', pc: { 'm2m:nod': build.node.full.wire() } }],
    ['several notifications in one', { 'm2m:agn': { sgn: [{ sur: '/cse-1/sub-1' }, { sur: '/cse-1/sub-2' }] } }],
    ['the same with long names', { 'm2m:aggregatedNotification': { notification: [{ subscriptionReference: '/cse-1/sub-1' }] } }],
    ['a notification with long names', { 'm2m:notification': { subscriptionReference: '/cse-1/sub-1' } }],
    ['a notification', { 'm2m:sgn': { sur: '/cse-1/sub-1', nev: { rep: { 'm2m:nod': build.node.full.wire() }, net: 1 } } }],
  ])('accepts %s', (_, primitive) => {
    expect(primitive).toBeValidPrimitive();
  });

  it('says what is wrong inside', () => {
    const bad = { ...request, pc: { 'm2m:nod': { ni: 1 } } };
    expect(bad).not.toBeValidPrimitive();
    expect(messageOf(() => expect(bad).toBeValidPrimitive())).toMatch(
      /requestPrimitive[^]*\/pc\/m2m:nod\/ni: [^]*rule type, TS-0001 9\.6\.18[^]*nearest: "1", in quotes/,
    );
    expect(messageOf(() => expect({ ...request, ot: 'now', priority: 1 }).toBeValidPrimitive())).toMatch(
      /at \/ot: [^]*rule pattern[^]*at \/priority: /,
    );
    expect(messageOf(() => expect({ ...request, rpl: 1, resultContent: 3 }).toBeValidPrimitive())).toContain(
      'nearest: "rcn", its short name',
    );
    const update = { ...request, op: 3, ty: undefined, pc: { 'm2m:nod': { rn: 'x', labels: [] } } };
    expect(messageOf(() => expect(update).toBeValidPrimitive())).toMatch(/\/rn: [^]*leave it out[^]*nearest: "lbl", its short name/);
    expect(request).not.toBeValidPrimitive({ kind: 'responsePrimitive' });
    expect(messageOf(() => expect({}).toBeValidPrimitive())).toContain('responseStatusCode');
    expect(() => toBeValidPrimitive({}, { kind: 'request' as 'requestPrimitive' })).toThrow('there is no primitive "request"');
    expect(() => toBeValidPrimitive(request, { form: 'short' as 'wire' })).toThrow('no form "short"');
    const allowed = messageOf(() => expect({ ...request, ty: 99 }).toBeValidPrimitive());
    expect(allowed).toMatch(/must be one of 1 \(accessControlPolicy\), [^\n]*\n[^\n]*\n +nearest: 51 transaction\n/);
  });
});

describe('toViolate', () => {
  it('tells RO, WO and NP apart', () => {
    expect({ ...create, campaignStatus: 1 }).toViolate('campaignStatus', 'RO');
    expect({ ...create, campaignStatus: 1 }).toViolate('campaignStatus', 'NP');
    expect({ ...create, campaignStatus: 1 }).not.toViolate('campaignStatus', 'WO');
    expect({ ...wire, cpst: 1 }).toViolate('campaignStatus', 'RO');
    expect({ resourceName: 'x' }).toViolate('resourceName', 'WO', { resource: 'node', operation: 'update' });
    expect(create).not.toViolate('campaignStatus', 'RO');
  });

  it('recognizes what the payload is', () => {
    const node = build.node({ labels: [] });
    expect(node).toViolate('labels', 'length');
    expect(messageOf(() => expect(node).toViolate('labels', 'unique'))).toContain('<node>');
    expect({ 'm2m:nod': { ni: 'urn:x', lbl: [] } }).toViolate('labels', 'length');
    expect({ ...create, colour: 'blue' }).toViolate('colour', 'unknown');
    // The announced variant has a campaignStatus too, and may be created with it.
    expect({ cpst: 1 }).toViolate('campaignStatus', 'RO');
    expect({ link: '/cse-1/campaign-1', campaignStatus: 'PENDING' }).toViolate('campaignStatus', 'type');
  });

  it.each([...vectors.payloads('softwareCampaign').invalid, ...vectors.payloads('node').invalid])(
    'agrees with the vector "$name"',
    ({ attribute, rule, long, wire: short }) => {
      expect(long).toViolate(attribute as 'labels', rule);
      expect(short).toViolate(attribute as 'labels', rule);
    },
  );

  it('says what the table says when the rule is kept, and what else is broken', () => {
    expect(messageOf(() => expect(create).toViolate('campaignStatus', 'RO'))).toMatch(
      /campaignStatus is RO, multiplicity 1, create NP[^]*Table 9\.6\.76-2/,
    );
    expect(messageOf(() => expect({ ...create, version: 1 }).toViolate('version', 'M'))).toMatch(/something else[^]*rule type/);
    expect(messageOf(() => expect({ ...create, version: 1 }).toViolate('URL', 'M'))).toMatch(/only others do[^]*\/version/);
  });

  it('does not pass the wrong question', () => {
    expect(() => toViolate({}, 'campainStatus', 'RO')).toThrow('did you mean "campaignStatus"?');
    expect(() => toViolate({}, 'cpst', 'RO')).toThrow('did you mean "campaignStatus"?');
    expect(() => toViolate(create, 'campaignStatus', 'ro' as 'RO')).toThrow('there is no rule "ro"; did you mean "RO"?');
    expect(() => toViolate(create, 'campaignStatus', 'mandatory' as 'M')).toThrow('there is no rule "mandatory"; there are RO, WO, NP, M, ');
  });
});

describe('toFollow', () => {
  it.each([
    ['names', ['PENDING', 'INITIATED', 'FINISHED', 'PENDING']],
    ['numbers', [2, 1, 3]],
    ['another spelling', ['INITIATED', 'CANCELLING', 'STATUS_NON_CANCELLABLE']],
    ['a deletion', ['PENDING', null]],
    ['steps', [{ from: null, event: 'createEnabled', to: 'INITIATED' }, { event: 'disable' }, { event: 'allCancelled', to: 5 }]],
    ['states and steps', ['PENDING', { event: 'enable', from: 2 }, 'FINISHED']],
  ])('follows %s', (_, trace) => {
    expect(trace).toFollow('campaignStatus');
  });

  it.each([
    [
      ['FINISHED'],
      ['step 1 of 1: creation → FINISHED (3) is not legal', 'PENDING (2) on createDisabled', 'INITIATED (1) on createEnabled'],
    ],
    [
      ['PENDING', 'FINISHED'],
      ['step 2 of 2: PENDING (2) → FINISHED (3)', 'INITIATED (1) on enable, TS-0001-CR 10.2.28.3.3', 'deletion (null) on delete'],
    ],
    [['PENDING', 'PENDING'], ['sampled: true']],
    [['INITIATD'], ['did you mean INITIATED (1)?']],
    [[99], ['99 is no state', 'PENDING (2)']],
    [
      ['PENDING', null, 'PENDING'],
      ['step 3 of 3', 'after the resource was deleted'],
    ],
    [['PENDING', { event: 'enabled' }], ['did you mean "enable"?']],
    [['PENDING', { event: 'disable' }], ['PENDING (2) on disable is not legal']],
    [['PENDING', { event: 'enable', from: 'CANCELLED' }], ['it starts from CANCELLED (5), but the trace has come to PENDING (2)']],
    ['PENDING', ['a trace is a list of states']],
    [[], ['the trace is empty']],
  ])('stops %j', (trace, parts) => {
    expect(trace).not.toFollow('campaignStatus');
    const message = messageOf(() => expect(trace).toFollow('campaignStatus'));
    for (const part of [...parts, 'TS-0001-CR 10.2.28.1']) expect(message).toContain(part);
  });

  it('takes a beginning, and samples', () => {
    expect(['FINISHED']).toFollow('campaignStatus', { from: 'INITIATED' });
    expect(['PENDING', 'PENDING', 'INITIATED', 'INITIATED']).toFollow('campaignStatus', { sampled: true });
    expect(['PENDING', 'FINISHED', 'FINISHED']).not.toFollow('campaignStatus', { sampled: true });
  });

  it('does not pass the wrong question', () => {
    expect(() => toFollow([], 'campaignstatus' as 'campaignStatus')).toThrow('there is no state machine');
    expect(() => toFollow([], 'campaignStatus', { from: 'BEGUN' })).toThrow('no state "BEGUN"');
  });

  it.each(['activeStatus', 'campaignStatus', 'execStatus', 'installStatus'] as const)('agrees with the vectors of %s', (machine) => {
    const { legal, illegal } = vectors.transitions(machine);
    for (const { state, event, to } of legal) expect([{ event, to }]).toFollow(machine, state === null ? {} : { from: state });
    for (const { state, event } of illegal) expect([{ event }]).not.toFollow(machine, state === null ? {} : { from: state });
  });
});

describe('toMapFault', () => {
  it('asks a function, rows, a table', () => {
    expect(mapFault).toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILED');
    expect((_: string, code: number) => (code === 9010 ? 7 : 0)).toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILED');
    expect([{ rpc: 'Download', faultCode: 9010, status: 'STATUS_FILE_TRANSFER_FAILED' }]).toMapFault(
      'Download',
      9010,
      'STATUS_FILE_TRANSFER_FAILED',
    );
    expect({ Download: { 9010: 'STATUS_FILE_TRANSFER_FAILED' } }).toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILED');
    expect(() => ({ execResult: 7 })).toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILED');
    expect(() => ({ execResult: 4 })).not.toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILED');
    expect({ Upload: {} }).not.toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILED');
    expect(() => undefined).not.toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILED');
  });

  it('says what the tables say', () => {
    const wrong = messageOf(() => expect(() => 'STATUS_FILE_TRANSFER_FAILD').toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILED'));
    expect(wrong).toContain('did you mean "STATUS_FILE_TRANSFER_FAILED"?');
    expect(wrong).toContain('TS-0006-CR 8.2.1.1, Table 8.2.1.1-1');
    expect(messageOf(() => expect(mapFault).toMapFault('Reboot', 9010, 'STATUS_INTERNAL_ERROR'))).toContain('not in the table of Reboot');
    expect(messageOf(() => expect(mapFault).toMapFault('Reboot', 42, 'STATUS_REQUEST_DENIED'))).toContain('no table lists it');
  });

  it('agrees with the vectors', () => {
    for (const { rpc, faultCode, status } of vectors.faults())
      expect(mapFault).toMapFault((rpc ?? 'Upload') as 'Upload', faultCode, status as 'STATUS_REQUEST_DENIED');
  });

  it('does not pass the wrong question', () => {
    expect(() => toMapFault(mapFault, 'Downlod' as 'Download', 9010, 'STATUS_REQUEST_DENIED')).toThrow('did you mean "Download"?');
    expect(() => toMapFault(mapFault, 'Download', 9010, 'STATUS_DENIED' as 'STATUS_REQUEST_DENIED')).toThrow('there is no fault status');
    // What a mapping gives is no mapping.
    for (const map of [7, 'STATUS_REQUEST_DENIED', mapFault('Download', 9010), new Map()]) {
      expect(() => toMapFault(map, 'Download', 9010, 'STATUS_REQUEST_DENIED')).toThrow('a fault mapping is');
    }
    expect(() => toMapFault(mapFault, 'Download', '9010' as unknown as number, 'STATUS_REQUEST_DENIED')).toThrow('a fault code is a number');
  });
});

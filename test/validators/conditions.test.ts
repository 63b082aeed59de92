import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breaks, holds as generatedHolds } from '../../generated/checks/conditions.js';
import type { Conditions } from '../../generator/model/conditions.js';
import { holds } from '../../generator/model/conditions.js';
import { memberRuleSchemas } from '../../generator/emit/schemas/contents.js';
import { compiled } from '../support/ajv.js';
import { specification, specificationValidators } from '../support/specification.js';

const paths = ['a', 'b', 'a/x', 'a/y', 'b/x'];
const path = fc.constantFrom(...paths);
const scalar = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('p', 'q'), fc.boolean());
const value: fc.Arbitrary<unknown> = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.constant(null), fc.dictionary(fc.constantFrom('x', 'y'), scalar), fc.array(fc.dictionary(fc.constantFrom('x', 'y'), scalar), { maxLength: 3 }));
const wanted = fc.oneof(
  scalar,
  fc.record({ present: fc.boolean() }),
  fc.record({ in: fc.array(scalar) }),
  fc.record({ includes: fc.array(scalar, { maxLength: 2 }) }),
  fc.record({ matches: fc.constantFrom('^p', 'q$') }),
  fc.record({ members: fc.subarray(['x', 'y']) }),
  fc.record({ maxItems: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ present: fc.boolean(), in: fc.array(scalar) }),
  fc.record({ present: fc.boolean(), below: path }),
  fc.record({ atMost: path }),
  fc.record({ atMost: path, times: fc.constant(0.5) }),
  fc.record({ below: path }),
  fc.record({ oneOrAsMany: path }),
);

describe('conditions', () => {
  it('hold in generated code when they hold in the generator', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b'), value), fc.array(fc.tuple(path, wanted), { maxLength: 3 }), (data, conditions) => {
        expect(generatedHolds(data, conditions)).toBe(holds(data, conditions as Conditions));
        expect(breaks(data, [conditions, conditions])).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Contents of requests that the procedures of TS-0004 7.4 refuse, and their neighbours that they take; typed in by hand. */
const given: readonly (readonly [of: string, validator: string, content: object, broken: string])[] = [
  ['subscription', 'createWire', { nu: ['/CSE/a'], enc: { net: [7], atr: ['lbl'] } }, ''],
  ['subscription', 'createWire', { nu: ['/CSE/a', '/CSE/b'], enc: { net: [7] } }, 'notificationURI'],
  ['subscription', 'createWire', { nu: ['mqtt://a.example'], enc: { net: [7] } }, 'notificationURI'],
  ['subscription', 'createWire', { nu: ['mqtt://a.example'], enc: { net: [1] } }, ''],
  ['subscription', 'createWire', { nu: ['/CSE/a'], enc: { net: [7] }, exc: 1 }, 'eventNotificationCriteria'],
  ['subscription', 'createWire', { nu: ['/CSE/a'], enc: { net: [7] }, lbl: ['common'], et: '20300101T000000' }, ''],
  ['subscription', 'createWire', { nu: ['/CSE/a'], enc: { net: [7], sza: 1 } }, 'eventNotificationCriteria'],
  ['subscription', 'createWire', { nu: ['/CSE/a'], enc: { net: [8] } }, 'eventNotificationCriteria'],
  ['subscription', 'createWire', { nu: ['/CSE/a'], enc: { net: [8], md: { num: 1, dur: 'PT1S' } }, nct: 5 }, ''],
  ['subscription', 'createWire', { nu: ['/CSE/a'], enc: { net: [1], om: [{ ops: 2 }] } }, 'eventNotificationCriteria'],
  ['subscription', 'createWire', { nu: ['/CSE/a'], enc: { om: [{ ops: 2 }] } }, ''],
  // TS-0001 Table 9.6.8-4, by columns.
  ...[[1, 2, 3], [1, 3], [1, 3], [1, 3], [1, 3], [4], [2], [5]].flatMap((allowed, i) =>
    [1, 2, 3, 4, 5].map((nct) => ['subscription', 'updateWire', { enc: { net: [i + 1], md: { num: 1, dur: 'PT1S' } }, nct }, i === 6 ? 'eventNotificationCriteria' : allowed.includes(nct) ? '' : 'notificationContentType'] as const),
  ),
  // TS-0001 D.12.0 and D.12.2: what hangs together links to all of its parts.
  ...([[1013, 1016, 1017, 1019], [1019, 1017, 1016, 1016, 1013], [1013, 1016, 1017], [1013, 1016, 1019], [1013, 1017, 1019], [1016, 1017, 1019], [0]] as const).flatMap((types, i) => {
    const cmlk = types.map((typ, n) => ({ nm: `link${String(n)}`, typ, val: `/CSE/${String(n)}` }));
    return [
      ['cmdhPolicy', 'createWire', { mgd: 1011, cpn: 'a', cmlk }, i < 2 ? '' : 'mgmtLink'] as const,
      ['cmdhPolicy', 'updateWire', { cmlk }, i < 2 ? '' : 'mgmtLink'] as const,
    ];
  }),
  ['cmdhPolicy', 'updateWire', { cpn: 'b' }, ''],
  ['cmdhDefaults', 'createWire', { mgd: 1013, cmlk: [{ nm: 'a', typ: 1014, val: '/CSE/a' }, { nm: 'b', typ: 1015, val: '/CSE/b' }] }, ''],
  ['cmdhDefaults', 'createWire', { mgd: 1013, cmlk: [{ nm: 'a', typ: 1014, val: '/CSE/a' }] }, 'mgmtLink'],
  ['cmdhDefaults', 'updateWire', { cmlk: [{ nm: 'b', typ: 1015, val: '/CSE/b' }] }, 'mgmtLink'],
  ['group', 'createWire', { mnm: 2, mid: ['a', 'b'] }, ''],
  ['group', 'createWire', { mnm: 1, mid: ['a', 'b'] }, 'memberIDs'],
  ['group', 'updateWire', { mid: ['a', 'b'] }, ''],
  ['timeSeries', 'createWire', { pei: 10, peid: 5 }, ''],
  ['timeSeries', 'createWire', { pei: 10, peid: 6 }, 'periodicIntervalDelta'],
  ['timeSeries', 'createWire', { mdd: true }, 'missingDataDetect'],
  ['timeSeries', 'createWire', { mdd: true, mdt: 4, peid: 3 }, ''],
  ['timeSeries', 'createWire', { mdd: true, mdt: 3, peid: 3 }, 'periodicIntervalDelta'],
  ['timeSeries', 'updateWire', { mdd: false, mdn: 3 }, 'missingDataDetect'],
  // TS-0004 Table 7.4.24.1-3: what is present with which type of event only.
  ...([['evs', '20260101T000000', 3, 'eventStart'], ['eve', '20260101T000000', 3, 'eventEnd'], ['opt', [2], 1, 'operationType'], ['ds', 5, 2, 'dataSize']] as const).flatMap(([key, value, type, long]) =>
    [1, 2, 3].map((evt) => ['eventConfig', 'updateWire', { evt, [key]: value }, evt === type ? '' : long] as const),
  ),
  ['eventConfig', 'updateWire', { evs: '20260101T000000' }, ''],
  // 7.4.16.2.1, by the columns of Table 6.3.5.23-1: its own arguments, and where these have mandatory members, arguments.
  ...['rst', 'rbo', 'uld', 'dld', 'swin', 'swun', 'swup'].flatMap((_, i, all) =>
    all.map((key, j) => ['mgmtCmd', 'createWire', { cmt: i + 1, ext: 'n', exra: { [key]: [] } }, i === j ? '' : 'execReqArgs'] as const),
  ),
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((cmt) => [{}, { exra: {} }].map((more) => ['mgmtCmd', 'createWire', { cmt, ext: 'n', ...more }, cmt < 3 ? '' : 'execReqArgs'] as const)),
  ['statsCollect', 'createWire', { scid: 'a', srs: 1, sm: 1 }, 'eventID'],
  ['statsCollect', 'updateWire', { sm: 1 }, ''],
  ['ontology', 'createWire', { ontf: 1, ontc: 'https://example.org/o' }, ''],
  ['ontology', 'createWire', { ontf: 4, ontc: 'https://example.org/o' }, 'ontologyContent'],
  ['ontology', 'createWire', { ontf: 4, ontc: 'PHJkZi8+\nPHJk ZA==' }, ''],
  ['ontology', 'createWire', { ontc: 'https://example.org/o' }, 'ontologyFormat'],
  // TS-0001 Table 9.6.39-3: rules with the resources that they are about, roles, or both.
  ...([[{}, 'permissions'], [{ ris: ['a'] }, 'permissions'], [{ pv: {} }, 'permissions'], [{ ris: ['a'], pv: {} }, ''], [{ rids: ['a@b.example'] }, ''], [{ ris: ['a'], rids: ['a@b.example'] }, ''], [{ ris: ['a'], pv: {}, rids: ['a@b.example'] }, ''], [{ pv: {}, rids: ['a@b.example'] }, 'permissions']] as const).map(
    ([permission, broken]) => ['token', 'createWire', { tkid: 'a@b.example', tkob: 'a.b.c', tkps: { pm: [permission] } }, broken] as const,
  ),
  ['eventConfig', 'createWire', { evt: 2 }, 'dataSize'],
  ['eventConfig', 'createWire', { evt: 2, ds: 5 }, ''],
  ['eventConfig', 'createWire', { evt: 1, erts: [2], eris: ['a'] }, 'eventResourceTypes'],
  ['eventConfig', 'createWire', { evt: 3, evs: '20270101T000000', eve: '20260101T000000' }, 'eventStart'],
  ['serviceSubscribedNode', 'createWire', { ni: 'n', rlk: ['a'] }, 'ruleLinks'],
  ['serviceSubscribedNode', 'createWire', { ni: 'n', rlk: ['a'], csi: '/cse' }, ''],
  ['serviceSubscribedAppRule', 'createWire', { aai: ['*', 'R1', 'N2'] }, ''],
  ['serviceSubscribedAppRule', 'updateWire', { aai: ['*', 'x'] }, 'allowedApp-IDs'],
  ['semanticDescriptor', 'createWire', { dcrp: 1, dsp: 'YQ==' }, 'descriptorRepresentation'],
  ['semanticDescriptor', 'updateWire', { soe: 'SELECT', dsp: 'YQ==' }, 'semanticOpExec'],
  ['ontology', 'updateWire', { soe: 'SELECT', ontc: 'x' }, 'semanticOpExec'],
  ['crossResourceSubscription', 'createWire', { nu: ['a'], twt: 1, tws: 'PT1S' }, 'regularResourcesAsTarget'],
  ['crossResourceSubscription', 'createWire', { nu: ['a'], twt: 1, tws: 'PT1S', srat: ['b'] }, ''],
  ['crossResourceSubscription', 'createWire', { nu: ['a'], twt: 1, tws: 'PT1S', rrat: ['b'] }, 'eventNotificationCriteriaSet'],
  ['crossResourceSubscription', 'createWire', { nu: ['a'], twt: 1, tws: 'PT1S', rrat: ['b', 'c', 'd'], encs: { encn: [{ net: [1] }] } }, ''],
  ['crossResourceSubscription', 'createWire', { nu: ['a'], twt: 1, tws: 'PT1S', rrat: ['b', 'c', 'd'], encs: { encn: [{ net: [1] }, { net: [1] }] } }, 'eventNotificationCriteriaSet'],
  ['container', 'createWire', { lbl: ['one token', 'key:value'] }, ''],
  ...['a  b', 'a\tb', 'a\nb', ' a', 'a '].map((label) => ['container', 'createWire', { lbl: [label] }, 'labels'] as const),
  ['AE', 'createWire', { api: 'N1', rr: true, srv: ['3'], poa: ['http://a b'] }, 'pointOfAccess'],
];

describe('what a content alone decides', () => {
  const folder = specificationValidators();

  it.each(given)('%s %s %j: %s', async (of, validator, content, broken) => {
    const module = await folder.import<Record<string, { issues(data: unknown): readonly { readonly attribute: string | undefined }[] }>>(`validators/${of}.js`);
    const attributes = module[validator]!.issues(content).map(({ attribute }) => attribute);
    if (broken === '') expect(attributes).toEqual([]);
    else expect(attributes).toContain(broken);
  });
});

const asked = { to: 'x', fr: 'C1', rqi: '1', rvi: '3' };
const answers = (op: number, allowed: readonly number[], more: object = {}) =>
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((rcn) => ['requestPrimitive', { ...asked, ...more, op, rcn }, allowed.includes(rcn) ? [] : ['resultContent']] as const);
const security = (sit: number, members: object, ...broken: readonly string[]) => ['notification', { 'm2m:seci': { sit, ...members } }, broken] as const;

const answered = (rsc: number, members: object, broken: true | string) => ['responsePrimitive', { rsc, rqi: '1', rvi: '3', ...members }, broken === true ? [] : [broken]] as const;

/** TS-0001 Table 8.1.2-1 by columns, and TS-0004 Table 6.3.5.48-1, typed in by hand. */
const members = [
  // 7, too: the examples of TS-0004 8.5.2 have it.
  ...answers(1, [0, 1, 2, 3, 7, 9], { ty: 3, pc: { 'm2m:cnt': {} } }),
  ...answers(2, [1, 4, 5, 6, 7, 8, 10]),
  ...answers(3, [0, 1, 9], { pc: { 'm2m:cnt': {} } }),
  ...answers(4, [0, 1, 4, 5, 6, 8]),
  ...answers(2, [6], { fc: { fu: 1 } }).filter(([, { rcn }]) => ![0, 2, 3, 9].includes(rcn)),
  ['requestPrimitive', { ...asked, op: 2, fc: { fu: 1 } }, []],
  security(3, {}),
  security(3, { epo: 'a..c.d.' }, 'securityInfoType'),
  security(5, { epo: 'a..c.d.' }),
  security(6, { eckm: 'YQ==' }),
  security(5, { eckm: 'YQ==' }, 'securityInfoType'),
  security(7, { darq: { tids: ['a@b.example'] } }),
  security(7, { darq: { tkns: ['a.b.c'] } }),
  security(7, { darq: { or: 'C1' } }, 'dynAuthRelMapRequest'),
  security(8, { dars: { tids: ['a@b.example'], tkns: ['a.b.c'] } }),
  security(1, { dars: { tids: ['a@b.example'] } }, 'securityInfoType'),
  ['requestPrimitive', { ...asked, op: 2, rt: { rtv: 2, nu: ['http://a.example'] } }, []],
  ['requestPrimitive', { ...asked, op: 2, rt: { rtv: 2, nu: [] } }, []],
  ...[1, 3, 4, 5].map((rtv) => ['requestPrimitive', { ...asked, op: 2, rt: { rtv, nu: ['http://a.example'] } }, ['responseType']] as const),
  // Table 7.2.1.2-1 by columns: acknowledgement, success, error.
  ...[1000, 1001, 1002, 2000, 2001, 2002, 2004, 4000, 5203].flatMap((rsc) => {
    const [isAcknowledgement, isError] = [rsc < 2000, rsc >= 4000];
    return [
      answered(rsc, { cnst: 1 }, rsc === 2000 || 'responseStatusCode'),
      answered(rsc, { cnot: 1 }, rsc === 2000 || 'responseStatusCode'),
      answered(rsc, { ati: { ltia: [{ lti: 'a', tkid: 'a@b.example' }] } }, !isAcknowledgement || 'assignedTokenIdentifiers'),
      answered(rsc, { asri: true }, isError || 'authorSignReqInfo'),
      answered(rsc, { tqf: { dasi: [{ uri: 'a' }] } }, isError || 'tokenRequestInformation'),
      answered(rsc, { rset: '20260101T000000', ec: 2, ot: '20260101T000000', vsi: 'a' }, true),
    ];
  }),
] as const;

describe('what one member of a primitive demands of others', () => {
  const folder = specificationValidators();
  const inSchemas = new Map(['requestPrimitive', 'responsePrimitive', 'securityInfo'].map((of) => [of, compiled({ allOf: memberRuleSchemas(specification, 'wire', of) }, { strict: false })]));

  it.each(members)('%s %j: %j', async (of, data, broken) => {
    const primitive = (await folder.import<Record<string, { issues(data: unknown): readonly { readonly attribute: string | undefined; readonly rule: string }[] }>>(`validators/${of}.js`))[`${of}Wire`]!;
    expect(primitive.issues(data).map(({ attribute, rule }) => [attribute, rule])).toEqual(broken.map((attribute) => [attribute, 'implies']));
    const [schema, whole] = 'm2m:seci' in data ? [inSchemas.get('securityInfo')!, data['m2m:seci']] : [inSchemas.get(of)!, data];
    expect(schema(JSON.parse(JSON.stringify(whole)))).toBe(broken.length === 0);
  });

  it.each([
    ['20260101T000000', '20260101T000001', true],
    ['20260101T000000', '20260101T000000', false],
    [999, 1000, true],
    [1000, 1000, false],
    // Which is later, when one of them counts from now?
    ['20260101T000000', 1000, true],
    [1000, undefined, true],
  ])('a request that expires at %j expires before its result does at %j: %j', async (rqet, rset, holds) => {
    const { requestPrimitiveWire } = await folder.import<Record<string, { issues(data: unknown): readonly { readonly attribute: string | undefined }[] }>>('validators/requestPrimitive.js');
    expect(requestPrimitiveWire!.issues({ ...asked, op: 2, rqet, ...(rset !== undefined && { rset }) }).map(({ attribute }) => attribute)).toEqual(holds ? [] : ['requestExpirationTimestamp']);
  });

  it('says nothing of a value that is no value of its type: what another release has there is no mistake', async () => {
    const { requestPrimitiveWire } = await folder.import<Record<string, { issues(data: unknown): readonly { readonly rule: string }[] }>>('validators/requestPrimitive.js');
    expect(requestPrimitiveWire!.issues({ ...asked, op: 2, rcn: 11 }).map(({ rule }) => rule)).toEqual(['enum']);
  });
});

import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { explain } from '../../generator/explain/explain.js';
import { renderExplanations } from '../../generator/explain/render.js';
import { link } from '../../generator/link/link.js';
import type { Model } from '../../generator/model/model.js';
import { readDefinitions } from '../../generator/read/definitions/read.js';
import { loadSources } from '../../generator/read/load.js';
import { analyse } from '../../generator/pipeline.js';
import { readXsd } from '../../generator/read/xsd/read.js';
import { anyText } from '../support/any-text.js';
import { emptyModel } from '../support/empty-model.js';

const place = { file: 'tables/x.json', line: 3, column: 5 };
const source = { document: 'TS-0001', clause: '1.2', table: '1.2-3' };
const fact = { source, place, errata: [] };

const model: Model = {
  ...emptyModel,
  machines: [
    {
      ...fact,
      name: 'light',
      resource: 'lamp',
      enumeration: 'm2m:lightType',
      description: 'Whether it shines.',
      states: [
        { name: 'ON', value: 1, description: 'Shines.' },
        { name: 'OFF', value: 2, description: 'Does not.' },
      ],
      events: [{ name: 'press', by: 'Originator', description: 'Somebody presses.' }],
      transitions: [
        { ...fact, from: null, event: 'press', to: 'OFF', effects: [] },
        { ...fact, from: 'OFF', event: 'press', guard: 'power', to: 'ON', effects: ['draw current', 'grow warm'], errata: ['L1', 'L2'] },
      ],
    },
  ],
  enumerations: [
    {
      ...fact,
      type: 'm2m:lightType',
      description: 'Light.',
      provisional: false,
      unassigned: [],
      values: [
        { name: 'ON', value: 1, provisional: false, reserved: false, aliases: ['AN'], place },
        { name: 'OFF', value: 2, provisional: true, reserved: true, aliases: [], place },
      ],
    },
  ],
  faultTables: [
    { ...fact, table: '8.1', rpc: 'Download', rows: [{ faultCode: 9010, status: 'S1', execResult: 7, description: 'd', errata: [], place }] },
    { ...fact, table: '8.2', rpc: 'Upload', rows: [{ faultCode: 9011, status: 'S2', execResult: 8, description: 'd', errata: [], place }] },
  ],
  unlistedFaults: [{ ...fact, from: 4000, to: 8999, status: 'S9', execResult: 4, description: 'broken' }],
  statusCodes: [{ code: 4005, name: 'OPERATION_NOT_ALLOWED', http: 405, provisional: false, source, errata: [], place }],
  errata: [{ id: 'L1', kind: 'semantic', where: [{ document: 'TS-0001', clause: '1.2', line: 7 }], printed: 'dark', use: 'light', why: 'one must see', patches: [], place }],
};

const standard = loadSources('xsd').then(({ sources }) => analyse(sources).model);

const found = (name: string): string[] => explain(model, name).explanations.map((e) => `${e.kind} ${e.name}`);

describe('explain finds', () => {
  it.each<[string, string[]]>([
    ['light', ['state machine light']],
    ['lamp.light', ['state machine light']],
    ['light.OFF.press', ['transition light.OFF.press']],
    ['light.creation.press', ['transition light.creation.press']],
    ['light.ON', ['state light.ON']],
    ['light.press', ['event light.press']],
    ['lightType', ['enumeration m2m:lightType']],
    ['m2m:lightType', ['enumeration m2m:lightType']],
    ['lightType.ON', ['enumeration value m2m:lightType.ON']],
    ['m2m:lightType.2', ['enumeration value m2m:lightType.OFF']],
    ['AN', ['enumeration value m2m:lightType.ON']],
    ['9010', ['fault code 8.1 9010']],
    ['Download 9010', ['fault code 8.1 9010']],
    ['download  9010 ', ['fault code 8.1 9010']],
    ['8.1', ['fault code table 8.1']],
    ['Download', ['fault code table 8.1']],
    ['Download 9011', ['fault code 8.2 9011']],
    ['Download 8001', ['fault codes without a row 4000-8999']],
    ['8001', ['fault codes without a row 4000-8999']],
    ['4005', ['response status code 4005']],
    ['operation_not_allowed', ['response status code 4005']],
    ['L1', ['erratum L1']],
    ['<light>', ['state machine light']],
    ['[lightType]', ['enumeration m2m:lightType']],
    ['9999999999999999999', []],
    ['Telephone 9010', []],
    ['__proto__', []],
    ['constructor', []],
    ['', []],
  ])('%s: %j', (name, want) => expect(found(name)).toEqual(want));

  it('suggests what is near', () => {
    expect(explain(model, 'lightTipe')).toEqual({ explanations: [], hint: 'did you mean "lightType"?' });
    expect(explain(model, 'x'.repeat(100_000))).toEqual({ explanations: [] });
  });

  it.each<[string, string[]]>([
    ['la', ['virtual resource container/la', 'virtual resource timeSeries/la']],
    ['container.la', ['virtual resource container/la']],
    ['cnt/la', ['virtual resource container/la']],
    ['fopt', ['virtual resource group/fopt']],
    ['fanOutPoint', ['virtual resource group/fopt']],
    ['14', ['resource node']],
    ['m2m:cnt', ['resource container']],
    ['cnt', ['resource container', 'short name of a resource cnt']],
    ['1001', ['resource firmware', 'response status code 1001']],
    ['rateLimit.timeWindow', ['member m2m:rateLimit.timeWindow']],
    ['m2m:rateLimit.tww', ['member m2m:rateLimit.timeWindow']],
    ['TS-0004 6.3.4.2.23', ['clause TS-0004 6.3.4.2.23']],
    ['Table 9.6.18-2', ['table TS-0001 Table 9.6.18-2']],
  ])('of the standard, too: %s', async (name, want) => {
    expect(explain(await standard, name).explanations.map((e) => `${e.kind} ${e.name}`)).toEqual(want);
  });

  it('what a clause is about', async () => {
    const [clause] = explain(await standard, '9.6.7').explanations;
    const facts = new Map(clause!.facts.map(({ label, value }) => [label, value]));
    expect(facts.get('says of')).toEqual(expect.arrayContaining(['contentInstance', 'contentInstance.contentInfo']));
    expect(facts.get('tables')).toEqual(['9.6.7-2']);
  });

  it('never throws', () => {
    fc.assert(fc.property(anyText, (name) => void explain(model, name)));
  });
});

describe('explain says', () => {
  it('everything about a transition, with errata, known or not', () => {
    expect(explain(model, 'light.OFF.press').explanations).toEqual([
      {
        kind: 'transition',
        name: 'light.OFF.press',
        provisional: false,
        facts: [
          { label: 'from', value: 'OFF' },
          { label: 'event', value: 'press' },
          { label: 'by', value: 'Originator' },
          { label: 'guard', value: 'power' },
          { label: 'to', value: 'ON' },
          { label: 'effects', value: ['draw current', 'grow warm'] },
        ],
        source: 'TS-0001 1.2, Table 1.2-3',
        place,
        errata: [
          { id: 'L1', printed: 'dark', use: 'light', why: 'one must see' },
          { id: 'L2', printed: '', use: '', why: '' },
        ],
      },
    ]);
  });

  it('what an erratum bears on', () => {
    expect(explain(model, 'L1').explanations[0]!.facts.at(-1)).toEqual({ label: 'bears on', value: ['light.OFF.press'] });
  });

  it('that something is provisional', () => {
    expect(renderExplanations(explain(model, 'lightType.OFF').explanations, false)[0]).toBe('enumeration value m2m:lightType.OFF (provisional)');
  });

  it('it in aligned lines', () => {
    expect(renderExplanations(explain(model, 'light.OFF.press').explanations, false)).toEqual([
      'transition light.OFF.press',
      '  from        OFF',
      '  event       press',
      '  by          Originator',
      '  guard       power',
      '  to          ON',
      '  effects     draw current',
      '              grow warm',
      '  source      TS-0001 1.2, Table 1.2-3',
      '  defined at  tables/x.json:3:5',
      '  erratum L1  printed: dark',
      '              we use: light',
      '              why: one must see',
      '  erratum L2',
    ]);
  });

  it('many things of one name in short', () => {
    const one = explain(model, 'light').explanations[0]!;
    const lines = renderExplanations(Array.from({ length: 8 }, (_, i) => ({ ...one, name: `n${i}\u001b` })), false);
    expect(lines.filter((line) => line.startsWith('state machine'))).toHaveLength(6);
    expect(lines.at(-1)).toBe('also: state machine n6\\u001b, state machine n7\\u001b');
  });
});

describe('on our own specification', () => {
  let ours: Model;
  beforeAll(async () => {
    const { sources } = await loadSources(path.resolve(import.meta.dirname, '../../xsd'));
    const diagnostics = new Diagnostics();
    ours = link(readXsd(sources, diagnostics), readDefinitions(sources, diagnostics), diagnostics, {});
  });

  it.each([
    ['softwareCampaign', 'resource softwareCampaign'],
    ['softwareCampaign.campaignEnabled', 'attribute softwareCampaign.campaignEnabled'],
    ['swcm.cpen', 'attribute softwareCampaign.campaignEnabled'],
    ['m2m:execStatusType', 'enumeration m2m:execStatusType'],
    ['execStatusType.PENDING', 'enumeration value m2m:execStatusType.PENDING'],
    ['m2m:downloadArgsType', 'complex type m2m:downloadArgsType'],
    ['m2m:timestamp', 'simple type m2m:timestamp'],
    ['Download 9010', 'fault code 8.2.1.1-1 9010'],
    ['campaignStatus.PENDING.enable', 'transition campaignStatus.PENDING.enable'],
    ['campaignStatus.CANCELLING', 'state campaignStatus.CANCELLING'],
    ['4005', 'response status code 4005'],
    ['B11', 'erratum B11'],
    ['swn', 'short name of an attribute swn'],
    ['TS-0004', 'document TS-0004'],
    ['Inform', 'message of CWMP cwmp:Inform'],
    ['cwmp:DownloadResponse', 'message of CWMP cwmp:DownloadResponse'],
    ['ChangeDUState', 'fault code table 8.2.1.4-1'],
    ['ChangeDUState', 'message of CWMP cwmp:ChangeDUState'],
    ['HoldRequests', 'header of CWMP cwmp:HoldRequests'],
  ])('%s', (name, want) => {
    const names = explain(ours, name).explanations.map((e) => `${e.kind} ${e.name}`);
    expect(names).toContain(want);
  });

  it('every name in it is found again, with a place', () => {
    const names = [
      ...ours.resources.flatMap((r) => [r.name, ...r.attributes.map((a) => `${r.name}.${a.name}`), ...r.rules.map((rule) => rule.id)]),
      ...ours.enumerations.flatMap((e) => e.values.map((v) => `${e.type}.${v.name}`)),
      ...ours.outcomes.map((o) => o.id),
      ...ours.errata.map((e) => e.id),
    ];
    const sample = names.filter((_, i) => i % 9 === 0);
    expect(sample.length).toBeGreaterThan(50);
    for (const name of sample) {
      const { explanations } = explain(ours, name);
      expect({ name, found: explanations.length > 0, placed: explanations.every((e) => e.place !== undefined) }).toEqual({ name, found: true, placed: true });
    }
  });
});

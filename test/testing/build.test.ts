import { describe, expect, it } from 'vitest';
import { attributesOf } from '../../generated/tables/index.js';
import { build, vectors } from '../../testing/index.js';
import { operationsOf, resourceList } from '../../testing/payload.js';
import { plausible } from '../../testing/plausible.js';

type Make = ((overrides?: object) => Record<string, unknown>) & { readonly wire: Make };
const maker = (resource: string, operation: string): Make => {
  const builder = (build as unknown as Record<string, Make & Record<string, Make>>)[resource]!;
  return operation === 'create' ? builder : builder[operation]!;
};

const combinations = resourceList.flatMap((resource) =>
  operationsOf(resource)
    .filter((operation) => operation !== 'partial')
    .map((operation) => ({ resource, operation })),
);

/** A rule of the resource wants optional attributes, one of several or one by what another says, so that what is mandatory alone is not valid. */
const wantsMore = new Set(['crossResourceSubscription create', 'statsCollect create']);

describe.each(combinations)('what is built of $resource for $operation', ({ resource, operation }) => {
  const make = maker(resource, operation);

  it('has what the table says is mandatory, and no more', () => {
    const rows = attributesOf(resource)!.filter((row) =>
      operation === 'create' ? row.create === 'M' : operation === 'full' && !row.optional,
    );
    const mandatory = rows.map(({ name }) => name).sort();
    const made = Object.keys(make());
    if (wantsMore.has(`${resource} ${operation}`)) {
      expect(made).toEqual(expect.arrayContaining(mandatory));
      return;
    }
    expect(made.sort()).toEqual(mandatory);
    expect(Object.keys(make.wire()).sort()).toEqual(rows.map(({ shortName }) => shortName).sort());
  });
});

describe('build', () => {
  it('takes overrides, each attribute as a whole', () => {
    const body = build.softwareCampaign({ softwareTargets: ['/cse-1/node-7'], labels: ['blue'] });
    expect(body).toEqual({
      version: '1.0.0',
      softwareName: 'gateway-agent',
      URL: 'https://example.org/gateway-agent-1.0.0.tar.gz',
      softwareTargets: ['/cse-1/node-7'],
      softwareOperation: 1,
      labels: ['blue'],
    });
    expect('version' in build.softwareCampaign({ version: undefined })).toBe(false);
    expect(build.softwareCampaign.wire({ vr: '2' }).vr).toBe('2');
  });

  it('gives equal payloads that share nothing', () => {
    const [first, second] = [build.group(), build.group()];
    expect(first).toEqual(second);
    (first.memberIDs as string[]).push('/cse-1/another');
    expect(build.group()).toEqual(second);
  });

  it('tells one story: a new campaign is not enabled, and pending', () => {
    expect(build.softwareCampaign.full()).toMatchObject({ campaignEnabled: false, campaignStatus: 2, aggregatedSoftwareStatus: 0 });
    const { creationTime, expirationTime } = build.node.full();
    expect(creationTime < expirationTime).toBe(true);
  });

  it('knows no value of an attribute that is nowhere mandatory', () => {
    const built = new Set(combinations.flatMap(({ resource, operation }) => Object.keys(maker(resource, operation)())));
    expect([...plausible.keys()].filter((name) => !built.has(name))).toEqual([]);
  });
});

describe('vectors', () => {
  it('are those of the package, create when nothing is said', () => {
    expect(vectors.payloads('softwareCampaign')).toBe(vectors.payloads('softwareCampaign', 'create'));
    expect(vectors.payloads('softwareCampaign', 'update').operation).toBe('update');
    expect(vectors.payloads('softwareCampaign').valid[0]?.long.softwareTargets.length).toBe(1);
    expect(vectors.payloads('CSEBase', 'full').invalid.length).toBeGreaterThan(5);
    expect(vectors.transitions('execStatus').legal.length).toBeGreaterThan(3);
    expect(vectors.faults().length).toBeGreaterThan(100);
    expect(vectors.aggregations().length).toBeGreaterThan(16);
  });

  it('are not found for what does not exist', () => {
    expect(() => vectors.payloads('CSEBase' as 'node')).toThrow('no vectors of <CSEBase> for "create"');
    expect(() => vectors.payloads('../json/rules' as 'node')).toThrow('no vectors of "../json/rules"');
    expect(() => vectors.transitions('campaign' as 'campaignStatus')).toThrow('no vectors of "campaign"');
  });
});

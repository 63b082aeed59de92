import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../site/search/entry.js';
import { between } from '../../site/search/entry.js';
import { find, normal } from '../../site/search/find.js';
import { site } from './folder.js';

describe('search', () => {
  let entries: readonly Entry[];
  beforeAll(() => {
    const text = readFileSync(path.join(site, 'search.js'), 'utf8');
    entries = JSON.parse(text.slice('SEARCH('.length, text.lastIndexOf(')'))) as readonly Entry[];
  });

  it.each([
    ['swcm', 'resources/softwareCampaign.html'],
    ['<container>', 'resources/container.html'],
    ['[software]', 'resources/software.html'],
    ['m2m:cin', 'resources/contentInstance.html'],
    ['ty 28', 'resources/flexContainer.html'],
    ['ty=2', 'resources/AE.html'],
    ['mgd 1002', 'resources/software.html'],
    ['4117', 'status-codes/4117.html'],
    ['rsc 4004', 'status-codes/4004.html'],
    ['NOT_FOUND', 'status-codes/4004.html'],
    ['9010', 'fault-codes/8.2.1.1-1.html#code-9010'],
    ['Download 9010', 'fault-codes/8.2.1.1-1.html#code-9010'],
    ['9802', 'fault-codes/index.html#from-9800'],
    ['fault 9033', 'fault-codes/index.html#from-9033'],
    ['Table 8.2.1.2-1', 'fault-codes/8.2.1.2-1.html'],
    ['B72', 'errata/B72.html'],
    ['b72', 'errata/B72.html'],
    ['campaignStatus', 'resources/softwareCampaign.html#campaignStatus'],
    ['m2m:campaignStatus', 'enumerations/campaignStatus.html'],
    ['con', 'resources/contentInstance.html#content'],
    ['5207', 'status-codes/5207.html'],
    ['cpst', 'resources/softwareCampaign.html#campaignStatus'],
    ['softwareCampaign.campaignEnabled', 'resources/softwareCampaign.html#campaignEnabled'],
    ['execResultType', 'enumerations/execResultType.html'],
    ['STATUS_UPLOAD_FAILED', 'enumerations/execResultType.html'],
    ['rqi', 'specification/parameters.html#requestIdentifier'],
    ['createHostingCse', 'api/runtime.html#createhostingcse'],
    ['locked-while-enabled', 'resources/softwareCampaign.html#rule-locked-while-enabled'],
    ['conatiner', 'resources/container.html'],
    ['subscribtion', 'resources/subscription.html'],
    ['create a container', 'resources/container.html'],
    ['nu', 'resources/subscription.html#notificationURI'],
    ['X-M2M-RVI', 'specification/parameters.html#releaseVersionIndicator'],
    ['timestamp format', 'specification/types.html#timestamp'],
    ['TR-069', 'guides/cwmp.html'],
    ['start server', 'guides/serve.html'],
    ['how do I subscribe', 'guides/test-an-ae.html#an-ae'],
    ['exit codes', 'guides/lint.html'],
    ['how to test my AE', 'guides/test-an-ae.html'],
    ['how do I write a resource type?', 'guides/write-a-resource-type.html'],
    ['conformance in CI', 'guides/conformance-in-ci.html'],
    ['m2m:sgn', 'specification/names.html#members-notification'],
    ['404', 'status-codes/4004.html'],
    ['http 415', 'status-codes/4015.html'],
    ['what is oneM2M', 'index.html'],
    ["what's new", 'guides/changelog.html'],
  ])('for %s answers with %s', (typed, address) => {
    const [first] = find(entries, typed);
    expect(first?.[2].replace(typed === 'STATUS_UPLOAD_FAILED' ? /#.*/ : /$^/, '')).toBe(address);
  });

  it('answers names, keys and numbers of what it knows with something that has that very name', () => {
    const holders = new Map<string, Entry[]>();
    for (const entry of entries) for (const key of [entry[0], ...entry[3].split(between)]) if (key !== '') holders.set(key, [...(holders.get(key) ?? []), entry]);
    expect(holders.size).toBeGreaterThan(7000);
    // Who types a name as it stands is answered by what has it; a number of a clause, and what is read as something else, are another way.
    const asked = [...holders].filter(([key], i) => i % 5 === 0 || normal(key) !== key.toLowerCase() || /\.\d/.test(key));
    expect(asked.length).toBeGreaterThan(2500);
    const wrong = asked.filter(([key, of]) => {
      const [first] = find(entries, key, 1);
      return first === undefined || !(of.includes(first) || normal(first[0]) === normal(key));
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it.each([
    ['7.4.9', 'TS-0004 7.4.9', 'TS-0004 7.4.9.1'],
    ['clause 7.4.9', 'TS-0004 7.4.9', 'TS-0004 7.4.9.1'],
    ['TS-0004 7.4.9', 'TS-0004 7.4.9', 'TS-0004 7.4.9.1'],
    ['9.6.6', 'TS-0001 9.6.6', 'container'],
    ['9.6', 'TS-0001 9.6', 'TS-0001-CR 9.6'],
  ])('for the clause %s answers with it, then with what is below it', (typed, ...titles) => {
    expect(find(entries, typed, 2).map(([title]) => title)).toEqual(titles);
  });

  it('for a clause that nothing cites answers with the one above it, not with whatever has its digits', () => {
    expect(find(entries, '7.4.999.1').map(([title]) => title)).toEqual(['TS-0004 7.4']);
    expect(find(entries, '77.1')).toEqual([]);
  });

  it.each([
    ['la', 'latest'],
    ['ol', 'oldest'],
    ['fopt', 'fanOutPoint'],
    ['pcu', 'pollingChannelURI'],
    ['container/la', 'latest'],
  ])('for the name %s answers with the virtual resource %s, where its parent has it', (typed, title) => {
    const [first] = find(entries, typed);
    expect(first?.slice(0, 3)).toEqual([title, 'virtual resource', expect.stringMatching(/^resources\/\w+\.html#its-children$/)]);
  });

  it('for a clause answers with where it stands on the page of its document', () => {
    const [first] = find(entries, '10.2.28');
    expect(first?.slice(0, 3)).toEqual(['TS-0001-CR 10.2.28', 'clause', expect.stringMatching(/^documents\/TS-0001-CR\.html#clause-10\.2\.28/)]);
  });

  it('knows every resource type by its short name, every status code, every erratum', () => {
    const wrong = entries.filter(([title, kind, , keys]) => {
      const key = kind === 'resource type' ? keys.split('|')[0]! : kind === 'response status code' ? title.split(' ')[0]! : kind === 'erratum' ? title : undefined;
      return key !== undefined && find(entries, key)[0]?.[0] !== title;
    });
    expect(wrong.map(([title]) => title)).toEqual([]);
  });

  it('finds nothing for what is nothing', () => {
    expect(find(entries, '')).toEqual([]);
    expect(find(entries, 'no such thing anywhere')).toEqual([]);
  });
});

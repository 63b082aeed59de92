import { describe, expect, it } from 'vitest';
import { compile } from '../../generator/pipeline.js';
import { ourSources as sources } from '../support/our-sources.js';
import { specificationFiles } from '../support/specification.js';

const common = 'CDT-enumeration-v3_32_0.xsd';

/** What the published enumeration file has: the same values without the provisional ones. */
const published = sources.get(common)!.replace(/.*<xs:enumeration value="1?9076".*\n/g, '');

describe('published documents in the place of ours', () => {
  it('know no provisional number, and what refers to it stays valid', async () => {
    expect(published).not.toMatch(/value="1?9076"/);
    const { files, diagnostics } = await compile(new Map(sources).set(common, published));
    expect(diagnostics.filter((d) => d.severity !== 'note')).toEqual([]);
    const changed = (await specificationFiles()).filter((file) => files.find((f) => f.path === file.path)?.text !== file.text).map((f) => f.path);
    expect(changed).toEqual([]);
  });

  it('hold no type that only our proposals need', () => {
    for (const file of ['CDT-commonTypes-v3_32_0.xsd', common]) {
      expect(sources.get(file)).not.toMatch(/name="(campaignStatus|softwareOperation|evalCriteria|evalCriteriaOperator|softwareTriggerCriterion|individualSoftwareStatus)"/);
    }
  });
});

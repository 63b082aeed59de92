import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../generator/pipeline.js';
import { ownedFiles, sha256 } from '../../generator/write/manifest.js';
import { ourSources as sources } from '../support/our-sources.js';

const common = 'CDT-enumeration-v3_32_0.xsd';

/** What the published enumeration file has: the same values without the provisional ones. */
const published = sources.get(common)!.replace(/.*<xs:enumeration value="1?9076".*\n/g, '');

describe('published documents in the place of ours', () => {
  it('know no provisional number, and what refers to it stays valid', async () => {
    expect(published).not.toMatch(/value="1?9076"/);
    const { files, diagnostics } = await compile(new Map(sources).set(common, published));
    expect(diagnostics.filter((d) => d.severity !== 'note')).toEqual([]);
    // What is generated is what is emitted of ours: `specgen check` says so.
    const ours = ownedFiles(readFileSync(path.resolve(import.meta.dirname, '../../generated/manifest.json'), 'utf8')).files;
    expect(files.length).toBe(ours.size);
    expect(files.filter((file) => ours.get(file.path) !== sha256(file.text)).map((file) => file.path)).toEqual([]);
  });

  it('hold no type that only our proposals need', () => {
    for (const file of ['CDT-commonTypes-v3_32_0.xsd', common]) {
      expect(sources.get(file)).not.toMatch(/name="(campaignStatus|softwareOperation|evalCriteria|evalCriteriaOperator|softwareTriggerCriterion|individualSoftwareStatus)"/);
    }
  });
});

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSources } from '../../generator/read/load.js';
import { analyse, compile } from '../../generator/pipeline.js';

const { sources } = await loadSources(path.resolve(import.meta.dirname, '../../xsd'));
const errorsOf = (overrides: Parameters<typeof analyse>[1]) =>
  analyse(sources, overrides)
    .diagnostics.list()
    .filter((d) => d.severity === 'error')
    .map((d) => `${d.code}: ${d.message}`);

describe('configured names and numbers', () => {
  it('take the place of provisional ones everywhere', async () => {
    const { files, diagnostics } = await compile(sources, { shortNames: { campaignEnabled: 'cae' }, resourceTypes: { softwareCampaign: 77 } });
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    const text = (file: string): string => files.find((f) => f.path === file)!.text;
    expect(text('schemas/softwareCampaign.json')).toContain('"cae"');
    expect(text('schemas/softwareCampaign.json')).toContain('"const": 77');
    expect(files.filter((f) => /\b9076\b|\bcpen\b/.test(f.text)).map((f) => f.path)).toEqual([]);
  });

  it('replace nothing published', () => {
    const errors = errorsOf({ resourceTypes: { mgmtCmd: 77, constructor: 78 }, shortNames: { version: 'v' } });
    for (const name of ['mgmtCmd', 'constructor', 'version']) expect(errors).toContainEqual(expect.stringMatching(new RegExp(`^LINK_UNKNOWN_OVERRIDE: .*"${name}"`)));
  });

  it('must not collide with published ones', () => {
    expect(errorsOf({ resourceTypes: { softwareCampaign: 12 } }).length).toBeGreaterThan(0);
    expect(errorsOf({ shortNames: { campaignEnabled: 'et' } }).length).toBeGreaterThan(0);
  });
});

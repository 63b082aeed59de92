import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dated, obstacles } from '../../build/release-plan.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const ready = { version: '1.2.3', changelog: '# Changelog\n\n## 1.2.3 (unreleased)\n\n- Something.\n\n## 1.2.2 (2026-01-01)\n', status: '', tags: ['v1.2.2', ''] };

describe('a release', () => {
  it('has nothing in its way when version, changelog, tags and tree are ready', () => {
    expect(obstacles(ready)).toEqual([]);
  });

  it.each([
    [{ version: '1.2.3-next' }, /no version of a release/],
    [{ version: '1.2.4' }, /no section "## 1\.2\.4 \(unreleased\)"/],
    [{ changelog: ready.changelog.replace('unreleased', '2026-02-02') }, /no section/],
    [{ version: '1.2.2', changelog: '## 1.2.2 (unreleased)\n' }, /v1\.2\.2 is released/],
    [{ status: ' M README.md\n' }, /changes: commit or stash them\n M README\.md/],
  ])('is stopped by %o', (change, why) => {
    expect(obstacles({ ...ready, ...change }).join('\n')).toMatch(why);
  });

  it('takes a dot of a version for a dot', () => {
    expect(obstacles({ ...ready, changelog: '## 1x2x3 (unreleased)\n' })).toHaveLength(1);
  });

  it('dates its own section, and no other', () => {
    expect(dated(ready.changelog, '1.2.3', '2026-03-03')).toBe(ready.changelog.replace('unreleased', '2026-03-03'));
  });

  it('could be cut here, as far as version and changelog go', () => {
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    expect(obstacles({ version, changelog: readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'), status: '', tags: [] })).toEqual([]);
  });
});

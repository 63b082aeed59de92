import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ViolationRule } from '../../testing/index.js';
import { build, toBeValid } from '../../testing/index.js';

const page = readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8');

it('the page shows a message as it is', () => {
  const shown = /<!-- message -->\n```text\n([^]*?)\n```/.exec(page)?.[1];
  const body = { ...build.softwareCampaign.wire(), swop: 'instal', cpst: 1, softwareLabels: ['blue'] };
  expect(shown).toBe(toBeValid(body, 'softwareCampaign').message());
});

it('the page explains every rule', () => {
  const rules: Readonly<Record<ViolationRule, true>> = {
    RO: true,
    WO: true,
    NP: true,
    M: true,
    unknown: true,
    null: true,
    type: true,
    enum: true,
    fixed: true,
    pattern: true,
    range: true,
    length: true,
    unique: true,
    forbidden: true,
    alone: true,
    onlyWhen: true,
    implies: true,
    content: true,
  };
  for (const rule of Object.keys(rules)) expect(page).toMatch(new RegExp(`^\\| [^|]*\`${rule}\`[^|]*\\|`, 'm'));
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { aggregatedSoftwareStatusRows } from '../../../generated/tables/aggregations.js';
import { attributesOf } from '../../../generated/tables/attributes.js';
import { commands } from '../../../generated/tables/commands.js';
import * as faultCodes from '../../../generated/tables/fault-codes.js';
import { outcomes } from '../../../generated/tables/outcomes.js';
import { machines } from '../../../generated/machines/index.js';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Rows of the table in runtime/README.md: clause, file, test file and title. */
const rows = [...read('runtime/README.md').matchAll(/^\| (TS-[^|]+?) \| `([^`]+)` \| `([^`]+)`: ([^|]+?) \|$/gm)].map(
  ([, clause = '', file = '', test = '', title = '']) => ({ clause, file, test, title }),
);
const listed = new Set(rows.map(({ clause }) => clause));

const within = /TS-0006-CR 8\.2[\d.]*|TS-0004 7\.4\.1[67]\.2[\d.]*|TS-0004 D\.3\.2[\d.]*|TS-0001-CR (?:9\.6\.76|10\.2\.28[\d.]*)/g;

/** The clauses in everything that the generated tables and machines cite. */
const cited = [...JSON.stringify([machines, outcomes, commands, faultCodes, aggregatedSoftwareStatusRows, attributesOf('softwareCampaign')]).matchAll(within)].map(
  ([clause]) => clause.replace(/\.$/, ''),
);

const steps = Array.from({ length: 9 }, (_, step) => `TS-0001-CR 10.2.28.2 Step ${step}`);
const numbered = (prefix: string, numbers: readonly string[]) => numbers.map((number) => `${prefix}${number}`);

/** By hand what no generated table cites: clauses that read only, and the steps of the procedure. */
const byHand = [
  ...steps,
  ...numbered('TS-0006-CR 8.2.', ['1', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '2', '3', '4']),
  ...numbered('TS-0004 7.4.16.2.', ['1', '2', '3.1', '3.2', '4']),
  ...numbered('TS-0004 7.4.17.2.', ['0', '1', '2', '3']),
  ...numbered('TS-0004 D.3.2.', ['1', '2', '3', '4']),
  ...numbered('TS-0001-CR 10.2.28.', ['1', '3.1', '3.2', '3.3', '3.4']),
  'TS-0001-CR 9.6.76',
];

describe('the table of clauses in runtime/README.md', () => {
  it('has every clause of the procedures', () => {
    const parts = (clause: string) => [...listed].some((one) => one === clause || one.startsWith(`${clause} Step `));
    const missing = [...new Set([...cited, ...byHand])].filter((clause) => !parts(clause));
    expect(new Set(cited).size).toBeGreaterThan(15);
    expect(missing).toEqual([]);
  });

  it.each(rows.map((row) => [row.clause, row] as const))('%s: its file and its test are there', (_clause, { file, test, title }) => {
    expect(existsSync(path.join(root, file)), file).toBe(true);
    const titles = [...read(test).matchAll(/(?:\bit|\btest|\bdescribe)\b.*?\(\s*(['"`])(.*?)\1,/g)].map(([, , text = '']) => text);
    expect(titles.some((text) => text.startsWith(title)), `${title} in ${test}`).toBe(true);
  });
});

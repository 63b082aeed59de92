import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { audiences } from '../../generator/diff/change.js';
import { applies, classify } from '../../generator/diff/classify.js';
import { kinds, rules, rulesOf } from '../../generator/diff/rules/index.js';
import type { ChangeRule, Condition, ConditionValues } from '../../generator/diff/rules/rule.js';
import { conditions } from '../../generator/diff/rules/rule.js';

const rows = Object.entries(rules) as [string, ChangeRule][];

/** Every combination of the conditions that the rows of a kind depend on. */
function combinations(names: readonly Condition[]): readonly ConditionValues[] {
  return names.reduce<readonly ConditionValues[]>(
    (all, name) => all.flatMap((values) => conditions[name].map((value) => ({ ...values, [name]: value }))),
    [{}],
  );
}

describe('the table of rules', () => {
  it.each(kinds.map((kind) => [kind]))('has exactly one row for every case of %s', (kind) => {
    const of = rulesOf(kind);
    const names = [...new Set(of.flatMap(([, rule]) => Object.keys(rule.when ?? {})))] as Condition[];
    for (const values of combinations(names)) {
      expect({ values, codes: of.filter(([, rule]) => applies(rule, values)).map(([code]) => code) }).toEqual({
        values,
        codes: [expect.any(String)],
      });
      expect(of.map(([code]) => code)).toContain(classify(kind, values).code);
    }
  });

  it('says what to do where something breaks, and only there', () => {
    for (const [code, rule] of rows) {
      for (const audience of audiences) {
        const { class: c, action, reason } = rule[audience];
        expect({ code, audience, hasAction: action !== undefined }).toEqual({ code, audience, hasAction: c === 'breaking' });
        expect(`${code} ${reason} ${action ?? ''}`).not.toMatch(/\.\s*$|undefined| {2}\S/);
      }
    }
  });

  it('touches somebody in every row', () => {
    for (const [code, rule] of rows)
      expect({ code, touched: audiences.some((audience) => rule[audience].class !== 'none') }).toEqual({ code, touched: true });
  });

  it('leaves out who never meets the subject', () => {
    expect(classify('attribute-type-narrowed', {}, { requests: false, responses: true }).impact).toMatchObject({
      senders: { class: 'none', reason: 'no request carries it' },
      hosts: { class: 'breaking' },
    });
    expect(classify('attribute-type-widened', {}, { requests: true, responses: false }).impact).toMatchObject({
      senders: { class: 'additive' },
      readers: { class: 'none', reason: 'no response carries it' },
    });
  });
});

const page = path.resolve(import.meta.dirname, '../../docs/diff.md');
const when = ({ when: names = {} }: ChangeRule): string =>
  Object.entries(names)
    .map(([name, values]) => `${name} ${values.join(' or ')}`)
    .join(', ') || '–';
const titled = ([first, ...rest]: string): string => first!.toUpperCase() + rest.join('');

/** The rows as they stand in docs/diff.md. */
function table(): string {
  const lines = rows.map(([code, rule]) => {
    const cells = audiences.map((audience) =>
      rule[audience].class === 'none' ? `– ${rule[audience].reason}` : `**${rule[audience].class}**: ${rule[audience].reason}`,
    );
    return `| \`${code}\` | ${titled(rule.title)} | ${when(rule)} | ${cells.join(' | ')} |`;
  });
  return ['| code | what happened | when | senders | readers | hosts |', '| --- | --- | --- | --- | --- | --- |', ...lines].join('\n');
}

it('is what docs/diff.md says (vitest -u writes it there)', async () => {
  const text = readFileSync(page, 'utf8');
  const [start, end] = ['<!-- rules -->\n', '<!-- /rules -->'];
  const written = text.slice(0, text.indexOf(start) + start.length) + `${table()}\n` + text.slice(text.indexOf(end));
  await expect(written).toMatchFileSnapshot(page);
});

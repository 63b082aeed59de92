import type { Audience, Impact } from './change.js';
import type { ChangeCode, ChangeKind } from './rules/index.js';
import { rulesOf } from './rules/index.js';
import type { ChangeRule, Condition, ConditionValues } from './rules/rule.js';
import { none } from './rules/rule.js';

/** Where the subject of a change can stand. */
export interface Flow {
  readonly requests: boolean;
  readonly responses: boolean;
}
export const everywhere: Flow = { requests: true, responses: true };

export interface Classified {
  readonly code: ChangeCode;
  readonly title: string;
  readonly impact: Readonly<Record<Audience, Impact>>;
}

const unsent = none('no request carries it');
const unread = none('no response carries it');

/**
 * The row of the table that applies, and what follows for each audience. A subject that no request carries does not
 * touch senders, one that no response carries does not touch readers, whatever the row says; editorial stays editorial.
 */
export function classify(kind: ChangeKind, values: ConditionValues = {}, flow: Flow = everywhere): Classified {
  const found = rulesOf(kind).find(([, rule]) => applies(rule, values));
  if (found === undefined) throw new Error(`no rule classes ${kind} with ${JSON.stringify(values)}`);
  const [code, rule] = found;
  const cell = (impact: Impact, touched: boolean, otherwise: Impact): Impact =>
    touched || impact.class === 'editorial' || impact.class === 'none' ? impact : otherwise;
  return {
    code,
    title: rule.title,
    impact: {
      senders: cell(rule.senders, flow.requests, unsent),
      readers: cell(rule.readers, flow.responses, unread),
      hosts: rule.hosts,
    },
  };
}

export const applies = (rule: ChangeRule, values: ConditionValues): boolean =>
  Object.entries(rule.when ?? {}).every(([condition, wanted]) =>
    (wanted as readonly string[]).includes(values[condition as Condition] ?? ''),
  );

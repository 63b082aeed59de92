import type { RuleTable } from './rule.js';
import { additive, breaking, none, notRead, wordsOnly } from './rule.js';

/** Rules that a resource has over its attributes together. */
export const acrossAttributesRules = {
  RULE_ADDED: {
    kind: 'rule-added',
    title: 'rule across attributes added',
    senders: breaking('requests that were valid are refused', 'keep to the rule'),
    readers: none(notRead),
    hosts: breaking('requests that were valid must be refused', 'check the rule'),
  },
  RULE_REMOVED: {
    kind: 'rule-removed',
    title: 'rule across attributes removed',
    senders: additive('requests that were valid stay valid'),
    readers: none(notRead),
    hosts: additive('requests that were valid stay valid; others must be accepted'),
  },
  RULE_CHANGED: {
    kind: 'rule-changed',
    title: 'rule across attributes says something else',
    senders: breaking('requests that were valid may be refused', 'keep to the new rule'),
    readers: none(notRead),
    hosts: breaking('other requests must be refused', 'check the new rule'),
  },
  RULE_OUTCOME: {
    kind: 'rule-outcome',
    title: 'breaking a rule gives another response status code',
    senders: none('the same requests are refused'),
    readers: breaking('another response status code comes', 'handle the new one'),
    hosts: breaking('another response status code must be sent', 'send the new one'),
  },
  RULE_DESCRIBED: { kind: 'rule-described', title: 'rule described in other words', ...wordsOnly('what the rule demands stays') },
} as const satisfies RuleTable;

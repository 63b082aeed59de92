import type { RuleTable } from './rule.js';
import { additive, breaking, wordsOnly } from './rule.js';

/** What primitives and notifications carry beside resources. */
export const contentRules = {
  CONTENT_ADDED: {
    kind: 'content-added',
    title: 'content added',
    senders: additive('nobody has to send it'),
    readers: additive('one more content may come'),
    hosts: additive('primitives without it stay valid'),
  },
  CONTENT_REMOVED: {
    kind: 'content-removed',
    title: 'content removed',
    senders: breaking('a request that carries it is refused', 'send it no more'),
    readers: breaking('it never comes again', 'do without it'),
    hosts: breaking('primitives that carry it are invalid', 'refuse it, and send it no more'),
  },
  CONTENT_TYPE: {
    kind: 'content-type',
    title: 'content has another type',
    senders: breaking('values that were valid may be refused', 'send values of the new type'),
    readers: breaking('values may come that could not come before', 'read values of the new type'),
    hosts: breaking('values that were valid may be invalid', 'check against the new type'),
  },
  CONTENT_DESCRIPTION: { kind: 'content-description', title: 'content described in other words', ...wordsOnly('what the content is stays') },
} as const satisfies RuleTable;

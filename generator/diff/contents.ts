import type { Content, ContentRule, Model } from '../model/model.js';
import type { Flow } from './classify.js';
import type { Findings } from './findings.js';
import { pair } from './pairing.js';
import type { Renames } from './renames.js';
import { follow } from './renames.js';

/** A content where it may stand: `securityInfo in a request of notify`. */
interface Standing {
  readonly subject: string;
  readonly content: Content;
}

const standings = ({ contents }: Model): readonly Standing[] =>
  contents.flatMap((content) => (content.operations ?? [undefined]).map((operation) => ({ subject: `${content.name} in a ${content.in}${operation === undefined ? '' : ` of ${operation}`}`, content })));

/** Who reads responses reads notifications, and with them what they represent. */
const flowOf = ({ content }: Standing): Flow => ({ requests: content.in === 'request', responses: content.in !== 'request' });

export function compareContents(before: Model, after: Model, types: Renames['types'], findings: Findings): void {
  const { kept, added, removed } = pair(standings(before), standings(after), ({ subject }) => subject);
  const about = (standing: Standing) => ({ area: 'contents', subject: standing.subject, flow: flowOf(standing) }) as const;
  for (const b of added) findings.add('content-added', { ...about(b), ...(b.content.type !== undefined && { after: b.content.type }), to: b.content });
  for (const a of removed) findings.add('content-removed', { ...about(a), ...(a.content.type !== undefined && { before: a.content.type }), from: a.content });
  for (const { before: a, after: b } of kept) {
    const [from, to] = [a.content.type ?? 'no type', b.content.type ?? 'no type'];
    if (follow(types, from) !== to) findings.add('content-type', { ...about(b), before: from, after: to, from: a.content, to: b.content });
    findings.compare('content-description', { ...about(b), before: a.content.description, after: b.content.description, from: a.content, to: b.content });
  }
  compareRules(before, after, findings);
}

function compareRules(before: Model, after: Model, findings: Findings): void {
  const subject = ({ of, id }: ContentRule): string => `${of}.${id}`;
  const { kept, added, removed } = pair(before.contentRules, after.contentRules, subject);
  const about = (rule: ContentRule) => ({ area: 'contents', subject: subject(rule) }) as const;
  for (const b of added) findings.add('rule-added', { ...about(b), after: b.description, to: b });
  for (const a of removed) findings.add('rule-removed', { ...about(a), before: a.description, from: a });
  for (const { before: a, after: b } of kept) {
    findings.compare('rule-changed', { ...about(b), before: { when: a.when, must: a.must }, after: { when: b.when, must: b.must }, from: a, to: b });
    findings.compare('rule-described', { ...about(b), before: a.description, after: b.description, from: a, to: b });
  }
}

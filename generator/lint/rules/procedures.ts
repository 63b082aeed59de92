import type { CodeTable } from '../../diagnostics/diagnostic.js';
import type { Report, Subject, Unit } from '../subject.js';
import { groupBy, listed, sentencesOf } from '../words.js';

export const procedureLintCodes = {
  LINT_ERROR_WITHOUT_CODE: { severity: 'warning', title: 'An error without a status code' },
  LINT_FAILURE_OPEN: { severity: 'warning', title: 'The text gives the response for success only' },
  LINT_OPERATION_OTHER: { severity: 'warning', title: 'A procedure answers a request of another operation' },
  LINT_STATUS_TEXT_SHARED: { severity: 'note', title: 'One status text for two outcomes' },
  LINT_STATUS_TEXT_VARIES: { severity: 'note', title: 'Two status texts for one outcome' },
  LINT_TRIGGER_VALUE: { severity: 'warning', title: 'An attribute triggers a procedure, whatever its value' },
  LINT_AGGREGATE_GAP: { severity: 'warning', title: 'Rules of an aggregate do not cover every set of values' },
  LINT_STATES_LUMPED: { severity: 'note', title: 'A condition lumps together every state but one' },
  LINT_HALF_NAMED: { severity: 'note', title: 'A command is called asynchronous, and its two halves are not named' },
  LINT_BRANCH_OPEN: { severity: 'warning', title: 'One branch gives a value to an attribute, the other branch does not' },
  LINT_COPY_OF_STRUCTURE: { severity: 'warning', title: 'A structure is copied into a plain value' },
  LINT_VALUE_WITHOUT_MEANING: { severity: 'warning', title: 'The text writes a value that the description gives no meaning' },
  LINT_REFUSED_CHANGES: { severity: 'warning', title: 'A refused request changes the state that decides about it' },
  LINT_LEVEL_OR_EDGE: { severity: 'warning', title: 'A step is taken on a value in one place, and on a change of the value in another' },
  LINT_STEP_INCOMPLETE: { severity: 'warning', title: 'A step leaves out what the same step does elsewhere' },
} as const satisfies CodeTable;

type Code = keyof typeof procedureLintCodes;

/** What steps and conditions leave open. */
export function lintProcedures(subject: Subject, report: Report<Code>): void {
  errors(subject, report);
  failures(subject, report);
  operations(subject, report);
  statusTexts(subject, report);
  triggers(subject, report);
  aggregates(subject, report);
  assignments(subject, report);
  branches(subject, report);
  lumped(subject, report);
  halves(subject, report);
  copies(subject, report);
  meanings(subject, report);
  refusals(subject, report);
  edges(subject, report);
}

const errorOutcome = /\b(?:respond with an? error|return an? error|(?:shall|is to) be rejected|reject(?:s|ed)? the request)\b/i;
/** A code, its name, or a quoted text. */
const statusGiven = /["\u201c][^"\u201c\u201d]{3,}["\u201d] error|\b[1-6]\d{3}\b|[Ss]tatus [Cc]ode|\b(?:error|with|code) ["\u201c(]?[A-Z]{2,}_[A-Z_]+/;

function errors({ body }: Subject, report: Report<Code>): void {
  for (const { text, place } of body) {
    for (const sentence of sentencesOf(text)) {
      if (!errorOutcome.test(sentence) || statusGiven.test(sentence)) continue;
      report('LINT_ERROR_WITHOUT_CODE', `"${shortened(sentence)}" has no status code`, place, 'name the Response Status Code (TS-0004 6.6.3)');
    }
  }
}

const shortened = (text: string): string => (text.length <= 60 ? text : `… ${text.slice(-56).trimStart()}`);

/** A success that is described, in a document in which things can fail, and a clause that does not say how failure is answered. */
function failures({ body, clauses }: Subject, report: Report<Code>): void {
  const isUnder = (clause: string | undefined, parent: string): boolean => clause === parent || (clause?.startsWith(`${parent}.`) ?? false);
  const reported: string[] = [];
  for (const { text, place, clause } of body) {
    if (clause === undefined || reported.some((one) => isUnder(clause, one))) continue;
    const success = sentencesOf(text).find((sentence) => /\bsuccessful response primitive\b|\bsuccessful response to the\b/i.test(sentence) && !/\bunsuccessful\b/i.test(sentence));
    if (success === undefined) continue;
    const parts = body.filter((unit) => isUnder(unit.clause, clause));
    if (!parts.some((unit) => /\bfault codes?\b/i.test(unit.text)) || parts.some((unit) => /\bun-?successful response|\berror\b.{0,20}\bresponse|\bstatus code/i.test(unit.text))) continue;
    reported.push(clause);
    report('LINT_FAILURE_OPEN', `clause ${clause}${clauses.has(clause) ? ` (${clauses.get(clause)!})` : ''} says how success is answered, and not how failure is`, place, 'give the Response Status Code of the failure');
  }
}

const crud = /\b(Create|Retrieve|Update|Delete)\b/g;

function operations({ body, clauses }: Subject, report: Report<Code>): void {
  for (const { text, place, clause } of body) {
    const title = clause === undefined ? undefined : clauses.get(clause);
    const own = new Set([...(title ?? '').matchAll(crud)].map(([, operation]) => operation!));
    if (own.size !== 1) continue;
    for (const sentence of sentencesOf(text)) {
      const [found, operation] = /\b(?:response|responded|sent) [^.]{0,30}\b(?:to|for) the (Create|Retrieve|Update|Delete) (?:request )?primitive/i.exec(sentence) ?? [];
      if (found === undefined || own.has(operation!)) continue;
      report('LINT_OPERATION_OTHER', `the clause is on ${[...own][0]!}, but answers the ${operation!} primitive`, place, `write "${[...own][0]!} primitive"`);
    }
  }
}

function statusTexts({ units, body }: Subject, report: Report<Code>): void {
  const quotedIn = (unit: Unit): readonly string[] => [...unit.text.matchAll(/\bstatus code ["\u201c]([^"\u201c\u201d]+)["\u201d]/g)].map(([, text]) => text!.trim());
  const uses = body.flatMap((unit) => quotedIn(unit).map((text) => ({ text, unit })));
  for (const [text, group] of groupBy(uses, (use) => use.text)) {
    const paragraphs = [...new Set(group.map(({ unit }) => unit))];
    if (paragraphs.length < 2 || new Set(paragraphs.map(({ clause }) => clause)).size > 1) continue;
    report('LINT_STATUS_TEXT_SHARED', `"${text}" answers ${String(paragraphs.length)} different conditions of clause ${paragraphs[0]!.clause ?? '?'}`, paragraphs[1]!.place, 'give each condition a code of its own, or say that they are one');
  }
  // `Cancel x – cancellation error`, `Delete x – cancellation failed`: the same outcome but for its last word.
  const texts = new Map<string, Unit>();
  for (const unit of units) for (const [, text] of unit.text.matchAll(/["\u201c]([^"\u201c\u201d]{3,100})["\u201d]/g)) if (!texts.has(text!.trim())) texts.set(text!.trim(), unit);
  const outcomes = [...texts].flatMap(([text, unit]) => {
    const [, first, last] = /\s?[-\u2013] (?:\w+ )*?(\w{5,}) (\w{4,})$/.exec(text) ?? [];
    return first === undefined ? [] : [{ first: first.toLowerCase(), last: last!.toLowerCase(), text, unit }];
  });
  for (const group of groupBy(outcomes, ({ first }) => first).values()) {
    const odd = group.find(({ last }) => last !== group[0]!.last);
    if (odd !== undefined) report('LINT_STATUS_TEXT_VARIES', `"${odd.text}" and "${group[0]!.text}" are one outcome in different words`, odd.unit.place, 'use one text, or one status code');
  }
}

function triggers({ body }: Subject, report: Report<Code>): void {
  for (const { text, place } of body) {
    for (const sentence of sentencesOf(text)) {
      const [, name] = /\baddresses the (\w+) attribute\b/.exec(sentence) ?? [];
      if (name === undefined || !/\btriggers?\b/.test(sentence) || /\b(?:value|set to|TRUE|FALSE)\b/.test(sentence)) continue;
      report('LINT_TRIGGER_VALUE', `writing ${name} triggers a procedure, and no value is given: FALSE does as TRUE does`, place, 'say which value triggers it, and what the others do');
    }
  }
}

/** `All … have a value of A`, `At least one … a value of B`, `None … A or B and at least one … C`: by what they hold for. */
type Condition = (set: ReadonlySet<string>) => boolean;

function conditionOf(text: string, values: readonly string[]): Condition | undefined {
  const named = (part: string): readonly string[] => values.filter((value) => new RegExp(`(?<![\\w$])${value}(?![\\w$])`).test(part));
  const parts = text.split(/\band (?=(?:at least|none|all|no)\b)/i);
  const conditions = parts.map((part): Condition | undefined => {
    const these = named(part);
    if (these.length === 0) return undefined;
    if (/\b(?:all|every|each)\b/i.test(part)) return (set) => set.size > 0 && [...set].every((value) => these.includes(value));
    if (/\bnone|\bno \w+ /i.test(part)) return (set) => !these.some((value) => set.has(value));
    if (/\bat least one|\bany\b|\bone or more/i.test(part)) return (set) => these.some((value) => set.has(value));
    return undefined;
  });
  return conditions.some((condition) => condition === undefined) ? undefined : (set) => conditions.every((condition) => condition!(set));
}

/** More values than this have more sets than anybody aggregates. */
const mostValues = 8;

function aggregates({ attributes, values }: Subject, report: Report<Code>): void {
  for (const { resource, name, text, place } of attributes) {
    const own = [...new Set(values.filter(({ attribute }) => attribute?.resource === resource && attribute?.name === name).map((value) => value.name))];
    if (own.length < 2 || own.length > mostValues) continue;
    const rules = text.split('\n').flatMap((line) => {
      const [, value, rule] = /^(\w+) [\u2013-] (.*)$/.exec(line) ?? [];
      return value !== undefined && own.includes(value) ? [conditionOf(rule!, own)] : [];
    });
    if (rules.length < own.length || rules.some((rule) => rule === undefined)) continue;
    const sets = Array.from({ length: 2 ** own.length }, (_, bits) => own.filter((_value, i) => (bits >> i) & 1));
    const open = sets.filter((set) => set.length > 0 && !rules.some((rule) => rule!(new Set(set))));
    if (open.length === 0) continue;
    const message = `no value of ${resource === undefined ? name : `${resource}.${name}`} is defined for ${open.map((set) => `{${set.join(', ')}}`).join(', ')}`;
    report('LINT_AGGREGATE_GAP', message, place, 'add the missing sets to a rule, or a rule for all others');
  }
}

interface Assignment {
  readonly attribute: string;
  readonly value: string;
}

/** `set the value of the X attribute to "V"`, `the X attribute shall be set to V`, `set the values of the X and Y attributes to NULL`. */
function assignmentsIn(text: string): readonly Assignment[] {
  const names = String.raw`((?:\w+(?:, and |, or |, | and | or ))*\w+) attributes?`;
  const value = String.raw`(?:a value of )?["\u201c]?([A-Z][A-Z_]+)\b`;
  const shapes = [
    new RegExp(String.raw`\bset the (?:values? of the )?${names}(?: of [^.]{0,80}?)? to ${value}`, 'g'),
    new RegExp(String.raw`\b(?:the )?(?:values? of )?the ${names}(?: of [^.,]{0,80}?)? shall be set to ${value}`, 'g'),
  ];
  return shapes.flatMap((shape) =>
    [...text.matchAll(shape)].flatMap(([, list, assigned]) => list!.split(/, and |, or | and | or |, /).map((attribute) => ({ attribute, value: assigned! }))),
  );
}

/**
 * One step told in several places: where an assignment mostly comes with others (resetting what belongs to a run), the
 * place that has it alone is incomplete.
 */
function assignments({ body, attributes }: Subject, report: Report<Code>): void {
  const known = new Set(attributes.map(({ name }) => name));
  const steps = body.flatMap((unit) => {
    const found = assignmentsIn(unit.text).filter(({ attribute }) => known.has(attribute));
    return found.length === 0 ? [] : [{ unit, found }];
  });
  const keys = groupBy(
    steps.flatMap((step) => [...new Set(step.found.map(({ attribute, value }) => `${attribute} = ${value}`))].map((key) => ({ key, step }))),
    ({ key }) => key,
  );
  for (const [key, uses] of keys) {
    const others = (step: (typeof steps)[number]): ReadonlySet<string> => new Set(step.found.map(({ attribute, value }) => `${attribute} = ${value}`).filter((one) => one !== key));
    const full = uses.map(({ step }) => others(step));
    const companions = [...new Set(full.flatMap((set) => [...set]))].filter((one) => full.filter((set) => set.has(one)).length * 2 > uses.length && full.filter((set) => set.has(one)).length > 1);
    if (companions.length < 2) continue;
    for (const { step } of uses) {
      const missing = companions.filter((one) => !others(step).has(one));
      if (missing.length < companions.length) continue;
      const where = step.unit.table?.number === undefined ? '' : ` in Table ${step.unit.table.number}`;
      const message = `${key}${where} comes without ${listed(missing)}, which go with it elsewhere`;
      report('LINT_STEP_INCOMPLETE', message, step.unit.place, 'tell the step in one place, or in the same way in all');
    }
  }
}


/** `Upon creation, if X is FALSE, … set …`, and beside it the same for TRUE: both should give a value to what must be there. */
function branches({ body, attributes }: Subject, report: Report<Code>): void {
  const mandatory = new Set(attributes.filter(({ multiplicity }) => multiplicity?.startsWith('1') ?? false).map(({ name }) => name));
  for (const { text, place } of body) {
    const found = sentencesOf(text).flatMap((sentence) => {
      const creation = sentence.search(/\bcreation\b/);
      const [, attribute, value] = /\bif the (\w+) attribute is (?:\w+ ){0,5}set to ["\u201c]?(TRUE|FALSE)/.exec(creation < 0 ? '' : sentence.slice(creation)) ?? [];
      return attribute === undefined ? [] : [{ attribute, value: value!, assigned: new Set(assignmentsIn(sentence).map((one) => one.attribute)) }];
    });
    for (const one of found) {
      const other = found.find(({ attribute, value }) => attribute === one.attribute && value !== one.value);
      const missing = other === undefined ? [] : [...other.assigned].filter((name) => mandatory.has(name) && !one.assigned.has(name));
      if (missing.length === 0) continue;
      const message = `with ${one.attribute} ${one.value}, creation gives no value to ${listed(missing)}; with ${other!.value} it does`;
      report('LINT_BRANCH_OPEN', message, place, 'say the values for both, or make the attributes optional');
    }
  }
}

function lumped({ body, values }: Subject, report: Report<Code>): void {
  const names = new Set(values.map(({ name }) => name));
  for (const { text, place } of body) {
    const [, attribute, value] = /\b(\w+(?:Status|State)) other than ["\u201c]?([A-Z_]{3,})/.exec(text) ?? [];
    if (attribute === undefined || !names.has(value!) || names.size < 3) continue;
    report('LINT_STATES_LUMPED', `every ${attribute} but ${value!} is treated alike, what has not begun as what has ended`, place, 'name the values that are meant');
  }
}

/** Where one sentence names the request and the report of an asynchronous command, the others should. */
function halves({ body }: Subject, report: Report<Code>): void {
  const found = body.flatMap(({ text, place }) =>
    sentencesOf(text)
      .filter((sentence) => /\bis an asynchronous command\b/.test(sentence))
      .map((sentence) => ({ place, request: /\bsynchronous \w+ RPC\b/.test(sentence.replace(/asynchronous \w+ RPC/g, '')), completion: /\basynchronous \w+ RPC\b/.test(sentence) })),
  );
  if (!found.some(({ request, completion }) => request && completion)) return;
  for (const { place, request, completion } of found) {
    if (request && completion) continue;
    const missing = [...(request ? [] : ['the RPC that starts it']), ...(completion ? [] : ['the RPC that reports its end'])];
    report('LINT_HALF_NAMED', `a command is called asynchronous without ${listed(missing)}`, place, 'name both RPCs, as the other commands do');
  }
}

function copies({ body, values, attributes, published }: Subject, report: Report<Code>): void {
  const plain = new Set(values.flatMap(({ attribute }) => (attribute === undefined ? [] : [attribute.name])));
  const seen = new Set<string>();
  for (const { text, place } of body) {
    if (!text.includes('with the same value')) continue;
    for (const sentence of sentencesOf(text).filter((one) => one.includes('with the same value'))) {
      const [, target] = /\b(\w+) attribute with the same value\b/.exec(sentence) ?? [];
      const named = attributes.filter(({ name }) => name !== target && new RegExp(`\\b${name} attribute`).test(sentence)).map(({ name }) => name);
      const origin = named.find((name) => [...published.resources.values()].some((one) => one.attributes.some((attribute) => attribute.name === name && attribute.type.type.kind === 'complex')));
      if (target === undefined || !plain.has(target) || origin === undefined || seen.has(origin)) continue;
      seen.add(origin);
      report('LINT_COPY_OF_STRUCTURE', `${target} gets "the same value" as ${origin}, which is a structure and not one of the values that ${target} lists`, place, 'say which member is copied');
    }
  }
}

/** `triggered by assigning value "TRUE"`, and a text that writes FALSE. */
function meanings({ body, attributes }: Subject, report: Report<Code>): void {
  const oneSided = [...new Set(attributes.filter(({ text }) => /["\u201c]?TRUE["\u201d]?/.test(text) && !/FALSE/.test(text) && /\b(?:triggered|assigning)\b/.test(text)).map(({ name }) => name))];
  if (oneSided.length === 0) return;
  for (const { text, place } of body) {
    const written = [...text.matchAll(/\b((?:\w+, ){0,6}\w+(?: or \w+)?) attributes? to (?:a value of )?["\u201c]?FALSE/g)].flatMap(([, list]) => list!.split(/, | or /));
    const without = oneSided.filter((name) => written.includes(name));
    if (without.length === 0) continue;
    report('LINT_VALUE_WITHOUT_MEANING', `the text writes FALSE to ${listed(without)}, whose description says only what TRUE does`, place, 'say in the description what FALSE does');
    return;
  }
}

/** Refused while PENDING, and no longer PENDING afterwards: the same request gets another answer the second time. */
function refusals({ body }: Subject, report: Report<Code>): void {
  for (const { text, place } of body) {
    const [, value, attribute] = /\b([A-Z][A-Z_]{2,}) (\w+(?:Status|State))\b/.exec(text) ?? [];
    if (attribute === undefined || !/\bun-?successful response\b/i.test(text)) continue;
    const changed = new RegExp(`\\b${attribute} attribute\\b[^.]{0,80}\\b(?:is|shall be) (?:set to|changed to|determined)`).test(text);
    if (!changed) continue;
    const message = `the request is refused while ${attribute} is ${value!}, and ${attribute} is changed all the same: asked again, the answer is another`;
    report('LINT_REFUSED_CHANGES', message, place, 'leave the state as it is, and record the failure elsewhere');
  }
}

/** `if X is set to TRUE` in the text, `if X in the request is TRUE and X of the resource is FALSE` in the procedure. */
function edges({ body }: Subject, report: Report<Code>): void {
  const name = String.raw`(?:value of the )?(\w+)(?: attribute)?`;
  const edge = new RegExp(String.raw`\b${name} in the request is ["\u201c]?([A-Z]+)["\u201d]? and the ${name} of the (?:targeted|addressed|existing)[^.,]{0,60}? is ["\u201c]?([A-Z]+)`);
  const onChange = new Set(
    body.flatMap(({ text }) => sentencesOf(text)).flatMap((sentence) => {
      const [, one, value, other, before] = edge.exec(sentence) ?? [];
      return one !== undefined && one === other && value !== before ? [`${one} ${value!}`] : [];
    }),
  );
  const seen = new Set<string>();
  for (const { text, place } of body) {
    const [, attribute, value] = /\b(?:up)?on (?:creation or )?update\b[^.]{0,80}\bif the (\w+) attribute is (?:\w+ ){0,5}set to ["\u201c]?([A-Z]+)/i.exec(text) ?? [];
    const key = `${attribute ?? ''} ${value ?? ''}`;
    if (attribute === undefined || !onChange.has(key) || seen.has(key)) continue;
    seen.add(key);
    report('LINT_LEVEL_OR_EDGE', `an update that sets ${attribute} to ${value!} has an effect here whatever the value was, and in the procedure only when the value changes`, place, 'say in both places which of the two is meant');
  }
}

import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { groupBy } from '../../group-by.js';
import type { Report, Subject } from '../subject.js';
import { escaped, listed, sentencesOf } from '../words.js';
import { isMandatory, titled } from './attributes.js';

export const assignmentLintCodes = {
  LINT_SET_TO_NULL: { severity: 'warning', title: 'An attribute with multiplicity 1 is set to NULL' },
  LINT_OPTIONAL_SET: { severity: 'warning', title: 'The text sets an attribute that may be absent' },
  LINT_BRANCH_OPEN: { severity: 'warning', title: 'One branch gives a value to an attribute, the other branch does not' },
  LINT_COPY_OF_STRUCTURE: { severity: 'warning', title: 'A structure is copied into a plain value' },
  LINT_VALUE_WITHOUT_MEANING: { severity: 'warning', title: 'The text writes a value that the description gives no meaning' },
  LINT_LEVEL_OR_EDGE: { severity: 'warning', title: 'A step is taken on a value in one place, and on a change of the value in another' },
  LINT_STEP_INCOMPLETE: { severity: 'warning', title: 'A step leaves out what the same step does elsewhere' },
} as const satisfies CodeTable;

type Code = keyof typeof assignmentLintCodes;

/** Sentences that give attributes their values, against the rows of the attributes and against each other. */
export function lintAssignments(subject: Subject, report: Report<Code>): void {
  setToNull(subject, report);
  optionalSet(subject, report);
  steps(subject, report);
  branches(subject, report);
  copies(subject, report);
  meanings(subject, report);
  edges(subject, report);
}

function setToNull({ body, attributes }: Subject, report: Report<Code>): void {
  const toNull = body.flatMap((unit) => sentencesOf(unit.text).filter((sentence) => /\bset\b/.test(sentence) && /\bNULL\b/.test(sentence)).map((sentence) => ({ sentence, unit })));
  for (const attribute of attributes.filter(isMandatory)) {
    const { name, multiplicity } = attribute;
    // The names, then what they are set to, with nothing but more names and whose they are between.
    const assignment = new RegExp(`\\b${escaped(name)}\\b(?:(?:,| and| or) \\w+)* attributes?(?: of [^.;,]{0,120}?)?(?: shall be set| set|,? are set|,? is set)? to (?:a value of )?["\u201c]?NULL`);
    const setter = toNull.find(({ sentence }) => sentence.includes(name) && assignment.test(sentence));
    if (setter === undefined) continue;
    const where = setter.unit.clause === undefined ? '' : ` in clause ${setter.unit.clause}`;
    const message = `${titled(attribute)} has multiplicity ${multiplicity!}, but the text sets it to NULL${where}, which makes it absent`;
    report('LINT_SET_TO_NULL', message, attribute.place, 'make it 0..1, or give it a value that stands for nothing; an empty list is none where the type wants a member');
  }
}

/** `shall set the activate or deactivate attribute to TRUE for each [software]`, where both are 0..1 there. */
function optionalSet({ body, attributes }: Subject, report: Report<Code>): void {
  const rows = groupBy(attributes, ({ name }) => name);
  const seen = new Set<string>();
  for (const { text, place } of body) {
    if (!text.includes('for each')) continue;
    for (const sentence of sentencesOf(text)) {
      const [, names] = /\bset the ((?:\w+(?:, | or |, or | and )){0,4}\w+) attributes? to ["\u201c]?[A-Z]+["\u201d]? for each\b/.exec(sentence) ?? [];
      if (names === undefined || /\b(?:if (?:it is )?(?:present|supported)|exists?|has such)\b/i.test(sentence)) continue;
      const optional = names.split(/, or | and | or |, /).filter((name) => (rows.get(name) ?? []).some(({ multiplicity }) => multiplicity?.startsWith('0') ?? false));
      const key = optional.join(' ');
      if (optional.length === 0 || seen.has(key)) continue;
      seen.add(key);
      report('LINT_OPTIONAL_SET', `the text sets ${listed(optional)}, which may be absent (0..1), and does not say what happens then`, place, 'say what happens where the attribute is absent');
    }
  }
}

interface Assignment {
  readonly attribute: string;
  readonly value: string;
}

const assigned = String.raw`((?:\w+(?:, and |, or |, | and | or ))*\w+) attributes?`;
const given = String.raw`(?:a value of )?["\u201c]?([A-Z][A-Z_]+)\b`;
const assignments = [
  new RegExp(String.raw`\bset the (?:values? of the )?${assigned}(?: of [^.]{0,80}?)? to ${given}`, 'g'),
  new RegExp(String.raw`\b(?:the )?(?:values? of )?the ${assigned}(?: of [^.,]{0,80}?)? shall be set to ${given}`, 'g'),
];

/** `set the value of the X attribute to "V"`, `the X attribute shall be set to V`, `set the values of the X and Y attributes to NULL`. */
function assignmentsIn(text: string): readonly Assignment[] {
  if (!text.includes('set t')) return [];
  return assignments.flatMap((shape) =>
    [...text.matchAll(shape)].flatMap(([, list, value]) => list!.split(/, and |, or | and | or |, /).map((attribute) => ({ attribute, value: value! }))),
  );
}

/**
 * One step told in several places: where an assignment mostly comes with others (resetting what belongs to a run), the
 * place that has it alone is incomplete.
 */
function steps({ body, attributes }: Subject, report: Report<Code>): void {
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
    const found = (text.includes('creation') ? sentencesOf(text) : []).flatMap((sentence) => {
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

function copies({ body, values, attributes, published }: Subject, report: Report<Code>): void {
  const plain = new Set(values.flatMap(({ attribute }) => (attribute === undefined ? [] : [attribute.name])));
  const seen = new Set<string>();
  for (const { text, place } of body) {
    if (!text.includes('with the same value')) continue;
    for (const sentence of sentencesOf(text).filter((one) => one.includes('with the same value'))) {
      const [, target] = /\b(\w+) attribute with the same value\b/.exec(sentence) ?? [];
      const named = attributes.filter(({ name }) => name !== target && new RegExp(`\\b${escaped(name)} attribute`).test(sentence)).map(({ name }) => name);
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

/** `if X is set to TRUE` in the text, `if X in the request is TRUE and X of the resource is FALSE` in the procedure. */
function edges({ body }: Subject, report: Report<Code>): void {
  const name = String.raw`(?:value of the )?(\w+)(?: attribute)?`;
  const edge = new RegExp(String.raw`\b${name} in the request is ["\u201c]?([A-Z]+)["\u201d]? and the ${name} of the (?:targeted|addressed|existing)[^.,]{0,60}? is ["\u201c]?([A-Z]+)`);
  const onChange = new Set(
    body.flatMap(({ text }) => (text.includes(' in the request is ') ? sentencesOf(text) : [])).flatMap((sentence) => {
      const [, one, value, other, before] = edge.exec(sentence) ?? [];
      return one !== undefined && one === other && value !== before ? [`${one} ${value!}`] : [];
    }),
  );
  if (onChange.size === 0) return;
  const seen = new Set<string>();
  for (const { text, place } of body) {
    const [, attribute, value] = /\b(?:up)?on (?:creation or )?update\b[^.]{0,80}\bif the (\w+) attribute is (?:\w+ ){0,5}set to ["\u201c]?([A-Z]+)/i.exec(text) ?? [];
    const key = `${attribute ?? ''} ${value ?? ''}`;
    if (attribute === undefined || !onChange.has(key) || seen.has(key)) continue;
    seen.add(key);
    report('LINT_LEVEL_OR_EDGE', `an update that sets ${attribute} to ${value!} has an effect here whatever the value was, and in the procedure only when the value changes`, place, 'say in both places which of the two is meant');
  }
}

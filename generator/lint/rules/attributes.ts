import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { groupBy } from '../../group-by.js';
import type { AttributeFact } from '../../import/facts.js';
import type { Report, Subject } from '../subject.js';
import { escaped, listed, sentencesOf } from '../words.js';

export const attributeLintCodes = {
  LINT_STATUS_WRITABLE: { severity: 'warning', title: 'A status that anybody may write' },
  LINT_MANDATORY_AT_CREATE: { severity: 'warning', title: 'An attribute must be there, and no CREATE may carry it' },
  LINT_NO_INITIAL_VALUE: { severity: 'note', title: 'A result must be there, and nothing says its value before there is one' },
  LINT_DEFAULT_CONTRADICTED: { severity: 'warning', title: 'The default is not the only value that creation gives' },
  LINT_TYPE_DEFAULT: { severity: 'warning', title: 'The values are those of a published type, and the default is another' },
  LINT_LIST_OF_WHAT: { severity: 'note', title: 'A list whose description is of one' },
  LINT_READ_ONLY_DIFFERS: { severity: 'warning', title: 'Description and procedure say different things about when an attribute may be written' },
  LINT_LIST_COMBINED: { severity: 'note', title: 'A list of conditions does not say whether all or any must hold' },
  LINT_LIST_DUPLICATES: { severity: 'note', title: 'A list of identifiers does not say whether one may stand in it twice' },
  LINT_STATUS_OF_TWO: { severity: 'note', title: 'One status reports on two actions' },
} as const satisfies CodeTable;

type Code = keyof typeof attributeLintCodes;

/** Rows of attributes, against what the text says of them. */
export function lintAttributes(subject: Subject, report: Report<Code>): void {
  const { attributes } = subject;
  for (const attribute of attributes) {
    if (isOwn(attribute) && !(subject.standing === 'record' && isUpdated(subject, attribute))) status(attribute, report);
    // How lists behave is asked of what is new; a document of record says it in general, or leaves it.
    if (isOwn(attribute) && subject.standing !== 'record') lists(attribute, report);
    listOfWhat(attribute, report);
    statusOfTwo(attribute, report);
  }
  initialValues(subject, report);
  readOnly(subject, report);
}

export const isMandatory = ({ multiplicity }: AttributeFact): boolean => /^1(?: ?\(L\))?$/.test(multiplicity ?? '');
/** A row that only points to the clause of common attributes says nothing of its own. */
const isOwn = ({ text }: AttributeFact): boolean => !/^See clause [\w.]+\.?$/.test(text);
export const titled = ({ resource, name }: AttributeFact): string => (resource === undefined ? name : `${resource}.${name}`);

/** Stage 3 has agreed that an UPDATE may carry it: who reports the status updates it, as an AE on the device does. */
const isUpdated = ({ published }: Subject, { resource, name }: AttributeFact): boolean =>
  published.resources.get(resource ?? '')?.attributes.some((one) => one.name === name && one.update === 'O') === true;

function status(attribute: AttributeFact, report: Report<Code>): void {
  const { name, access, text, place } = attribute;
  if (access !== 'RW' || /\bis set (?:either )?by\b/i.test(text) || !/(?:Status|State)(?:es)?$/.test(name) || !/^(?:Indicates |Shows )?the (?:current )?(?:status|state) of/i.test(text)) return;
  report('LINT_STATUS_WRITABLE', `${titled(attribute)} tells a status, and is RW: anybody who may update the resource may set it`, place, 'make it RO, or say who sets it');
}

function statusOfTwo(attribute: AttributeFact, report: Report<Code>): void {
  const [, one, other] = /\bstatus of the (\w+) or (\w+) (?:action|operation)\b/i.exec(attribute.text) ?? [];
  if (one === undefined) return;
  report('LINT_STATUS_OF_TWO', `${titled(attribute)} is the status of ${one} or ${other!}: nothing says of which`, attribute.place, 'say which action it refers to, or split it');
}

function listOfWhat(attribute: AttributeFact, report: Report<Code>): void {
  const { multiplicity, text, place } = attribute;
  if (!/\(L\)/.test(multiplicity ?? '') || /\b(?:list|each|every|entries|entry|one or more|multiple|set of)\b/i.test(text)) return;
  if (!/\bconsists? of an? \S+ (?:parameter|element|member|attribute)? ?and an? /.test(text)) return;
  report('LINT_LIST_OF_WHAT', `${titled(attribute)} is a list, but its description is of one: it does not say what an entry is`, place, 'write "each entry consists of …", or drop the (L)');
}

function lists(attribute: AttributeFact, report: Report<Code>): void {
  const { multiplicity, access, text, name, place } = attribute;
  if (!/\(L\)/.test(multiplicity ?? '')) return;
  if (/\b(?:criteria|conditions)\b/i.test(text) && /Criteria|Conditions?$/.test(name) && !/\b(?:all|any|each|every|one|AND|OR)\b/.test(text)) {
    report('LINT_LIST_COMBINED', `${titled(attribute)} is a list of conditions: nothing says whether all must hold, or any`, place, 'say how the entries combine');
  }
  if (access === 'RW' && /\bidentifiers? of\b/i.test(text) && !/\b(?:unique|duplicates?|distinct|at most once)\b/i.test(text)) {
    report('LINT_LIST_DUPLICATES', `${titled(attribute)} is a list of identifiers: nothing says whether one may stand in it twice`, place, 'say what happens to duplicates');
  }
}

/** `outcome`, `execResult`, or described as a result; where results are only spoken of, the attribute is something else. */
const isResult = ({ name, text }: AttributeFact): boolean => /\b(?:result|outcome)\b/i.test(text) && (/(?:result|outcome)s?$/i.test(name) || /^(?:\w+ )?(?:the |an? )?(?:\w+ )?(?:result|outcome)\b/i.test(text));

/** Values that the text says an attribute has when its resource is created. */
function initialValues(subject: Subject, report: Report<Code>): void {
  const { body, attributes, published } = subject;
  const names = new Set(attributes.map(({ name }) => name));
  const sentences = body.flatMap(({ text, place }) => (/\bset\b/.test(text) ? sentencesOf(text).filter((sentence) => /\bset\b/.test(sentence)).map((sentence) => ({ sentence, place })) : []));
  const setting = groupBy(
    sentences.flatMap((one) => [...new Set(one.sentence.match(/\w+/g) ?? [])].filter((word) => names.has(word)).map((word) => ({ ...one, word }))),
    ({ word }) => word,
  );
  const patched = (published.model?.errata ?? []).flatMap(({ patches }) => patches.map(({ at }) => at));
  for (const attribute of attributes) {
    const { resource, name, access, text, place } = attribute;
    const known = resource === undefined ? undefined : published.resources.get(resource)?.attributes.find((one) => one.name === name);
    // A default that only an erratum of ours adds is what these rules ask for.
    const given = known?.default !== undefined && !patched.some((at) => at.endsWith(`/${resource!}.json#/attributes/${name}/default`));
    if (access === 'RW' && isMandatory(attribute) && isOwn(attribute) && known?.create === 'NP' && !given && !/\bdefault\b/i.test(text)) {
      report('LINT_MANDATORY_AT_CREATE', `${titled(attribute)} has multiplicity 1, but a CREATE may not carry it (TS-0004), and it has no default`, place, 'give it a default, or make it 0..1');
    }
    if (!isOwn(attribute)) continue;
    const [, stated] = /(?:^|\n)([A-Z][A-Z_]{2,}) [\u2013-][^\n]*\b[Tt]his is the default value/.exec(text) ?? [];
    // What comes about only when something has happened is not there at first.
    const isOutcome = access !== undefined && /^R[O0]$/.test(access) && isMandatory(attribute) && isResult(attribute) && !/\b(?:default|initial) value\b|\bgenerated\b/i.test(text);
    if (stated === undefined && !isOutcome) continue;
    const setters = (setting.get(name) ?? []).filter(({ sentence }) => new RegExp(`\\b${escaped(name)}\\b attributes?\\b.{0,120}\\bset\\b|\\bset\\b.{0,80}\\b${escaped(name)}\\b`).test(sentence));
    if (isOutcome && !given && setters.length === 0) {
      report('LINT_NO_INITIAL_VALUE', `${titled(attribute)} is always there, but nothing says its value before there is a result`, place, 'say which value it has when the resource is created');
    }
    if (stated !== undefined) typeDefault(subject, attribute, stated, report);
    const other = stated === undefined ? undefined : setters.find(({ sentence }) => /\b(?:up)?on creation\b|\bcreated?\b/i.test(sentence) && !sentence.includes(stated));
    if (stated !== undefined && other !== undefined) {
      report('LINT_DEFAULT_CONTRADICTED', `${titled(attribute)} is ${stated} by default, but the text also gives it another value at creation`, place, 'say in the description when the default holds');
    }
  }
}

/** The values of m2m:execStatusType, which begins with INITIATED, under a default of PENDING: the same words in another sense. */
function typeDefault({ values, published }: Subject, attribute: AttributeFact, stated: string, report: Report<Code>): void {
  const own = values.filter((value) => value.attribute?.name === attribute.name && value.attribute.resource === attribute.resource).map(({ name }) => name);
  for (const { type, values: theirs } of published.enumerations) {
    const names = new Set(theirs.map(({ name }) => name));
    if (own.length < 3 || !names.has(stated) || own.filter((name) => names.has(name)).length < 0.75 * Math.max(own.length, names.size)) continue;
    const defaults = [...published.resources.values()].flatMap((resource) => resource.attributes.filter((one) => one.type.text === type && one.default !== undefined).map((one) => one.default));
    const usual = theirs.find(({ value }) => defaults.includes(value))?.name;
    if (usual === undefined || usual === stated) continue;
    report('LINT_TYPE_DEFAULT', `${titled(attribute)} has the values of ${type} and begins with ${stated}, where attributes of that type begin with ${usual}`, attribute.place, 'define a type of its own, or use the values in the same sense');
  }
}

/** `This attribute is read-only when the value of the X attribute is V`, against what the procedures reject. */
function readOnly({ body, attributes }: Subject, report: Report<Code>): void {
  const rejections = body.flatMap(({ text, table }) => (table === undefined ? [] : sentencesOf(text).filter((sentence) => /\b(?:error|reject)/i.test(sentence))));
  if (rejections.length === 0) return;
  const narrower: AttributeFact[] = [];
  for (const attribute of attributes) {
    const [, condition, value] = /\bread-only (?:when|while|if) the (?:value of the )?(\w+)(?: attribute)? (?:is|has a value of) ["\u201c]?([A-Z_]+)/.exec(attribute.text) ?? [];
    if (condition === undefined) continue;
    const about = rejections.filter((sentence) => sentence.includes(condition) && new RegExp(`\\b${escaped(value!)}\\b`).test(sentence));
    const own = about.filter((sentence) => new RegExp(`\\b${escaped(attribute.name)}\\b`).test(sentence.replace(condition, '')));
    if (own.some((sentence) => /\bdiffers?\b|\bdifferent\b/.test(sentence))) narrower.push(attribute);
    else if (own.length === 0 && about.length > 0) {
      const message = `${titled(attribute)} alone is read-only while ${condition} is ${value!}, but a procedure then rejects every such request`;
      report('LINT_READ_ONLY_DIFFERS', message, attribute.place, 'say the same in both places');
    }
  }
  const [first] = narrower;
  if (first === undefined) return;
  const message = `${listed(narrower.map(({ name }) => name))} ${narrower.length === 1 ? 'is' : 'are'} read-only by description, but a procedure rejects only a value that differs`;
  report('LINT_READ_ONLY_DIFFERS', message, first.place, 'say the same in both places');
}


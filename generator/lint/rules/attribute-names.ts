import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import type { Resource } from '../../model/model.js';
import type { Published, Report, Subject } from '../subject.js';
import { bracketedNamesIn, camelNamesIn, isCode, partsOf, sentencesOf, timesOf } from '../words.js';
import { definesResources, isNear, isSlip } from './names.js';
import { ownerOf } from './owners.js';

export const attributeNameLintCodes = {
  LINT_ATTRIBUTE_UNKNOWN: { severity: 'warning', title: 'The text speaks of an attribute that no table has' },
  LINT_ATTRIBUTE_OTHER: { severity: 'warning', title: 'The text gives a resource type an attribute that only others have' },
  LINT_ATTRIBUTE_SPELLING: { severity: 'warning', title: 'The text spells an attribute otherwise than its table' },
} as const satisfies CodeTable;

type Code = keyof typeof attributeNameLintCodes;

/** Attributes that the text speaks of: some table has each, under this name, and for this resource type. */
export function lintAttributeNames(subject: Subject, report: Report<Code>): void {
  unknown(subject, report);
  ofOthers(subject, report);
  checked(subject, report);
  spellings(subject, report);
}

/** `the X attribute`, `X attributes`, `the X, Y and Z attributes of`: every X that looks like a name. */
const mentionsOf = (text: string): readonly string[] => {
  const phrases = text.match(/\b(?:[A-Za-z][A-Za-z0-9]*(?:, (?:and |or )?| and | or | and\/or )){0,12}[a-z][A-Za-z0-9]* attributes?\b/g) ?? [];
  return phrases.flatMap((phrase) => camelNamesIn(phrase));
};

function unknown(subject: Subject, report: Report<Code>): void {
  const { body, attributes, published, values, standing } = subject;
  if (attributes.length === 0 && published.model === undefined) return;
  const attributeNames = attributesAbout(subject);
  const known = new Set([...attributeNames, ...firstCells(subject), ...published.resources.keys(), ...values.map(({ name }) => name)]);
  if (known.size === 0) return;
  const seen = groupBy(body.flatMap((unit) => (isCode(unit.text) ? [] : mentionsOf(unit.text).map((name) => ({ name, unit })))), ({ name }) => name);
  for (const [name, group] of seen) {
    if (known.has(name)) continue;
    const meant = sameParts(name, attributeNames) ?? nearest(name, attributeNames);
    // Beside the standard there are attributes of other kinds, which are nobody's slip.
    if (standing === 'record' && !definesResources(subject) && (meant === undefined || !isNear(name, meant))) continue;
    const asked = published.attributeNames.has(name) ? `the table has "${meant ?? ''}", and what is published has "${name}": mend the one that is wrong` : `did you mean "${meant ?? ''}"?`;
    const hint = meant === undefined ? 'add it to a table of attributes, or cite where it is defined' : asked;
    report('LINT_ATTRIBUTE_UNKNOWN', `no table has the attribute ${name}${timesOf(group)}`, group[0]!.unit.place, hint);
  }
}

/**
 * What the document may call an attribute: those of its own tables, and what is published besides. A document of record that
 * defines a resource type decides what its attributes are called: the name that another document gives them is a slip here.
 */
function attributesAbout({ attributes, published, standing }: Subject): readonly string[] {
  const own = attributes.map(({ name }) => name);
  if (standing !== 'record') return [...own, ...published.attributeNames, ...published.shortened];
  const defined = new Set(attributes.map(({ resource }) => resource));
  const elsewhere = [...published.resources.values()].filter(({ name }) => !defined.has(name)).flatMap((resource) => resource.attributes.map(({ name }) => name));
  return [...own, ...elsewhere, ...[...published.shortened].filter((name) => !published.attributeNames.has(name))];
}

/** notificationEventCriteria for eventNotificationCriteria. */
function sameParts(name: string, known: readonly string[]): string | undefined {
  const key = (one: string): string => [...partsOf(one)].sort().join(' ');
  return known.find((other) => key(other) === key(name));
}

/** What the first columns of tables name: members of structures and conditions are called attributes as well. */
const firstCells = ({ tables }: Subject): readonly string[] => tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => /^@?(\w+)/.exec(cells[0]?.text ?? '')?.[1] ?? []));
const bare = (name: string): string => name.replace(/^@/, '');

/** <mgmtObj>, and <flexContainer>, whose number its specializations share. */
const isBase = ({ kind, name, resourceType }: Resource, { resources }: Published): boolean =>
  kind === 'base' || [...resources.values()].some((other) => other.name !== name && other.resourceType !== undefined && other.resourceType === resourceType);

/** `the X attribute of the <Y> resource`, where the tables of <Y> have no X and those of others have. */
function ofOthers({ body, attributes, members, published }: Subject, report: Report<Code>): void {
  const own = groupBy(attributes.filter(({ resource }) => resource !== undefined), ({ resource }) => resource!);
  const inStructures = new Set(members.flatMap(({ path }) => path));
  const isMember = (name: string): boolean => inStructures.has(name) || published.memberNames.has(name);
  const attributeNames = new Set(attributes.map(({ name }) => bare(name)));
  const isAttribute = (name: string): boolean => attributeNames.has(name) || published.attributeNames.has(name);
  const shared = new Set(attributes.filter(({ resource }) => resource === undefined).map(({ name }) => bare(name)));
  for (const { text, place } of body) {
    for (const [, name, resource] of text.matchAll(/\b([a-z]\w*[A-Z]\w*) attributes? (?:of|in) (?:(?:the|an?|its|this|that|target(?:ed)?|addressed|parent|created|original) )*[<[](\w+)[>\]](?!\w)/g)) {
      const known = published.resources.get(resource!);
      const rows = own.get(resource!) ?? [];
      // A base stands for its specializations, which have attributes of their own.
      if (rows.length + (known?.attributes.length ?? 0) === 0 || (known !== undefined && isBase(known, published))) continue;
      if (!isAttribute(name!) || shared.has(name!) || isMember(name!) || [...rows, ...(known?.attributes ?? [])].some((one) => bare(one.name) === name)) continue;
      report('LINT_ATTRIBUTE_OTHER', `<${resource!}> has no attribute ${name!}; other resource types have`, place, 'name the attribute or the resource type that is meant');
    }
  }
}

/** `If both semanticOpExec and ontologyContent attributes exist, … "BAD_REQUEST"`, in the clause of <semanticDescriptor>, which has no ontologyContent. */
function checked({ body, clauses, members, published }: Subject, report: Report<Code>): void {
  const inStructures = new Set(members.flatMap(({ path }) => path));
  const has = (resource: string, name: string): boolean => published.resources.get(resource)?.attributes.some((one) => bare(one.name) === name) === true;
  for (const { text, place, clause, lead, row } of body) {
    if (!/\breject|Status Code\b/.test(text) || !text.includes(' attribute')) continue;
    const resource = ownerOf(clause, clauses);
    const known = published.resources.get(resource ?? '');
    if (known === undefined || known.attributes.length === 0 || isBase(known, published)) continue;
    // Whoever names another resource type, or a child of one, may mean an attribute of that.
    const others = [...[text, lead ?? '', ...(row ?? []).map((cell) => cell.text)].flatMap((one) => bracketedNamesIn(one).map(({ name }) => name)), ...[...published.resources.values()].filter(({ children }) => children.some(({ type }) => type === resource)).map(({ name }) => name)];
    for (const name of new Set(sentencesOf(text).filter((one) => /\breject|Status Code\b/.test(one)).flatMap(mentionsOf))) {
      if (!published.attributeNames.has(name) || inStructures.has(name) || has(resource!, name) || others.some((other) => has(other, name))) continue;
      report('LINT_ATTRIBUTE_OTHER', `<${resource!}> has no attribute ${name}, which a request on it is checked for`, place, 'name the attribute that is meant');
    }
  }
}

/** nodeId for nodeID: a name that stands in no table, once or twice, and differs by a letter or by case from one that does. */
function spellings(subject: Subject, report: Report<Code>): void {
  const { body, attributes, members, shortNames, values, published } = subject;
  const cells = firstCells(subject);
  const own = new Set([...attributes.map(({ name }) => bare(name)), ...members.flatMap(({ path }) => path.slice(-1)), ...cells.filter((name) => camelNamesIn(name).length > 0)]);
  const known = new Set([...own, ...published.resources.keys(), ...published.attributeNames, ...published.shortened, ...shortNames.map(({ name }) => name), ...values.map(({ name }) => name), ...cells]);
  const seen = groupBy(body.flatMap(({ text, place }) => (isCode(text) ? [] : camelNamesIn(text.replace(/[<[]\w+[>\]]|\bm2m:\w+|["\u201c][^"\u201d]*["\u201d]/g, ' ')).map((name) => ({ name, place })))), ({ name }) => name);
  const told = new Set(body.flatMap(({ text }) => mentionsOf(text)));
  const used = [...own].filter((other) => (seen.get(other)?.length ?? 0) >= 2);
  for (const [name, uses] of seen) {
    if (known.has(name) || told.has(name) || uses.length > 2) continue;
    const meant = used.find((other) => other.toLowerCase() === name.toLowerCase() || isSlip(name, other));
    if (meant !== undefined) report('LINT_ATTRIBUTE_SPELLING', `"${name}" is ${meant} in the tables, and elsewhere in the text`, uses[0]!.place, `write ${meant}`);
  }
}

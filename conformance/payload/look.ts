/** What a RETRIEVE shows of what was sent: the attributes themselves, and the representation as a whole. */

import { isObject, type JsonValue } from '../../wire/json-value.js';
import type { Syntax } from '../../wire/media-types.js';
import { universalAttributes } from '../../generated/tables/universal-attributes.js';
import { readingOf, type Issue } from '../../generated/validators/support.js';
import { issuesOf, rowsIn } from '../../testing/payload.js';
import type { Exchanged } from '../exchange.js';
import { bodyOf, isEqual, rootOf, shown, type IsSame } from '../match.js';
import type { PayloadRow } from '../plan.js';
import { once, packaged, type Specification } from '../specification.js';
import type { Made } from '../ledger.js';
import { cameOf, create, NOT_IMPLEMENTED, settleValid, type Bench } from './attempt.js';
import { hasXml, syntaxOf } from '../target.js';
import { facets, ids, LEAST, looked } from './plan.js';
import type { Content, Vector } from './vectors.js';

/** As who made it; where rules that it carries keep that one out, as who may do everything. */
async function retrieve({ world, exchange }: Bench, { id, by }: Made, syntax?: Syntax): Promise<Exchanged> {
  const answer = await exchange({ op: 2, to: id, fr: by }, syntax);
  return answer.rsc === 4103 && by !== world.origin ? exchange({ op: 2, to: id, fr: world.origin }, syntax) : answer;
}

/** What a RETRIEVE shows of what was created. */
export async function look(bench: Bench, row: PayloadRow, parent: Made, vector: string, sent: Content, made: Made): Promise<void> {
  const { world, court } = bench;
  const { resource } = row;
  const isWhole = looked.includes(vector as typeof LEAST);
  const id = ids.stored(resource, vector);
  const wanted = [id, ...(isWhole ? facets.map((facet) => ids.facet(resource, facet, vector)) : []), ...(vector === LEAST ? [ids.single(resource, 'stored.default')] : [])].filter((each) => court.wants(each));
  if (wanted.length === 0) return;
  const answer = await retrieve(bench, made);
  const body = answer.content === undefined ? undefined : bodyOf(answer.content);
  if (answer.rsc !== 2000 || !isObject(body)) {
    if (answer.rsc === undefined) for (const each of wanted) court.untested(each, 'no answer that can be judged');
    else if (answer.rsc === 4103) for (const each of wanted) court.untested(each, 'the Originator may not look at it');
    else court.failed(id, 'the resource, with 2000', cameOf(answer), answer);
    for (const each of wanted) court.untested(each, 'the RETRIEVE failed');
    return;
  }
  // What it has adjusted is there, with another value.
  const adjusted = Object.fromEntries(row.adjusts.flatMap((name) => (sent[name] === undefined || body[name] === undefined ? [] : [[name, body[name]]])));
  const wrong = differences(row, { ...sent, ...adjusted }, body, world.addresses.isSame);
  if (wrong.length === 0) court.passed(id);
  else court.failed(id, wrong.map(({ expected }) => expected).join(', '), wrong.map(({ came }) => came).join(', '), answer);
  if (vector === LEAST) lookAtDefaults(bench, row, body, sent, answer);
  if (isWhole) lookAtFacets({ court, world }, row, vector, answer, body, made, parent);
}

const differences = ({ changes }: PayloadRow, sent: Content, body: Content, isSame: IsSame, before: Content = {}) =>
  Object.entries(sent).flatMap(([name, value]) => (changes.includes(name) ? [] : differenceOf(name, value, body[name], isSame, before[name])));

/** An attribute as it was sent, and as it is shown. `before`: what null was to delete; another value is a default of the CSE's own. */
export function differenceOf(name: string, sent: JsonValue, shownAs: JsonValue | undefined, isSame: IsSame, before?: JsonValue): readonly { readonly expected: string; readonly came: string }[] {
  const difference = [{ expected: `${name} ${shown(sent)}`, came: `${name} ${shown(shownAs)}` }];
  if (sent === null) return shownAs === undefined || shownAs === null || name === 'cr' || (before !== undefined && !alike(before, shownAs, isSame)) ? [] : difference;
  if (shownAs === undefined) return difference;
  // The Hosting CSE may shorten a life (TS-0004 7.3.3.3).
  if (name === 'et') return typeof shownAs === 'string' && shownAs.slice(0, 15) <= String(sent).slice(0, 15) ? [] : difference;
  return alike(sent, shownAs, isSame) ? [] : difference;
}

/** Lists of names have no order, and addresses several forms. */
function alike(sent: JsonValue, shownAs: JsonValue, isSame: IsSame): boolean {
  if (typeof sent === 'string' && typeof shownAs === 'string') return isEqual(sent, shownAs) || isSame(sent, shownAs);
  if (Array.isArray(sent) && Array.isArray(shownAs)) {
    const [all, others] = [sent as readonly JsonValue[], shownAs as readonly JsonValue[]];
    return all.length === others.length && all.every((item) => others.some((other) => alike(item, other, isSame)));
  }
  if (isObject(sent) && isObject(shownAs)) return Object.entries(sent).every(([name, value]) => shownAs[name] !== undefined && alike(value, shownAs[name], isSame));
  return isEqual(sent, shownAs);
}

/** What the table has a default for: where a request could say it, local policy may have another (TS-0004 7.3.3.5). */
function lookAtDefaults({ court, world: { specification } }: Pick<Bench, 'court' | 'world'>, { resource }: PayloadRow, body: Content, sent: Content, answer: Exchanged): void {
  const id = ids.single(resource, 'stored.default');
  const rows = (specification.attributesOf(resource) ?? []).filter((row) => row.default !== undefined && !row.optional && sent[row.shortName] === undefined);
  if (rows.length === 0) return court.untested(id, 'the type has no attribute with a default');
  const inShort = (value: JsonValue): JsonValue => renamed(value, (name) => specification.names.members.toShort.get(name) ?? name);
  const isMissing = (value: JsonValue | undefined): boolean => value === undefined || value === null;
  const wrong = rows.find((row) => (row.create === 'NP' ? !isEqual(body[row.shortName] ?? null, inShort(row.default as JsonValue)) : isMissing(body[row.shortName])));
  if (wrong === undefined) court.passed(id);
  else court.failed(id, `${wrong.shortName} ${shown(wrong.default as JsonValue)}`, `${wrong.shortName} ${shown(body[wrong.shortName])}`, answer);
}

function renamed(value: JsonValue, rename: (name: string) => string): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => renamed(item, rename));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [rename(name), renamed(each, rename)]));
}

/** What a CREATE alone brings about (TS-0001 9.6.1.3); what else the tables say is always there may need more. */
const universal: ReadonlySet<string> = new Set(universalAttributes.map(({ name }) => name));

export interface Fault {
  readonly facet: (typeof facets)[number];
  readonly message: string;
}

/** What is wrong with a representation, whatever it is of. */
export function faultsShown(resource: string, body: Content, specification = packaged): readonly Fault[] {
  if (!rowsIn(specification).has(resource)) return [];
  return issuesOf({ resource, operation: 'full', form: 'wire', body }, specification).flatMap((issue) => {
    const facet = facetOf(issue, specification);
    return facet === undefined ? [] : [{ facet, message: issue.message }];
  });
}

/**
 * Undefined: nothing that a CREATE alone brings about, or that a CSE of another release may show: attributes, members and numbers
 * of enumerations that this one does not have; nor what is of a type that is not covered.
 */
function facetOf(issue: Issue, specification: Specification): Fault['facet'] | undefined {
  const { rule, attribute, path } = issue;
  if (rule === 'M') return attribute !== undefined && universal.has(attribute) ? 'stored.set' : undefined;
  const name = String(path.at(-1));
  if (rule === 'unknown') return (specification.names.members.toShort.get(name) ?? name) !== name || longNames(specification).has(name) ? 'stored.names' : undefined;
  return rule === 'NP' || readingOf([issue]).outcome !== 'invalid' ? undefined : 'stored.types';
}

/** Of attributes that have another on the wire. */
const longNames = once((of) => new Set([...rowsIn(of).keys()].flatMap((resource) => (of.attributesOf(resource) ?? []).filter(({ name, shortName }) => name !== shortName).map(({ name }) => name))));

function lookAtFacets({ court, world }: Pick<Bench, 'court' | 'world'>, row: PayloadRow, vector: string, answer: Exchanged, body: Content, made: Made, parent: Made): void {
  const { isSame } = world.addresses;
  const { resource } = row;
  const idOf = (facet: string) => ids.facet(resource, facet, vector);
  const root = rootOf(answer.content);
  if (root === row.root) court.passed(idOf('stored.root'));
  else court.failed(idOf('stored.root'), row.root, root ?? 'no root element', answer);
  for (const { facet, message } of faultsShown(resource, body, world.specification)) court.failed(idOf(facet), `a valid <${resource}>`, message, answer);
  if (body['ty'] !== row.resourceType) court.failed(idOf('stored.set'), `ty ${String(row.resourceType)}`, `ty ${shown(body['ty'])}`, answer);
  if (typeof body['pi'] === 'string' && parent.type !== 'CSEBase' && !isSame(body['pi'], parent.id)) court.failed(idOf('stored.set'), `pi ${parent.id}`, `pi ${body['pi']}`, answer);
  if (typeof body['ri'] === 'string' && !isSame(body['ri'], made.id)) court.failed(idOf('stored.set'), `ri ${made.id}`, `ri ${shown(body['ri'])}`, answer);
  for (const facet of facets) court.passed(idOf(facet));
}

/** The same in XML (TS-0004 8.3), where the CSE has it. */
export async function lookAtXml(bench: Bench, row: PayloadRow, made: Made): Promise<void> {
  const { court, world } = bench;
  const id = ids.single(row.resource, 'xml.retrieve');
  if (!court.wants(id)) return;
  const isSaid = hasXml(world.target);
  if (isSaid === false) return court.untested(id, noXmlThere);
  const json = await retrieve(bench, made, 'json');
  const xml = await retrieve(bench, made, 'xml');
  if (noXml.has(xml.rsc ?? 0) || isUnsaid(bench, xml)) court.untested(id, 'the CSE writes no XML of it');
  else if (xml.rsc === undefined || json.rsc !== 2000) court.untested(id, 'no answer that can be judged');
  else if (xml.rsc === 2000 && syntaxOf(xml) === 'json') {
    if (isSaid === true) court.failed(id, 'XML, which contentSerialization lists', 'JSON', xml);
    else court.untested(id, 'the CSE writes no XML');
  } else if (xml.rsc === 2000 && isObject(xml.content) && isObject(json.content) && alike(json.content, xml.content, world.addresses.isSame)) court.passed(id);
  else court.failed(id, shown(json.content), xml.content === undefined ? cameOf(xml) : shown(xml.content), xml);
}

/** Who does not say that there is XML need not have it, and may say so with any code. */
const isUnsaid = ({ world }: Bench, { rsc = 0 }: Exchanged): boolean => hasXml(world.target) === undefined && rsc >= 4000;

const noXmlThere = 'contentSerialization of the CSEBase does not list XML';

/** Not acceptable, unsupported media type, not implemented. */
const noXml: ReadonlySet<number> = new Set([5207, 4015, NOT_IMPLEMENTED]);

export async function createInXml(bench: Bench, row: PayloadRow, parent: Made, least: Vector): Promise<void> {
  const id = ids.single(row.resource, 'xml.create');
  if (!bench.court.wants(id)) return;
  if (hasXml(bench.world.target) === false) return bench.court.untested(id, noXmlThere);
  const tried = await create(bench, row, parent, least, 'xml');
  if (noXml.has(tried.answer?.rsc ?? 0) || (tried.answer !== undefined && isUnsaid(bench, tried.answer))) bench.court.untested(id, 'the CSE reads no XML of it');
  else settleValid(bench, row, id, least, tried, 2001);
  if (tried.made !== undefined) await bench.world.ledger.remove(tried.made);
}

/** @param before what the target had that the UPDATE deletes */
export async function lookAtUpdate(bench: Bench, row: PayloadRow, id: string, target: Made, sent: Content, before: Content): Promise<void> {
  const { court, world } = bench;
  if (!court.wants(id)) return;
  const answer = await retrieve(bench, target);
  const body = answer.content === undefined ? undefined : bodyOf(answer.content);
  // Some updates are commands, or end what they update.
  if (answer.rsc === 4004 || answer.rsc === 4103) return court.untested(id, 'the resource is not there to look at any more');
  if (answer.rsc === undefined || !isObject(body)) return court.untested(id, 'no answer that can be judged');
  const wrong = differences(row, sent, body, world.addresses.isSame, before);
  if (wrong.length === 0) court.passed(id);
  else court.failed(id, wrong.map(({ expected }) => expected).join(', '), wrong.map(({ came }) => came).join(', '), answer);
}


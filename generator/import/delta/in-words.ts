import type { Fact, Outcome } from '../facts.js';
import { declaredIn } from '../merge/declared-members.js';
import { normalised } from '../merge/columns.js';
import type { Column } from '../merge/columns.js';
import { outcomeIn } from '../merge/responses.js';
import { originalOf } from './announced.js';
import type { Held } from './held.js';
import { columnsOf } from './key.js';
import { heldIn } from './parameter-columns.js';

/** That the definitions do not have the row of a fact. */
export function absence(fact: Fact): string {
  switch (fact.kind) {
    case 'child':
      return `${fact.resource} has no child ${fact.type}`;
    case 'operation':
      return `${fact.resource} takes no ${fact.operation}, and does there`;
    case 'short-name':
      return `the short name of ${fact.name} is ${fact.shortName}, and nothing there`;
    case 'parameter':
      return `parameter ${fact.name} of ${fact.of}s is not there`;
    default:
      return `${titleOf(fact)} is not there`;
  }
}

/** That they have another value in a column of its row, which may be that of its base. */
export function otherwise(fact: Fact, column: string, held: Held, row: Fact): string {
  const printed = columnsOf(fact).get(column) ?? '';
  const there = valueIn(row, column, held) ?? 'none';
  switch (fact.kind) {
    case 'attribute':
      return `${titleOf(fact)} ${column} ${column === 'default' ? printed : (normalised[column as Column](printed) ?? printed)}, and ${there} there`;
    case 'child':
      return `${titleOf(fact)} ${column} ${column === 'announced' ? listed(fact.announced) : printed}, and ${there} there`;
    case 'enumeration-value':
      return `values of ${fact.type ?? ''} are added together, and are not there`;
    case 'member':
      return column === 'isXmlAttribute' ? `${titleOf(fact)} is ${fact.isXmlAttribute ? 'an XML attribute' : 'an element'}, and ${there} there` : `${titleOf(fact)} ${column} ${printed}, and ${there} there`;
    case 'simple-type':
      return `${titleOf(fact)} is made of something else than there`;
    case 'resource-type':
      return `${titleOf(fact)} is announced as ${printed}, and as ${there} there`;
    case 'short-name':
    case 'status-code':
      return `${titleOf(fact)} is ${printed}, and ${there} there`;
    case 'command':
      return `${titleOf(fact)} is ${listed(fact.rpcs)}, and ${there} there`;
    default:
      return `${titleOf(fact)} ${column} ${printed}, and ${there} there`;
  }
}

function titleOf(fact: Fact): string {
  switch (fact.kind) {
    case 'attribute':
      return fact.resource === undefined ? `attribute ${fact.name}` : `${fact.resource}.${fact.name}`;
    case 'child':
      return `${fact.resource} child ${fact.type}`;
    case 'member':
      return [fact.of, ...fact.path].join('/');
    case 'short-name':
      return `the short name of ${fact.name}`;
    case 'status-code':
      return `status code ${fact.code}`;
    case 'fault':
      return `fault ${fact.faultCode} of table ${fact.source.table ?? ''}`;
    case 'command':
      return `command ${fact.cmdType}`;
    case 'simple-type':
      return fact.type;
    case 'resource-type':
      return `resource type ${fact.name}`;
    case 'enumeration-value':
      return `value ${fact.name} of ${fact.type ?? (fact.attribute === undefined ? fact.source.clause : `${fact.attribute.resource}.${fact.attribute.name}`) ?? ''}`;
    case 'response':
      return `parameter ${fact.name} of responses`;
    case 'operation':
    case 'parameter':
      return `${fact.kind} ${'name' in fact ? fact.name : fact.operation}`;
  }
}

/** What the definitions have in a column. */
function valueIn(fact: Fact, column: string, held: Held): string | undefined {
  const { folder } = held;
  switch (fact.kind) {
    case 'attribute': {
      const original = originalOf(fact.resource ?? '', folder);
      if (original !== undefined) return original.attributes.find(({ name }) => name === fact.name)?.announced;
      const [row] = held.attributes(fact);
      if (column !== 'default') return row?.[column as Column];
      const said = [row?.default, row?.fixed, row?.constraints].find((value) => value !== undefined);
      return said === undefined ? undefined : JSON.stringify(said);
    }
    case 'child': {
      const child = folder.resource(fact.resource)?.content.children.find(({ type }) => type === fact.type);
      return column === 'announced' ? listed(child?.announced) : column === 'fixedName' ? child?.fixedName : child?.multiplicity;
    }
    case 'member':
      return declaredIn(held.components, fact, column);
    case 'resource-type':
      return folder.resource(fact.name)?.content.announcedVariant?.name;
    case 'short-name':
      return folder.all('short-names').flatMap((f) => f.content.groups.flatMap((g) => (g.kind === fact.of && Object.hasOwn(g.names, fact.name) ? [g.names[fact.name]!] : [])))[0];
    case 'status-code':
      return folder.all('status-codes').flatMap((f) => f.content.codes).find(({ code }) => code === fact.code)?.name;
    case 'parameter': {
      const row = folder.all('parameters').flatMap((f) => f.content.parameters).find(({ name }) => name === fact.name);
      return row === undefined ? undefined : heldIn(row, fact.of, column as Parameters<typeof heldIn>[2]);
    }
    case 'response':
      return outcomeIn(folder, fact.name, column as Outcome);
    case 'fault': {
      const table = folder.all('fault-codes').flatMap((f) => f.content.tables).find((t) => t.table === fact.source.table);
      return column === 'rpc' ? table?.rpc : table?.rows.find(({ faultCode }) => faultCode === fact.faultCode)?.status;
    }
    case 'command': {
      const command = folder.all('commands').flatMap((f) => f.content.commands).find(({ cmdType }) => cmdType === fact.cmdType);
      return command === undefined ? undefined : listed([command.rpc, ...(command.completionReport === null ? [] : [command.completionReport])]);
    }
    default:
      return undefined;
  }
}

const listed = (values: readonly string[] | undefined): string => (values === undefined || values.length === 0 ? 'none' : values.join(', '));

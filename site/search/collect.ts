import type { Resource } from '../../generator/model/model.js';
import type { Reference } from '../pages/reference.js';
import { types } from '../../generator/explain/resources.js';
import { groupBy } from '../../generator/group-by.js';
import { localName, pascalCase } from '../../generator/model/names.js';
import type { SitePage } from '../pages/page.js';
import type { Specification } from '../pages/specification.js';
import { clauseId } from '../pages/specification.js';
import { clausesOf, inOrder } from '../pages/document.js';
import type { Entry } from './entry.js';
import { between } from './entry.js';

/** Everything that search finds. */
export function entriesOf(specification: Specification, pages: readonly SitePage[], symbols: Reference['symbols']): readonly Entry[] {
  return [
    ...resources(specification),
    ...enumerations(specification),
    ...codes(specification),
    ...attributes(specification),
    ...namedChildren(specification),
    ...procedures(specification),
    ...errata(specification),
    ...clauses(specification),
    ...symbols.map(({ name, module, kind, path, id, words }) => entry(name, `API, ${kind}`, path, id, [module], `${module} ${words}`)),
    ...pages.filter(({ section, path }) => ['guides', 'api', 'changes', 'specification', 'playground'].includes(section) || path.endsWith('/index')).flatMap(pageEntries),
  ];
}

const entry = (title: string, kind: string, path: string, anchor: string | undefined, keys: readonly (string | number | undefined)[], words: string, prose?: string): Entry => [
  title,
  kind,
  `${path}.html${anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`}`,
  [...new Set(keys.flatMap((key) => (key === undefined || key === '' ? [] : [String(key).toLowerCase()])))].join(between),
  words,
  ...(prose === undefined || prose === '' ? [] : [prose]) as [prose?: string],
];

function resources(specification: Specification): readonly Entry[] {
  const { model } = specification;
  const numbered = new Map(model.enumerations.find(({ type }) => type === 'm2m:resourceType')?.values.map(({ value, name }) => [value, name]));
  return model.resources.flatMap((resource) => {
    const { name, shortName, resourceType, mgmtDefinition, source, description, rules } = resource;
    const path = specification.resourcePath(resource);
    // Specializations share the number of their type, which is that of their base.
    const numbers = resourceType === undefined || numbered.get(resourceType) !== name ? [] : [resourceType, `ty ${resourceType}`, `ty=${resourceType}`];
    return [
      entry(name, 'resource type', path, undefined, [shortName, `m2m:${shortName}`, `m2m:${name}`, ...numbers, mgmtDefinition && `mgd ${mgmtDefinition}`, mgmtDefinition && `mgd=${mgmtDefinition}`, pascalCase(name), source.table], description),
      ...rules.map((rule) => entry(rule.id, 'rule', path, `rule-${rule.id}`, [`${name}.${rule.id}`], `${name}: ${rule.description}`)),
    ];
  });
}

const enumerations = (specification: Specification): readonly Entry[] =>
  specification.model.enumerations.flatMap((enumeration) => {
    const path = specification.enumerationPath(enumeration);
    const local = localName(enumeration.type);
    return [
      entry(enumeration.type, 'enumeration', path, undefined, [local, pascalCase(local)], enumeration.description),
      ...enumeration.values.map(({ name, value, aliases, description }) => entry(name, 'value', path, `value-${value}`, [...aliases, `${local}.${name}`, `${local}.${value}`, `${local} ${value}`], `${value} of ${enumeration.type}${description === undefined ? '' : `: ${description}`}`)),
    ];
  });

const codes = (specification: Specification): readonly Entry[] => [
  ...specification.model.statusCodes.map(({ code, name, http }) => entry(`${code} ${name}`, 'response status code', specification.statusPath(code), undefined, [code, name, http, `http ${http}`], `HTTP ${http}`)),
  ...specification.model.faultTables.flatMap((table) => {
    const path = specification.faultTablePath(table);
    return [
      entry(`${table.rpc}: fault codes`, 'fault table', path, undefined, [table.table, table.rpc], `Table ${table.table}`),
      ...table.rows.map(({ faultCode, status, execResult, description }) => entry(`${faultCode} of ${table.rpc}`, 'fault code', path, `code-${faultCode}`, [faultCode, `${table.rpc} ${faultCode}`, status], `${status}, execResult ${execResult}. ${description}`)),
    ];
  }),
];

/** Who types `nu` means that of a <subscription> before that of what came later. */
const byNumber = (list: readonly Resource[]): readonly Resource[] => [...list].sort((a, b) => (a.resourceType ?? Infinity) - (b.resourceType ?? Infinity));

/** An attribute that several resource types have is one entry, which leads to the first that has it of its own. */
function attributes(specification: Specification): readonly Entry[] {
  const byName = new Map<string, { readonly entryOf: (others: readonly string[]) => Entry; readonly holders: string[] }>();
  for (const resource of byNumber(specification.model.resources)) {
    for (const attribute of resource.attributes) {
      const key = `${attribute.name} ${attribute.shortName}`;
      let known = byName.get(key);
      if (known === undefined) {
        const { name, shortName, description } = attribute;
        const path = specification.resourcePath(resource);
        const entryOf = (holders: readonly string[]): Entry =>
          entry(name, 'attribute', path, name, [shortName, ...holders.map((holder) => `${holder}.${name}`)], `${shortName}, in ${holders[0]!}${holders.length === 1 ? '' : ` and ${holders.length - 1} more`}: ${description}`);
        byName.set(key, (known = { entryOf, holders: [] }));
      }
      known.holders.push(resource.name);
    }
  }
  return [...byName.values()].map(({ entryOf, holders }) => entryOf(holders.length > 8 ? [holders[0]!, ...holders.slice(1, 8)] : holders));
}

/** Children whose name the standard fixes: `la` of a container and `fopt` of a group, which have no page of their own; `notificationSchedule` of a subscription, which is a <schedule>. */
function namedChildren(specification: Specification): readonly Entry[] {
  const types = new Set(specification.model.resources.map(({ name }) => name));
  const named = specification.model.resources.flatMap((parent) => parent.children.flatMap(({ type, fixedName }) => (fixedName === undefined ? [] : [{ type, fixedName, parent }])));
  return [...groupBy(named, ({ type, fixedName }) => `${type} ${fixedName}`).values()].flatMap((places) => {
    const [first] = places;
    if (first === undefined) return [];
    const { type, fixedName, parent } = first;
    const holders = places.map((place) => place.parent.name);
    const kind = types.has(type) ? 'child resource' : 'virtual resource';
    return [entry(type, kind, specification.resourcePath(parent), 'its-children', [fixedName, ...holders.map((holder) => `${holder}/${fixedName}`)], `${fixedName}, the name of this child of ${holders.join(', ')}`)];
  });
}

function procedures(specification: Specification): readonly Entry[] {
  const { machines, commands, outcomes, parameters, shortNames, aggregations, execStatusCodes, unlistedFaults, httpBinding } = specification.model;
  return [
    ...machines.map((machine) => entry(`State machine of ${machine.name}`, 'state machine', specification.machinePath(machine), undefined, [machine.name], machine.description)),
    ...aggregations.map(({ name, of }) => entry(name, 'state machine', 'machines/index', name, [], `the sum of ${of}`)),
    ...commands.map(({ cmdType, rpc, value }) => entry(cmdType, 'command', 'specification/commands', cmdType, [rpc], `cmdType ${value}, RPC ${rpc}`)),
    ...outcomes.map(({ id, condition, text, statusCode }) => entry(id, 'outcome', 'specification/outcomes', id, [], `${statusCode}: ${condition} ${text ?? ''}`)),
    ...parameters.map(({ name, shortName, type }) => entry(name, 'parameter', 'specification/parameters', name, [shortName, ...httpBinding.fields.filter((field) => field.parameter === name && field.member === undefined).map((field) => field.name)], `${shortName}, ${type}`)),
    ...[...shortNames.members.values()].map(({ name, shortName }) => entry(name, 'member', 'specification/names', `members-${name}`, [shortName], `${shortName}, member of a structure`)),
    ...execStatusCodes.map(({ name, attribute, value }) => entry(name, 'value', 'specification/exec-status-codes', name, [], `${attribute} ${value}, of the 2014 Change Request`)),
    ...unlistedFaults.map(({ from, to: last, status, description }) => entry(from === last ? String(from) : `${from} to ${last}`, 'fault code', 'fault-codes/index', `from-${from}`, [], `${status}. ${description}`)),
    ...types(specification.model).flatMap(({ kind, names: [name = ''] }) => (specification.types.has(name) ? [entry(name, 'type', 'specification/types', localName(name), [localName(name), pascalCase(localName(name))], kind)] : [])),
  ];
}

const errata = (specification: Specification): readonly Entry[] =>
  specification.model.errata.map((erratum) => entry(erratum.id, 'erratum', specification.erratumPath(erratum), undefined, [`erratum ${erratum.id}`], `${erratum.printed} → ${erratum.use}`));

/** Clauses that something cites, and those above them: `10.2.28` is where its first clause stands. */
const clauses = (specification: Specification): readonly Entry[] =>
  specification.model.documents.flatMap(({ id }) => {
    const cited = clausesOf(specification, id);
    const known = new Set(cited.map(({ clause }) => clause));
    const path = specification.documentPath(id);
    const above = new Map<string, string>();
    for (const { clause } of cited) {
      const numbers = /^[A-Z0-9]+(?:\.\d+)+/.exec(clause)?.[0].split('.') ?? [];
      for (let length = numbers.length - 1; length >= 2; length--) {
        const prefix = numbers.slice(0, length).join('.');
        if (!known.has(prefix) && !above.has(prefix)) above.set(prefix, clause);
      }
    }
    return [...cited.map(({ clause }) => [clause, clause] as const), ...above].sort(([a], [b]) => inOrder(a, b)).map(([clause, at]) => {
      const links = cited.find((each) => each.clause === at)?.links ?? new Map<string, unknown>();
      const names = [...links.keys()].slice(0, 6).map((link) => link.replaceAll(/<[^>]*>/g, ''));
      return entry(`${id} ${clause}`, 'clause', path, clauseId(at), [clause], names.join(', '));
    });
  });

/** What people look for that stands in no heading: words of the trade, and of other programs. */
const soughtAs: ReadonlyMap<string, readonly string[]> = new Map([
  ['index', ['onem2m', 'what is onem2m', 'start', 'getting started', 'quick start', 'introduction', 'overview']],
  ['guides/changelog', ['whats new', 'what is new', 'release notes']],
  ['guides/cwmp', ['tr-069', 'tr069', 'acs', 'cpe', 'cwmp']],
  ['guides/serve', ['server', 'start server', 'run a cse', 'sqlite', 'postgresql', 'tls']],
  ['guides/package', ['install', 'npm', 'browser', 'commonjs']],
  ['guides/testing', ['vitest', 'mock', 'fixture']],
  ['guides/wire', ['xml', 'json', 'parse', 'encode', 'decode']],
  ['guides/conform', ['conformance', 'certification']],
]);

/** A page, and the headings on it. */
function pageEntries({ path, title, description, body, section }: SitePage): readonly Entry[] {
  const kind = section === 'guides' ? 'guide' : 'page';
  if (section !== 'guides') return [entry(title, kind, path, undefined, [], description)];
  // A comment in a block is no heading.
  const [intro = '', ...sections] = body.replaceAll(/^```[^]*?^```$/gm, (block) => block.replaceAll(/^#/gm, ' #')).split(/^(?=##+ )/m);
  const isHistory = path.endsWith('changelog') || path.endsWith('release-note');
  const wordsIn = (text: string): string => (isHistory ? '' : [...new Set(text.toLowerCase().match(/[a-z][\w.-]+\w/g))].join(' '));
  return [
    entry(title, kind, path, undefined, soughtAs.get(path) ?? [], description, wordsIn(intro)),
    ...sections.map((section) => {
      const words = /^##+ (.*)/.exec(section)![1]!.replaceAll(/\\(?=\W)/g, '');
      return entry(words.replaceAll(/[`*]/g, ''), kind, path, slug(words), [], title, wordsIn(section));
    }),
  ];
}

/** The anchor that the framework gives a heading. */
function slug(heading: string): string {
  return heading
    .replaceAll(/[`*]/g, '')
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .replaceAll(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .replace(/^(\d)/, '_$1')
    .toLowerCase();
}

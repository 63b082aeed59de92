import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { Model } from '../model/model.js';
import { oncePer } from '../once-per.js';
import { clauses } from './clauses.js';
import * as cwmp from './cwmp.js';
import type { Entry, ErratumNote, Explanation, Lookup } from './explanation.js';
import * as parts from './parts.js';
import * as procedures from './procedures.js';
import * as resources from './resources.js';

/** One lookup per kind of thing, in the order in which answers are given. */
const lookups: readonly Lookup[] = [
  resources.resources,
  resources.attributes,
  resources.rules,
  procedures.machines,
  procedures.transitions,
  procedures.states,
  procedures.events,
  resources.enumerations,
  resources.enumerationValues,
  resources.types,
  procedures.faultCodes,
  procedures.faultTables,
  procedures.unlistedFaults,
  cwmp.messages,
  cwmp.headers,
  procedures.statusCodes,
  procedures.execStatusCodes,
  procedures.commands,
  procedures.outcomes,
  procedures.aggregations,
  procedures.errata,
  procedures.documents,
  resources.parameters,
  resources.contents,
  resources.contentRules,
  resources.shortNames,
  parts.namedChildren,
  parts.members,
];

export interface Explained {
  /** Empty when nothing has that name. */
  readonly explanations: readonly Explanation[];
  /** The nearest name, when there is nothing and something is near. */
  readonly hint?: string;
}

/**
 * Everything that the model says about a name: exactly that name, or one that differs in case alone. Brackets around a
 * name and white space do not count: `<softwareCampaign>`, `[software]`, `Download  9010`.
 */
export function explain(model: Model, name: string): Explained {
  const entries = entriesOf(model);
  const found = find(entries, normalise(name), model);
  if (found.length > 0) return { explanations: found.map((entry) => explanation(model, entry, entries)) };
  const hint = didYouMean(normalise(name).slice(0, 200), new Set(entries.flatMap((entry) => entry.names)));
  return { explanations: [], ...(hint !== undefined && { hint }) };
}

/** Everything that has a name, and the clauses that say so. */
const entriesOf = oncePer((model: Model): readonly Entry[] => {
  const things = lookups.flatMap((lookup) => lookup(model));
  return [...things, ...clauses(model, things)];
});

/** The first of these ways that finds anything. */
function find(entries: readonly Entry[], name: string, model: Model): readonly Entry[] {
  const ways: readonly ((entry: Entry) => boolean | undefined)[] = [
    ({ names }) => names.includes(name),
    ({ names }) => names.some((n) => n.toLowerCase() === name.toLowerCase()),
    ({ matches }) => matches?.(name),
  ];
  for (const way of ways) {
    const found = entries.filter(way);
    if (found.length > 0) return found;
  }
  // Devices answer with codes of other RPCs' tables: a code that the table of an RPC lacks means what it means elsewhere.
  const [, rpc, code] = /^(\S+) (\d+)$/.exec(name) ?? [];
  return code !== undefined && model.faultTables.some((table) => table.rpc === rpc || table.table === rpc) ? find(entries, code, model) : [];
}

const normalise = (name: string): string =>
  name
    .trim()
    .replace(/^[<[](.*)[>\]]$/, '$1')
    .replace(/\s+/g, ' ');

function explanation(model: Model, entry: Entry, all: readonly Entry[]): Explanation {
  const { kind, names, provisional = false, source, place, errata = [] } = entry;
  const facts = Object.entries(entry.facts()).flatMap(([label, value]) =>
    value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? [] : [{ label, value: Array.isArray(value) ? (value as readonly string[]) : String(value) }],
  );
  const users = kind === 'erratum' ? all.filter((other) => other.errata?.includes(names[0]!)).map((other) => other.names[0]!) : [];
  return {
    kind,
    name: names[0]!,
    provisional,
    facts: users.length === 0 ? facts : [...facts, { label: 'bears on', value: users }],
    ...(source !== undefined && { source }),
    ...(place !== undefined && { place }),
    errata: errata.map((id) => note(model, id)),
  };
}

function note(model: Model, id: string): ErratumNote {
  const erratum = model.errata.find((e) => e.id === id);
  return erratum === undefined ? { id, printed: '', use: '', why: '' } : { id, printed: erratum.printed, use: erratum.use, why: erratum.why };
}

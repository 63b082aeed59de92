import type { Model, ShortName } from '../../model/model.js';
import { citation } from '../../model/model.js';
import type { OutputFile } from '../output.js';
import type { Row } from './rows.js';
import { rowsText } from './rows.js';

/**
 * The specification as flat tables for users of other languages, one file per table. What is absent is null. Sources
 * are citations: `TS-0004 6.3.4.2.15, Table 6.3.4.2.15-1`.
 */
export function emitJson(model: Model): readonly OutputFile[] {
  const files = Object.entries(tables).map(([name, { about, rows }]) => ({ name: `${name}.json`, about, rows: rows(model) }));
  const lines = files.map(({ name, about, rows }) => `| \`${name}\` | ${about} | ${Object.keys(rows[0] ?? {}).join(', ')} |\n`);
  return [...files.map(({ name, rows }) => ({ path: `json/${name}`, text: rowsText(rows) })), { path: 'json/README.md', text: introduction + lines.join('') }];
}

const introduction = `# The specification as JSON

Generated from the specification, for use without the code of this project. Every file is an array of rows, one row per line; every row
has every column, null where there is nothing. \`provisional\` marks names and numbers that no published document gives; \`source\` says
where a row comes from.

| file | rows | columns |
|---|---|---|
`;

interface Table {
  /** For those who read the files. */
  readonly about: string;
  readonly rows: (model: Model) => readonly Row[];
}

const tables: Readonly<Record<string, Table>> = {
  aggregations: {
    about: 'What a set of individual values aggregates to: every subset of the enumeration, the empty one included.',
    rows: ({ aggregations }) =>
      aggregations.flatMap(({ name, of, enumeration, rows, source }) =>
        rows.map(({ set, result }) => ({ aggregation: name, of, type: enumeration, set, result, source: citation(source) })),
      ),
  },

  attributes: {
    about: 'Attributes of every resource, inherited ones included; `default` null: none.',
    rows: ({ resources }) =>
      resources.flatMap((resource) =>
        // The placeholder row [objectAttribute] names no attribute.
        resource.attributes.filter((a) => !a.name.startsWith('[')).map((a) => ({
          resource: resource.name,
          name: a.name,
          shortName: a.shortName,
          provisional: a.provisional,
          type: a.type.text,
          multiplicity: a.multiplicity.text,
          access: a.access,
          announced: a.announced,
          create: a.create,
          update: a.update,
          default: a.default,
          source: citation(a.source),
        })),
      ),
  },

  commands: {
    about: 'Management commands: the RPC that carries each one out, and the report that completes it.',
    rows: ({ commands }) =>
      commands.map((c) => ({
        cmdType: c.cmdType,
        value: c.value,
        rpc: c.rpc,
        completionReport: c.completionReport,
        operation: c.operation,
        argumentMember: c.argumentMember,
        argumentType: c.argumentType,
        cancellable: c.cancellable,
        faultTables: c.faultTables,
        source: citation(c.source),
      })),
  },

  documents: {
    about: 'The documents that `source` and `where` name.',
    rows: ({ documents }) =>
      documents.map(({ id, title, version }) => ({ id, title, version })),
  },

  enumerations: {
    about: 'Values of the enumerations, void ones included.',
    rows: ({ enumerations }) =>
      enumerations.flatMap(({ type, values, source }) =>
        values.map(({ name, value, provisional }) => ({ type, name, value, provisional, source: citation(source) })),
      ),
  },

  errata: {
    about: 'Defects of the source documents: what is printed, what is used instead, why.',
    rows: ({ errata }) =>
      errata.map(({ id, kind, where, printed, use, why, patches }) => ({
        id,
        kind,
        where: where.map(({ document, clause, line }) => ({ document, clause, ...(line !== undefined && { line }) })),
        printed,
        use,
        why,
        patches: patches.map((p) => ({ at: p.at, printed: p.printed, use: p.use })),
      })),
  },

  'exec-status-codes': {
    about: 'The choices of execStatus in the Change Request, and where the published types put them.',
    rows: ({ execStatusCodes }) =>
      execStatusCodes.map(({ name, attribute, value, publishedName }) => ({ name, attribute, value, publishedName })),
  },

  'fault-codes': {
    about: 'Fault code to result, table by table as printed.',
    rows: ({ faultTables }) =>
      faultTables.flatMap(({ table, rpc, rows, source }) =>
        rows.map(({ faultCode, status, execResult }) => ({ table, rpc, faultCode, status, execResult, source: citation(source) })),
      ),
  },

  'fault-ranges': {
    about: 'The result of every fault code that no table lists; `from` and `to` are included.',
    rows: ({ unlistedFaults }) =>
      unlistedFaults.map(({ from, to, status, execResult, source }) => ({ from, to, status, execResult, source: citation(source) })),
  },

  machines: {
    about: 'Transitions of the state machines; `from` null: creation, `to` null: the resource is gone.',
    rows: ({ machines }) =>
      machines.flatMap(({ name, transitions }) =>
        transitions.map(({ from, event, guard, to, effects, source }) => ({ machine: name, from, event, guard, to, effects, source: citation(source) })),
      ),
  },

  outcomes: {
    about: 'Outcomes of the procedures, and the response status code of each.',
    rows: ({ outcomes }) =>
      outcomes.map((o) => ({
        id: o.id,
        resource: o.resource,
        procedure: o.procedure,
        condition: o.condition,
        text: o.text,
        statusCode: o.statusCode,
        statusName: o.statusName,
        http: o.http,
        effect: o.effect,
        source: citation(o.source),
      })),
  },

  parameters: {
    about: 'Parameters of request and response primitives: multiplicity in each (null: not there), and use per operation.',
    rows: ({ parameters }) =>
      parameters.map(({ name, shortName, type, request, response, operations, source }) => ({
        name,
        shortName,
        type,
        request,
        response,
        operations,
        source: citation(source),
      })),
  },

  resources: {
    about: 'Resources, announced variants included.',
    rows: ({ resources }) =>
      resources.map((r) => ({
        name: r.name,
        shortName: r.shortName,
        resourceType: r.resourceType,
        mgmtDefinition: r.mgmtDefinition,
        kind: r.kind,
        provisional: r.provisional,
        operations: r.operations,
        ...(r.cseTypes !== undefined && { cseTypes: r.cseTypes }),
        parents: r.parents,
        children: r.children.map(({ type, multiplicity, fixedName, operations, announced }) => ({ type, multiplicity, fixedName: fixedName ?? null, ...(operations !== undefined && { operations }), announced })),
        announcedVariant: r.announcedVariant,
        announces: r.announces,
        source: citation(r.source),
      })),
  },

  rules: {
    about: 'Rules across the attributes of one resource; `when`: under what the rule applies; `must`: what is wanted then; by path.',
    rows: ({ resources }) =>
      resources.flatMap((resource) =>
        resource.rules.map(({ id, kind, attributes, when, must, operations, outcome, description, source }) => ({
          resource: resource.name,
          id,
          kind,
          attributes,
          when,
          ...(must !== undefined && { must }),
          ...(operations !== undefined && { operations }),
          statusCode: outcome,
          description,
          source: citation(source),
        })),
      ),
  },

  'short-names': {
    about: 'Long name to short name.',
    rows: ({ shortNames }) =>
      (['resources', 'attributes', 'members', 'parameters'] as const).flatMap((kind) => shortNameRows(kind.slice(0, -1), shortNames[kind].values())),
  },

  'status-codes': {
    about: 'Response status codes, and the HTTP status of each.',
    rows: ({ statusCodes }) =>
      statusCodes.map(({ code, name, http, provisional, source }) => ({ code, name, http, provisional, source: citation(source) })),
  },
};

const shortNameRows = (kind: string, names: Iterable<ShortName>): readonly Row[] =>
  [...names].map(({ name, shortName, provisional, source }) => ({ kind, name, shortName, provisional, source: citation(source) }));

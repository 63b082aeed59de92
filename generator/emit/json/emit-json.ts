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
  return Object.entries(tables).map(([name, rows]) => ({ path: `json/${name}.json`, text: rowsText(rows(model)) }));
}

const tables: Readonly<Record<string, (model: Model) => readonly Row[]>> = {
  aggregations: ({ aggregations }) =>
    aggregations.flatMap(({ name, of, enumeration, rows, source }) =>
      rows.map(({ set, result }) => ({ aggregation: name, of, type: enumeration, set, result, source: citation(source) })),
    ),

  attributes: ({ resources }) =>
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

  commands: ({ commands }) =>
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

  documents: ({ documents }) => documents.map(({ id, title, version }) => ({ id, title, version })),

  enumerations: ({ enumerations }) =>
    enumerations.flatMap(({ type, values, source }) =>
      values.map(({ name, value, provisional }) => ({ type, name, value, provisional, source: citation(source) })),
    ),

  errata: ({ errata }) =>
    errata.map(({ id, kind, where, printed, use, why, patches }) => ({
      id,
      kind,
      where: where.map(({ document, clause, line }) => ({ document, clause, ...(line !== undefined && { line }) })),
      printed,
      use,
      why,
      patches: patches.map((p) => ({ at: p.at, printed: p.printed, use: p.use })),
    })),

  'exec-status-codes': ({ execStatusCodes }) =>
    execStatusCodes.map(({ name, attribute, value, publishedName }) => ({ name, attribute, value, publishedName })),

  'fault-codes': ({ faultTables }) =>
    faultTables.flatMap(({ table, rpc, rows, source }) =>
      rows.map(({ faultCode, status, execResult }) => ({ table, rpc, faultCode, status, execResult, source: citation(source) })),
    ),

  'fault-ranges': ({ unlistedFaults }) =>
    unlistedFaults.map(({ from, to, status, execResult, source }) => ({ from, to, status, execResult, source: citation(source) })),

  machines: ({ machines }) =>
    machines.flatMap(({ name, transitions }) =>
      transitions.map(({ from, event, guard, to, effects, source }) => ({ machine: name, from, event, guard, to, effects, source: citation(source) })),
    ),

  outcomes: ({ outcomes }) =>
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

  parameters: ({ parameters }) =>
    parameters.map(({ name, shortName, type, request, response, operations, source }) => ({
      name,
      shortName,
      type,
      request,
      response,
      operations,
      source: citation(source),
    })),

  resources: ({ resources }) =>
    resources.map((r) => ({
      name: r.name,
      shortName: r.shortName,
      resourceType: r.resourceType,
      mgmtDefinition: r.mgmtDefinition,
      kind: r.kind,
      provisional: r.provisional,
      operations: r.operations,
      parents: r.parents,
      children: r.children.map(({ type, multiplicity, fixedName, announced }) => ({ type, multiplicity, fixedName: fixedName ?? null, announced })),
      announcedVariant: r.announcedVariant,
      announces: r.announces,
      source: citation(r.source),
    })),

  rules: ({ resources }) =>
    resources.flatMap((resource) =>
      resource.rules.map(({ id, kind, attributes, when, outcome, description, source }) => ({
        resource: resource.name,
        id,
        kind,
        attributes,
        when,
        statusCode: outcome,
        description,
        source: citation(source),
      })),
    ),

  'short-names': ({ shortNames }) =>
    (['resources', 'attributes', 'members', 'parameters'] as const).flatMap((kind) => shortNameRows(kind.slice(0, -1), shortNames[kind].values())),

  'status-codes': ({ statusCodes }) =>
    statusCodes.map(({ code, name, http, provisional, source }) => ({ code, name, http, provisional, source: citation(source) })),
};

const shortNameRows = (kind: string, names: Iterable<ShortName>): readonly Row[] =>
  [...names].map(({ name, shortName, provisional, source }) => ({ kind, name, shortName, provisional, source: citation(source) }));

import type { Machine, Model, Transition } from '../model/model.js';
import type { Entry } from './explanation.js';
import { describeStatus, mark, sourced } from './resources.js';

export const faultCodes = (model: Model): Entry[] =>
  model.faultTables.flatMap((table) =>
    table.rows.map((row) => ({
      ...sourced('fault code', { ...row, source: table.source }),
      names: [`${table.table} ${row.faultCode}`, `${table.rpc} ${row.faultCode}`, String(row.faultCode)],
      facts: () => ({ description: row.description, rpc: table.rpc, status: row.status, execResult: row.execResult, table: table.table }),
    })),
  );

export const unlistedFaults = (model: Model): Entry[] =>
  model.unlistedFaults.map((range) => ({
    ...sourced('fault codes without a row', range),
    names: [range.from === range.to ? String(range.from) : `${range.from}-${range.to}`],
    matches: (name) => /^\d{1,10}$/.test(name) && range.from <= Number(name) && Number(name) <= range.to,
    facts: () => ({ description: range.description, status: range.status, execResult: range.execResult }),
  }));

export const faultTables = (model: Model): Entry[] =>
  model.faultTables.map((table) => ({
    ...sourced('fault code table', table),
    names: [table.table, table.rpc],
    facts: () => ({ rpc: table.rpc, rows: table.rows.map((row) => `${row.faultCode} ${row.status} (${row.execResult})`) }),
  }));

export const commands = (model: Model): Entry[] =>
  model.commands.map((command) => ({
    ...sourced('management command', command),
    names: [command.cmdType],
    facts: () => ({
      'm2m:cmdType': command.value,
      rpc: command.rpc,
      operation: command.operation,
      completion: command.completionReport ?? 'the response to the RPC',
      argument: `${command.argumentMember}: ${command.argumentType}`,
      cancellable: command.cancellable ? 'yes' : 'no',
      'fault tables': command.faultTables.join(', '),
    }),
  }));

export const outcomes = (model: Model): Entry[] =>
  model.outcomes.map((outcome) => ({
    ...sourced('outcome of a procedure', outcome),
    names: [outcome.id],
    facts: () => ({
      resource: outcome.resource,
      procedure: outcome.procedure,
      condition: outcome.condition,
      text: outcome.text,
      status: describeStatus(model, outcome.statusCode),
      effect: outcome.effect,
    }),
  }));

export const statusCodes = (model: Model): Entry[] =>
  model.statusCodes.map((status) => ({
    ...sourced('response status code', status),
    names: [String(status.code), status.name],
    provisional: status.provisional,
    facts: () => ({
      name: status.name,
      code: status.code,
      http: mark(String(status.http), status.provisional),
      'used by outcomes': model.outcomes.filter((o) => o.statusCode === status.code).map((o) => o.id),
    }),
  }));

export const execStatusCodes = (model: Model): Entry[] =>
  model.execStatusCodes.map((choice) => ({
    kind: 'execStatus choice of the Change Request',
    names: [`ExecStatusCode.${choice.name}`, choice.name],
    place: choice.place,
    errata: choice.errata,
    facts: () => ({ attribute: choice.attribute, number: choice.value, 'published name': choice.publishedName }),
  }));

export const machines = (model: Model): Entry[] =>
  model.machines.map((machine) => ({
    ...sourced('state machine', machine),
    names: [machine.name, `${machine.resource}.${machine.name}`],
    facts: () => ({
      description: machine.description,
      resource: machine.resource,
      enumeration: machine.enumeration,
      states: machine.states.map((s) => `${s.value} ${s.name}: ${s.description}`),
      events: machine.events.map((e) => `${e.name}, by ${e.by}: ${e.description}`),
      transitions: machine.transitions.map(describeTransition),
    }),
  }));

export const states = (model: Model): Entry[] =>
  model.machines.flatMap((machine) =>
    machine.states.map((state) => ({
      ...sourced('state', machine),
      names: [`${machine.name}.${state.name}`],
      facts: () => ({
        description: state.description,
        number: state.value,
        in: machine.transitions.filter((t) => t.to === state.name).map(describeTransition),
        out: machine.transitions.filter((t) => t.from === state.name).map(describeTransition),
      }),
    })),
  );

export const events = (model: Model): Entry[] =>
  model.machines.flatMap((machine) =>
    machine.events.map((event) => ({
      ...sourced('event', machine),
      names: [`${machine.name}.${event.name}`],
      facts: () => ({ description: event.description, by: event.by, transitions: machine.transitions.filter((t) => t.event === event.name).map(describeTransition) }),
    })),
  );

export const transitions = (model: Model): Entry[] => model.machines.flatMap((machine) => machine.transitions.map((transition) => transitionEntry(machine, transition)));

const transitionEntry = (machine: Machine, transition: Transition): Entry => ({
  ...sourced('transition', transition),
  names: [`${machine.name}.${transition.from ?? 'creation'}.${transition.event}`],
  facts: () => ({
    from: transition.from ?? 'nothing: the resource is created',
    event: transition.event,
    by: machine.events.find((e) => e.name === transition.event)?.by,
    guard: transition.guard,
    to: transition.to ?? 'nothing: the resource is deleted',
    effects: transition.effects,
  }),
});

const describeTransition = ({ from, event, guard, to }: Transition): string =>
  `${from ?? 'creation'} --${event}${guard === undefined ? '' : ` [${guard}]`}--> ${to ?? 'deletion'}`;

export const aggregations = (model: Model): Entry[] =>
  model.aggregations.map((aggregation) => ({
    ...sourced('aggregation', aggregation),
    names: [aggregation.name],
    errata: [...new Set([...aggregation.errata, ...aggregation.rows.flatMap((row) => row.errata)])],
    facts: () => ({ of: aggregation.of, enumeration: aggregation.enumeration, rows: aggregation.rows.map((row) => `{${row.set.join(', ')}} → ${row.result}`) }),
  }));

export const errata = (model: Model): Entry[] =>
  model.errata.map((erratum) => ({
    kind: 'erratum',
    names: [erratum.id],
    place: erratum.place,
    facts: () => ({
      kind: erratum.kind,
      where: erratum.where.map((w) => `${w.document} ${w.clause}${w.line === undefined ? '' : `, line ${w.line}`}`),
      printed: erratum.printed,
      'we use': erratum.use,
      why: erratum.why,
      changes: erratum.patches.map((patch) => `${patch.at}: ${JSON.stringify(patch.printed)} → ${JSON.stringify(patch.use)}`),
    }),
  }));

export const documents = (model: Model): Entry[] =>
  model.documents.map((document) => ({
    kind: 'document',
    names: [document.id],
    place: document.place,
    facts: () => ({ title: document.title, version: document.version, release: document.release }),
  }));

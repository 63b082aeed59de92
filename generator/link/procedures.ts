import type { Command, Content, ContentRule, Enumeration, ExecStatusCode, FaultRange, FaultTable, Outcome, HttpBinding, PrimitiveParameter, StatusCode } from '../model/model.js';
import { byCodepoint, keyOfPrefixed } from '../model/names.js';
import type { Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/did-you-mean.js';
import { fact, fileOf } from './context.js';
import { reportUnknownType, typeNames } from './types.js';
import type { LinkContext } from './context.js';
import { linkCodes } from './codes.js';
import { enumerationValue } from './enumerations.js';

const EXEC_RESULT = 'm2m:execResultType';

/** The fault-code tables of TS-0006 8.2.1-8.2.4, each token with its number in m2m:execResultType. */
export const linkFaultTables = (context: LinkContext, enumerations: readonly Enumeration[]): readonly FaultTable[] =>
  context.definitions
    .byKind('fault-codes')
    .flatMap((definition) =>
      definition.content.tables.map((table, i): FaultTable => ({
        ...fact(table, table, definition.at('tables', i), [...definition.patchedBy('tables', i, 'table'), ...definition.patchedBy('tables', i, 'rpc')]),
        table: table.table,
        rpc: table.rpc,
        rows: table.rows.map((row, j) => {
          const { errata, place } = fact(row, table, definition.at('tables', i, 'rows', j), definition.patchedBy('tables', i, 'rows', j));
          return {
            faultCode: row.faultCode,
            status: row.status,
            execResult: enumerationValue(context, enumerations, EXEC_RESULT, row.status, place),
            description: row.description,
            errata,
            place,
          };
        }),
      })),
    )
    .sort((a, b) => byCodepoint(a.table, b.table));

export const linkUnlistedFaults = (context: LinkContext, enumerations: readonly Enumeration[]): readonly FaultRange[] =>
  context.definitions.byKind('fault-codes').flatMap((definition) =>
    definition.content.unlisted.map((range, i): FaultRange => {
      const place = definition.at('unlisted', i);
      return {
        ...fact(range, range, place, definition.patchedBy('unlisted', i)),
        from: range.from,
        to: range.to,
        status: range.status,
        execResult: enumerationValue(context, enumerations, EXEC_RESULT, range.status, place),
        description: range.description,
      };
    }),
  );

/** TS-0006 Table 8.2.1-1, in the order of m2m:cmdType's numbers. */
export const linkCommands = (context: LinkContext, enumerations: readonly Enumeration[]): readonly Command[] =>
  context.definitions
    .byKind('commands')
    .flatMap((definition) =>
      definition.content.commands.map((command, i): Command => {
        const { errata: _errata, source: _source, ...rest } = command;
        const place = definition.at('commands', i);
        return {
          ...rest,
          ...fact(command, command, place, definition.patchedBy('commands', i)),
          value: enumerationValue(context, enumerations, 'm2m:cmdType', command.cmdType, place),
        };
      }),
    )
    .sort((a, b) => a.value - b.value);

/** TS-0004 6.6.3 with the HTTP status of TS-0009 6.3.2. */
export const linkStatusCodes = (context: LinkContext): readonly StatusCode[] =>
  context.definitions
    .byKind('status-codes')
    .flatMap((definition) =>
      definition.content.codes.map((code, i): StatusCode => ({
        ...fact(code, definition.content, definition.at('codes', i), definition.patchedBy('codes', i)),
        code: code.code,
        name: code.name,
        http: code.http ?? 500,
        provisional: code.provisional ?? false,
      })),
    )
    .sort((a, b) => a.code - b.code);

export const linkOutcomes = (context: LinkContext, statusCodes: readonly StatusCode[]): readonly Outcome[] =>
  context.definitions.byKind('outcomes').flatMap((definition) =>
    definition.content.outcomes.map((outcome, i): Outcome => {
      const { errata: _errata, source: _source, ...rest } = outcome;
      const place = definition.at('outcomes', i);
      const status = statusCodes.find((s) => s.code === outcome.statusCode);
      if (status === undefined) {
        context.diagnostics.report(linkCodes, 'LINK_UNKNOWN_STATUS_CODE', `response status code "${outcome.statusCode}" is not in the table`, place, `add it to ${fileOf(context, 'status-codes')}, or correct its number there`);
      }
      return { ...rest, ...fact(outcome, outcome, place, definition.patchedBy('outcomes', i)), statusName: status?.name ?? '', http: status?.http ?? 500 };
    }),
  );

const publishedType = { execStatus: 'm2m:execStatusType', execResult: EXEC_RESULT } as const;

export const linkExecStatusCodes = (context: LinkContext, enumerations: readonly Enumeration[]): readonly ExecStatusCode[] =>
  context.definitions.byKind('exec-status-codes').flatMap((definition) =>
    definition.content.choices.map((choice, i): ExecStatusCode => {
      const errataOfList = definition.content.errata ?? [];
      const { errata, place } = fact(choice, definition.content, definition.at('choices', i), [...errataOfList, ...definition.patchedBy('choices', i)]);
      const value = enumerationValue(context, enumerations, publishedType[choice.attribute], choice.publishedName, place);
      return { name: choice.name, attribute: choice.attribute, publishedName: choice.publishedName, value, errata, place };
    }),
  );

export const linkParameters = (context: LinkContext): readonly PrimitiveParameter[] =>
  context.definitions.byKind('parameters').flatMap(({ content, at, patchedBy }) =>
    content.parameters.map(({ printed: _, ...p }, i) => {
      for (const column of ['type', 'responseType'] as const) if (p[column] !== undefined) reportSlip(context, p[column], at('parameters', i, column));
      const { source, errata } = fact(p, content, at('parameters', i), [...(content.errata ?? []), ...patchedBy('parameters', i)]);
      return { ...p, source, errata };
    }),
  );

export const linkContents = (context: LinkContext): readonly Content[] =>
  context.definitions.byKind('contents').flatMap(({ content, at, patchedBy }) =>
    content.contents.map((row, i): Content => {
      if (row.type !== undefined) reportUndeclared(context, row.type, at('contents', i, 'type'));
      return { ...row, ...fact(row, content, at('contents', i), [...(content.errata ?? []), ...patchedBy('contents', i)]) };
    }),
  );

export const linkContentRules = (context: LinkContext): readonly ContentRule[] =>
  context.definitions.byKind('contents').flatMap(({ content, at, patchedBy }) =>
    (content.rules ?? []).map((rule, i): ContentRule => ({ ...rule, ...fact(rule, content, at('rules', i), [...(content.errata ?? []), ...patchedBy('rules', i)]) })),
  );

export function linkHttpBinding({ definitions }: LinkContext): HttpBinding {
  const found = definitions.byKind('http-binding');
  return {
    methods: found.flatMap(({ content }) => content.methods.map((row) => ({ ...row, source: row.source ?? content.source }))),
    fields: found.flatMap(({ content, at }) => content.fields.map((row, i) => ({ ...row, source: row.source ?? content.source, place: at('fields', i) }))),
    errata: found.flatMap(({ content }) => content.errata ?? []),
  };
}

/** The type of a content: what is carried must be checked, so that it has to be declared. */
function reportUndeclared(context: LinkContext, text: string, place: Place): void {
  const name = text.replace(/^list of /, '');
  if (context.components.types.has(keyOfPrefixed(name) ?? name)) return;
  reportUnknownType(context, name, place);
}

/** A type that no XSD declares is `unknown` in code, and no mistake (m2m:primitiveContent); one that is nearly declared is. */
function reportSlip(context: LinkContext, text: string, place: Place): void {
  const name = text.replace(/^list of /, '');
  if (context.components.types.has(keyOfPrefixed(name) ?? name) || published.has(name) || nearest(name, typeNames(context)) === undefined) return;
  reportUnknownType(context, name, place);
}

/** Contents that the generated code types by itself, whether an XSD declares them or not. */
const published: ReadonlySet<string> = new Set(['m2m:primitiveContent', 'm2m:representation']);

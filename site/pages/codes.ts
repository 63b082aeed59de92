import type { FaultRow, FaultTable, Outcome, StatusCode } from '../../generator/model/model.js';
import { code, facts, html, joined, table } from './html.js';
import type { SitePage } from './page.js';
import { parts, to } from './page.js';
import type { Specification } from './specification.js';
import { mark } from './specification.js';

/** Classes of response status codes (TS-0004 6.6.2). */
const classes: Readonly<Record<string, string>> = { 1: 'an acknowledgement', 2: 'a success', 4: 'a mistake of the Originator', 5: 'a fault of the Receiver', 6: 'a fault of the network' };

/** A page per response status code: what it is, what makes a CSE answer with it. */
export function statusCodePage(specification: Specification, status: StatusCode): SitePage {
  const { code: number, name, http, provisional, source, errata } = status;
  const { model } = specification;
  const outcomes = model.outcomes.filter(({ statusCode }) => statusCode === number);
  const rules = model.resources.flatMap((resource) => resource.rules.filter(({ outcome }) => outcome === number).map((rule) => ({ resource, rule })));
  const kind = classes[String(number).charAt(0)];
  return {
    path: specification.statusPath(number),
    title: `${number} ${name}`,
    description: `Response status code ${number}${kind === undefined ? '' : `: ${kind}`}.`,
    section: 'status-codes',
    wide: true,
    ...parts(
      [
        html`<p class="lead">A response with <code>rsc ${number}</code>${kind === undefined ? '' : ` tells of ${kind}`}; over HTTP it travels with status ${http}.</p>`,
        facts([
          ['name', code(name)],
          ['HTTP status', html`${http} ${mark(provisional)}`],
          ['source', specification.sourced(source, errata)],
        ]),
      ],
      [
        outcomes.length === 0 ? undefined : { id: 'outcomes', title: 'When it is the answer', content: [outcomeTable(specification, outcomes)] },
        rules.length === 0
          ? undefined
          : {
              id: 'rules',
              title: 'Rules that it answers to',
              content: [
                table(
                  'Rules',
                  [
                    { title: 'rule', cell: ({ resource, rule }) => html`<a href="${to(specification.resourcePath(resource), `rule-${rule.id}`)}">${code(`${resource.name}.${rule.id}`)}</a>` },
                    { title: 'what it says', cell: ({ rule }) => rule.description },
                  ],
                  rules,
                ),
              ],
            },
      ],
    ),
  };
}

export const outcomeTable = (specification: Specification, outcomes: readonly Outcome[], withStatus = false) =>
  table<Outcome>(
    'Outcomes',
    [
      { title: 'outcome', cell: ({ id }) => code(id) },
      { title: 'procedure', cell: ({ procedure, resource }) => html`${procedure} ${specification.resource(resource)}` },
      { title: 'condition', cell: ({ condition, text }) => html`${condition}${text === undefined ? '' : html` <q>${text}</q>`}` },
      ...(withStatus ? [{ title: 'answer', cell: ({ statusCode }: Outcome) => specification.status(statusCode) }] : []),
      { title: 'effect', cell: ({ effect }) => effect },
      { title: 'source', cell: ({ source, errata }) => specification.sourced(source, errata) },
    ],
    outcomes,
    ({ id }) => id,
  );

/** A page per table of fault codes: what each code that a device reports becomes. */
export function faultTablePage(specification: Specification, fault: FaultTable): SitePage {
  const { table: number, rpc, source, errata, rows } = fault;
  const commands = specification.model.commands.filter(({ faultTables }) => faultTables.includes(number));
  return {
    path: specification.faultTablePath(fault),
    title: `${rpc}: fault codes, Table ${number}`,
    description: `What a fault code of ${rpc} becomes in execResult.`,
    section: 'fault-codes',
    ...parts(
      [
        html`<p class="lead">What the fault code that a managed entity reports for ${code(rpc)} becomes in ${code('execResult')}.</p>`,
        facts([
          ['commands', joined(commands.map(({ cmdType }) => html`<a href="${to('specification/commands', cmdType)}">${code(cmdType)}</a>`), ', ')],
          ['source', specification.sourced(source, errata)],
        ]),
      ],
      [
        {
          id: 'codes',
          title: 'Codes',
          content: [
            table<FaultRow>(
              'Codes',
              [
                { title: 'fault code', cell: ({ faultCode }) => faultCode },
                { title: 'status', cell: ({ status }) => code(status) },
                { title: 'execResult', cell: ({ execResult }) => html`<a href="${to('enumerations/execResultType', `value-${execResult}`)}">${execResult}</a>` },
                { title: 'meaning', cell: ({ description }) => description },
                { title: 'elsewhere', cell: ({ faultCode }) => elsewhere(specification, faultCode, number) },
                { title: 'errata', cell: (row) => specification.errata(row.errata) },
              ],
              rows,
              ({ faultCode }) => `code-${faultCode}`,
            ),
          ],
        },
      ],
    ),
  };
}

function elsewhere(specification: Specification, faultCode: number, own: string) {
  return joined(
    specification.model.faultTables
      .filter((other) => other.table !== own && other.rows.some((row) => row.faultCode === faultCode))
      .map((other) => html`<a href="${to(specification.faultTablePath(other), `code-${faultCode}`)}">${specification.faultTableName(other)}</a>`),
    ', ',
  );
}

import { identifier } from '../../model/names.js';
import type { Page } from '../render.js';
import { markdown, markdownCode } from '../render.js';
import { anchor, errataLinks, mark, releaseMark, sourceCell } from './links.js';

/** Pages of numbers: fault codes, response status codes, execStatus choices, enumerations. */
export const faultCodesPage: Page = {
  path: 'docs/fault-codes.md',
  view: (model) => ({
    tables: model.faultTables.map(({ table, rpc, source, errata, rows }) => ({
      table,
      rpc,
      source: sourceCell(source, errata),
      rows: rows.map(({ faultCode, status, execResult, description, errata: rowErrata }) => ({
        faultCode,
        status,
        execResult,
        description,
        errata: errataLinks(rowErrata),
      })),
    })),
    ranges: model.unlistedFaults.map(({ from, to, status, execResult, description, source, errata }) => ({
      codes: from === to ? String(from) : `${from} to ${to}`,
      status,
      execResult,
      description,
      source: sourceCell(source, errata),
    })),
  }),
  template: `# Fault codes

What a managed entity's fault code means in execResult, RPC by RPC. A code that the table of its RPC does not list keeps the
meaning that another table gives it; one that no table lists falls into a range of the last section.

{{#each tables}}
## Table {{md table}}: {{md rpc}}

{{source}}

| fault code | status | execResult | meaning | errata |
|---|---|---|---|---|
{{#each rows}}
| {{faultCode}} | {{code status}} | {{execResult}} | {{md description}} | {{errata}} |
{{/each}}

{{/each}}
## Codes that no table lists

| fault codes | status | execResult | meaning | source |
|---|---|---|---|---|
{{#each ranges}}
| {{codes}} | {{code status}} | {{execResult}} | {{md description}} | {{source}} |
{{/each}}
`,
};

export const statusCodesPage: Page = {
  path: 'docs/status-codes.md',
  view: (model) => ({
    rows: model.statusCodes.map(({ code, name, http, provisional, source, errata }) => ({
      number: code,
      name,
      http: http + mark(provisional),
      source: sourceCell(source, errata),
    })),
  }),
  template: `# Response status codes

| number | name | HTTP status | source |
|---|---|---|---|
{{#each rows}}
| {{number}} | {{code name}} | {{http}} | {{source}} |
{{/each}}
`,
};

export const execStatusCodesPage: Page = {
  path: 'docs/exec-status-codes.md',
  view: (model) => ({
    rows: model.execStatusCodes.map(({ name, attribute, value, publishedName, errata }) => ({ name, attribute, value, publishedName, errata: errataLinks(errata) })),
  }),
  template: `# execStatus choices of the 2014 Change Request

The Change Request puts the lifecycle of an execution and its fault results into one list. The published releases split them
over two attributes; this is where each choice went.

| choice | attribute | number | published name | errata |
|---|---|---|---|---|
{{#each rows}}
| {{code name}} | {{code attribute}} | {{value}} | {{code publishedName}} | {{errata}} |
{{/each}}
`,
};

export const enumerationsPage: Page = {
  path: 'docs/enumerations.md',
  view: (model) => ({
    enumerations: model.enumerations.map((enumeration) => ({
      type: enumeration.type,
      id: anchor(enumeration.type),
      description: enumeration.description,
      provisional: mark(enumeration.provisional),
      source: sourceCell(enumeration.source, enumeration.errata),
      unassigned: enumeration.unassigned.join(', '),
      values: enumeration.values.map(({ value, name, provisional, reserved, aliases, description, source }) => ({
        value,
        name: markdownCode(name) + mark(provisional && !enumeration.provisional),
        meaning: [
          markdown(description ?? ''),
          ...(releaseMark(model, source) === '' ? [] : [`${releaseMark(model, source)}.`]),
          ...(reserved ? ['Reserved.'] : []),
          ...(identifier(name) === name || reserved ? [] : [`In code: ${markdownCode(identifier(name))}.`]),
          ...(aliases.length === 0 ? [] : [`Also read: ${aliases.map(markdownCode).join(', ')}.`]),
        ]
          .filter((part) => part !== '')
          .join(' '),
      })),
    })),
  }),
  template: `# Enumerations

{{#each enumerations}}
<a id="{{id}}"></a>

## {{md type}}{{provisional}}

{{md description}} {{source}}.
{{#if unassigned}}
Unassigned: {{unassigned}}.
{{/if}}

| number | name | meaning |
|---|---|---|
{{#each values}}
| {{value}} | {{name}} | {{meaning}} |
{{/each}}

{{/each}}
`,
};

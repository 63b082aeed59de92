import type { ShortName } from '../../model/model.js';
import { byCodepoint } from '../../model/names.js';
import type { Page } from '../render.js';
import { markdown, markdownCode } from '../render.js';
import { globalName } from '../schemas/contents.js';
import { anchor, mark, sourceCell } from './links.js';

/** Pages of what happens and what it is called: commands, outcomes, parameters, names, errata. */
export const commandsPage: Page = {
  path: 'docs/commands.md',
  view: (model) => ({
    rows: model.commands.map(({ cmdType, value, rpc, operation, completionReport, argumentMember, argumentType, cancellable, faultTables, source, errata }) => ({
      cmdType,
      value,
      rpc: markdown(rpc) + (operation === undefined ? '' : ` (${markdown(operation)})`),
      completion: completionReport === null ? 'the answer to the RPC' : markdown(completionReport),
      argument: `${markdownCode(argumentMember)}: ${markdownCode(argumentType)}`,
      cancellable: cancellable ? 'yes' : 'no',
      faultTables: faultTables.map(markdown).join(', '),
      source: sourceCell(source, errata),
    })),
  }),
  template: `# Management commands

What each cmdType of a mgmtCmd makes the managed entity do.

| cmdType | number | RPC | completion | argument | cancellable | [fault-code tables](fault-codes.md) | source |
|---|---|---|---|---|---|---|---|
{{#each rows}}
| {{code cmdType}} | {{value}} | {{rpc}} | {{completion}} | {{argument}} | {{cancellable}} | {{faultTables}} | {{source}} |
{{/each}}
`,
};

export const outcomesPage: Page = {
  path: 'docs/outcomes.md',
  view: (model) => ({
    rows: model.outcomes.map(({ id, resource, procedure, condition, text, statusCode, statusName, http, effect, source, errata }) => ({
      id,
      procedure: `${procedure} ${markdownCode(resource)}`,
      condition,
      text: text === undefined ? '' : `“${markdown(text)}”`,
      status: `${statusCode} ${markdownCode(statusName)}`,
      http,
      effect,
      source: sourceCell(source, errata),
    })),
  }),
  template: `# Outcomes of procedures

| outcome | procedure | condition | text of the Change Request | response status code | HTTP status | effect | source |
|---|---|---|---|---|---|---|---|
{{#each rows}}
| {{code id}} | {{procedure}} | {{md condition}} | {{text}} | {{status}} | {{http}} | {{md effect}} | {{source}} |
{{/each}}
`,
};

export const parametersPage: Page = {
  path: 'docs/parameters.md',
  view: (model) => ({
    rows: model.parameters.map(({ name, shortName, type, responseType, request, response, operations, source, errata }) => ({
      name,
      shortName,
      type: responseType === undefined ? type : `${type}; in responses ${responseType}`,
      request: request ?? 'no',
      response: response ?? 'no',
      ...(operations ?? { create: '', retrieve: '', update: '', delete: '', notify: '' }),
      source: sourceCell(source, errata),
    })),
  }),
  template: `# Parameters of primitives

| parameter | short name | type | in requests | create | retrieve | update | delete | notify | in responses | source |
|---|---|---|---|---|---|---|---|---|---|---|
{{#each rows}}
| {{code name}} | {{code shortName}} | {{md type}} | {{request}} | {{create}} | {{retrieve}} | {{update}} | {{delete}} | {{notify}} | {{response}} | {{source}} |
{{/each}}
`,
};

export const contentsPage: Page = {
  path: 'docs/contents.md',
  view: (model) => ({
    rows: model.contents.map(({ name, in: place, operations, resultContents, notificationContentTypes, type, description, source, errata }) => ({
      name,
      root: globalName(model, 'wire', name),
      place,
      operations: operations?.join(', ') ?? '',
      values: (resultContents ?? notificationContentTypes ?? []).join(', '),
      type: type ?? '',
      description,
      source: sourceCell(source, errata),
    })),
    rules: model.contentRules.map(({ of, description, source, errata }) => ({ of, description, source: sourceCell(source, errata) })),
  }),
  template: `# Contents of primitives

What requests, responses and notifications carry beside resources. Values are of Result Content in responses, and of
notificationContentType in representations.

| content | root element | in a | of operations | for values | type | meaning | source |
|---|---|---|---|---|---|---|---|
{{#each rows}}
| {{code name}} | {{code root}} | {{place}} | {{operations}} | {{values}} | {{md type}} | {{md description}} | {{source}} |
{{/each}}

{{#if rules.length}}
## What one member demands of others

| of | rule | source |
|---|---|---|
{{#each rules}}
| {{code of}} | {{md description}} | {{source}} |
{{/each}}
{{/if}}
`,
};

export const namesPage: Page = {
  path: 'docs/names.md',
  view: (model) => {
    const rows = (names: ReadonlyMap<string, ShortName>) =>
      [...names.values()]
        .sort((a, b) => byCodepoint(a.name, b.name))
        .map(({ name, shortName, provisional, source, errata }) => ({
          name,
          shortName: markdownCode(shortName) + mark(provisional),
          source: sourceCell(source, errata),
        }));
    const { resources, attributes, members, parameters } = model.shortNames;
    return {
      tables: [
        { title: 'Resource types', rows: rows(resources) },
        { title: 'Attributes', rows: rows(attributes) },
        { title: 'Members of complex types', rows: rows(members) },
        { title: 'Parameters of primitives', rows: rows(parameters) },
      ],
    };
  },
  template: `# Long and short names

Documents, XSD and code say the long name, the wire says the short one.

{{#each tables}}
## {{title}}

| long name | short name | source |
|---|---|---|
{{#each rows}}
| {{code name}} | {{shortName}} | {{source}} |
{{/each}}

{{/each}}
`,
};

export const errataPage: Page = {
  path: 'docs/errata.md',
  view: (model) => ({
    rows: [...model.errata]
      .sort((a, b) => byCodepoint(a.id, b.id))
      .map(({ id, kind, where, printed, use, why }) => ({
        id,
        anchor: anchor(id),
        kind,
        where: where.map(({ document, clause, line }) => markdown(`${document} ${clause}${line === undefined ? '' : `, line ${line}`}`)).join('; '),
        printed,
        use,
        why,
      })),
  }),
  template: `# Errata

Defects of the source documents that touch something generated: what is printed, what is used instead, and why.

| id | kind | where | printed | used here | why |
|---|---|---|---|---|---|
{{#each rows}}
| <a id="{{anchor}}"></a>{{md id}} | {{kind}} | {{where}} | {{md printed}} | {{md use}} | {{md why}} |
{{/each}}
`,
};

import { identifier, localName, pascalCase } from '../../generator/model/names.js';
import type { Enumeration, EnumerationValue } from '../../generator/model/model.js';
import { code, facts, html, joined, table } from './html.js';
import type { SitePage } from './page.js';
import { parts, to } from './page.js';
import type { Specification } from './specification.js';
import { mark } from './specification.js';

/** A page per enumeration: its values, how programs call them, and which attributes have it. */
export function enumerationPage(specification: Specification, enumeration: Enumeration): SitePage {
  const { type, description, provisional, unassigned, source, errata, values } = enumeration;
  const users = usersOf(specification, type);
  return {
    path: specification.enumerationPath(enumeration),
    title: type,
    description,
    section: 'enumerations',
    ...parts(
      [
        html`<p class="lead">${description}</p>`,
        facts([
          ['in code', code(pascalCase(localName(type)))],
          ['unassigned', unassigned.join(', ')],
          ['status', mark(provisional)],
          ['source', specification.sourced(source, errata)],
        ]),
      ],
      [
        {
          id: 'its-values',
          title: 'Values',
          content: [
            table<EnumerationValue>(
              'Values',
              [
                { title: 'number', cell: ({ value }) => value },
                { title: 'name', cell: (each) => html`${code(each.name)} ${mark(each.provisional && !provisional)}` },
                { title: 'meaning', cell: (each) => meaning(each) },
              ],
              values,
              ({ value }) => `value-${value}`,
            ),
          ],
        },
        users.length === 0
          ? undefined
          : {
              id: 'who-has-it',
              title: 'Attributes that have it',
              content: [html`<ul class="columns">${users.map(({ path, resource, attribute }) => html`<li><a href="${to(path, attribute)}">${code(`${resource}.${attribute}`)}</a></li>`)}</ul>`],
            },
      ],
    ),
  };
}

const meaning = ({ name, reserved, aliases, description }: EnumerationValue) =>
  joined(
    [
      ...(description === undefined ? [] : [description]),
      ...(reserved ? ['Reserved: published as void.'] : []),
      ...(identifier(name) === name || reserved ? [] : [html`In code: ${code(identifier(name))}.`]),
      ...(aliases.length === 0 ? [] : [html`Also read: ${joined(aliases.map(code), ', ')}.`]),
    ],
    ' ',
  );

/** Attributes of a type, or of a list of it; announced variants are left out, since they repeat their originals. */
export const usersOf = (specification: Specification, type: string) =>
  specification.model.resources
    .filter(({ kind }) => kind !== 'announced')
    .flatMap((resource) =>
      resource.attributes
        .filter((attribute) => attribute.type.text === type || attribute.type.text.endsWith(` ${type}`))
        .map((attribute) => ({ path: specification.resourcePath(resource), resource: resource.name, attribute: attribute.name })),
    );

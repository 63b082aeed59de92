import type { ChildFact } from '../facts.js';
import { multiplicity } from './columns.js';
import { recogniser, skip } from './recogniser.js';
import { resourcesIn } from './subject.js';
import { subjectsOfTable } from './subjects-of-table.js';
import { nameIn, unquoted } from './text.js';

/** TS-0001 9.6: `Child Resources of <x> | Child Resource Type | …`; TS-0004 7.4: `Child Resource Type | Child Resource Name | …`. */
export const children = recogniser({
  kind: 'children',
  title: 'table of child resources',
  columns: {
    type: { headers: ['child resource type', 'child resource types', 'child resource type name', 'type of child resource', 'resource type', 'resource types'] },
    name: {
      headers: [
        'child resources of *',
        'child resources of',
        'child resource of *',
        'child resource name',
        'child resource names',
        'child resources',
        'child resource',
        'name',
        'resource name',
      ],
    },
    multiplicity,
    text: { headers: ['description', 'ref to *', 'reference to *', 'ref *', 'reference', 'note', 'notes'] },
    announced: {
      headers: [
        '* child resource types',
        'child resource types',
        'child resource type',
        '* child resource type',
        'announced child resource types',
        '* child resources',
      ],
    },
  },
  required: ['type'],
  oneOf: ['name', 'multiplicity'],
  begin: (table) => {
    const isOfChildren = [table.header('type'), table.header('name'), table.caption].some((text) => text !== undefined && /\bchild/i.test(text));
    if (!isOfChildren) return 'neither header nor caption speaks of child resources';
    const subjects = subjectsOfTable(table, table.header('name'));
    if (subjects.length === 0) return 'no resource type named in header, caption or heading';
    return (row) => {
      const types = typesIn(row.text('type') ?? '');
      if (types.length === 0) return skip(`"${row.text('type') ?? ''}" is no name of a resource type`);
      const fixedName = fixedNameIn(row.text('name') ?? '');
      const times = row.mark('multiplicity');
      const announced = row.text('announced');
      return subjects.flatMap(({ name: resource, kind }) =>
        types.map((type): ChildFact => ({
          kind: 'child',
          resource,
          resourceKind: kind,
          type,
          ...(fixedName !== undefined && { fixedName }),
          ...(times !== undefined && { multiplicity: times }),
          ...(announced !== undefined && { announced: typesIn(announced) }),
          source: table.source,
          place: row.place,
        })),
      );
    };
  },
});

/** `<subscription>`, `<mgmtObj> as defined in the specialization [memory]`, `container`; none for `None`. */
function typesIn(text: string): readonly string[] {
  const found = resourcesIn(text);
  const specializations = found.filter(({ kind }) => kind === 'mgmtObj');
  const named = found.some(({ name }) => name === 'mgmtObj') && specializations.length > 0 ? specializations : found;
  if (named.length > 0) return named.map(({ name }) => name);
  const plain = nameIn(text);
  return plain === undefined || plain.repaired || /^(?:none|n\/?a|na)$/i.test(plain.name) ? [] : [plain.name];
}

/** Undefined for `[variable]`: the name is free. */
function fixedNameIn(text: string): string | undefined {
  const name = unquoted(text).replace(/^[[(<]\s*|\s*[\])>]$/g, '');
  return name === '' || /^(?:variable|any|n\/?a|-)$/i.test(name) ? undefined : name;
}

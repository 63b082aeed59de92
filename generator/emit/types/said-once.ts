import type { Declaration, InterfaceDeclaration, Property } from './declarations.js';
import { docText } from './declarations.js';

/**
 * Comments that several interfaces of a module share, once: an editor shows for a member without a comment the one that it inherits.
 * Each base has the members that the same interfaces share, optional and `unknown`, so that whatever stands in them may. Bases are
 * extended as they are: through `Pick` or another mapped type TypeScript 7 finds no comment.
 */
export function saidOnce(interfaces: readonly InterfaceDeclaration[], baseName: (sharers: readonly number[]) => string): readonly Declaration[] {
  const sharers = new Map<string, { readonly property: Property; readonly by: number[] }>();
  interfaces.forEach(({ properties }, at) => {
    for (const property of properties) {
      const key = keyOf(property);
      if (key === undefined) continue;
      const known = sharers.get(key);
      if (known === undefined) sharers.set(key, { property, by: [at] });
      else known.by.push(at);
    }
  });
  const bases = new Map<string, { readonly by: readonly number[]; readonly properties: Property[] }>();
  for (const { property, by } of sharers.values()) {
    if (by.length < 2) continue;
    const name = baseName(by);
    const base = bases.get(name) ?? { by, properties: [] };
    base.properties.push({ name: property.name, type: 'unknown', optional: true, ...(property.doc && { doc: property.doc }) });
    bases.set(name, base);
  }
  const isShared = (property: Property): boolean => (sharers.get(keyOf(property) ?? '')?.by.length ?? 0) > 1;
  return [
    ...[...bases].map(([name, { properties }], at): Declaration => ({ kind: 'interface', name, exported: false, ...(at === 0 && { doc }), properties })),
    ...interfaces.map((declaration, at): Declaration => {
      const names = [...bases].filter(([, { by }]) => by.includes(at)).map(([name]) => name);
      const properties = declaration.properties.map((property) => (isShared(property) ? withoutDoc(property) : property));
      return { ...declaration, properties, ...(names.length > 0 && { extends: names.join(', ') }) };
    }),
  ];
}

/** Why there is a base: the first one of a module says it. */
const doc = { text: ['Said once, here and below, and shown by editors on what extends it.'] };

const keyOf = ({ name, doc }: Property): string | undefined => (doc === undefined ? undefined : `${name} ${docText(doc)}`);

const withoutDoc = ({ doc: _said, ...property }: Property): Property => property;

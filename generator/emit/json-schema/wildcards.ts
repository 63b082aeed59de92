import type { ElementDeclaration, Wildcard } from '../../model/components.js';
import { allowsNamespace } from '../../read/xsd/resolve/wildcards.js';
import { childSchema } from './children.js';
import type { ComplexContext, ObjectParts } from './complex.js';

export const escapeForPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Adds what a wildcard lets in: global elements keep their types, unless it skips them; others unless it is strict. */
export function addWildcard(parts: ObjectParts, wildcard: Wildcard, max: number, context: ComplexContext): void {
  if (wildcard.processContents !== 'strict') parts.open = true;
  if (wildcard.processContents === 'skip') return;
  for (const [name, elements] of globalsByName(context)) {
    const allowed = elements.filter((element) => !element.abstract && allowsNamespace(wildcard, element.name.namespace));
    if (allowed.length === 0 || parts.properties.has(name)) continue;
    parts.properties.set(name, childSchema(allowed, { min: 0, max }, max > 1, context));
  }
}

/** JSON names lose their namespace, so that several elements may share one. */
function globalsByName({ set, memberName }: ComplexContext): ReadonlyMap<string, readonly ElementDeclaration[]> {
  const byName = new Map<string, ElementDeclaration[]>();
  for (const element of set.elements.values()) {
    const name = memberName(element.name.local);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [element]);
    else known.push(element);
  }
  return byName;
}

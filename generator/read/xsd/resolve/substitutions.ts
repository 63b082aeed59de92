import { keyOf, type ElementDeclaration, type Key, type Type } from '../../../model/components.js';
import { anyType } from '../builtins.js';
import type { Declaration } from '../declare.js';
import { covers, depthLimit, report, type Context } from './context.js';

/**
 * Head → the elements that may stand in for it, transitively; abstract ones left out, and those that `block` on the head
 * or on a type between keeps out (Part 1, 3.3.6).
 */
export function substitutionsOf(context: Context): ReadonlyMap<Key, readonly ElementDeclaration[]> {
  const heads = new Map<Key, ElementDeclaration[]>();
  const declarationOf = new Map([...context.elements].map(([declaration, element]) => [element, declaration]));
  const depths = depthsOf(context.elements.values());
  const tooDeep = [...context.elements.values()].find((element) => depths.get(element)! > depthLimit);
  if (tooDeep !== undefined) report(context, 'XSD_TOO_DEEP', `substitution groups are nested more than ${depthLimit} deep`, tooDeep.place);
  for (const element of context.elements.values()) {
    if (element.abstract || depths.get(element)! > depthLimit) continue;
    const seen = new Set([element]);
    for (let head = element.substitutes; head !== undefined && !seen.has(head); head = head.substitutes) {
      seen.add(head);
      if (!maySubstitute(context, element, head, declarationOf.get(head)!)) continue;
      const key = keyOf(head.name);
      if (!heads.has(key)) heads.set(key, []);
      heads.get(key)!.push(element);
    }
  }
  return heads;
}

/** How many heads are behind each element, those of a ring once each: found in as many steps as there are elements. */
function depthsOf(elements: Iterable<ElementDeclaration>): ReadonlyMap<ElementDeclaration, number> {
  const depths = new Map<ElementDeclaration, number>();
  for (const element of elements) {
    const path = new Set<ElementDeclaration>();
    let at: ElementDeclaration | undefined = element;
    for (; at !== undefined && !depths.has(at) && !path.has(at); at = at.substitutes) path.add(at);
    const way = [...path];
    const ring = at !== undefined && path.has(at) ? way.slice(way.indexOf(at)) : [];
    for (const each of ring) depths.set(each, ring.length - 1);
    for (const each of way.slice(0, way.length - ring.length).reverse()) depths.set(each, each.substitutes === undefined ? 0 : depths.get(each.substitutes)! + 1);
  }
  return depths;
}

function maySubstitute(context: Context, member: ElementDeclaration, head: ElementDeclaration, declaration: Declaration): boolean {
  const blocked = (method: string): boolean => covers(declaration.element, 'block', declaration.document, method);
  if (blocked('substitution')) return false;
  for (const { method, base } of derivationSteps(member.type, head.type)) {
    if (blocked(method) || typeBlocks(context, base, method)) return false;
  }
  return true;
}

/** How `type` was derived from `ancestor`, step by step; nothing when it was not. */
function derivationSteps(type: Type, ancestor: Type): { method: string; base: Type }[] {
  const steps: { method: string; base: Type }[] = [];
  let at: Type = type;
  while (at !== ancestor) {
    const base: Type | undefined = at.base ?? (at === anyType ? undefined : anyType);
    if (base === undefined) return [];
    steps.push({ method: at.kind === 'complex' ? at.derivation : 'restriction', base });
    at = base;
  }
  return steps;
}

function typeBlocks(context: Context, type: Type, method: string): boolean {
  const declaration = type.kind === 'complex' && type.name ? context.declarations.type.get(keyOf(type.name)) : undefined;
  return declaration !== undefined && covers(declaration.element, 'block', declaration.document, method);
}

import type { Diagnostics } from '../../../diagnostics/diagnostic.js';
import { keyOf, type Key, type SchemaSet, type Type } from '../../../model/components.js';
import { builtinTypes, xmlAttributes } from '../builtins.js';
import { declaredBefore, type Declarations } from '../declare.js';
import type { Documents } from '../documents.js';
import { PatternBudget } from '../safe-pattern.js';
import { globalAttribute, globalAttributeGroup } from './attributes.js';
import type { Context } from './context.js';
import { globalElement } from './elements.js';
import { groupParticle } from './particles.js';
import { substitutionsOf } from './substitutions.js';
import { globalType, typeOfElement } from './types.js';

/** Declarations → components with every name resolved. Whatever cannot be resolved is reported and read as anyType. */
export function resolve(declarations: Declarations, documents: Documents, diagnostics: Diagnostics): SchemaSet {
  const { references, absent } = documents;
  const context: Context = {
    diagnostics,
    declarations,
    declaredBefore: declaredBefore(documents),
    absent,
    types: new Map(),
    elements: new Map(),
    typesOfHeads: new Map(),
    attributes: new Map(),
    groups: new Map(),
    attributeGroups: new Map(),
    open: new Set(),
    extents: new WeakMap(),
    fixedFacets: new WeakMap(),
    patterns: new PatternBudget(),
    level: 0,
    hints: 100,
    later: [],
  };
  const finish = (): void => {
    for (let work = context.later.pop(); work !== undefined; work = context.later.pop()) work(typeOfElement);
  };
  const types = new Map<Key, Type>(builtinTypes);
  for (const [key, declaration] of declarations.type) {
    types.set(key, globalType(context, declaration, declaration.element, 'name'));
    finish();
  }
  for (const declaration of declarations.element.values()) {
    globalElement(context, declaration);
    finish();
  }
  const attributes = new Map(xmlAttributes.map((attribute) => [keyOf(attribute.name), attribute]));
  for (const [key, declaration] of declarations.attribute) attributes.set(key, globalAttribute(context, declaration));
  // Groups that nothing refers to are read too, for their diagnostics.
  for (const declaration of declarations.group.values()) groupParticle(context, declaration, declaration.element.place);
  finish();
  for (const declaration of declarations.attributeGroup.values()) globalAttributeGroup(context, declaration, declaration.element.place);
  // Further ones may have come from older versions meanwhile.
  for (const [key, declaration] of declarations.type) types.set(key, globalType(context, declaration, declaration.element, 'name'));
  finish();
  const elements = new Map([...declarations.element].map(([key, declaration]) => [key, globalElement(context, declaration)]));
  return { types, elements, attributes, substitutions: substitutionsOf(context), references };
}

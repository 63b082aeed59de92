import { definitionsIn } from './references.js';
import type { Form } from './representation.js';
import { forms } from './representation.js';
import type { Schema } from './types.js';

/**
 * Which definitions are the same in both name forms, with all that they refer to; one that refers to itself does not stand in
 * its own way. `apart`: those that differ whatever is in them.
 */
export function alikeInBothForms(
  definitions: ReadonlyMap<Form, ReadonlyMap<string, Schema>>,
  apart: { has(definition: string): boolean } = new Set(),
): (definition: string) => boolean {
  const known = new Map<string, boolean>();
  const isAlike = (name: string): boolean => {
    const [first, ...others] = forms.map((form) => JSON.stringify(schemaOf(definitions, form, name)));
    return !apart.has(name) && known.get(name) !== false && others.every((other) => other === first);
  };
  return (definition) => {
    const found = known.get(definition);
    if (found !== undefined) return found;
    // The set grows while it is walked.
    const reached = new Set([definition]);
    for (const name of reached) {
      if (!isAlike(name)) {
        known.set(definition, false);
        return false;
      }
      for (const inner of definitionsIn(schemaOf(definitions, forms[0], name))) reached.add(inner);
    }
    for (const name of reached) known.set(name, true);
    return true;
  };
}

/** A definition that is not there says nothing of any value. */
export const schemaOf = (definitions: ReadonlyMap<Form, ReadonlyMap<string, Schema>>, form: Form, definition: string): Schema =>
  definitions.get(form)?.get(definition) ?? true;

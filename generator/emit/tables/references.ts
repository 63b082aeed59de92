import type { Model } from '../../model/model.js';
import { typescript } from '../render.js';
import { codeNames } from '../code-names.js';

/** How a table refers to an enumeration: its type and import, or plain numbers where the model has no such enumeration. */
export function enumerationType(model: Model, type: string): { readonly name: string; readonly import: string } {
  const enumeration = model.enumerations.find((candidate) => candidate.type === type);
  if (enumeration === undefined) return { name: 'number', import: '' };
  const name = codeNames(model).enumeration(enumeration).type;
  return { name, import: `import type { ${name} } from '../enumerations.js';` };
}

/** A union of the distinct texts as string literals, in order of first mention; one to a line when it gets long. */
export function unionText(texts: Iterable<string>): string {
  const alternatives = [...new Set(texts)].map(typescript);
  const line = alternatives.join(' | ');
  if (line.length <= 100) return line || 'never';
  return alternatives.map((alternative) => `\n  | ${alternative}`).join('');
}

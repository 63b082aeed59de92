import { parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { Sources } from '../../generator/read/sources.js';

/** One definition with one value spoilt. */
export interface Spoilt {
  readonly file: string;
  /** Pointer of the value, with `*` for indexes: what the value is. */
  readonly field: string;
  readonly how: 'typo' | 'kind' | 'removed' | 'unknown key';
  readonly line: number;
  /** Last line of the value, and of the object that it stands in. */
  readonly endLine: number;
  readonly around: readonly [from: number, to: number];
  readonly text: string;
}

/** Text for people, in which the compiler cannot tell a slip from what is meant; and what is free to be called anything. */
const free = /(^|\/)(\$schema|description|title|version|why|condition|effect|effects\/\*|text|printed|use|quote|note|resolution|what|how)$/;

/**
 * Every kind of value in a definition spoilt in every way, once per field: of the rows of a table the last is taken that
 * has the field, so that the ones before are there to be compared with.
 */
export function spoiltVersions(sources: Sources, file: string): readonly Spoilt[] {
  const text = sources.get(file)!;
  const tree = parseTree(text)!;
  const fields = new Map<string, { readonly node: Node; readonly property: Node | undefined; readonly object: Node }>();
  const visit = (node: Node, field: string, property: Node | undefined, object: Node): void => {
    if (field !== '') fields.set(field, { node, property, object });
    if (node.type === 'object') {
      for (const each of node.children ?? []) visit(each.children![1]!, `${field}/${each.children![0]!.value as string}`, each, node);
    } else if (node.type === 'array') {
      for (const item of node.children ?? []) visit(item, `${field}/*`, undefined, item.type === 'object' ? item : node);
    }
  };
  visit(tree, '', undefined, tree);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const end = ({ offset, length }: Node): number => offset + length;
  return [...fields].flatMap(([field, { node, property, object }]) => {
    const whole = property ?? node;
    const place = {
      file,
      field,
      line: lineOf(whole.offset),
      endLine: lineOf(end(whole)),
      around: [lineOf(object.offset), lineOf(end(object))] as const,
    };
    const put = (how: Spoilt['how'], value: string): Spoilt => ({ ...place, how, text: text.slice(0, node.offset) + value + text.slice(end(node)) });
    const spoilt: Spoilt[] = [];
    const value: unknown = node.value;
    if (typeof value === 'string' && !free.test(field) && value.length > 1) spoilt.push(put('typo', JSON.stringify(slip(value))));
    if (!/\/(default|fixed|printed|use)(\/|$)|\/when\//.test(field)) spoilt.push(put('kind', node.type === 'string' ? '7.5' : '"seven"'));
    if (property !== undefined) {
      spoilt.push({ ...place, how: 'removed', text: without(text, property) });
      const [name] = property.children!;
      if (!/\/names\//.test(field)) spoilt.push({ ...place, how: 'unknown key', text: `${text.slice(0, name!.offset)}"${slip(name!.value as string)}"${text.slice(end(name!))}` });
    }
    return spoilt;
  });
}

/** Two letters swapped in the middle, as fingers do; a doubled one where they are the same. */
function slip(word: string): string {
  const at = Math.floor(word.length / 2);
  const [a, b] = [word[at - 1]!, word[at]!];
  return a === b || /[^A-Za-z]/.test(a + b) ? `${word.slice(0, at)}q${word.slice(at)}` : word.slice(0, at - 1) + b + a + word.slice(at + 1);
}

function without(text: string, property: Node): string {
  const before = text.slice(0, property.offset);
  const after = text.slice(property.offset + property.length);
  return /^\s*,/.test(after) ? before + after.replace(/^\s*,/, '') : before.replace(/,\s*$/, '') + after;
}

/** A TypeScript module as data: what the emitters build, and `print.ts` prints. */
export interface ModuleDeclaration {
  readonly path: string;
  /** First comment of the file. */
  readonly header: string;
  readonly imports: readonly ImportDeclaration[];
  readonly declarations: readonly Declaration[];
}

/** `import type { names } from from`. */
export interface ImportDeclaration {
  readonly from: string;
  readonly names: readonly string[];
}

export type Declaration =
  | InterfaceDeclaration
  | { readonly kind: 'alias'; readonly name: string; readonly doc?: Doc; readonly type: string; readonly exported?: boolean; readonly parameter?: string }
  | { readonly kind: 'const'; readonly name: string; readonly doc?: Doc; readonly type?: string; readonly value: string }
  | { readonly kind: 'reexport'; readonly from: string };

export interface InterfaceDeclaration {
  readonly kind: 'interface';
  readonly name: string;
  readonly doc?: Doc;
  readonly exported?: boolean;
  readonly extends?: string;
  readonly properties: readonly Property[];
  readonly index?: string;
}

export interface Property {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly doc?: Doc;
  /** In the place of a comment: a word for who reads the file, at the end of the line. */
  readonly note?: string;
}

/** A JSDoc comment: paragraphs, then tags. */
export interface Doc {
  readonly text: readonly string[];
  readonly tags?: readonly { readonly name: string; readonly text?: string }[];
}

/** The text between the marks of a JSDoc comment; nothing in it can end the comment. */
export function docText({ text, tags = [] }: Doc): string {
  const paragraphs = text.filter((paragraph) => paragraph !== '').join('\n\n');
  const tagLines = tags.map(({ name, text: tag }) => (tag === undefined ? `@${name}` : `@${name} ${tag.replace(/\s+/g, ' ')}`));
  return [paragraphs, ...tagLines]
    .filter((part) => part !== '')
    .join('\n')
    .replaceAll('*/', '*\\/');
}

/** A whole JSDoc comment. */
export function docComment(doc: Doc, indent = ''): string {
  const lines = docText(doc).split('\n');
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`).join('')}${indent} */\n`;
}

/** A name as the key of a type or object literal. `__proto__` as a plain key of an object literal would set the prototype. */
export function propertyKey(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : stringLiteral(name);
}

/** A string as a TypeScript literal in single quotes; line separators too are escaped. */
export function stringLiteral(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

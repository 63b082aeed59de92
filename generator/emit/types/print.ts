import type { OutputFile } from '../output.js';
import type { Declaration, ImportDeclaration, ModuleDeclaration, Property } from './declarations.js';
import { docComment } from './declarations.js';

/**
 * A module of declarations as text. What types are made of is four kinds of statements: a library that writes all of TypeScript brings a
 * compiler with it, 7 MB and half a second. ts-morph is what the tests hold this against.
 */
export function printModule({ path, header, imports, declarations }: ModuleDeclaration): OutputFile {
  const heads = imports.filter(({ names }) => names.length > 0).map(importText);
  // A file without a declaration would be a script, which nobody can import.
  const body = declarations.length === 0 ? ['export {};'] : paragraphs(declarations);
  return { path, text: `${[`// ${header}`, ...(heads.length > 0 && declarations.length > 0 ? [heads.join('\n')] : []), ...body].join('\n\n')}\n` };
}

/** Statements of a line follow each other; what has braces or a comment of its own stands apart. */
function paragraphs(declarations: readonly Declaration[]): readonly string[] {
  const result: string[] = [];
  let apart = true;
  for (const declaration of declarations) {
    const text = declarationText(declaration);
    const own = declaration.kind === 'interface' || ('doc' in declaration && declaration.doc !== undefined);
    if (apart || own) result.push(text);
    else result.push(`${result.pop()!}\n${text}`);
    apart = declaration.kind === 'interface';
  }
  return result;
}

const importText = ({ from, names }: ImportDeclaration): string => `import type { ${names.join(', ')} } from '${from}';`;

function declarationText(declaration: Declaration): string {
  const doc = 'doc' in declaration && declaration.doc !== undefined ? docComment(declaration.doc) : '';
  switch (declaration.kind) {
    case 'interface': {
      const { name, properties, index, exported = true, extends: base } = declaration;
      const members = [...(index === undefined ? [] : [`  readonly [member: string]: ${index};\n`]), ...properties.map(propertyText)];
      return `${doc}${exported ? 'export ' : ''}interface ${name}${base === undefined ? '' : ` extends ${base}`} {\n${members.join('')}}`;
    }
    case 'alias': {
      const { name, type, parameter, exported = true } = declaration;
      return `${doc}${exported ? 'export ' : ''}type ${name}${parameter === undefined ? '' : `<${parameter}>`} =${after(type)};`;
    }
    case 'const': {
      const { name, type, value } = declaration;
      return `${doc}export const ${name}${type === undefined ? '' : `: ${type}`} = ${value};`;
    }
    case 'reexport':
      return `export type * from '${declaration.from}';`;
  }
}

const propertyText = ({ name, type, optional, doc, note }: Property): string =>
  `${doc === undefined ? '' : docComment(doc, '  ')}  readonly ${name}${optional ? '?' : ''}:${after(type).replaceAll('\n', '\n  ')};${note === undefined || doc !== undefined ? '' : ` // ${note}`}\n`;

/** A type behind a mark: on the same line, unless its alternatives begin lines of their own. */
const after = (type: string): string => (type.startsWith('\n') ? type : ` ${type}`);

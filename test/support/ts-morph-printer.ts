import type * as tsMorph from 'ts-morph';
import { IndentationText, NewLineKind, Project, QuoteKind, StructureKind, VariableDeclarationKind } from 'ts-morph';
import type { OutputFile } from '../../generator/emit/output.js';
import type { Declaration, Doc, ModuleDeclaration, Property } from '../../generator/emit/types/declarations.js';
import { docText } from '../../generator/emit/types/declarations.js';

/**
 * Module declarations to text through ts-morph, the oracle of `printModule`: every file is one array of structures, since adding
 * properties one by one costs four hundred times as much.
 */
export function printByTsMorph(modules: readonly ModuleDeclaration[]): readonly OutputFile[] {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Single, newLineKind: NewLineKind.LineFeed },
  });

  const docsOf = (doc: Doc | undefined) => (doc === undefined ? {} : { docs: [docStructure(docText(doc))] });
  const docStructure = (text: string) => (text.includes('\n') ? `\n${text}` : text);

  const property = ({ name, type, optional, doc, note }: Property) => ({
    name,
    type: held(type, '  '),
    isReadonly: true,
    hasQuestionToken: optional,
    ...(note !== undefined && doc === undefined && { trailingTrivia: ` // ${note}` }),
    ...docsOf(doc),
  });

  const statement = (declaration: Declaration): tsMorph.StatementStructures => {
    switch (declaration.kind) {
      case 'interface': {
        const { name, doc, properties, index, exported = true, extends: base } = declaration;
        const indexSignatures = index === undefined ? [] : [{ keyName: 'member', keyType: 'string', returnType: index, isReadonly: true }];
        return { kind: StructureKind.Interface, name, isExported: exported, ...(base !== undefined && { extends: [base] }), ...docsOf(doc), properties: properties.map(property), indexSignatures };
      }
      case 'alias': {
        const { name, doc, type, parameter, exported = true } = declaration;
        return { kind: StructureKind.TypeAlias, name, isExported: exported, ...docsOf(doc), type: held(type), ...(parameter && { typeParameters: [parameter] }) };
      }
      case 'const': {
        const { name, doc, type, value } = declaration;
        return {
          kind: StructureKind.VariableStatement,
          isExported: true,
          declarationKind: VariableDeclarationKind.Const,
          ...docsOf(doc),
          declarations: [{ name, initializer: held(value), ...(type !== undefined && { type }) }],
        };
      }
      case 'reexport':
        return { kind: StructureKind.ExportDeclaration, isTypeOnly: true, moduleSpecifier: declaration.from };
    }
  };

  const structure = ({ imports, declarations }: ModuleDeclaration): Omit<tsMorph.SourceFileStructure, 'kind'> => ({
    statements: [
      ...imports
        .filter(({ names }) => names.length > 0)
        .map(({ from, names }): tsMorph.StatementStructures => ({
          kind: StructureKind.ImportDeclaration,
          isTypeOnly: true,
          moduleSpecifier: from,
          namedImports: [...names],
        })),
      ...declarations.map(statement),
    ],
  });

  return modules.map((module) => {
    // A file without a declaration would be a script, which nobody can import.
    const body = module.declarations.length === 0 ? 'export {};' : project.createSourceFile(module.path, structure(module)).getFullText();
    return { path: module.path, text: `// ${module.header}\n\n${laidOut(body)}\n` };
  });
}

/**
 * ts-morph indents the lines of a type or a value once more than they are. A vertical tab is white space to TypeScript
 * and no line break to its writer: it stands for the break until the text is done.
 */
const held = (text: string, indent = ''): string => text.replaceAll('\n', `\v${indent}`);

/** Line breaks restored, a blank line before every documented declaration, nothing at the ends of lines. */
const laidOut = (text: string): string =>
  text
    .replaceAll('\v', '\n')
    .replaceAll(' \n', '\n')
    .replace(/([^\n])\n(?=\/\*\*)/g, '$1\n\n')
    .replace(/^(import .*)\n(?=export |type )/gm, '$1\n\n')
    .replace(/\n+$/, '');

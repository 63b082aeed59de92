import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const program = `import { decode, encode, toXml } from '../../wire/index.js';
encode('softwareCampaign', { verion: '1' });
decode('softwareCampaign', { cpsts: 1 });
toXml('softwareCampaign', { verion: '1' });
`;

/** What the compiler says of a slip of the pen: the name that was meant, and not that no overload matches. */
it('the compiler explains a wrong member', () => {
  const file = path.join(import.meta.dirname, 'virtual.ts');
  const options: ts.CompilerOptions = { noEmit: true, strict: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...rest) => (name === file ? ts.createSourceFile(name, program, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest));
  const { getSemanticDiagnostics, getSourceFile: sourceOf } = ts.createProgram([file], options, host);
  const messages = getSemanticDiagnostics(sourceOf(file)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  expect(messages).toEqual(["'verion'", "'cpsts'", "'verion'"].map((name) => expect.stringMatching(new RegExp(`${name} does not exist in type [^]*Did you mean`))));
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from './compiler.mjs';
import { dist, filesUnder, libraryFolders, removeOthers, root, write } from './paths.mjs';

// `npm run build:types`: the declarations that the package's entries reach, and no others, beside the code in dist/.
const emitted = path.join(dist, '.declarations');
const status = compile('tsconfig.declarations.json');
if (status !== 0) process.exit(status);

/** @type {{ exports: Record<string, string | null | { readonly types?: string }> }} */
const { exports: exported } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const validators = filesUnder('generated/validators').filter((file) => file.endsWith('.d.ts'));
const entries = Object.values(exported).flatMap((target) => {
  const types = target !== null && typeof target === 'object' ? target.types?.replace('./dist/', '') : undefined;
  return types === undefined ? [] : types.includes('*') ? validators : [types];
});

const reached = new Set(entries);
for (const file of reached) {
  const source = sourceOf(file);
  if (source === undefined) continue;
  // The compiler indents by four blanks, thousands of members of types with their comments.
  const text = readFileSync(source, 'utf8').replace(/^(?: {4})+/gm, (blanks) => ' '.repeat(blanks.length / 4));
  write(path.join(dist, file), text);
  for (const [, specifier = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g)) {
    reached.add(path.posix.join(path.posix.dirname(file), `${specifier}.d.ts`));
  }
}
const kept = new Set([...reached].map((file) => path.join(dist, file)));
for (const folder of [...libraryFolders, 'generator']) removeOthers(`dist/${folder}`, kept, /\.d\.ts$/);

/** Validators come with their declarations; everything else was declared by the compiler. @param {string} file */
function sourceOf(file) {
  return [path.join(root, file), path.join(emitted, file)].find(existsSync);
}

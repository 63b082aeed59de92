import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { said } from '../support/compilers.js';
import type { Block } from './blocks.js';
import { blocksOf, pages, root } from './blocks.js';

/**
 * Every TypeScript block of the pages compiles and runs against the package as it is built: inside the repository,
 * `onem2m-specgen/…` is the package itself; blocks beside files of a project run where their page is followed. A comment `// → value` after an expression is what the expression must give.
 */
const folder = path.join(root, 'dist/doc-blocks');
const fileOf = ({ page, line }: Block, ending: string): string => path.join(folder, `${page.replaceAll(/\W/g, '-')}-${line}${ending}`);

const blocks = pages.flatMap(blocksOf).filter(({ page, language, code }) => language === 'ts' && !code.includes("from './") && (page !== 'docs/how-it-works.md' || code.includes('onem2m-specgen/')));
const isTest = ({ code }: Block): boolean => /from 'vitest'/.test(code);
const node = (args: readonly string[], cwd = folder): { readonly status: number | null; readonly output: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

/** An expression with what it must give, printed or not, becomes an assertion; anything else with an arrow is a mistake of the page. */
function checked({ code, page, line }: Block): string {
  return code
    .split('\n')
    .map((text, index) => {
      const shown = /^(\s*)(.+); \/\/ → (.+)$/.exec(text);
      if (shown === null && !text.includes('// →')) return text;
      if (shown === null || /^(const|let|import|export|\}|\))/.test(shown[2]!)) {
        throw new Error(`${page}:${line + index + 1}: put an expression of one line before "// →"`);
      }
      const [, printed] = /^console\.log\((.+)\)$/.exec(shown[2]!) ?? [];
      return `${shown[1]!}shows(${printed ?? shown[2]!}, ${JSON.stringify(shown[3]!)});`;
    })
    .join('\n');
}

const prelude = `import { deepEqual } from 'node:assert/strict';
import { inspect } from 'node:util';
const shows = (value, text) => deepEqual(inspect(value, { breakLength: Infinity, depth: null }), text);
`;

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const block of blocks) {
    writeFileSync(fileOf(block, '.ts'), `${block.code}export {};\n`);
    const run = transformSync(prelude + checked(block), { loader: 'ts', format: 'esm', target: 'es2022' }).code;
    writeFileSync(fileOf(block, isTest(block) ? '.test.mjs' : '.mjs'), run);
  }
  const strictest = { strict: true, noPropertyAccessFromIndexSignature: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noImplicitOverride: true, noImplicitReturns: true, verbatimModuleSyntax: true, isolatedModules: true };
  const compilerOptions = { ...strictest, noEmit: true, module: 'nodenext', target: 'es2022', lib: ['es2023', 'dom'], types: ['node'], skipLibCheck: true };
  writeFileSync(path.join(folder, 'vitest.config.mjs'), 'export default {};\n');
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// What stands in files of the compiler is shown, not said: test/docs/how-it-works.test.ts holds it.
describe('code blocks of the pages', () => {
  it('exist', () => expect(blocks.length).toBeGreaterThan(3));

  // README says that Node runs it, and Node before 22.18 does not know types.
  it('begin with a program in JavaScript', () => {
    const [first] = blocks.filter(({ page }) => page === 'README.md');
    expect(() => transformSync(first!.code, { loader: 'js', format: 'esm' })).not.toThrow();
    expect(first!.code).not.toMatch(/import type|\bas const\b/);
  });

  it('compile, whatever flags a project has', async () => expect(await said('ts7', folder)).toBe(''));

  describe('run', () => {
    const programs = blocks.filter((block) => !isTest(block));
    let wrong: Readonly<Record<string, string>> = {};
    beforeAll(() => {
      const results = path.join(folder, 'results.json');
      const { output } = node([path.join(import.meta.dirname, 'run-blocks.mjs'), results, ...programs.map((block) => fileOf(block, '.mjs'))]);
      if (!existsSync(results)) throw new Error(`a block ends the process:\n${output}`);
      wrong = JSON.parse(readFileSync(results, 'utf8')) as typeof wrong;
    }, 300_000);

    it.each(programs.map((block) => [`${block.page}:${block.line}`, block] as const))('%s', (_name, block) => expect(wrong[fileOf(block, '.mjs')]).toBe(''));
  });

  it('run under Vitest where they are tests', () => {
    const tests = blocks.filter(isTest);
    const { status, output } = node([path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, ...(tests.length === 0 ? ['--passWithNoTests'] : [])]);
    expect(status, output).toBe(0);
  }, 300_000);
});

import path from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * What takes a core for half a minute and more, so that none of it is begun when all else is done. The runner sorts by what it
 * saw last time; a fresh clone has seen nothing.
 */
const longest = [
  'package/run', 'site/site', 'docs/commands', 'package/compile', 'package/peers', 'testing/arbitrary', 'docs/code-blocks', 'import/seeds',
  'emit/typecheck', 'testing/types', 'oracle/libxml2-agrees', 'wire/properties', 'validators/types', 'xsd/compile-order', 'runtime/http/page',
  'import/import', 'import/delta/renamed', 'import/merge/whole', 'import/merge/needed', 'import/merge/xsd', 'emit/nasty', 'import/proof', 'lint/documents',
].map((name) => path.join('test', `${name}.test.ts`)); // prettier-ignore

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(path.sep + name));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).map((file, i) => ({ file, i })).sort((a, b) => rank(a.file) - rank(b.file) || a.i - b.i).map(({ file }) => file);
  }
}

import path from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';
import { slow, slowOfPackage } from './slow.js';

/** The runner sorts by what it saw last time; a fresh clone has seen nothing. */
const longest = [...slow.slice(0, 6), ...slowOfPackage, ...slow.slice(6)].map(path.normalize);

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(path.sep + name));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).map((file, i) => ({ file, i })).sort((a, b) => rank(a.file) - rank(b.file) || a.i - b.i).map(({ file }) => file);
  }
}

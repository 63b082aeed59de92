import { describe } from 'vitest';
import { followPage } from './follow.js';
import { hasCurl, servedProject } from './served.js';

/** Times and identifiers are others each time. */
const alike = (output: string): string => output.replace(/\d{8}T\d{6},\d{3}/g, '20261129T090000,000').replace(/swr-[0-9a-f-]{36}/g, 'swr-…');

describe.skipIf(!hasCurl)(`docs/serve.md${hasCurl ? '' : ' (skipped: no curl)'}`, () => {
  followPage('docs/serve.md', undefined, () => servedProject('npx onem2m-specgen serve\n', [], alike));
});

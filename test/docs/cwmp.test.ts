import { describe } from 'vitest';
import { followPage } from './follow.js';
import { hasCurl, servedProject } from './served.js';

describe.skipIf(!hasCurl)(`docs/cwmp.md${hasCurl ? '' : ' (skipped: no curl)'}`, () => {
  followPage('docs/cwmp.md', undefined, () => servedProject('npx onem2m-specgen serve --cwmp-port 7547\n', ['--cwmp-port', '0']));
});

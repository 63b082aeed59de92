// `import 'onem2m-specgen/vitest'` in a test or a setup file: the matchers on Vitest's `expect`.

import { expect } from 'vitest';
import type { OneM2mMatchers } from './matchers.js';
import { matchers } from './matchers.js';

// Vitest 3.2 and later take a type from `Matchers` too; these two are there since Vitest 1.
declare module 'vitest' {
  // The type parameter must be declared as Vitest declares it.
  // oxlint-disable-next-line typescript/no-explicit-any, typescript/no-empty-object-type
  interface Assertion<T = any> extends OneM2mMatchers<void> {}
  // oxlint-disable-next-line typescript/no-empty-object-type
  interface AsymmetricMatchersContaining extends OneM2mMatchers<unknown> {}
}

expect.extend(matchers);

export * from './index.js';

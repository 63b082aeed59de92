// `import 'onem2m-specgen/jest'` in a test or a setup file: the matchers on Jest's global `expect`.

import type { OneM2mMatchers } from './matchers.js';
import { matchers } from './matchers.js';

declare global {
  // @types/jest declares its matchers in this namespace, which is empty without it.
  // oxlint-disable-next-line typescript/no-namespace
  namespace jest {
    // The type parameters must be declared as @types/jest declares them.
    // oxlint-disable-next-line typescript/no-empty-object-type
    interface Matchers<R, T = {}> extends OneM2mMatchers<R> {}
  }
}

const { expect } = globalThis as { readonly expect?: { extend?: (more: typeof matchers) => void } };
if (typeof expect?.extend !== 'function') {
  throw new TypeError(
    "there is no global expect to extend; with injectGlobals: false, import { matchers } from 'onem2m-specgen/testing' and extend your own",
  );
}
expect.extend(matchers);

export * from './index.js';

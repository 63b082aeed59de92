import { bindBuild } from './build.js';
import type { Specification } from './specification.js';
import { bindToBeValid, bindToBeValidPrimitive } from './valid.js';
import { bindVectors } from './vectors.js';
import { bindToViolate } from './violate.js';

/** Matchers, builders and vectors for a specification of one's own; `V` are its validators, of which names and payloads have their types. */
export const bindTesting = <V>(specification: Specification) => ({
  /** For `expect.extend(matchers)`. */
  matchers: {
    toBeValid: bindToBeValid<V>(specification),
    toBeValidPrimitive: bindToBeValidPrimitive(specification),
    toViolate: bindToViolate<V>(specification),
  },
  build: bindBuild<V>(specification),
  vectors: bindVectors<V>(specification),
});

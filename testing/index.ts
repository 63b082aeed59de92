// What tests of oneM2M software need, for any test runner: matchers as pure functions, builders and the test vectors.
// Nothing here has a side effect; `vitest.ts` and `jest.ts` hang the matchers on `expect`, `arbitrary.ts` needs fast-check.

export { bindTesting } from './bind.js';
export { build, type Build, type Builder, type Maker, type Overrides } from './build.js';
export {
  accept,
  acceptDone,
  cancelDenied,
  completeAnyway,
  delay,
  fault,
  forgetKey,
  listenForConnectionRequests,
  lose,
  loseAnswer,
  notEstablished,
  reportFault,
  reportLate,
  reportTwice,
  reportUnknownKey,
  restartMeanwhile,
  sessionTimeout,
  startCpe,
  unreachable,
  type Behaviour,
  type ConnectionRequests,
  type Cpe,
  type CpeCall,
  type CpeClock,
  type CpeFile,
  type CpeHappened,
  type CpeIdentity,
  type CpeOptions,
} from './cwmp/index.js';
export { toFollow, type FollowOptions, type TraceEntry } from './follow.js';
export { toMapFault, type FaultMap, type MappedFault } from './map-fault.js';
export type { MatcherResult } from './matcher.js';
export { matchers, type OneM2mMatchers } from './matchers.js';
export type {
  AttributeName,
  Body,
  CreatableName,
  Form,
  MachineName,
  Operation,
  OperationOf,
  ResourceName,
  ViolationRule,
} from './names.js';
export type { Specification } from './specification.js';
export { toBeValid, toBeValidPrimitive, type FormOption, type PrimitiveKind, type PrimitiveOptions } from './valid.js';
export {
  vectors,
  type AggregationVector,
  type FaultVector,
  type InvalidVector,
  type PayloadVectors,
  type TransitionVectors,
  type Vectors,
} from './vectors.js';
export { toViolate, type ViolationOptions } from './violate.js';

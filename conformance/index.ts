/** Judges a CSE: `import { runConformance } from 'onem2m-specgen/conformance'`. */

export { runConformance, planOf, type Progress, type Report, type RunOptions } from './run.js';
export { bindConformance } from './bind.js';
export type { Specification } from './specification.js';
export { describeConformance, type DescribeOptions } from './describe.js';
export { httpSender, type Sender, type SendOptions } from './http/send.js';
export { listenForNotifications, type ListenOptions, type RunningListener } from './http/listen.js';
export { SendError, type Send } from './exchange.js';
export { credentialsIn, type Credentials } from './credentials.js';
export type { Heard, Listener, Sort } from './listener.js';
export type { Failure, Outcome, Planned, Verdict } from './court.js';
export { comparedWith, countsOf, findingsOf, type Compared, type Counts, type Example, type Finding } from './findings.js';
export { textReport } from './report/text.js';
export { baselineIn, jsonReport } from './report/json.js';
export { junitReport } from './report/junit.js';
export { htmlReport } from './report/html.js';
export { ConformError } from './errors.js';
export type { Target } from './target.js';
export { cpesAt, type CpesOptions, type RunningDevices } from './cwmp/cpes.js';
export { DeviceError, type Devices } from './devices.js';
export type { Certainty, DeviceOrder, DeviceScript, Kind } from './plan.js';

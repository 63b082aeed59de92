/** The reference CSE at a socket. */

export { startCse, type RunningCse } from './start-cse.js';
export { StartError, type StartOptions } from './options.js';
export { readCredentials, CredentialsError, type Credential } from '../http/server/credentials.js';
export { readDeviceCredentials, type DeviceCredential } from '../cwmp/credentials.js';
export type { CwmpOptions } from '../cwmp/options.js';
export { defaultAcsLimits, type AcsLimits } from '../cwmp/limits.js';
export type { StrangerPolicy } from '../cwmp/directory.js';
export { defaultLimits, type Limits } from '../http/server/limits.js';
export type { Happened, Happening } from '../http/server/happenings.js';
export { defaultNotifierLimits, NotificationError, type NotifierLimits } from '../http/client/notifier.js';

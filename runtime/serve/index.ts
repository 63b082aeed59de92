/** The reference CSE at a socket. */

export { startCse, type RunningCse } from './start-cse.js';
export { StartError, type StartOptions } from './options.js';
export { readCredentials, CredentialsError, type Credential } from '../http/server/credentials.js';
export { defaultLimits, type Limits } from '../http/server/limits.js';
export type { Happened, Happening } from '../http/server/happenings.js';
export { defaultNotifierLimits, NotificationError, type NotifierLimits } from '../http/client/notifier.js';

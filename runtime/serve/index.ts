/** The reference CSE at a socket. */

export { isLoopback, startCse, StartError, type RunningCse, type StartOptions } from './start-cse.js';
export { readCredentials, CredentialsError, type Credential } from '../http/server/credentials.js';
export { defaultLimits, type Limits } from '../http/server/limits.js';
export type { Happened, Happening } from '../http/server/happenings.js';
export { defaultNotifierLimits, NotificationError, type NotifierLimits } from '../http/client/notifier.js';

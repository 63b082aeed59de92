/** The ACS: real devices by CWMP (TR-069). */

export { Acs, type AcsOptions, type Post } from './acs.js';
export type { Directory, KnownDevice } from './known-device.js';
export type { Reply } from './reply.js';
export type { CwmpOptions } from './options.js';
export { readDeviceCredentials, type DeviceCredential } from './credentials.js';
export { defaultAcsLimits, type AcsLimits } from './limits.js';
export type { StrangerPolicy } from './directory.js';
export type { ConnectTo } from './reach.js';

/** A reference Hosting CSE, driven by the generated tables. */

export type { Attributes, JsonValue, Resource } from './resource.js';
export type { Signal } from './signal.js';
export { manualClock, systemClock, type Clock, type ManualClock } from './time/clock.js';
export { RequestError, type StatusName } from './errors.js';
export { memoryStore, type ResourceStore, type Store, type StoredRecord } from './store/store.js';
export { durableStore, type DurableOptions, type DurableStore } from './store/durable.js';
export { StoreFailure, type Durability } from './store/group-commit.js';
export type { Batch, Journal, Row, Write } from './store/journal.js';
export { sqliteStore } from './store/sqlite.js';
export { postgresStore } from './store/postgres.js';
export type { Happening, Hooks, Passage } from './hooks.js';
export type { Job } from './work/after-commit.js';
export { bindHostingCse, createHostingCse, type HostingCse, type HostingCseOptions } from './cse.js';
export type { Asker, RequestPrimitive, ResponsePrimitive } from './receiver/primitive.js';
export type { Specification } from './specification.js';
export type { FireOptions, Notice, Order, Reader, Unit } from './work/unit.js';
export type { Policy } from './world.js';
export type { Call, Draft, Host, Operation, Procedure } from './procedures/procedure.js';
export type { AccessRule, Privilege } from './privilege.js';
export type {
  Answer,
  AutonomousDUStateChangeComplete,
  AutonomousTransferComplete,
  ChangeDUStateArgs,
  Completion,
  ConnectOptions,
  DeviceId,
  Devices,
  DeviceSession,
  DownloadArgs,
  DUResult,
  DUStateChangeComplete,
  Fault,
  Inform,
  InformEvent,
  ParameterValue,
  RebootArgs,
  Report,
  ReportHandler,
  ScheduleDownloadArgs,
  TransferComplete,
  UploadArgs,
} from './devices/devices.js';
export type { SessionFailure } from './devices/session-error.js';
export { SessionError } from './devices/session-error.js';
export { installedUnits, setExecutionUnitState, type ExecutionUnitState, type ReportedUnit } from './devices/inventory.js';
export * from './devices/behaviour.js';
export { simulatedDevices, type SimulatedDevices } from './devices/simulated.js';
export { softwareProcedure, type ReportedSoftware, type SoftwareOptions } from './procedures/software.js';
export { managementProcedures, type ManagementOptions, type ManagementPolicy } from './procedures/management.js';
export { softwareCampaignProcedure } from './procedures/software-campaign.js';
export type { CampaignPolicy } from './procedures/campaign/policy.js';
export { checkAccess } from './access/check-access.js';
export type { AccessRequest } from './access/request.js';
export type { Violation } from './access/violation.js';

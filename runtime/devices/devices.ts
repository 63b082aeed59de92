/**
 * How management commands reach managed entities, in the words of TR-069: the RPCs that TS-0006-CR 8.2 maps <mgmtCmd> and
 * <execInstance> to, and the completion reports that the devices send back. The simulated device implements it; a CWMP
 * connection fits behind the same interface.
 */

import { StatusCode } from '../../generated/tables/status-codes.js';

/** All managed entities, by the identifier of their <node>. */
export interface Devices {
  /** Opens a management session (TS-0004 7.3.4.3). Rejects with `SessionError`. */
  connect(node: string): Promise<DeviceSession>;
  /**
   * Calls `handler` for each completion report of any device. The result ends that. Nothing is promised about reports: they
   * come late, twice, after a cancel that succeeded, with a CommandKey that nobody knows, or never.
   */
  onReport(handler: (report: Report) => void): () => void;
}

/** One session with one device. Every RPC rejects with `SessionError` when the session breaks before the answer. */
export interface DeviceSession {
  /** Status 0: done, no report follows; 1: a TransferComplete follows (A41). */
  download(args: DownloadArgs): Promise<Answer>;
  /** As `download`. */
  upload(args: UploadArgs): Promise<Answer>;
  /** Installs, updates or uninstalls deployment units. Status 1 always: DUStateChangeComplete follows (A12, A42). */
  changeDUState(args: ChangeDUStateArgs): Promise<Answer>;
  /** The answer is the completion (A40). */
  reboot(args: RebootArgs): Promise<Answer>;
  /** As `reboot`. */
  factoryReset(): Promise<Answer>;
  /** Asks for the end of a Download or Upload (TS-0006-CR 8.2.2 to 8.2.4). */
  cancelTransfer(commandKey: string): Promise<Answer>;
  /**
   * Starts or stops installed software. [software] has activate and deactivate, ChangeDUState has nothing like it: in TR-157
   * an execution unit is started and stopped by writing its RequestedState, with SetParameterValues. The answer is the
   * completion.
   */
  setExecutionUnitState(args: ExecutionUnitStateArgs): Promise<Answer>;
  /**
   * What is installed, read from the deployment units of TR-157 with GetParameterValues: only the device knows the UUID of software that
   * it was shipped with. A connection that cannot read is left without; the UUID is guessed then.
   */
  installedUnits?(): Promise<readonly ReportedUnit[]>;
}

/** A deployment unit (TR-157 DeploymentUnit.{i}). */
export interface ReportedUnit {
  readonly uuid: string;
  readonly version: string;
  readonly name: string;
  readonly url: string;
}

export type Answer = { readonly status: 0 | 1 } | { readonly fault: Fault };

export interface Fault {
  /** 9000 and above in TR-069; devices send others. */
  readonly faultCode: number;
  readonly faultString: string;
}

/** RPCs of a session, by their TR-069 names. */
export type Rpc = 'Download' | 'Upload' | 'ChangeDUState' | 'Reboot' | 'FactoryReset' | 'CancelTransfer' | 'GetParameterValues' | 'SetParameterValues';

/** TR-069 A.3.2.8. An empty string stands for "none", 0 for "unknown" or "at once". */
export interface DownloadArgs {
  readonly commandKey: string;
  readonly fileType: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly fileSize: number;
  readonly targetFileName: string;
  readonly delaySeconds: number;
  readonly successURL: string;
  readonly failureURL: string;
}

/** TR-069 A.4.1.5. */
export interface UploadArgs {
  readonly commandKey: string;
  readonly fileType: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly delaySeconds: number;
}

/** TR-069 A.4.1.10: operations are carried out, and their results listed, in this order. */
export interface ChangeDUStateArgs {
  readonly commandKey: string;
  readonly operations: readonly DUOperation[];
}

export type DUOperation = InstallOperation | UpdateOperation | UninstallOperation;

export interface InstallOperation {
  readonly operation: 'Install';
  readonly url: string;
  /** Without it the device makes one up. */
  readonly uuid?: string;
  readonly username?: string;
  readonly password?: string;
  /** Without it the device chooses. */
  readonly executionEnvRef?: string;
}

/** Without `uuid` the unit that came from `url` is meant, without either all units. `version` is the installed one. */
export interface UpdateOperation {
  readonly operation: 'Update';
  readonly uuid?: string;
  readonly version?: string;
  readonly url?: string;
  readonly username?: string;
  readonly password?: string;
}

/** Without `version` all versions of the unit go. */
export interface UninstallOperation {
  readonly operation: 'Uninstall';
  readonly uuid: string;
  readonly version?: string;
  readonly executionEnvRef?: string;
}

/** TR-069 A.3.2.9. */
export interface RebootArgs {
  readonly commandKey: string;
}

export interface ExecutionUnitStateArgs {
  readonly uuid: string;
  /** Without it all installed versions are meant. */
  readonly version?: string;
  readonly requestedState: 'Active' | 'Idle';
}

/** What a device reports in a session of its own. `commandKey` is that of the RPC, if the device behaves. */
export type Report = TransferComplete | DUStateChangeComplete;

/** TR-069 A.3.3.2. Times in milliseconds since the epoch. No `fault`: success. */
export interface TransferComplete {
  readonly rpc: 'TransferComplete';
  readonly node: string;
  readonly commandKey: string;
  readonly fault?: Fault;
  readonly startTime: number;
  readonly completeTime: number;
}

/** The completion of a ChangeDUState: a result for each operation, in their order. */
export interface DUStateChangeComplete {
  readonly rpc: 'DUStateChangeComplete';
  readonly node: string;
  readonly commandKey: string;
  readonly results: readonly DUResult[];
}

/** `uuid` and `version` of the unit as it is now, as far as the device knows them. No `fault`: success. */
export interface DUResult {
  readonly uuid?: string;
  readonly version?: string;
  readonly fault?: Fault;
}

/** What a management session fails with, and the status that TS-0004 7.3.4 answers then. */
export const sessionFailures = {
  unreachable: 'EXTERNAL_OBJECT_NOT_REACHABLE',
  notEstablished: 'MGMT_SESSION_CANNOT_BE_ESTABLISHED',
  timeout: 'MGMT_SESSION_ESTABLISHMENT_TIMEOUT',
} as const satisfies Record<string, keyof typeof StatusCode>;

export type SessionFailure = keyof typeof sessionFailures;

/** A session that could not be established, or that broke. `statusName` and `statusCode` are for the response. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: SessionFailure;
  readonly statusName: (typeof sessionFailures)[SessionFailure];
  readonly statusCode: number;

  constructor(code: SessionFailure, message: string) {
    super(message);
    this.code = code;
    this.statusName = sessionFailures[code];
    this.statusCode = StatusCode[this.statusName];
  }
}

const isSessionFailure = (code: unknown): code is SessionFailure => typeof code === 'string' && Object.hasOwn(sessionFailures, code);

/**
 * What a rejection of {@link Devices} means: whatever is thrown with one of these codes is a failed session, from whichever copy of this
 * class; undefined: something else, a defect.
 */
export function sessionErrorOf(error: unknown): SessionError | undefined {
  if (error instanceof SessionError) return error;
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as { readonly code?: unknown; readonly message?: unknown };
  return isSessionFailure(code) ? new SessionError(code, String(message)) : undefined;
}

/** An RPC that an execution consists of, complete but for its CommandKey. */
export type Command =
  | { readonly rpc: 'Download'; readonly args: Omit<DownloadArgs, 'commandKey'> }
  | { readonly rpc: 'Upload'; readonly args: Omit<UploadArgs, 'commandKey'> }
  | { readonly rpc: 'ChangeDUState'; readonly args: Omit<ChangeDUStateArgs, 'commandKey'> }
  | { readonly rpc: 'Reboot'; readonly args: Omit<RebootArgs, 'commandKey'> }
  | { readonly rpc: 'FactoryReset'; readonly args: Readonly<Record<never, never>> };

/** Calls the RPC of a command. FactoryReset is the one that has no CommandKey. */
export function send(session: DeviceSession, command: Command, commandKey: string): Promise<Answer> {
  switch (command.rpc) {
    case 'Download':
      return session.download({ ...command.args, commandKey });
    case 'Upload':
      return session.upload({ ...command.args, commandKey });
    case 'ChangeDUState':
      return session.changeDUState({ ...command.args, commandKey });
    case 'Reboot':
      return session.reboot({ commandKey });
    case 'FactoryReset':
      return session.factoryReset();
  }
}

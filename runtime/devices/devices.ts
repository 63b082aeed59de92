/**
 * How management commands reach managed entities, in the words of TR-069: the RPCs that TS-0006-CR 8.2 maps <mgmtCmd> and
 * <execInstance> to, the parameters that tell what is on a device, and what the devices say by themselves. Simulated devices
 * (simulated.ts) and real ones, over CWMP (runtime/cwmp), stand behind it.
 */

import type { Signal } from '../signal.js';

/** All managed entities, by the identifier of their <node>. */
export interface Devices {
  /**
   * Opens a management session (TS-0004 7.3.4.3), now or when the device is there. Rejects with `SessionError`; once `signal` is aborted
   * at once, with the best reason that is known, because nobody waits any more. Who has a session closes it.
   */
  connect(node: string, options?: ConnectOptions): Promise<DeviceSession>;
  /**
   * Calls `handler` for whatever any device says by itself. The result ends that. Nothing is promised about completions: they
   * come late, twice, after a cancel that succeeded, with a CommandKey that nobody knows, or never.
   */
  onReport(handler: ReportHandler): () => void;
}

export interface ConnectOptions {
  readonly signal?: Signal;
}

/**
 * What it returns is the acknowledgement: a promise is kept when what the report means is durable, and the device hears no
 * answer before; anything else is taken for done. Where a promise is broken, or something is thrown, the device says it again.
 */
export type ReportHandler = (report: Report) => unknown;

/** One session with one device. Every RPC rejects with `SessionError` when the session breaks before the answer. */
export interface DeviceSession {
  /** Where the data model of the device begins (TR-181, TR-098). */
  readonly root: DataModelRoot;
  /** Status 0: done, no report follows; 1: a TransferComplete follows (A41). */
  download(args: DownloadArgs): Promise<Answer>;
  /** As `download`. */
  upload(args: UploadArgs): Promise<Answer>;
  /** A Download within windows of time. Status 1 always. */
  scheduleDownload(args: ScheduleDownloadArgs): Promise<Answer>;
  /** Installs, updates or uninstalls deployment units. Status 1 always: DUStateChangeComplete follows (A12, A42). */
  changeDUState(args: ChangeDUStateArgs): Promise<Answer>;
  /** The answer is the completion (A40). */
  reboot(args: RebootArgs): Promise<Answer>;
  /** As `reboot`. */
  factoryReset(): Promise<Answer>;
  /** Asks for the end of a Download or Upload (TS-0006-CR 8.2.2 to 8.2.4). */
  cancelTransfer(commandKey: string): Promise<Answer>;
  /** A name that ends with a dot stands for all below it. What is installed, and what runs: inventory.ts. */
  getParameterValues(names: readonly string[]): Promise<Values | Faulted>;
  /** All are set, or none is. Status 1: they apply after a restart. */
  setParameterValues(values: readonly ParameterValue[]): Promise<Answer>;
  /** What the device can do, by TR-069 names. */
  getRPCMethods(): Promise<Methods | Faulted>;
  /** Nothing more will be asked in it. What was asked is answered all the same. Who has nothing to give back need not have it. */
  close?(): void;
}

export type DataModelRoot = 'Device.' | 'InternetGatewayDevice.';

export type Answer = { readonly status: 0 | 1 } | Faulted;

export interface Faulted {
  readonly fault: Fault;
}

export interface Values {
  readonly values: readonly ParameterValue[];
}

export interface Methods {
  readonly methods: readonly string[];
}

export interface ParameterValue {
  readonly name: string;
  readonly value: string;
  /** Of XML Schema, as `string` or `boolean`; without it: a string. */
  readonly type?: string;
}

export interface Fault {
  /** 9000 and above in TR-069; devices send others. */
  readonly faultCode: number;
  readonly faultString: string;
  /** What is wrong with each parameter, where SetParameterValues was refused for them. */
  readonly parameters?: readonly ParameterFault[];
}

export interface ParameterFault extends Omit<Fault, 'parameters'> {
  readonly name: string;
}

/** RPCs of a session, by their TR-069 names. */
export type Rpc =
  | 'Download'
  | 'Upload'
  | 'ScheduleDownload'
  | 'ChangeDUState'
  | 'Reboot'
  | 'FactoryReset'
  | 'CancelTransfer'
  | 'GetParameterValues'
  | 'SetParameterValues'
  | 'GetRPCMethods';

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

/** TR-069 A.4.1.8: seconds from the call, one window or two. */
export interface ScheduleDownloadArgs extends Omit<DownloadArgs, 'delaySeconds' | 'successURL' | 'failureURL'> {
  readonly windows: readonly TimeWindow[];
}

export interface TimeWindow {
  readonly start: number;
  readonly end: number;
  /** As TR-069 numbers them: `1 At Any Time` and so on. */
  readonly mode: string;
  readonly userMessage: string;
  /** -1: as often as the device likes. */
  readonly maxRetries: number;
}

/** What a device says by itself: that it is there, and why; what has become of a command; what somebody else has had it do. */
export type Report = Inform | Completion | AutonomousTransferComplete | AutonomousDUStateChangeComplete;

/** The end of a command. `commandKey` is that of the RPC, if the device behaves. */
export type Completion = TransferComplete | DUStateChangeComplete;

export const isCompletion = (report: Report): report is Completion =>
  report.rpc === 'TransferComplete' || report.rpc === 'DUStateChangeComplete';

/** TR-069 A.3.3.1: how every session begins. */
export interface Inform {
  readonly rpc: 'Inform';
  readonly node: string;
  /** What it is, as far as it says. */
  readonly device: DeviceId;
  readonly events: readonly InformEvent[];
  readonly parameters: readonly ParameterValue[];
}

export interface DeviceId {
  readonly manufacturer: string;
  readonly oui: string;
  readonly productClass: string;
  readonly serialNumber: string;
}

/** `eventCode` as TR-069 3.7.1.5 prints it: `1 BOOT`, `6 CONNECTION REQUEST`, `M Download`. */
export interface InformEvent {
  readonly eventCode: string;
  readonly commandKey: string;
}

/** TR-069 A.3.3.3: a transfer that nobody here has asked for. */
export interface AutonomousTransferComplete extends Omit<TransferComplete, 'rpc' | 'commandKey'> {
  readonly rpc: 'AutonomousTransferComplete';
  readonly isDownload: boolean;
  readonly url: string;
  readonly fileType: string;
}

/** TR-069 A.4.2.4: deployment units have changed, and nobody here has asked for it. */
export interface AutonomousDUStateChangeComplete {
  readonly rpc: 'AutonomousDUStateChangeComplete';
  readonly node: string;
  readonly results: readonly AutonomousDUResult[];
}

export interface AutonomousDUResult extends DUResult {
  readonly operation: DUOperation['operation'];
}

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

/** What a CPE does with what it is asked (TR-069 A.3, A.4), as its script says or by itself. */

import type { Body, CwmpMessages, CwmpRequest, CwmpVersion } from '../../generated/cwmp/types.js';
import type { Behaviour } from '../../runtime/devices/behaviour.js';
import { reporting } from '../../runtime/devices/rpcs.js';
import { urlFault, type SoftwareModules } from '../../runtime/devices/software.js';
import { requestsFor, unknownTime } from '../../wire/cwmp/index.js';
import type { CpeClock } from './clock.js';
import type { CpeCall, CpeFile, CpeOptions } from './options.js';
import { DataModel, type Identity } from './parameters.js';
import type { Script } from '../../runtime/devices/script.js';
import { SessionBroken } from './session.js';
import { workOn, type Bench, type Running, type Task } from './work.js';

export interface Event {
  readonly eventCode: string;
  readonly commandKey: string;
}

/** What a device needs of the CPE around it. */
export interface Around {
  readonly clock: CpeClock;
  readonly script: Script<CpeCall>;
  readonly identity: Identity;
  readonly version: CwmpVersion;
  readonly options: CpeOptions;
  /** There is something to report, for these reasons. */
  report(body: Body, events: readonly Event[], copies: number): void;
  /** Goes away for a while when the session is over, and comes back for these reasons. */
  restartAfterwards(events: readonly Event[]): void;
  /** As soon as a session is possible. */
  raise(...events: readonly Event[]): void;
  restartNow(): void;
  /** What was to be reported is gone. */
  forget(): void;
  /** So many milliseconds between periodic Informs; undefined: none. */
  periodically(interval: number | undefined): void;
  say(text: string): void;
}

const PERIODIC = 'Device.ManagementServer.PeriodicInform';
const factory: SoftwareModules = { units: [], environments: [{ ref: 'Device.SoftwareModules.ExecEnv.1', enabled: true }] };
const eventOf: Readonly<Record<Task['rpc'], string>> = { Download: 'M Download', ScheduleDownload: 'M ScheduleDownload', Upload: 'M Upload', ChangeDUState: 'M ChangeDUState' };

type Request = { [K in CwmpRequest]: Extract<Body, { readonly rpc: K }> }[CwmpRequest];
type FaultValue = CwmpMessages['Fault'];

export class Device implements Bench {
  software = factory;
  readonly files = new Map<string, CpeFile>();
  readonly model: DataModel;
  readonly options: CpeOptions;
  #factory = factory;
  #commands: Running[] = [];
  readonly #waits = new Set<() => void>();

  constructor(private readonly around: Around) {
    this.options = around.options;
    this.model = new DataModel(around.identity, () => this.software);
  }

  now = (): number => this.around.clock.now();

  ships(shipped: Partial<SoftwareModules>): void {
    this.#factory = this.software = { ...this.#factory, ...shipped };
  }

  running(): readonly string[] {
    return this.#commands.map(({ commandKey }) => commandKey);
  }

  /** For good: nothing waits any more. */
  end(): void {
    this.stop();
    for (const goOn of [...this.#waits]) goOn();
  }

  stop(): void {
    for (const command of this.#commands) command.stop();
    this.#commands = [];
  }

  async handle(body: Body): Promise<Body> {
    const request = body as Request;
    const behaviour = this.around.script.take(request.rpc);
    if (behaviour.session !== undefined) await this.#break(behaviour.session === 'timeout', behaviour.session);
    if (!reporting.has(request.rpc) && behaviour.after !== undefined) await this.#wait(behaviour.after);
    const answer: Body = behaviour.fault === undefined ? this.#act(request, behaviour) : { rpc: 'Fault', value: behaviour.fault };
    this.around.say(`${request.rpc}${keyIn(request)}: ${answer.rpc === 'Fault' ? `fault ${answer.value.faultCode}` : behaviour.done === true ? 'done' : 'accepted'}`);
    if (behaviour.answerLost === true) await this.#break(false, 'its answer is lost');
    return answer;
  }

  #interval(): number | undefined {
    const isOn = ['1', 'true'].includes(this.model.get(`${PERIODIC}Enable`));
    return isOn ? Math.max(1, Number(this.model.get(`${PERIODIC}Interval`))) * 1_000 : undefined;
  }

  async #break(waits: boolean, why: string): Promise<never> {
    if (waits) await this.#wait(this.options.sessionLimit ?? 30_000);
    throw new SessionBroken(`${why} as scripted`);
  }

  #wait(milliseconds: number): Promise<void> {
    const { clock } = this.around;
    return new Promise((resolve) => {
      const goOn = () => {
        cancel();
        this.#waits.delete(goOn);
        resolve();
      };
      const cancel = clock.at(clock.now() + milliseconds, goOn);
      this.#waits.add(goOn);
    });
  }

  #act(request: Request, behaviour: Behaviour): Body {
    switch (request.rpc) {
      case 'GetRPCMethods':
        return { rpc: 'GetRPCMethodsResponse', value: { methodList: requestsFor('CPE', this.around.version).filter((rpc) => !unknown.has(rpc)) } };
      case 'GetParameterValues': {
        const found = this.model.values(request.value.parameterNames);
        return 'faultCode' in found ? faultWith(found) : { rpc: 'GetParameterValuesResponse', value: { parameterList: found } };
      }
      case 'GetParameterNames': {
        const found = this.model.names(request.value.parameterPath, request.value.nextLevel);
        return 'faultCode' in found ? faultWith(found) : { rpc: 'GetParameterNamesResponse', value: { parameterList: found } };
      }
      case 'SetParameterValues': {
        const units = this.model.set(request.value.parameterList, request.value.parameterKey);
        if ('faultCode' in units) return faultWith(units);
        this.software = { ...this.software, units };
        if (request.value.parameterList.some(({ name }) => name.startsWith(PERIODIC))) this.around.periodically(this.#interval());
        return { rpc: 'SetParameterValuesResponse', value: { status: 0 } };
      }
      case 'Download':
        return this.#transfer({ rpc: 'Download', args: request.value }, request.value.delaySeconds, behaviour, 'DownloadResponse');
      case 'Upload':
        return this.#transfer({ rpc: 'Upload', args: request.value }, request.value.delaySeconds, behaviour, 'UploadResponse');
      case 'ScheduleDownload': {
        const [window] = request.value.timeWindowList;
        const answer = this.#transfer({ rpc: 'ScheduleDownload', args: request.value }, window?.windowStart ?? 0, behaviour, 'DownloadResponse');
        return answer.rpc === 'Fault' ? answer : { rpc: 'ScheduleDownloadResponse', value: {} };
      }
      case 'ChangeDUState':
        this.#start({ rpc: 'ChangeDUState', args: request.value }, 0, behaviour);
        return { rpc: 'ChangeDUStateResponse', value: {} };
      case 'CancelTransfer':
        return this.#cancel(request.value.commandKey, behaviour);
      case 'GetQueuedTransfers':
        return { rpc: 'GetQueuedTransfersResponse', value: { transferList: this.#transfers().map(({ commandKey, state }) => ({ commandKey, state })) } };
      case 'GetAllQueuedTransfers':
        return { rpc: 'GetAllQueuedTransfersResponse', value: { transferList: this.#transfers() } };
      case 'Reboot':
        this.around.restartAfterwards([bootEvent, { eventCode: 'M Reboot', commandKey: request.value.commandKey }]);
        return { rpc: 'RebootResponse', value: {} };
      case 'FactoryReset':
        this.stop();
        this.around.forget();
        this.files.clear();
        this.software = this.#factory;
        this.around.restartAfterwards([{ eventCode: '0 BOOTSTRAP', commandKey: '' }, bootEvent]);
        return { rpc: 'FactoryResetResponse', value: {} };
      case 'ScheduleInform': {
        const { commandKey, delaySeconds } = request.value;
        const inform = () => this.around.raise({ eventCode: '3 SCHEDULED', commandKey: '' }, { eventCode: 'M ScheduleInform', commandKey });
        this.around.clock.at(this.now() + delaySeconds * 1_000, inform);
        return { rpc: 'ScheduleInformResponse', value: {} };
      }
      default:
        return faultWith({ faultCode: 9000, faultString: 'Method not supported' });
    }
  }

  #transfer(task: Exclude<Task, { rpc: 'ChangeDUState' }>, delaySeconds: number, behaviour: Behaviour, rpc: 'DownloadResponse' | 'UploadResponse'): Body {
    const refused = urlFault(task.args.url);
    if (refused !== undefined) return faultWith(refused);
    const times = { startTime: unknownTime, completeTime: unknownTime };
    if (behaviour.done === true) return { rpc, value: { status: 0, ...times } };
    this.#start(task, delaySeconds, behaviour);
    return { rpc, value: { status: 1, ...times } };
  }

  #start(task: Task, delaySeconds: number, behaviour: Behaviour): void {
    const { clock } = this.around;
    const { duration = 100, random } = this.options;
    const startTime = clock.now() + delaySeconds * 1_000;
    const lasts = behaviour.after ?? (random === undefined ? duration : duration * (0.5 + random()));
    const command: Running = { task, commandKey: task.args.commandKey ?? '', behaviour, startTime, begun: delaySeconds === 0, stop: () => undefined };
    const stops = [
      clock.at(startTime, () => void (command.begun = true)),
      clock.at(startTime + lasts, () => void this.#complete(command)),
      ...(behaviour.restarts === true ? [clock.at(startTime + lasts / 2, () => this.around.restartNow())] : []),
    ];
    command.stop = () => stops.forEach((stop) => stop());
    this.#commands.push(command);
  }

  async #complete(command: Running): Promise<void> {
    const body = await workOn(this, command);
    // It was cancelled, or the device was reset, while it was loading.
    if (!this.#commands.includes(command)) return;
    this.#commands = this.#commands.filter((other) => other !== command);
    const { task, behaviour } = command;
    const key = body.rpc === 'TransferComplete' || body.rpc === 'DUStateChangeComplete' ? (body.value.commandKey ?? '') : '';
    const done = task.rpc === 'ChangeDUState' ? '11 DU STATE CHANGE COMPLETE' : '7 TRANSFER COMPLETE';
    this.around.report(body, [{ eventCode: done, commandKey: '' }, { eventCode: eventOf[task.rpc], commandKey: key }], behaviour.copies ?? 1);
  }

  #cancel(commandKey: string, { stopsNothing }: Behaviour): Body {
    const accepted: Body = { rpc: 'CancelTransferResponse', value: {} };
    const found = this.#commands.filter((command) => command.commandKey === commandKey && command.task.rpc !== 'ChangeDUState');
    if (found.length === 0) return faultWith({ faultCode: 9021, faultString: 'no such transfer is running' });
    if (stopsNothing === true) return accepted;
    for (const command of found) {
      command.stop();
      const { afterCancel } = command.behaviour;
      if (afterCancel === undefined) this.#commands = this.#commands.filter((other) => other !== command);
      else command.stop = this.around.clock.at(this.now() + afterCancel, () => void this.#complete(command));
    }
    return accepted;
  }

  #transfers() {
    return this.#commands.flatMap(({ task, commandKey, begun }) => {
      if (task.rpc === 'ChangeDUState') return [];
      const { fileType } = task.args;
      const isDownload = task.rpc !== 'Upload';
      const size = task.rpc === 'Upload' ? { fileSize: 0, targetFileName: '' } : { fileSize: task.args.fileSize, targetFileName: task.args.targetFileName };
      return [{ commandKey, state: begun ? (2 as const) : (1 as const), isDownload, fileType, ...size }];
    }).slice(0, 16);
  }
}

export const bootEvent: Event = { eventCode: '1 BOOT', commandKey: '' };

/** Those that a CPE of this kind has nothing for. */
const unknown: ReadonlySet<string> = new Set(['AddObject', 'DeleteObject', 'SetParameterAttributes', 'GetParameterAttributes']);

const faultWith = (value: FaultValue): Body => ({ rpc: 'Fault', value });

const keyIn = ({ value }: Request): string => ('commandKey' in value && value.commandKey !== undefined && value.commandKey !== '' ? ` ${value.commandKey}` : '');

import { manualClock } from '../../../runtime/time/clock.js';
import { isCompletion, type Answer, type Completion, type DeviceSession } from '../../../runtime/devices/devices.js';
import { SessionError } from '../../../runtime/devices/session-error.js';
import { simulatedDevices, type SimulatedDevice, type SimulatedDevicesOptions } from '../../../runtime/devices/simulated.js';

/** What happens to one device, and what the other side sees of it: a line for each answer and each report, with its time. */
export interface Story {
  readonly name: string;
  readonly given?: (device: SimulatedDevice) => unknown;
  readonly options?: Omit<SimulatedDevicesOptions, 'clock'>;
  /** Commands at their times; each in a session of its own. */
  readonly when: readonly (readonly [time: number, command: Step])[];
  readonly then: readonly string[];
  readonly installed?: readonly string[];
}

export type Step = (session: DeviceSession) => Promise<Answer>;

/** Longer than anything that a story scripts. */
const END = 1_000_000;

export async function tell(story: Story) {
  const clock = storyClock();
  const devices = simulatedDevices({ clock, ...story.options });
  const device = devices.device('node1');
  const lines: string[] = [];
  const log = (line: string) => lines.push(`${clock.now()} ${line}`);
  devices.onReport((report) => isCompletion(report) && log(reported(report)));
  story.given?.(device);
  for (const [time, step] of story.when) {
    await clock.goOnTo(time);
    devices
      .connect('node1')
      .then(step)
      .then(
        (answer) => log(answered(answer)),
        (error: unknown) => log(error instanceof SessionError ? `${error.code} ${error.statusCode}` : String(error)),
      );
    await settle();
  }
  await clock.goOnTo(END);
  return { lines, pending: clock.pending(), installed: device.installed().map(unitLine), running: device.running() };
}

/** A clock that stops at every timer, so that what waits for it goes on before the next. */
export function storyClock() {
  const clock = manualClock(0);
  const times = new Set<number>();
  return {
    ...clock,
    at(time: number, run: () => void) {
      times.add(time);
      return clock.at(time, run);
    },
    async goOnTo(end: number) {
      for (let next = clock.now(); next < end;) {
        for (const time of times) if (time <= clock.now()) times.delete(time);
        next = Math.min(end, ...times);
        clock.advanceTo(next);
        await settle();
      }
    },
  };
}

/** Lets promises run as far as they come without the clock. */
export const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

export const answered = (answer: Answer) =>
  'fault' in answer ? `fault ${answer.fault.faultCode}` : answer.status === 0 ? 'done' : 'accepted';

export function reported(report: Completion): string {
  const { rpc, commandKey } = report;
  if (rpc === 'TransferComplete')
    return `${rpc} ${commandKey} ${report.fault?.faultCode ?? 'ok'} (${report.startTime}-${report.completeTime})`;
  return `${rpc} ${commandKey} ${report.results.map(({ fault, version }) => fault?.faultCode ?? `ok ${version}`).join(', ')}`;
}

export const unitLine = ({ name, version, active }: { name: string; version: string; active: boolean }) =>
  `${name} ${version}${active ? ' active' : ''}`;

const url = 'http://files.example/app-1.0.zip';

export const download =
  (commandKey: string, more: { readonly url?: string; readonly delaySeconds?: number } = {}): Step =>
  (session) =>
    session.download({
      commandKey,
      fileType: '1 Firmware Upgrade Image',
      url,
      username: '',
      password: '',
      fileSize: 0,
      targetFileName: '',
      delaySeconds: 0,
      successURL: '',
      failureURL: '',
      ...more,
    });

export const upload =
  (commandKey: string, more: { readonly url?: string; readonly delaySeconds?: number } = {}): Step =>
  (session) =>
    session.upload({ commandKey, fileType: '2 Vendor Log File', url, username: '', password: '', delaySeconds: 0, ...more });

export const install =
  (commandKey: string, from = url): Step =>
  (session) =>
    session.changeDUState({ commandKey, operations: [{ operation: 'Install', url: from }] });

export const cancel =
  (commandKey: string): Step =>
  (session) =>
    session.cancelTransfer(commandKey);

export const reboot: Step = (session) => session.reboot({ commandKey: 'reboot' });

export const factoryReset: Step = (session) => session.factoryReset();

/** Carries out one case of the plan: its requests one after the other, up to the first that is not answered as it must be. */

import type { JsonValue } from '../wire/json-value.js';
import type { Court, Level } from './court.js';
import { Unsendable, type Exchange, type Exchanged } from './exchange.js';
import { filled, Unfilled } from './fill.js';
import type { Listener } from './listener.js';
import { bodyOf, mismatch, rootOf, shown, valueAt } from './match.js';
import { cameOf, EARLIER, type Bench } from './payload/attempt.js';
import { DeviceError, type Devices } from './devices.js';
import type { DeviceOrder, Notified, Primitive, ProcedureCase, Step } from './plan.js';
import type { World } from './world.js';

export interface ProcedureBench extends Bench {
  readonly listener: Listener | undefined;
  readonly devices: Devices | undefined;
}

/** Answers that say nothing of what is asked. */
const elsewhere: ReadonlyMap<number, string> = new Map([
  [5001, 'the CSE does not implement it'],
  [4106, 'the Originator is not authenticated'],
  [4107, 'it needs a security association'],
]);

/** m2m:resourceType (TS-0004 6.3.4.2.1). */
const AE = 2;

const BAD_REQUEST = 4000;

/** Seconds between two looks at what takes its time: more and more, up to so many. */
const PAUSE = 3;
/** Seconds after which what is not as it must be is looked at once more: no clause says that what an answer brings about is done when it comes. */
const SETTLED = 0.5;
const RETRIEVE = 2;

export async function runProcedure(bench: ProcedureBench, plan: ProcedureCase): Promise<void> {
  const { world, court } = bench;
  if (!court.wants(plan.id)) return;
  const lacking = plan.types.find((type) => {
    const row = world.row(type);
    return row === undefined || !world.supports(row);
  });
  if (lacking !== undefined) return court.untested(plan.id, `the CSE does not support <${lacking}>`);
  if (bench.listener === undefined && plan.steps.some(({ notified, quiet }) => notified !== undefined || quiet !== undefined)) return court.untested(plan.id, 'nothing listens for notifications');
  if (bench.devices === undefined && plan.steps.some(({ device }) => device !== undefined && device.optional !== true)) return court.untested(plan.id, 'nothing tells the devices of the CSE what to do');
  if (world.isAuthenticated && plan.steps.some(({ request }) => request?.['fr'] === '{{nobody}}')) return court.untested(plan.id, 'credentials say who asks, whatever From says');
  const script = new Script(bench, plan);
  try {
    await script.run();
  } catch (error) {
    if (!(error instanceof Unfilled || error instanceof Unsendable || error instanceof DeviceError)) throw error;
    court.untested(plan.id, error.message);
  } finally {
    await script.clear();
  }
}

/** A run of one case: what it has saved, and what it has made. */
class Script {
  readonly #bench: ProcedureBench;
  readonly #plan: ProcedureCase;
  readonly #saved = new Map<string, JsonValue>();
  readonly #fresh: string;
  /** `isOwn`: who has made it may do everything with it, and nobody else. */
  readonly #made: { readonly type: string; readonly id: string; readonly address: string; readonly by: string; readonly isOwn: boolean }[] = [];
  readonly #keys = new Set<string>();
  /** Nodes whose devices were told something. */
  readonly #told = new Set<string>();
  /** For what is said of a notification that does not come. */
  #last: Exchanged | undefined;

  constructor(bench: ProcedureBench, plan: ProcedureCase) {
    this.#bench = bench;
    this.#plan = plan;
    this.#fresh = bench.world.fresh();
  }

  get #court(): Court {
    return this.#bench.court;
  }

  get #world(): World {
    return this.#bench.world;
  }

  async run(): Promise<void> {
    for (const step of this.#plan.steps) {
      if (this.#bench.stopped()) return;
      if (!(await this.#carryOut(step))) return;
    }
    this.#court.passed(this.#plan.id);
  }

  async #carryOut(step: Step): Promise<boolean> {
    if (step.wait !== undefined) await this.#bench.sleep(step.wait * 1000);
    if (step.device !== undefined && this.#bench.devices !== undefined) await this.#tell(this.#bench.devices, step.device);
    if (step.request !== undefined) return this.#ask(step, step.request);
    if (step.notified !== undefined) return this.#hear(step.notified);
    if (step.quiet !== undefined) return this.#listen(step.quiet);
    return true;
  }

  async #tell(devices: Devices, order: DeviceOrder): Promise<void> {
    const filled = this.#fill(order as unknown as JsonValue) as unknown as DeviceOrder;
    this.#told.add(filled.node);
    await devices.tell(filled);
  }

  #fill<T extends JsonValue>(value: T): T {
    return filled(value, this.#world.values(this.#saved, this.#fresh));
  }

  async #ask(step: Step, request: Primitive): Promise<boolean> {
    const exchange: Exchange = this.#bench.exchange;
    const primitive = this.#fill({ fr: '{{ae.id}}', ...request }) as Primitive;
    const expected = step.rsc ?? [];
    const content = step.content?.map((matcher) => this.#fill(matcher as JsonValue) as typeof matcher);
    const wrong = ({ rsc = 0, content: came }: Exchanged): string | undefined => (content === undefined || rsc >= 4000 ? undefined : mismatch(came, content, this.#world.addresses.isSame));
    let answer = await exchange(primitive);
    const until = step.until ?? (primitive['op'] === RETRIEVE && answer.rsc !== undefined ? SETTLED : 0);
    let pause = 0.25;
    let waited = 0;
    const isOpen = (): boolean => waited < until && !(expected.includes(answer.rsc ?? 0) && wrong(answer) === undefined);
    for (; isOpen() && !this.#bench.stopped(); waited += pause) {
      pause = Math.min(pause * 2, PAUSE);
      await this.#bench.sleep(pause * 1000);
      answer = await exchange(primitive);
    }
    this.#last = answer;
    this.#noteMade(primitive, answer);
    const { rsc } = answer;
    if (rsc === undefined) return this.#untested('no answer that can be judged');
    if (isOpen()) return this.#untested('the run ended while it was waited for');
    const isRight = expected.includes(rsc);
    if (step.given === true && !isRight) return this.#untested(`what it needs is answered ${cameOf(answer)}`);
    if (!isRight && elsewhere.has(rsc)) return this.#untested(elsewhere.get(rsc)!);
    if (!isRight && rsc === BAD_REQUEST && expected.every((code) => code < BAD_REQUEST) && this.#world.target.isEarlier) return this.#untested(EARLIER);
    if (!isRight) return this.#failed(expected.join(' or '), cameOf(answer), answer, rsc >= 4000 && expected.some((code) => code >= 4000) ? 'code' : 'outcome');
    // What is said of a content holds of successes.
    const found = wrong(answer);
    if (found !== undefined && step.given === true) return this.#untested(`what it needs is not so: ${found}`);
    if (found !== undefined) return this.#failed(`${rsc}, and ${wanted(step)}`, found, answer);
    for (const [name, at] of Object.entries(step.save ?? {})) {
      const value = answer.content === undefined ? undefined : valueAt(answer.content, at);
      if (value !== undefined) this.#saved.set(name, value);
    }
    return true;
  }

  #noteMade({ op, to, fr, ty, pc, rt }: Primitive, { rsc, content }: Exchanged): void {
    // What does not block makes a <request>, of which the answer has the address (TS-0004 7.3.2.3).
    const request = rt === undefined || content === undefined ? undefined : bodyOf(content);
    if (typeof request === 'string') this.#made.push({ type: 'request', id: request, address: request, by: String(fr), isOwn: false });
    if (op !== 1 || rsc !== 2001 || ty === undefined) return;
    const root = pc === undefined ? undefined : rootOf(pc);
    const name = root === undefined ? undefined : (pc as { readonly [root: string]: { readonly rn?: JsonValue } })[root]?.rn;
    const id = content === undefined ? undefined : (valueAt(content, 'ri') as string | undefined);
    const given = name ?? (content === undefined ? undefined : valueAt(content, 'rn'));
    const address = given === undefined ? undefined : `${String(to)}/${String(given)}`;
    if (typeof id === 'string' && address !== undefined) this.#world.addresses.alias(address, id);
    if (id !== undefined || address !== undefined) this.#made.push({ type: this.#world.typeOf(Number(ty)), id: id ?? address!, address: address ?? id!, by: String(fr), isOwn: ty === AE });
  }

  async #hear({ at, within, content = [], parameters = [], sort }: Notified): Promise<boolean> {
    const heard = await this.#bench.listener!.next(this.#key(at), within * 1000, sort);
    if (heard === undefined && sort === 'verification') return this.#untested('the CSE asks no target, which it need not');
    if (heard === undefined) return this.#failed('a notification', `none within ${within} s`, this.#last);
    if ('unreadable' in heard) return this.#failed('a notification that can be read', heard.unreadable, this.#last);
    const lacking = parameters.filter((name) => heard.parameters[name] === undefined);
    if (lacking.length > 0) return this.#failed(`a request with ${parameters.join(', ')}`, `one without ${lacking.join(', ')}`, this.#last);
    const found = mismatch(heard.content, content.map((matcher) => this.#fill(matcher as JsonValue) as typeof matcher), this.#world.addresses.isSame);
    return found === undefined || this.#failed('a notification with its content', `${found}, in ${shown(heard.content)}`, this.#last);
  }

  async #listen({ at, for: time }: NonNullable<Step['quiet']>): Promise<boolean> {
    const notification = await this.#bench.listener!.next(this.#key(at), time * 1000);
    return notification === undefined || this.#failed('no notification', shown('content' in notification ? notification.content : notification.unreadable), this.#last);
  }

  #key(at: string): string {
    const key = `${this.#fresh}.${at}`;
    this.#keys.add(key);
    return key;
  }

  #untested(why: string): false {
    this.#court.untested(this.#plan.id, why);
    return false;
  }

  #failed(expected: string, came: string, answer: Exchanged | undefined, level?: Level): false {
    this.#court.failed(this.#plan.id, expected, came, answer, level);
    return false;
  }

  /** With a resource goes what is below it. */
  async clear(): Promise<void> {
    // Before their nodes go, so that none comes back as a stranger.
    for (const node of this.#told) await this.#bench.devices!.release(node);
    const tops = this.#made.filter(({ address }) => !this.#made.some((other) => address.startsWith(`${other.address}/`)));
    const { ledger, origin, ae } = this.#world;
    for (const { type, id, address, by, isOwn } of tops.reverse()) {
      const remover = isOwn || by === origin ? by : ae.by;
      if (!(await ledger.remove({ type, id, by: remover }))) ledger.suspect(type, address, remover);
    }
    for (const key of this.#keys) this.#bench.listener?.forget(key);
  }
}

const wanted = ({ content = [] }: Step): string => content.map((matcher) => Object.entries(matcher).map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(' ')).join(', ');

/** A script on a command line: `Download=fault:9010, ChangeDUState=delay:60000+reportTwice`. */

import * as words from '../../runtime/devices/behaviour.js';
import type { Behaviour } from '../../runtime/devices/behaviour.js';
import type { CpeCall } from './options.js';

export class ScriptError extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

export interface ScriptLine {
  readonly call: CpeCall;
  readonly parts: readonly Behaviour[];
}

const plain: Readonly<Record<string, Behaviour>> = {
  accept: words.accept,
  acceptDone: words.acceptDone,
  cancelDenied: words.cancelDenied,
  completeAnyway: words.completeAnyway,
  forgetKey: { reportedKey: '' },
  lose: words.lose,
  loseAnswer: words.loseAnswer,
  notEstablished: words.notEstablished,
  reportTwice: words.reportTwice,
  reportUnknownKey: words.reportUnknownKey,
  restartMeanwhile: words.restartMeanwhile,
  sessionTimeout: words.sessionTimeout,
  unreachable: words.unreachable,
};

/** With a number behind: a fault code, or milliseconds. */
const numbered: Readonly<Record<string, (value: number) => Behaviour>> = {
  fault: (code) => words.fault(code),
  reportFault: (code) => words.reportFault(code),
  delay: (milliseconds) => words.delay(milliseconds),
  reportLate: (milliseconds) => words.reportLate(milliseconds),
};

/** @throws {ScriptError} */
export function scriptIn(text: string, calls: readonly string[]): readonly ScriptLine[] {
  return text.split(',').map((line) => {
    const [call = '', rest = '', ...more] = line.split('=').map((part) => part.trim());
    if (rest === '' || more.length > 0) throw new ScriptError(`"${line.trim()}" is no line of a script`, 'each is RPC=WORD, such as Download=fault:9010');
    if (!calls.includes(call)) throw new ScriptError(`"${call}" is nothing that a CPE is asked`, `it is one of ${calls.join(', ')}`);
    return { call: call as CpeCall, parts: rest.split('+').map(wordIn) };
  });
}

function wordIn(text: string): Behaviour {
  const [name = '', value, ...more] = text.trim().split(':');
  const hint = `words are ${Object.keys(plain).join(', ')}, and with a number behind ${Object.keys(numbered).map((each) => `${each}:N`).join(', ')}`;
  if (value === undefined && Object.hasOwn(plain, name)) return plain[name]!;
  if (value !== undefined && more.length === 0 && /^\d{1,9}$/.test(value) && Object.hasOwn(numbered, name)) return numbered[name]!(Number(value));
  throw new ScriptError(`"${text.trim()}" is no word of a script`, hint);
}

/**
 * One session of CWMP as the ACS goes through it (TR-069 3.7): Inform and its answer, what the CPE has to say, then, one at a time, what
 * it is asked, until nothing is left. Pure: from what arrives and what there is to ask to what is done; sockets, stores and time are
 * acs.ts's.
 */

import { messages, versions } from '../../generated/cwmp/tables.js';
import type { Body, CwmpMessages, CwmpRequest, CwmpVersion } from '../../generated/cwmp/types.js';
import { requestsFor, type Envelope } from '../../wire/cwmp/index.js';

/**
 * `begin`: an Inform is due. `theirs`: the CPE says what it has to say, and posts nothing when that is all. `ours`: the CPE waits for what
 * it is asked. `asked`: for its answer.
 */
export interface Talk {
  readonly phase: 'begin' | 'theirs' | 'ours' | 'asked';
  /** Of the Inform; all of the session is in it. */
  readonly version: CwmpVersion;
  /** The CPE was told to keep its own requests back. */
  readonly isHeld: boolean;
  readonly asked: { readonly id: string; readonly rpc: CwmpRequest } | undefined;
  /** How much was asked, for the IDs. */
  readonly count: number;
}

export const newTalk: Talk = { phase: 'begin', version: '1-0', isHeld: false, asked: undefined, count: 0 };

/** A body that arrived: of no bytes, an envelope, or what is none and how that is answered. */
export type Heard =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'envelope'; readonly envelope: Envelope }
  | Unreadable;

export interface Unreadable {
  readonly kind: 'unreadable';
  readonly faultCode: number;
  readonly message: string;
  readonly id?: string;
  readonly version?: CwmpVersion;
  /** As far as it could be read. */
  readonly rpc?: string;
}

/** What a CPE reports, and is answered when that is stored. */
export type Told = Extract<
  Body,
  { readonly rpc: 'Inform' | 'TransferComplete' | 'AutonomousTransferComplete' | 'DUStateChangeComplete' | 'AutonomousDUStateChangeComplete' }
>;

/** What came of a question. */
export type Answered = { readonly body: Body } | { readonly lost: string };

export type Move =
  /** Somebody has to hear it first; then `reply`, or `otherwise` when it could not be stored. */
  | { readonly move: 'tell'; readonly told: Told; readonly reply: Envelope; readonly otherwise: Envelope }
  | { readonly move: 'reply'; readonly reply: Envelope }
  /** It is our turn, after the answer to what was asked, if something was. */
  | { readonly move: 'turn'; readonly answered: Answered | undefined }
  /** There is no session to go on with. */
  | { readonly move: 'end'; readonly reason: string };

/** Fault codes of an ACS (TR-069 A.5.1). */
export const acsFault = { notSupported: 8000, denied: 8001, internal: 8002, invalid: 8003, resources: 8004, retry: 8005 } as const;

/** What follows from what has arrived. */
export function hear(talk: Talk, heard: Heard, hold = false): readonly [Talk, Move] {
  switch (heard.kind) {
    case 'nothing':
      return nothing(talk);
    case 'unreadable':
      return unreadable(talk, heard);
    case 'envelope':
      return said(talk, heard.envelope, hold);
  }
}

function nothing(talk: Talk): readonly [Talk, Move] {
  if (talk.phase === 'begin') return [talk, { move: 'end', reason: 'a session begins with an Inform' }];
  const answered = talk.asked && { lost: `${talk.asked.rpc} was not answered` };
  return [{ ...talk, phase: 'ours', asked: undefined }, { move: 'turn', answered }];
}

function unreadable(talk: Talk, { faultCode, message, id, version = talk.version, rpc = '' }: Unreadable): readonly [Talk, Move] {
  if (talk.phase === 'begin' || !isAnswer(rpc)) return [talk, { move: 'reply', reply: faultIn({ ...talk, version }, id, faultCode, message) }];
  // An answer is never answered with a fault: two sides that did would have no end.
  const lost = talk.asked && { lost: `the answer to ${talk.asked.rpc} cannot be read: ${message}` };
  return [{ ...talk, phase: 'ours', asked: undefined }, { move: 'turn', answered: lost }];
}

function said(talk: Talk, envelope: Envelope, hold: boolean): readonly [Talk, Move] {
  const { body, id } = envelope;
  if (body.rpc === 'Inform') {
    // A CPE that begins anew has forgotten what it was asked.
    const begun: Talk = { ...newTalk, phase: 'theirs', version: envelope.version, isHeld: hold, count: talk.count };
    const answer = replyTo(begun, id, { rpc: 'InformResponse', value: { maxEnvelopes: 1 } });
    const reply = { ...answer, ...(hold && { holdRequests: true }), ...chosen(envelope) };
    return [begun, { move: 'tell', told: body, reply, otherwise: faultIn(begun, id, acsFault.retry, 'not now') }];
  }
  const refused = (code: number, message: string): readonly [Talk, Move] => [talk, { move: 'reply', reply: faultIn(talk, id, code, message) }];
  if (talk.phase === 'begin') return isAnswer(body.rpc) ? nothing(talk) : refused(acsFault.denied, 'a session begins with an Inform');
  switch (body.rpc) {
    case 'GetRPCMethods':
      return [talk, { move: 'reply', reply: replyTo(talk, id, { rpc: 'GetRPCMethodsResponse', value: { methodList: requestsFor('ACS', talk.version) } }) }];
    case 'TransferComplete':
    case 'AutonomousTransferComplete':
    case 'DUStateChangeComplete':
    case 'AutonomousDUStateChangeComplete': {
      const reply = replyTo(talk, id, { rpc: `${body.rpc}Response`, value: {} } as Body);
      return [talk, { move: 'tell', told: body, reply, otherwise: faultIn(talk, id, acsFault.retry, 'not stored') }];
    }
    default:
      return isAnswer(body.rpc) ? answered(talk, envelope) : refused(acsFault.notSupported, `${body.rpc} is not for an ACS`);
  }
}

function answered(talk: Talk, { body, id }: Envelope): readonly [Talk, Move] {
  const { asked } = talk;
  const turn = (given: Answered | undefined): readonly [Talk, Move] => [{ ...talk, phase: 'ours', asked: undefined }, { move: 'turn', answered: given }];
  // An answer is never answered with a fault: two sides that did would have no end.
  if (asked === undefined) return turn(undefined);
  // Who sends no ID back answers the one thing that was asked.
  const isTheAnswer = (id === undefined || id.trim() === asked.id) && (body.rpc === 'Fault' || body.rpc === `${asked.rpc}Response`);
  return turn(isTheAnswer ? { body } : { lost: `${asked.rpc} (${asked.id}) was answered with ${body.rpc} (${id ?? 'no ID'})` });
}

/** What is asked now, when it is our turn. The CPE may have requests of its own again. */
export function ask(talk: Talk, question: Extract<Body, { readonly rpc: CwmpRequest }>): readonly [Talk, Envelope] {
  const count = talk.count + 1;
  const id = `acs-${count}`;
  const { rpc } = question;
  const hold = talk.isHeld ? { holdRequests: false } : {};
  return [
    { ...talk, phase: 'asked', count, isHeld: false, asked: { id, rpc } },
    { version: later(talk.version, sinceOf(rpc)), id, ...hold, body: question },
  ];
}

/** Nothing is left to ask. A CPE that was told to keep its requests back sends them now. */
export const rest = (talk: Talk): Talk => ({ ...talk, phase: 'theirs', isHeld: false });

/** A fault of ours, as the answer to a message. */
export const faultIn = ({ version }: Pick<Talk, 'version'>, id: string | undefined, faultCode: number, faultString: string): Envelope =>
  replyTo({ version }, id, { rpc: 'Fault', value: { faultCode, faultString: faultString.slice(0, 256) } });

const replyTo = ({ version }: Pick<Talk, 'version'>, id: string | undefined, body: Body): Envelope => ({ version: later(version, sinceOf(body.rpc)), ...(id !== undefined && { id }), body });

/** A CPE that tells which versions it speaks is told which one is spoken (TR-069 3.7.1.1): the latest that both know. */
function chosen({ supportedVersions }: Envelope): Pick<Envelope, 'useVersion'> {
  const useVersion = order.map((version) => version.replace('-', '.')).findLast((version) => supportedVersions?.includes(version));
  return useVersion === undefined ? {} : { useVersion };
}

const isAnswer = (rpc: string): boolean => rpc === 'Fault' || rpc.endsWith('Response');

const order: readonly CwmpVersion[] = versions.map(({ version }) => version);

/** A CPE that speaks an older version may know a newer message all the same: only in a version that has it, it can be said at all. */
const later = (a: CwmpVersion, b: CwmpVersion): CwmpVersion => (order.indexOf(a) < order.indexOf(b) ? b : a);

const rows = new Map(messages.map((row) => [row.name, row]));

const sinceOf = (rpc: keyof CwmpMessages): CwmpVersion => rows.get(rpc)?.since ?? '1-0';

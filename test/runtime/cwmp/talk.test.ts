import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, hear, newTalk, rest, type Heard, type Move, type Talk } from '../../../runtime/cwmp/talk.js';
import { encodeEnvelope, type Body, type CwmpVersion, type Envelope } from '../../../wire/cwmp/index.js';

const inform = (more: Partial<Envelope> = {}): Envelope => ({
  version: '1-2',
  id: '1',
  ...more,
  body: {
    rpc: 'Inform',
    value: { deviceId: { manufacturer: 'Acme', oui: '00D09E', productClass: 'Box', serialNumber: '1' }, event: [{ eventCode: '1 BOOT', commandKey: '' }], maxEnvelopes: 1, currentTime: '2026-11-29T12:00:00Z', retryCount: 0, parameterList: [] },
  },
});
const complete: Body = { rpc: 'TransferComplete', value: { commandKey: 'k', faultStruct: { faultCode: 0, faultString: '' }, startTime: '2026-11-29T12:00:00Z', completeTime: '2026-11-29T12:00:00Z' } };
const envelope = (body: Body, id: string | null = 'x'): Heard => ({ kind: 'envelope', envelope: { version: '1-2', ...(id !== null && { id }), body } });
const nothing: Heard = { kind: 'nothing' };
const reboot = { rpc: 'Reboot', value: { commandKey: 'r' } } as const;

/** A session that has come as far as these messages bring it. */
const after = (...heard: readonly Heard[]): Talk => heard.reduce((talk, each) => hear(talk, each)[0], newTalk);
const begun = after({ kind: 'envelope', envelope: inform() });
const ours = after({ kind: 'envelope', envelope: inform() }, nothing);
const [asked, question] = ask(ours, reboot);

const faultOf = (move: Move) => (move.move === 'reply' && move.reply.body.rpc === 'Fault' ? move.reply.body.value.faultCode : move.move);

describe('a session', () => {
  it('begins with an Inform, which is answered when it was heard, in its version and under its ID', () => {
    const [talk, move] = hear(newTalk, { kind: 'envelope', envelope: inform({ version: '1-0', id: 'i' }) });
    expect(talk).toMatchObject({ phase: 'theirs', version: '1-0' });
    expect(move).toMatchObject({ move: 'tell', told: { rpc: 'Inform' }, reply: { version: '1-0', id: 'i', body: { rpc: 'InformResponse', value: { maxEnvelopes: 1 } } } });
    expect(move).toMatchObject({ otherwise: { body: { value: { faultCode: 8005 } } } });
  });

  it.each([
    ['a report', envelope(complete), 8001],
    ['an answer', envelope({ rpc: 'RebootResponse', value: {} }), 'end'],
    ['nothing', nothing, 'end'],
    ['what cannot be read', { kind: 'unreadable', faultCode: 8003, message: 'x' } as const, 8003],
  ])('does not begin with %s', (_, heard, want) => {
    expect(faultOf(hear(newTalk, heard)[1])).toBe(want);
  });

  it('tells the CPE which version is spoken, where that tells which ones it speaks', () => {
    const spoken = (supportedVersions?: readonly string[]) => {
      const [, move] = hear(newTalk, { kind: 'envelope', envelope: inform(supportedVersions && { supportedVersions }) });
      return move.move === 'tell' ? move.reply.useVersion : undefined;
    };
    expect([spoken(['1.0', '1.4', '1.2']), spoken(['1.9', '1.1']), spoken(['2.0']), spoken()]).toEqual(['1.4', '1.1', undefined, undefined]);
  });

  it('hears reports one after the other, then asks, then rests', () => {
    const [reported, move] = hear(begun, envelope(complete, 'c'));
    expect([reported.phase, move]).toMatchObject(['theirs', { move: 'tell', reply: { id: 'c', body: { rpc: 'TransferCompleteResponse' } } }]);
    const [turn, our] = hear(reported, nothing);
    expect([turn.phase, our]).toEqual(['ours', { move: 'turn', answered: undefined }]);
    const [talk, sent] = ask(turn, reboot);
    expect([talk.phase, sent.body]).toEqual(['asked', reboot]);
    const [again, answered] = hear(talk, envelope({ rpc: 'RebootResponse', value: {} }, sent.id ?? ''));
    expect([again.phase, answered]).toMatchObject(['ours', { move: 'turn', answered: { body: { rpc: 'RebootResponse' } } }]);
    expect(rest(again).phase).toBe('theirs');
  });

  it('takes a fault for the answer, and no ID for the right one', () => {
    const fault: Body = { rpc: 'Fault', value: { faultCode: 9001, faultString: 'no' } };
    for (const id of [question.id ?? '', null]) expect(hear(asked, envelope(fault, id))[1]).toMatchObject({ move: 'turn', answered: { body: fault } });
  });

  it.each([
    ['the answer to something else', envelope({ rpc: 'UploadResponse', value: { status: 0, startTime: '0001-01-01T00:00:00Z', completeTime: '0001-01-01T00:00:00Z' } }, question.id ?? '')],
    ['an answer under another ID', envelope({ rpc: 'RebootResponse', value: {} }, 'acs-99')],
    ['a fault under another ID', envelope({ rpc: 'Fault', value: { faultCode: 9000, faultString: '' } }, 'x')],
  ])('has lost what was asked after %s, and answers no answer with a fault', (_, heard) => {
    expect(hear(asked, heard)).toMatchObject([{ phase: 'ours', asked: undefined }, { move: 'turn', answered: { lost: expect.any(String) } }]);
    expect(hear(begun, heard)).toMatchObject([{ phase: 'ours' }, { move: 'turn', answered: undefined }]);
    expect(hear(newTalk, heard)[1].move).toBe('end');
  });

  it('has lost an answer that cannot be read, and answers requests that cannot be with a fault', () => {
    const unreadable = (rpc: string): Heard => ({ kind: 'unreadable', faultCode: 8003, message: 'no', id: 'x', rpc });
    for (const rpc of ['RebootResponse', 'Fault']) {
      expect(hear(asked, unreadable(rpc))).toMatchObject([{ phase: 'ours', asked: undefined }, { move: 'turn', answered: { lost: expect.any(String) } }]);
      expect(hear(ours, unreadable(rpc))).toMatchObject([{ phase: 'ours' }, { move: 'turn', answered: undefined }]);
    }
    expect(faultOf(hear(asked, unreadable('TransferComplete'))[1])).toBe(8003);
  });

  it('hears a report in the place of an answer, and knows that nothing in its place is none', () => {
    const [talk, move] = hear(asked, envelope(complete));
    expect([talk.phase, move.move]).toEqual(['asked', 'tell']);
    expect(hear(talk, nothing)).toMatchObject([{ phase: 'ours', asked: undefined }, { move: 'turn', answered: { lost: expect.any(String) } }]);
  });

  it('says what an ACS can do, and that it does nothing else', () => {
    const [, methods] = hear(begun, envelope({ rpc: 'GetRPCMethods', value: {} }));
    expect(methods.move === 'reply' && methods.reply.body).toEqual({
      rpc: 'GetRPCMethodsResponse',
      value: { methodList: expect.arrayContaining(['Inform', 'GetRPCMethods', 'TransferComplete', 'AutonomousTransferComplete', 'DUStateChangeComplete', 'AutonomousDUStateChangeComplete']) },
    });
    expect(JSON.stringify(methods)).not.toContain('Reboot');
    expect(faultOf(hear(begun, envelope(reboot))[1])).toBe(8000);
  });

  it('keeps requests back when it is told to, until something is asked', () => {
    const [talk, move] = hear(newTalk, { kind: 'envelope', envelope: inform() }, true);
    expect(move).toMatchObject({ reply: { holdRequests: true } });
    expect(ask(hear(talk, nothing)[0], reboot)).toMatchObject([{ isHeld: false }, { holdRequests: false }]);
    expect(question).not.toHaveProperty('holdRequests');
  });

  it('asks in a version that has the words', () => {
    const versionOf = (version: CwmpVersion, body: Parameters<typeof ask>[1]) => ask({ ...ours, version }, body)[1].version;
    expect(versionOf('1-0', reboot)).toBe('1-0');
    expect(versionOf('1-0', { rpc: 'ChangeDUState', value: { commandKey: 'k', operations: [] } })).toBe('1-2');
    expect(versionOf('1-4', { rpc: 'ChangeDUState', value: { commandKey: 'k', operations: [] } })).toBe('1-4');
  });

  it('whatever arrives in whatever order: every message is answered, with what can be written, and what was asked is settled once', () => {
    const heard = fc.constantFrom<Heard>(
      nothing,
      { kind: 'envelope', envelope: inform() },
      { kind: 'unreadable', faultCode: 8003, message: 'no', id: 'u' },
      envelope(complete),
      envelope({ rpc: 'GetRPCMethods', value: {} }),
      envelope({ rpc: 'RebootResponse', value: {} }, null),
      envelope({ rpc: 'RebootResponse', value: {} }, 'acs-1'),
      envelope({ rpc: 'Fault', value: { faultCode: 9000, faultString: '' } }, null),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(heard, fc.boolean()), { maxLength: 30 }), (steps) => {
        let talk = newTalk;
        let open = 0;
        for (const [each, wants] of steps) {
          const [next, move] = hear(talk, each);
          talk = next;
          const replies = move.move === 'tell' ? [move.reply, move.otherwise] : move.move === 'reply' ? [move.reply] : [];
          for (const reply of replies) expect(encodeEnvelope(reply)).toContain('Envelope');
          // A new session forgets what was asked in the one before.
          if (each.kind === 'envelope' && each.envelope.body.rpc === 'Inform') open = 0;
          if (move.move !== 'turn') continue;
          if (move.answered !== undefined) open -= 1;
          expect(open).toBe(0);
          if (!wants) talk = rest(talk);
          else {
            [talk] = ask(talk, reboot);
            open += 1;
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

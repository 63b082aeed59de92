import { describe, expect, it } from 'vitest';
import { parse } from '../../wire/index.js';
import { newerMessages } from './newer-messages.js';

describe('a receiver of Release 3 lives with newer senders', () => {
  it.each(newerMessages.map((message) => [message.what, message] as const))('%s', async (_, { text, media, unknownHere, notCovered }) => {
    const read = await parse(text, media, { release: 'any' });
    const found = read.ok ? (read.unknownHere ?? []) : read.diagnostics;
    expect(read.ok ? 'read' : read.outcome, JSON.stringify(found)).toBe(notCovered === true ? 'notCovered' : 'read');
    if (notCovered !== true) expect(found.map(({ path }) => path.join('/')).sort()).toEqual([...unknownHere].sort());
    for (const { clause } of found) expect(clause).toBeUndefined();
    // As printed, all of it is wrong or not covered.
    expect(await parse(text, media)).toMatchObject({ ok: false });
  });

  it('and is told what is wrong all the same', async () => {
    for (const text of ['{"m2m:cin":{"cnf":"text/plain:x"}}', '{"m2m:cin":{"cnf":"plain"}}', '{"m2m:acp":{"pv":{"acr":[{"acor":["C"],"acop":0}]}}}', '{"m2m:ae":{"csz":["two words"]}}', '{"m2m:rce":{"uri":"a","m2m:cnt":{},"m2m:ae":{}}}', '{"m2m:rce":{"uri":"a","cnt":{}}}', '{"m2m:cnt":{"brandNew":1,"mni":-1}}', '{"m2m:agn":{"m2m:sgn":[{"brandNew":1}]}}', '{"op":2,"to":"a","fr":"C","rqi":"1","rvi":"5","rcn":"all"}']) {
      expect(await parse(text, 'application/json', { release: 'any' })).toMatchObject({ ok: false, outcome: 'invalid' });
    }
    // A rule that looks at what is known is asked, whatever else there is.
    expect(await parse('{"m2m:sub":{"nu":["n"],"enc":{"net":[3],"gq":{"gmty":1}},"nct":2}}', 'application/json;ty=23', { release: 'any' })).toMatchObject({ ok: false, outcome: 'invalid', diagnostics: [{ rule: 'implies' }] });
  });
});

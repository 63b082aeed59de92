import { describe, expect, it } from 'vitest';
import { setImmediate } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { atEndOfTurn, depart } from '../../../runtime/http/server/together.js';

describe('what one turn of the event loop brings', () => {
  it('is begun at its end, in its order, and what comes meanwhile with the next', async () => {
    const begun: string[] = [];
    const arrive = atEndOfTurn<string>((one) => {
      begun.push(one);
      if (one === 'a') arrive('of a');
    });
    arrive('a');
    arrive('b');
    expect(begun).toEqual([]);
    await setImmediate();
    expect(begun).toEqual(['a', 'b']);
    await setImmediate();
    expect(begun).toEqual(['a', 'b', 'of a']);
  });

  it('makes its steps side by side: the answers leave after the last that is ready', async () => {
    const said: string[] = [];
    const responseTo = (one: string) => ({ end: (body: string) => void said.push(`${one} leaves with ${body}`) }) as unknown as ServerResponse;
    const arrive = atEndOfTurn<string>((one) => {
      void (async () => {
        said.push(`${one} begins`);
        await Promise.resolve();
        said.push(`${one} is ready`);
        depart({ response: responseTo(one), body: 'an answer' });
      })();
    });
    arrive('a');
    arrive('b');
    await setImmediate();
    expect(said).toEqual(['a begins', 'b begins', 'a is ready', 'b is ready', 'a leaves with an answer', 'b leaves with an answer']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Waiting } from '../../../runtime/http/server/waiting.js';

describe('requests that wait for their answers', () => {
  it('get theirs, in whatever order those come; those that have none at the end get another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ rank: fc.integer({ min: 0, max: 9 }), becomes: fc.constantFrom('answered', 'failed', 'late') })), async (requests) => {
        const waiting = new Waiting();
        const settle: { rank: number; run: () => void }[] = [];
        const answers = requests.map(({ rank, becomes }, index) => {
          const answer = new Promise<string>((resolve, reject) => {
            if (becomes === 'answered') settle.push({ rank, run: () => resolve(`answer ${index}`) });
            if (becomes === 'failed') settle.push({ rank, run: () => reject(new Error(`failure ${index}`)) });
          });
          return waiting.for(answer, () => `late ${index}`).catch((error: Error) => error.message);
        });
        for (const { run } of settle.sort((a, b) => a.rank - b.rank)) {
          run();
          await Promise.resolve();
        }
        await Promise.resolve();
        waiting.end();
        const words = { answered: 'answer', failed: 'failure', late: 'late' };
        expect(await Promise.all(answers)).toEqual(requests.map(({ becomes }, index) => `${words[becomes as keyof typeof words]} ${index}`));
      }),
    );
  });
});

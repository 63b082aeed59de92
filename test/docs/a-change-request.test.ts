import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleChangeRequest } from '../support/example-change-request.js';
import { root } from './blocks.js';
import { followPage } from './follow.js';

describe('a Change Request, from Word to release', () => {
  it('starts from the example document', () => {
    expect(Buffer.compare(readFileSync(path.join(root, 'examples/change-request/CR-large-fleets.docx')), exampleChangeRequest())).toBe(0);
  });

  followPage('docs/a-change-request.md', ({ shell }) => expect(shell('npx tsc')).toEqual({ status: 0, output: '' }));
});

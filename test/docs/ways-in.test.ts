import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleTracked } from '../support/example-tracked.js';
import { root } from './blocks.js';
import { followPage } from './follow.js';

const example = path.join(root, 'examples/ways-in');

describe('three ways of saying what changes', () => {
  it('start from the example document', () => {
    expect(Buffer.compare(readFileSync(path.join(example, 'CR-node.docx')), exampleTracked())).toBe(0);
  });

  followPage('examples/ways-in/README.md', ({ folder, shell }) => {
    for (const name of ['CR-node.docx', 'CR-node.md']) cpSync(path.join(example, name), path.join(folder, name));
    cpSync(path.join(example, 'before/TS-0001.md'), path.join(folder, 'TS-0001.md'));
    expect(shell('git add --all\ngit commit --quiet --message Documents\ngit switch --quiet --create battery-hint')).toEqual({ status: 0, output: '' });
    cpSync(path.join(example, 'after/TS-0001.md'), path.join(folder, 'TS-0001.md'));
    expect(shell('git commit --quiet --all --message "Battery hint"\ngit switch --quiet main')).toEqual({ status: 0, output: '' });
  });
});

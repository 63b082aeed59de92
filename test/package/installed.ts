import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inject } from 'vitest';

// Before each file of this folder: what setup.ts has begun is there, or says why not.
const prepared = path.join(path.dirname(inject('project')), 'prepared');
while (!existsSync(prepared)) await setTimeout(50);
const problem = readFileSync(prepared, 'utf8');
if (problem !== '') throw new Error(problem);

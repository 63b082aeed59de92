import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The site as `npm run docs` makes it. */
export const root = path.resolve(import.meta.dirname, '../..');
export const site = path.join(root, 'dist/site');

export const page = (name: string): Promise<string> => readFile(path.join(site, `${name}.html`), 'utf8');

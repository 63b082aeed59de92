import { createRequire } from 'node:module';

// JSON modules still warn in Node 20, and need a syntax that some test runners do not know; `require` needs neither, and
// nothing is read before a test asks for it.
const require = createRequire(import.meta.url);

/** A JSON file of generated/, parsed once. */
export const generatedFile = (path: string): unknown => require(`../generated/${path}`);

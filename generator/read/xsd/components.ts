import { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { SchemaSet } from '../../model/components.js';
import type { Sources } from '../sources.js';
import { readXsd } from './read.js';

interface Kept {
  readonly xsds: Sources;
  /** What was put into the components since. */
  readonly put: string | null;
  readonly components: SchemaSet;
  readonly said: Diagnostics;
}

/** A merge has the documents that it changes, before and after, and those that it knows; and whoever compiles them has the same. */
const limit = 5;
const kept: Kept[] = [];

/**
 * What the XSDs among `sources` declare, and what is wrong with them. A merge asks at every step and a watch after every
 * change, and the documents are mostly the same: what was read last is kept. Whoever gets it must not change it, but for putting
 * in what `put` says; who does not know what that will be, `null`, gets one to change as it likes.
 */
export function componentsOf(sources: Sources, diagnostics?: Diagnostics, put: string | null = ''): SchemaSet {
  const xsds = new Map([...sources].filter(([file]) => !file.endsWith('.json')));
  const at = kept.findIndex((known) => known.put === put && isSame(known.xsds, xsds));
  const known = at < 0 ? reading(xsds, put) : kept.splice(at, 1)[0]!;
  if (put !== null) kept.unshift(known);
  kept.length = Math.min(kept.length, limit);
  if (diagnostics !== undefined) for (const diagnostic of known.said.reported()) diagnostics.add(diagnostic);
  return known.components;
}

function reading(xsds: Sources, put: string | null): Kept {
  const said = new Diagnostics();
  return { xsds, put, components: readXsd(xsds, said), said };
}

const isSame = (a: Sources, b: Sources): boolean => a.size === b.size && [...a].every(([file, text]) => b.get(file) === text);

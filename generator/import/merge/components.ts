import { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { SchemaSet } from '../../model/components.js';
import type { Sources } from '../../read/sources.js';
import { readXsd } from '../../read/xsd/read.js';

/** A merge has the documents that it changes, before and after, and those that it knows. */
const limit = 4;
const kept: { readonly xsds: Sources; readonly components: SchemaSet }[] = [];

/**
 * What some XSDs declare. A merge asks at every step, and the documents are the same at most of them: what was read last is
 * kept, and must not be changed. What is wrong with them, whoever compiles them is told.
 */
export function componentsOf(xsds: Sources): SchemaSet {
  const at = kept.findIndex((known) => isSame(known.xsds, xsds));
  const known = at < 0 ? { xsds: new Map(xsds), components: readXsd(xsds, new Diagnostics()) } : kept.splice(at, 1)[0]!;
  kept.unshift(known);
  kept.length = Math.min(kept.length, limit);
  return known.components;
}

const isSame = (a: Sources, b: Sources): boolean => a.size === b.size && [...a].every(([file, text]) => b.get(file) === text);

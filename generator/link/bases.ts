import type { Definition } from '../read/definitions/definitions.js';

type ResourceFile = Definition<'resource'>;

/** The definitions that one extends, the nearest first: a specialization of a specialization has the rows of both. What is extended twice ends it. */
export function basesOf(file: ResourceFile, named: (name: string) => ResourceFile | undefined): readonly ResourceFile[] {
  const bases: ResourceFile[] = [];
  for (let next = baseOf(file, named); next !== undefined && next !== file && !bases.includes(next); next = baseOf(next, named)) bases.push(next);
  return bases;
}

const baseOf = ({ content }: ResourceFile, named: (name: string) => ResourceFile | undefined): ResourceFile | undefined => (content.extends === undefined ? undefined : named(content.extends));

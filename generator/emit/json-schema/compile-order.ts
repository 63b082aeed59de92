import { chunks } from './portions.js';
import { record, type JsonSchema, type JsonSchemaObject } from './schema.js';

type Definitions = Readonly<Record<string, JsonSchema>>;

/** How many schemas inside each other a compiler can be led through: Ajv 8 falls over from about 300 on. */
const reach = 150;
/** How many definitions may be under way because of what follows here: each costs a compiler several levels. */
const underWay = 40;

interface Reference {
  readonly to: string;
  /** How many schemas inside each other lead from the definition to the reference. */
  readonly depth: number;
}

/**
 * Compilers follow a reference when they meet it, from definition to definition, as deep as these lead into each other.
 * Where that is too deep, the definitions are named beforehand in an order in which each needs only such as are compiled
 * or under way: those of a circle are named by one of its own. `if: false` says nothing of any value.
 */
export function inCompileOrder(schema: JsonSchemaObject, definitions: Definitions): { readonly schema: JsonSchemaObject; readonly definitions: Definitions } {
  const references = new Map(Object.entries(definitions).map(([name, definition]) => [name, referencesIn(definition)]));
  if (depthFrom(referencesIn(schema), references) <= reach) return { schema, definitions };
  const before = new Map<string, readonly string[]>();
  const first = orderOf([...references.keys()], references, before, underWay);
  const entries = Object.entries(definitions).map(([name, definition]) => [name, compiledAfter(before.get(name) ?? [], definition)] as const);
  return { schema: compiledAfter(first, schema) as JsonSchemaObject, definitions: record(entries) };
}

const compiledAfter = (names: readonly string[], schema: JsonSchema): JsonSchema =>
  names.length === 0 ? schema : { allOf: [{ if: false, then: named(names.map(reference)) }, schema] };

/** A compiler nests one level for each schema of a list, too. */
function named(references: readonly JsonSchema[]): JsonSchema {
  return references.length <= 20 ? { allOf: references } : named(chunks(references, 20).map((allOf) => ({ allOf })));
}

const prefix = '#/$defs/';
const reference = (name: string): JsonSchemaObject => ({ $ref: prefix + encodeURIComponent(name).replaceAll('%3A', ':') });

function referencesIn(schema: JsonSchema): readonly Reference[] {
  const found = new Map<string, number>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null) return;
    const target = (value as JsonSchemaObject).$ref;
    if (typeof target === 'string') {
      const name = decodeURIComponent(target.slice(prefix.length));
      found.set(name, Math.max(found.get(name) ?? 0, depth));
    }
    for (const part of Object.values(value)) visit(part, depth + 1);
  };
  visit(schema, 1);
  return [...found].map(([to, depth]) => ({ to, depth }));
}

type Graph = ReadonlyMap<string, readonly Reference[]>;

/** How deep a compiler gets that follows every reference to what it has not met before. */
function depthFrom(start: readonly Reference[], graph: Graph): number {
  const met = new Set<string>();
  const path: { readonly references: readonly Reference[]; readonly depth: number; next: number }[] = [{ references: start, depth: 0, next: 0 }];
  let deepest = 0;
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const reference = top.references[top.next++];
    if (reference === undefined) path.pop();
    else if (!met.has(reference.to)) {
      met.add(reference.to);
      const depth = top.depth + reference.depth;
      deepest = Math.max(deepest, depth);
      path.push({ references: graph.get(reference.to) ?? [], depth, next: 0 });
    }
  }
  return deepest;
}

/**
 * The names in an order in which each comes after those that it refers to. A circle is opened at one of its names, which
 * is given the others to come `before` it; `budget` bounds how many may be under way at once.
 */
function orderOf(names: readonly string[], graph: Graph, before: Map<string, readonly string[]>, budget: number): readonly string[] {
  return circlesOf(names, graph).flatMap((circle) => {
    if (circle.length === 1 || budget === 0) return circle;
    const opened = mostReferences(circle, graph);
    before.set(opened, orderOf(circle.filter((name) => name !== opened), graph, before, budget - 1));
    return [opened];
  });
}

/**
 * The one without which most ways around are closed: with most references from the circle and into it. Of several the
 * middle one, since the circle's names come in the order of a way through it, which falls into halves there.
 */
function mostReferences(circle: readonly string[], graph: Graph): string {
  const inside = new Set(circle);
  const into = new Map<string, number>();
  const outOf = new Map<string, number>();
  for (const name of circle) {
    const targets = (graph.get(name) ?? []).filter(({ to }) => inside.has(to) && to !== name);
    outOf.set(name, targets.length);
    for (const { to } of targets) into.set(to, (into.get(to) ?? 0) + 1);
  }
  const weight = (name: string): number => (into.get(name) ?? 0) * (outOf.get(name) ?? 0);
  const most = circle.reduce((largest, name) => Math.max(largest, weight(name)), 0);
  const candidates = circle.filter((name) => weight(name) === most);
  return candidates[Math.floor(candidates.length / 2)]!;
}

/** Names that lead to each other, together; and each such circle after those that it leads to (Tarjan 1972). */
function circlesOf(names: readonly string[], graph: Graph): readonly (readonly string[])[] {
  const among = new Set(names);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const circles: string[][] = [];
  const enter = (name: string): { readonly name: string; readonly targets: readonly string[]; next: number } => {
    index.set(name, index.size);
    low.set(name, index.size - 1);
    stack.push(name);
    onStack.add(name);
    return { name, targets: (graph.get(name) ?? []).map(({ to }) => to).filter((to) => among.has(to)), next: 0 };
  };
  const lower = (name: string, to: number): void => void low.set(name, Math.min(low.get(name)!, to));
  for (const root of names) {
    if (index.has(root)) continue;
    const path = [enter(root)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = top.targets[top.next++];
      if (target === undefined) {
        path.pop();
        const parent = path.at(-1);
        if (parent !== undefined) lower(parent.name, low.get(top.name)!);
        if (low.get(top.name) !== index.get(top.name)) continue;
        const circle = stack.splice(stack.indexOf(top.name));
        for (const name of circle) onStack.delete(name);
        circles.push(circle);
      } else if (!index.has(target)) path.push(enter(target));
      else if (onStack.has(target)) lower(top.name, index.get(target)!);
    }
  }
  return circles;
}

import { bindLate } from './late-binding.js';
import { aboutParts, chunks, isSchemaMap, nameBehind, referTo, type JsonSchema, type JsonSchemaObject } from './schema.js';

type Definitions = Readonly<Record<string, JsonSchema>>;

/** How many schemas inside each other a compiler can be led through: Ajv 8 falls over from about 300 on. */
const reach = 120;

interface Reference {
  readonly to: string;
  /** How many schemas inside each other lead from the definition to the reference. */
  readonly depth: number;
  /** Whether it is about the value itself, and not about a member or an item of it. */
  readonly own: boolean;
}

type Graph = ReadonlyMap<string, readonly Reference[]>;

export interface Ordered {
  readonly schema: JsonSchemaObject;
  readonly definitions: Definitions;
}

/**
 * Compilers follow a reference when they meet it, from definition to definition, as deep as these lead into each other.
 * Where that is too deep, the definitions are named beforehand, each after those that it refers to. In a circle one has to
 * be first: what it leads to too deep is bound late. So no order of any graph leads deeper than `reach`, and what has no
 * circles, or small ones, needs nothing but the order. `if: false` says nothing of any value.
 */
export function inCompileOrder(schema: JsonSchemaObject, definitions: Definitions): Ordered {
  const graph: Graph = new Map(Object.entries(definitions).map(([name, definition]) => [name, referencesIn(definition)]));
  const start = referencesIn(schema);
  if (walk(start, graph, Infinity).deepest <= reach) return { schema, definitions };
  const { first, late } = planOf(start, graph);
  const bound = bindLate(late, schema, definitions);
  const before = named([...bound.before, ...first.map((name) => referTo(bound.bodyOf(name)))]);
  return {
    schema: { allOf: [{ if: false, then: before }, ...bound.always, bound.schema] },
    definitions: bound.definitions,
  };
}

/** A compiler nests one level for each schema of a list, too. */
function named(schemas: readonly JsonSchema[]): JsonSchema {
  return schemas.length <= 20 ? { allOf: schemas } : named(chunks(schemas, 20).map((allOf) => ({ allOf })));
}

function referencesIn(schema: JsonSchema): readonly Reference[] {
  const found = new Map<string, Reference>();
  const visit = (value: unknown, depth: number, own: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    const { $ref } = value as JsonSchemaObject;
    if (typeof $ref === 'string') {
      const key = `${own} ${$ref}`;
      if (!found.has(key)) found.set(key, { to: nameBehind($ref), depth, own });
    }
    for (const [key, part] of Object.entries(value)) visit(part, Array.isArray(value) || isSchemaMap(key) ? depth : depth + 1, own && !aboutParts(key));
  };
  // What a reference leads to is a function of its own, which costs a compiler more than a schema inside another.
  visit(schema, 2, true);
  return [...found.values()];
}

interface Walk {
  readonly deepest: number;
  /** In the order in which a compiler is done with them. */
  readonly done: readonly string[];
  /** What would have led deeper than the limit, and was not followed. */
  readonly tooDeep: readonly string[];
}

/** The way of a compiler that follows every reference to what it has not met before. */
function walk(start: readonly Reference[], graph: Graph, limit: number, met = new Set<string>()): Walk {
  const done: string[] = [];
  const tooDeep = new Set<string>();
  const path: { readonly name?: string; readonly references: readonly Reference[]; readonly depth: number; next: number }[] = [{ references: start, depth: 0, next: 0 }];
  let deepest = 0;
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const reference = top.references[top.next++];
    if (reference === undefined) {
      path.pop();
      if (top.name !== undefined) done.push(top.name);
    } else if (!met.has(reference.to)) {
      const depth = top.depth + reference.depth;
      if (depth > limit && canBeLate(reference, graph)) {
        tooDeep.add(reference.to);
        continue;
      }
      met.add(reference.to);
      deepest = Math.max(deepest, depth);
      path.push({ name: reference.to, references: graph.get(reference.to) ?? [], depth, next: 0 });
    }
  }
  return { deepest, done, tooDeep: [...tooDeep] };
}

/** What refers to nothing leads nowhere; and what is about the same value comes with it (see `bindLate`). */
const canBeLate = ({ to, own }: Reference, graph: Graph): boolean => !own && (graph.get(to) ?? []).length > 0;

/** Which definitions are named first, in which order; and which of them others reach too deep before their turn comes. */
function planOf(start: readonly Reference[], graph: Graph): { readonly first: readonly string[]; readonly late: readonly string[] } {
  const met = new Set<string>();
  const first: string[] = [];
  const late = new Set<string>();
  for (const name of walk(start, graph, Infinity).done) {
    if (met.has(name)) continue;
    first.push(name);
    for (const other of walk([{ to: name, depth: 0, own: true }], graph, reach / 2, met).tooDeep) late.add(other);
  }
  return { first, late: [...late] };
}

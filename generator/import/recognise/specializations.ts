import type { Block, Document } from '../document.js';
import type { Fact, ResourceKind } from '../facts.js';
import { nameIn, squeeze } from './text.js';
import { resourcesIn, subjectsIn } from './subject.js';

type Base = Exclude<ResourceKind, 'resource'>;

const base = String.raw`[<\[]?\s*(mgmtObj|flexContainer)\s*[>\]]?(?![A-Za-z])`;
/** `specialization of the <flexContainer> resource`, `<mgmtObj> specialization`, `specializes flexContainer`. */
const specializes = [
  new RegExp(String.raw`\bspeciali[sz](?:ations?|ed versions?)\s+of\s+(?:an?\s+|the\s+)?(?:resource(?:\s+type)?\s+)?${base}`, 'i'),
  new RegExp(String.raw`\bspeciali[sz]es\s+(?:the\s+)?${base}`, 'i'),
  new RegExp(String.raw`${base}\s+(?:resource(?:\s+type)?\s+)?speciali[sz]ations?\b`, 'i'),
];

/** The resource type that a text calls specialized. */
export function specializedIn(text: string): Base | undefined {
  const found = specializes.map((pattern) => pattern.exec(text.slice(0, longest))?.[1]).find((name) => name !== undefined);
  return found === undefined ? undefined : (bases.find((name) => name.toLowerCase() === found.toLowerCase()));
}

const bases: readonly Base[] = ['mgmtObj', 'flexContainer'];
const longest = 2_000;

/**
 * Which resource types specialize <mgmtObj>, which <flexContainer>: both are written in square brackets. First counts what
 * the clause of the type says, then what the headings over it say, then that it has the attribute by which its base tells
 * specializations apart (TS-0001 9.6.15, 9.6.35), then which table of specializations or children lists it.
 */
export function specializations(document: Document, facts: readonly Fact[]): ReadonlyMap<string, Base> {
  const weights = new Map<string, { readonly kind: Base; readonly weight: number }>();
  const say = (name: string, kind: Base | undefined, weight: number): void => {
    if (kind !== undefined && weight > (weights.get(name)?.weight ?? 0)) weights.set(name, { kind, weight });
  };
  const headings: { readonly level: number; readonly text: string }[] = [];
  let subject: string | undefined;
  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      while (headings.length > 0 && headings.at(-1)!.level >= block.level) headings.pop();
      headings.push(block);
      subject = headings.map(({ text }) => oneIn(text)).findLast((name) => name !== undefined);
      if (subject !== undefined) say(subject, headings.map(({ text }) => specializedIn(text)).findLast((kind) => kind !== undefined), 3);
    } else if (block.kind === 'paragraph') {
      if (subject !== undefined) say(subject, specializedIn(block.text), 4);
      else for (const { name, kind } of resourcesIn(block.text.slice(0, longest))) if (kind === 'mgmtObj') say(name, specializedIn(block.text), 1);
    } else for (const [name, kind] of listedIn(block)) say(name, kind, 1);
  }
  for (const fact of facts) {
    if (fact.kind !== 'attribute' || fact.resource === undefined) continue;
    if (fact.name === 'mgmtDefinition') say(fact.resource, 'mgmtObj', 2);
    if (fact.name === 'containerDefinition') say(fact.resource, 'flexContainer', 2);
  }
  return new Map([...weights].map(([name, { kind }]) => [name, kind]));
}

/** `Resource [software]`: the one type in square brackets that a heading is about. */
function oneIn(text: string): string | undefined {
  const found = subjectsIn(text);
  return found.length === 1 && !bases.includes(found[0]!.name as Base) ? found[0]!.name : undefined;
}

/** `<flexContainer> Specializations` over a table whose first column names them; `<mgmtObj> as defined in the specialization [memory]`. */
function listedIn({ caption, rows }: Extract<Block, { kind: 'table' }>): readonly (readonly [string, Base])[] {
  const kind = caption === undefined ? undefined : specializedIn(caption);
  return rows.flatMap(({ cells }) => {
    const name = kind === undefined ? undefined : nameIn(cells[0]?.text ?? '')?.name;
    if (kind !== undefined && name !== undefined) return [[name, kind] as const];
    return cells.flatMap(({ text }) => {
      const [of] = /[<[]\s*(?:mgmtObj|flexContainer)\s*[>\]] as defined in the speciali[sz]ation\b/i.exec(text) ?? [];
      const stated = of === undefined ? undefined : bases.find((b) => of.includes(b));
      return stated === undefined ? [] : resourcesIn(squeeze(text)).flatMap(({ name: listed, kind: k }) => (k === 'mgmtObj' ? [[listed, stated] as const] : []));
    });
  });
}

/** The facts with the kinds of their resource types as the whole document has them. */
export function withKinds(facts: readonly Fact[], kinds: ReadonlyMap<string, Base>): readonly Fact[] {
  // What its own tables write in angle brackets is no specialization, whatever a list of others says in passing (<group>).
  const written = (isPlain: boolean): ReadonlySet<string> => new Set(facts.flatMap((fact) => (fact.kind === 'attribute' && fact.resource !== undefined && (fact.resourceKind === 'resource') === isPlain ? [fact.resource] : [])));
  const [plain, bracketed] = [written(true), written(false)];
  return facts.map((fact) => {
    if (!('resourceKind' in fact)) return fact;
    // A table of schema files writes names without brackets: svcObjWrapperAnnc.
    if (fact.resourceKind === 'resource' && fact.kind !== 'resource-type') return fact;
    const name = fact.kind === 'resource-type' ? fact.name : fact.resource;
    if (name !== undefined && plain.has(name) && !bracketed.has(name)) return fact;
    const kind = name === undefined ? undefined : kinds.get(name);
    return kind === undefined || kind === fact.resourceKind ? fact : { ...fact, resourceKind: kind };
  });
}

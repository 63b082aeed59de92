import type { Place } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../model/model.js';
import type { AttributeFact, Fact, Facts } from '../facts.js';
import { at, type Workspace } from '../merge/workspace.js';
import { isMarked } from './difference.js';
import type { Judgement } from './evidence.js';
import { isElided, isNearlyAll, isWhole, judgeDocument, judgeRows } from './evidence.js';
import type { GoneRow } from './rows.js';
import { bySubject, nameOf, rowKey, rowKeyOfFact, subjectKey, subjectOf } from './rows.js';

/** How a document speaks of a subject: by change marks, as the document of record, or in part. */
export type Reading = 'marked' | 'whole' | 'excerpt';

/** What was taken for what, and why, where a subject of the definitions has more than the document shows. */
export interface Verdict {
  readonly document: string;
  /** `attributes of <node>`. */
  readonly subject: string;
  readonly as: Reading;
  readonly why: string;
  /** What stays although the document does not show it. */
  readonly kept: readonly string[];
  readonly removed: readonly string[];
}

export interface Subject {
  readonly kind: Fact['kind'];
  /** The resource, type or table; absent where there is one of the kind. */
  readonly of?: string;
  readonly title: string;
}

/** Names of rows that go, and where the document says so: the row that its marks delete, else where it speaks of the subject. */
export type Gone = ReadonlyMap<string, { readonly place?: Place }>;

/** A row of the definitions. */
export interface Held {
  readonly name: string;
  readonly source: Source;
  /** By which others refer to it: that of a value. */
  readonly number?: number;
}

/**
 * What the silence of a document means. Marks say what is gone. Without them a row that the definitions have and a table lacks is
 * gone only where the document is the one of record for it: the one that the row is cited from, whole or nearly so. An excerpt,
 * a guide, another document's restatement and an older version remove nothing.
 */
export class Absences {
  readonly verdicts: Verdict[] = [];
  /** Everything that goes. */
  readonly went: GoneRow[] = [];
  readonly #spoken = new Map<Facts, ReadonlyMap<string, readonly Fact[]>>();
  readonly #removed = new Map<Facts, ReadonlyMap<string, Place>>();
  readonly #renamed = new Map<string, string>();
  readonly #whole = new Map<Facts, Judgement | undefined>();

  constructor(
    private readonly documents: readonly Facts[],
    private readonly workspaces: readonly Workspace[],
    private readonly as?: 'excerpt' | 'whole',
    /** Rows that stay, whatever the documents say: the rest needs them. */
    private readonly keep: ReadonlySet<string> = new Set(),
  ) {
    for (const facts of documents) {
      this.#spoken.set(facts, bySubject(facts.facts));
      if (facts.removed !== undefined) this.#removed.set(facts, new Map(facts.removed.map((fact) => [rowKeyOfFact(fact), fact.place])));
      else this.#whole.set(facts, judgeDocument(facts, this.workspaces));
    }
  }

  /** Names of the rows held that no document read has, and that are gone. */
  gone(subject: Subject, held: readonly Held[], read: ReadonlySet<string>, covers: (row: Held, facts: Facts) => boolean = () => true): Gone {
    const gone = this.#absentFrom(subject, held, read, covers);
    for (const { name, number } of held.filter((row) => gone.has(row.name))) {
      this.went.push({ kind: subject.kind, name, ...(subject.of !== undefined && { of: subject.of }), ...(number !== undefined && { number }) });
    }
    return gone;
  }

  /**
   * Whether a whole specification is at hand that speaks of a subject which the definitions do not have: then it alone says which
   * rows there are, and none comes from what is known besides, say of a Change Request to it.
   */
  definesAnew(subject: Pick<Subject, 'kind' | 'of'>): boolean {
    return this.documents.some((facts) => (this.as ?? this.#whole.get(facts)?.as) === 'whole' && this.#spokenOf(facts, subject).length > 0 && !isElided(facts, this.#spokenOf(facts, subject)));
  }

  #spokenOf(facts: Facts, { kind, of }: Pick<Subject, 'kind' | 'of'>): readonly Fact[] {
    return this.#spoken.get(facts)!.get(subjectKey(kind, of)) ?? [];
  }

  #absentFrom(subject: Subject, held: readonly Held[], read: ReadonlySet<string>, covers: (row: Held, facts: Facts) => boolean): Gone {
    const gone = new Map<string, { readonly place?: Place }>();
    const absent = held.filter((row) => !read.has(row.name));
    if (absent.length === 0) return gone;
    const key = subjectKey(subject.kind, subject.of);
    const isNeeded = (row: Held): boolean => this.keep.has(`${key} ${row.name}`);
    for (const facts of this.documents) {
      const marked = this.#removed.get(facts);
      if (marked !== undefined) {
        for (const row of absent) {
          const place = marked.get(`${key} ${row.name}`);
          if (place !== undefined && !isNeeded(row)) gone.set(row.name, { place });
        }
        continue;
      }
      const spoken = this.#spokenOf(facts, subject);
      if (spoken.length === 0) continue;
      const covered = held.filter((row) => covers(row, facts));
      const missing = covered.filter((row) => !read.has(row.name));
      if (missing.length === 0) continue;
      const own = covered.filter((row) => row.source.document === facts.document);
      const { as, why } = this.#reading(facts, spoken, own, held, read);
      const removed = as === 'whole' ? missing.filter((row) => (this.as === 'whole' || row.source.document === facts.document) && !isNeeded(row)) : [];
      for (const { name } of removed) gone.set(name, at(spoken[0]));
      const kept = missing.filter((row) => !removed.includes(row));
      this.verdicts.push({ document: facts.document, subject: subject.title, as, why, kept: kept.map((r) => r.name), removed: removed.map((r) => r.name) });
    }
    return gone;
  }

  /** A resource has another name from now on: rows that marks delete under the old one are those of the new one. */
  renamed(before: string, now: string): void {
    this.#renamed.set(before, now);
    for (const [facts, keys] of this.#removed) {
      const moved = (['attribute', 'child'] as const).flatMap((kind) => [...keys].filter(([key]) => key.startsWith(`${subjectKey(kind, before)} `)).map(([key, place]) => [subjectKey(kind, now) + key.slice(subjectKey(kind, before).length), place] as const));
      this.#removed.set(facts, new Map([...keys, ...moved]));
    }
  }

  /** Whether marks delete something in the very row in which the facts stand: its name is replaced. */
  isReplaced(kind: Fact['kind'], of: string, name: string, facts: readonly Fact[]): boolean {
    const isOf = (subject = ''): boolean => (this.#renamed.get(subject) ?? subject) === of;
    const places = this.#deleted().flatMap((fact) => (fact.kind === kind && isOf(subjectOf(fact)) && nameOf(fact) === name ? [fact.place] : []));
    return places.some((place) => facts.some((fact) => fact.place.file === place.file && fact.place.line === place.line));
  }

  /** How an attribute reads before marks replace what a column says, or delete it. */
  replaced(resource: string, name: string, column: string): readonly AttributeFact[] {
    return this.documents.flatMap(({ replaced = [] }) => replaced.flatMap(({ was, by }) => (was.kind === 'attribute' && was.resource === resource && was.name === name && isMarked(by, column) ? [was] : [])));
  }

  /** The subjects of which marks delete something. */
  deleted(...kinds: readonly Fact['kind'][]): readonly string[] {
    return [...new Set(this.#deleted().flatMap((fact) => (kinds.includes(fact.kind) ? (subjectOf(fact) ?? []) : [])))].filter((subject) => !this.#renamed.has(subject));
  }

  /** The operations of a resource type of which marks delete that they are forbidden. */
  allowed(resource: string): readonly string[] {
    return this.#deleted().flatMap((fact) => (fact.kind === 'operation' && fact.resource === resource ? [fact.operation] : []));
  }

  /** The types of whose tables of values marks delete something. */
  deletedTables(): readonly string[] {
    return [...new Set(this.#deleted().flatMap((fact) => (fact.kind === 'enumeration-value' && fact.type !== undefined && fact.value !== undefined ? [fact.type] : [])))];
  }

  /** The resources of which marks delete an attribute of this name. */
  deletedAttributes(name: string): readonly string[] {
    return [...new Set(this.#deleted().flatMap((fact) => (fact.kind === 'attribute' && fact.name === name && fact.resource !== undefined ? [fact.resource] : [])))];
  }

  /** Where the first of these members stands. */
  placeOfMember(names: readonly string[]): Place | undefined {
    return this.documents.flatMap(({ facts }) => facts).find((fact) => fact.kind === 'member' && names.includes(fact.path.at(-1) ?? ''))?.place;
  }

  /** Where marks delete the values of an enumeration. */
  placeOfDeleted(type: string): Place | undefined {
    return this.#deleted().find((fact) => fact.kind === 'enumeration-value' && fact.type === type)?.place;
  }

  /** Whether marks delete names of a list. */
  deletesNames({ type, attribute }: Pick<Fact & { kind: 'enumeration-value' }, 'type' | 'attribute'>): boolean {
    return this.#deleted().some((fact) => fact.kind === 'enumeration-value' && fact.type === type && fact.attribute?.resource === attribute?.resource && fact.attribute?.name === attribute?.name);
  }

  #deleted(): readonly Fact[] {
    return this.documents.flatMap((facts) => facts.removed ?? []);
  }

  /** Whether the order of a document's rows is the order of the subject. */
  ordersRows(of: string, held: readonly Held[], read: ReadonlySet<string>): boolean {
    return this.documents.every((facts) => {
      const spoken = this.#spoken.get(facts)!.get(subjectKey('attribute', of)) ?? [];
      if (spoken.length === 0) return true;
      if (facts.removed !== undefined) return false;
      const covered = held.filter((row) => row.source.document === facts.document);
      return covered.length === 0 ? false : covered.every((row) => read.has(row.name)) || this.#reading(facts, spoken, covered, held, read).as === 'whole';
    });
  }

  /** Whether a document that no longer speaks of a resource at all takes it away, why, and under which name its marks bring it back. */
  takesAway(name: string, source: Source, rows: readonly string[], mentions: (facts: Facts) => boolean, isUnnumbered = false): { readonly facts: Facts; readonly why: string; readonly as?: string } | undefined {
    if (this.keep.has(rowKey({ kind: 'resource', name }))) return undefined;
    const speaks = (facts: Facts): boolean => ['attribute', 'child'].some((kind) => (this.#spoken.get(facts)!.get(subjectKey(kind as Fact['kind'], name)) ?? []).length > 0);
    if (this.documents.every((facts) => facts.removed === undefined) && this.documents.some(speaks)) return undefined;
    for (const facts of this.documents) {
      if (speaks(facts)) continue;
      if (facts.removed !== undefined) {
        const as = facts.renamed?.get(name);
        if (as !== undefined && this.workspaces[0]?.resource(as) === undefined) return { facts, why: 'marks replace its name', as };
        const deleted = new Set(facts.removed.flatMap((fact) => (fact.kind === 'attribute' && fact.resource === name ? [fact.name] : [])));
        if (isNearlyAll(rows.filter((row) => deleted.has(row)).length, rows.length) && !mentions(facts)) return { facts, why: 'its tables are marked as deleted' };
        continue;
      }
      const whole = this.#whole.get(facts);
      // `--as whole` is said of the tables that are there; what is nowhere goes by the evidence alone.
      if (this.as !== 'excerpt' && whole?.as === 'whole' && (isUnnumbered || (source.document === facts.document && !mentions(facts)))) return { facts, why: whole.why };
    }
    return undefined;
  }

  #reading(facts: Facts, spoken: readonly Fact[], own: readonly Held[], held: readonly Held[], read: ReadonlySet<string>): Judgement {
    if (this.as !== undefined) return { as: this.as, why: `--as ${this.as} says so` };
    if (isElided(facts, spoken)) return { as: 'excerpt', why: 'its table says that rows are left out' };
    if (own.length === 0) {
      const [first] = held;
      return { as: 'excerpt', why: `it restates ${first?.source.document ?? 'another document'}` };
    }
    const judged = this.#whole.get(facts);
    if (judged !== undefined) return judged;
    // Rows that the document adds count as they will when it is read again: it is then taken for the same.
    const fresh = [...read].filter((name) => !held.some((row) => row.name === name)).length;
    const there = own.filter((row) => read.has(row.name)).length + fresh;
    const all = own.length + fresh;
    return judgeRows(facts, there, all);
  }

  /** Whether a document has change marks. */
  isMarked(document: string): boolean {
    return this.documents.some((facts) => facts.document === document && facts.removed !== undefined);
  }

  /** Whether an unmarked document is a whole specification. */
  isWhole(document: string): boolean {
    return this.as !== 'excerpt' && this.documents.some((facts) => facts.document === document && facts.removed === undefined && this.#whole.get(facts)?.as === 'whole');
  }

  /** Whether the document is a whole specification, marked or not. */
  isOfRecord(facts: Facts): boolean {
    return this.as !== 'excerpt' && (this.as === 'whole' || isWhole(facts, this.workspaces));
  }
}

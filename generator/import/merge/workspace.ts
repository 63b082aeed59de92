import { posix } from 'node:path';
import { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Place } from '../../diagnostics/diagnostic.js';
import { copyOf, equal } from '../../model/json-value.js';
import type { Source } from '../../model/model.js';
import { oncePer } from '../../once-per.js';
import type { DefinitionKinds, Kind } from '../../read/definitions/definitions.js';
import { isSchemaFile, kindOf } from '../../read/definitions/kind.js';
import { parseJson } from '../../read/definitions/parse.js';
import type { Definitions } from '../../read/definitions/read.js';
import { definitionsOf } from '../../read/definitions/of-sources.js';
import { keptByText } from '../../read/kept.js';
import type { Sources } from '../../read/sources.js';
import type { Citation } from '../facts.js';
import type { Change } from './changes.js';
import { editJson, printJson } from './json-text.js';

/** A definition that may be changed. */
export type Draft<T> = T extends readonly (infer Item)[] ? Draft<Item>[] : T extends object ? { -readonly [K in keyof T]: Draft<T[K]> } : T;

export interface DraftFile<K extends Kind = Kind> {
  readonly kind: K;
  readonly file: string;
  readonly content: Draft<DefinitionKinds[K]>;
  /** Absent: a new file. */
  readonly text?: string;
  /** What the text says. */
  readonly read?: unknown;
  /** Whether nobody has asked for the content, so that it is what the text says. */
  readonly isUntouched?: boolean;
}

/** A definition as it is now, to be looked at. */
export type Seen<K extends Kind = Kind> = Pick<DraftFile<K>, 'file' | 'text'> & { readonly content: DefinitionKinds[K] };

/** What a text is, to any number of workspaces. */
const readContent = keptByText((file, text, diagnostics) => {
  const document = parseJson(file, text, diagnostics);
  const kind = document && kindOf(document, diagnostics);
  return kind && { kind, read: document!.content };
});

/** Each workspace has a content of its own, made when it is asked for: most files nobody changes. One that is to be read has what all have. */
function draftOf(file: string, text: string, isToRead: boolean): DraftFile | undefined {
  const known = readContent(file, text, new Diagnostics());
  if (known === undefined) return undefined;
  if (isToRead) return { kind: known.kind, file, text, read: known.read, isUntouched: true, content: known.read as DraftFile['content'] };
  let content: DraftFile['content'] | undefined;
  return {
    ...known,
    file,
    text,
    get isUntouched() {
      return content === undefined;
    },
    get content() {
      return (content ??= copyOf(known.read) as DraftFile['content']);
    },
  };
}

/** The content as it is now, without a copy of what nobody has asked for. */
const contentOf = <K extends Kind>(draft: DraftFile<K>): DefinitionKinds[K] => (draft.isUntouched === true ? draft.read : draft.content) as DefinitionKinds[K];

const seenOf = oncePer((draft: DraftFile): Seen => ({
  file: draft.file,
  ...(draft.text !== undefined && { text: draft.text }),
  get content() {
    return contentOf(draft);
  },
}));

/** Something that the document does not say and the known definitions do, or that is made up. */
export interface Completion {
  /** `short name`, `XSD document`, `column` … */
  readonly what: string;
  /** Of what is made up, with its value. */
  readonly name: string;
  /** The known definition, or `madeUp`. */
  readonly from: string;
}

/** What nobody says: provisional, until somebody does. */
export const madeUp = 'made up';

/** The definitions of a folder as printed, to be read and changed; texts come out at the end. */
export class Workspace {
  readonly changes: Change[] = [];
  /** Differences between what is known and what is printed, in definitions that are new as a whole. */
  readonly differences: Change[] = [];
  readonly completed: Completion[] = [];
  #files: DraftFile[] = [];
  readonly #removed = new Set<string>();
  readonly #added = new Map<string, string>();
  #used: Definitions | undefined;
  /** The text that a draft had when it was asked for last, and for what content. */
  readonly #written = new WeakMap<DraftFile, { readonly json: string; readonly text: string }>();

  constructor(readonly sources: Sources, use: 'to change' | 'to read' = 'to change') {
    for (const [file, text] of sources) {
      if (!file.endsWith('.json') || isSchemaFile(file)) continue;
      const draft = draftOf(file, text, use === 'to read');
      if (draft !== undefined) this.#files.push(draft);
    }
  }

  all<K extends Kind>(kind: K): readonly DraftFile<K>[] {
    return this.#files.filter((f) => f.kind === kind) as unknown as readonly DraftFile<K>[];
  }

  /** The same for those who look and change nothing: what nobody has asked for to change is not copied, nor compared when texts come out. */
  seen<K extends Kind>(kind: K): readonly Seen<K>[] {
    return this.#files.filter((f) => f.kind === kind).map(seenOf) as unknown as readonly Seen<K>[];
  }

  /** The definitions as they were read, errata applied. */
  get used(): Definitions {
    this.#used ??= definitionsOf(this.sources);
    return this.#used;
  }

  /** The file for new entries of a kind of which one file is enough; made when there is none. */
  file<K extends Exclude<Kind, 'resource' | 'machine'>>(kind: K, empty: () => Draft<DefinitionKinds[K]>): DraftFile<K> {
    const [first] = this.all(kind);
    return first ?? this.create(kind, kind === 'errata' ? 'errata.json' : `tables/${kind}.json`, empty());
  }

  create<K extends Kind>(kind: K, file: string, content: Draft<DefinitionKinds[K]>): DraftFile<K> {
    const schema = posix.relative(posix.dirname(file), `tables/schema/${kind}.schema.json`);
    const draft: DraftFile<K> = { kind, file, content: { $schema: schema, ...content } };
    this.#files.push(draft as unknown as DraftFile);
    return draft;
  }

  resource(name: string): DraftFile<'resource'> | undefined {
    return this.all('resource').find((f) => contentOf(f).name === name);
  }

  enumeration(type: string): Draft<DefinitionKinds['enumerations']['enumerations'][number]> | undefined {
    const file = this.all('enumerations').find((f) => contentOf(f).enumerations.some((e) => e.type === type));
    return file?.content.enumerations.find((e) => e.type === type);
  }

  /** Takes a file away, whatever it is. */
  remove(file: string): void {
    this.#files = this.#files.filter((f) => f.file !== file);
    this.#added.delete(file);
    if (this.sources.has(file)) this.#removed.add(file);
  }

  /** A definition under another path; its text is edited and not printed anew. */
  rename(from: string, to: string): void {
    this.#files = this.#files.map((f) => (f.file === from ? { ...f, file: to, isUntouched: false } : f));
    if (this.sources.has(from)) this.#removed.add(from);
  }

  /** Files that are no more. */
  removed(): readonly string[] {
    return [...this.#removed].sort();
  }

  /** A file that is no definition: an XSD, a JSON Schema. */
  add(file: string, text: string): void {
    this.#added.set(file, text);
  }

  change(change: Change): void {
    this.changes.push(change);
  }

  /** What has changed, and what is new: path → text. */
  changed(): Map<string, string> {
    return new Map([...this.#changedDefinitions(), ...this.#changedTexts()]);
  }

  #changedDefinitions(): Map<string, string> {
    const result = new Map<string, string>();
    for (const draft of this.#files) {
      const { file, text } = draft;
      if (text === undefined || isChanged(draft)) result.set(file, this.#write(draft));
      else if (!this.sources.has(file)) result.set(file, text);
    }
    return result;
  }

  #write(draft: DraftFile): string {
    const json = JSON.stringify(draft.content);
    let written = this.#written.get(draft);
    if (written?.json !== json) {
      written = { json, text: draft.text === undefined ? printJson(draft.content) : editJson(draft.text, draft.content) };
      this.#written.set(draft, written);
    }
    return written.text;
  }

  #changedTexts(): [file: string, text: string][] {
    return [...this.#added].filter(([file, text]) => this.sources.get(file) !== text);
  }

  /** The paths of all files as they will be. */
  files(): ReadonlySet<string> {
    return new Set([...this.#left('').map(([file]) => file), ...this.#files.map(({ file }) => file), ...this.#added.keys()]);
  }

  /** The XSDs as they will be. */
  xsds(): Map<string, string> {
    return new Map([...this.#left('.xsd'), ...this.#changedTexts().filter(([file]) => file.endsWith('.xsd'))]);
  }

  /** The definitions as they will be. */
  definitions(): Map<string, string> {
    return new Map([...this.#left('.json'), ...[...this.changed()].filter(([file]) => file.endsWith('.json'))]);
  }

  #left(end: string): [file: string, text: string][] {
    return [...this.sources].filter(([file]) => file.endsWith(end) && !this.#removed.has(file));
  }
}

const isChanged = (draft: DraftFile): boolean => draft.isUntouched !== true && !equal(draft.content, draft.read);

/** A fact with the id of its document. */
export type Stated<F> = F & { readonly document: string };

/** What a definition says of where a fact comes from. A table that stands in no numbered clause is named by its own number. */
export function sourceOf({ document, source }: { readonly document: string; readonly source: Citation }): Draft<Source> {
  const clause = source.clause ?? source.table?.replace(/-[^-]*$/, '') ?? 'unnumbered';
  return { document, clause, ...(source.table !== undefined && { table: source.table }) };
}

export const sameSource = (a: Source, b: Source): boolean => a.document === b.document && a.clause === b.clause && a.table === b.table;

/** For a change: where the document says so. */
export const at = (fact: { readonly place: Place } | undefined): { readonly place?: Place } => (fact === undefined ? {} : { place: fact.place });

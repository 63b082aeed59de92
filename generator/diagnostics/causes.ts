import { groupBy } from '../group-by.js';
import type { Diagnostic } from './diagnostic.js';
import { editDistance } from './did-you-mean.js';

/** What one step of the compiler reported, and the names that it could not use, so that later steps will miss them. */
export interface Step {
  readonly diagnostics: readonly Diagnostic[];
  readonly lost?: ReadonlySet<string>;
  /** Something is missing that everything else may refer to: what later steps say is worth nothing. */
  readonly final?: boolean;
}

/**
 * The causes among what the steps reported, in their order. One slip makes many rules stumble: a name that is misspelt in
 * one place is unknown there and missing in others, and a row that cannot be read is missed by all that refer to it. So
 * what mentions a name that an earlier error is about, or stands in a row that an earlier step has found wrong, follows
 * from that error and is left out; the same error in many places is one, which says how many, and so is what is said of
 * many subjects in the same words: `withoutSubject` gives these words. Notes are nobody's doing.
 */
export function causes(steps: readonly Step[], withoutSubject: (message: string) => string = (message) => message): { readonly diagnostics: readonly Diagnostic[]; readonly left: number } {
  const known = new Known();
  const notes: Diagnostic[] = [];
  let left = 0;
  for (const [i, { diagnostics, lost = [], final }] of steps.entries()) {
    for (const diagnostic of diagnostics) {
      if (diagnostic.severity === 'note') notes.push(diagnostic);
      // Each value that is none is to be mended by itself; a document or a name that XSDs lack is lacking once.
      else if (i === 0 || !known.explains(diagnostic)) known.add(diagnostic, i > 0 || diagnostic.code.startsWith('XSD_'));
      else left++;
    }
    known.endStep(lost);
    if (!final) continue;
    left += steps.slice(i + 1).flatMap((later) => later.diagnostics).filter(({ severity }) => severity !== 'note').length;
    break;
  }
  const alike = groupBy(known.groups.map(summedUp), ({ code, message }) => `${code} ${withoutSubject(message)}`);
  return { diagnostics: [...[...alike.values()].flatMap(saidOnce), ...notes], left };
}

interface Group {
  readonly first: Diagnostic;
  readonly more: Diagnostic[];
}

/** What is wrong as far as we know, and what that is about. */
class Known {
  readonly groups: Group[] = [];
  readonly #byMessage = new Map<string, Group>();
  readonly #lost = new Set<string>();
  /** Name → codes of the errors that are about it. */
  readonly #about = new Map<string, Set<string>>();
  /** `file#pointer` of what earlier steps found wrong, and of everything around it but the whole file. */
  readonly #wrong = new Set<string>();
  /** Files with errors, which others may name. */
  readonly #files = new Set<string>();
  #ofThisStep: Diagnostic[] = [];

  add(diagnostic: Diagnostic, summedUp: boolean): void {
    const { severity, code, message, place } = diagnostic;
    const key = `${code} ${message}`;
    // The same thing said of two places; of what names no place there is one.
    const same = summedUp && place !== undefined ? this.#byMessage.get(key) : undefined;
    if (same !== undefined) {
      same.more.push(diagnostic);
      return;
    }
    const group = { first: diagnostic, more: [] };
    this.groups.push(group);
    this.#byMessage.set(key, group);
    if (severity !== 'error') return;
    this.#ofThisStep.push(diagnostic);
    for (const name of aboutOf(diagnostic)) this.#about.set(name, (this.#about.get(name) ?? new Set()).add(code));
  }

  explains({ code, message, place }: Diagnostic): boolean {
    const words = wordsIn(message);
    if (words.some((word) => this.#lost.has(word)) || [...this.#files].some((file) => message.includes(file))) return true;
    // One kind of rule says a thing once: a name that it misses twice is missing in two places.
    if (words.some((word) => [...(this.#about.get(word) ?? [])].some((other) => other !== code))) return true;
    return place?.pointer !== undefined && place.pointer !== '' && this.#wrong.has(`${place.file}#${place.pointer}`);
  }

  endStep(lost: Iterable<string>): void {
    for (const name of lost) this.#lost.add(name);
    for (const { place } of this.#ofThisStep) {
      if (place !== undefined) this.#files.add(place.file);
      for (let pointer = place?.pointer ?? ''; pointer !== ''; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) this.#wrong.add(`${place!.file}#${pointer}`);
    }
    this.#ofThisStep = [];
  }
}

/** The names that an error is about: what stands there, and what was probably meant. */
function aboutOf({ code, message, hint }: Diagnostic): readonly string[] {
  const [, meant] = /^did you mean "([^"]+)"\?/.exec(hint ?? '') ?? [];
  const quoted = [...message.matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
  if (meant === undefined) return code.includes('_UNKNOWN_') ? quoted : [];
  const nearest = [...new Set([...quoted, ...wordsIn(message)])].filter((word) => word !== meant).sort((a, b) => editDistance(a, meant) - editDistance(b, meant))[0];
  return nearest === undefined ? [meant] : [nearest, meant];
}

/** Names in a message: `softwareCampaign.campaignStatus` are two, `m2m:cmdType` is one. */
const wordsIn = (message: string): readonly string[] => message.match(/[\p{L}\p{N}_][\p{L}\p{N}_:-]*/gu)?.map((word) => word.replace(/:$/, '')) ?? [];

const summedUp = ({ first, more }: Group): Diagnostic => (more.length === 0 ? first : { ...first, also: more.map(({ place }) => place!) });

/** What is wrong with a few may be wrong with each of them; what is wrong with more has one cause. */
const few = 3;

function saidOnce(alike: readonly Diagnostic[]): readonly Diagnostic[] {
  const [first, ...others] = alike;
  if (first === undefined || alike.length <= few) return alike;
  const places = [first, ...others].flatMap(({ place, also = [] }) => [...(place === undefined ? [] : [place]), ...also]);
  const [, ...also] = new Map(places.map((place) => [`${place.file}:${place.line}:${place.column}`, place])).values();
  return [{ ...first, message: `${first.message}; so it is with ${others.length} others`, ...(also.length > 0 && { also }) }];
}

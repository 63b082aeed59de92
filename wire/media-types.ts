/** Content types of oneM2M's bodies (TS-0004 6.7, TS-0009 6.4.3). */

export type Syntax = 'json' | 'xml';
/** What a content type promises; `any` where it is only a syntax. */
export type Promised = 'any' | 'resource' | 'notification' | 'requestPrimitive' | 'responsePrimitive';

export interface MediaType {
  readonly syntax: Syntax;
  readonly content: Promised;
  /** Number of a resource type: a Create request says so (TS-0009 6.4.3). */
  readonly resourceType: number | undefined;
}

const kinds = { 'vnd.onem2m-res': 'resource', 'vnd.onem2m-ntfy': 'notification', 'vnd.onem2m-preq': 'requestPrimitive', 'vnd.onem2m-prsp': 'responsePrimitive' } as const;
const syntaxes: readonly Syntax[] = ['json', 'xml'];

const known: ReadonlyMap<string, Pick<MediaType, 'syntax' | 'content'>> = new Map(
  syntaxes.flatMap((syntax): [string, Pick<MediaType, 'syntax' | 'content'>][] => [
    [`application/${syntax}`, { syntax, content: 'any' }],
    ...Object.entries(kinds).map(([name, content]): [string, Pick<MediaType, 'syntax' | 'content'>] => [`application/${name}+${syntax}`, { syntax, content }]),
  ]),
);

/** Every content type that is read, without parameters. */
export const mediaTypes: readonly string[] = [...known.keys()];

/** Content types of oneM2M in the one serialization that is not read here (TS-0004 8.5): of such a body, nothing is said. */
const uncovered: ReadonlySet<string> = new Set(['application/cbor', ...Object.keys(kinds).map((name) => `application/${name}+cbor`)]);

const namesOf = (text: string): readonly string[] => text.split(';').map((part) => part.trim().toLowerCase());

/** A content type below that of oneM2M, of something that Release 3 does not have: contents, or a serialization. */
const ofOthers = /^application\/vnd\.onem2m-[\w.-]+\+[\w.-]+$/;

/** Whether a content type is oneM2M's and not read here; in a reading of other releases, also one that only those have. */
export function isUncovered(text: string, release: '3' | 'any' | undefined): boolean {
  const [name = ''] = namesOf(text);
  return uncovered.has(name) || (release === 'any' && ofOthers.test(name));
}

/** A content type with its parameters, in any case; undefined when it is none of those. `charset` says nothing about a text that is read already. */
export function mediaType(text: string): MediaType | undefined {
  const [name = '', ...parameters] = namesOf(text);
  const found = known.get(name);
  if (found === undefined) return undefined;
  const number = parameters.map((parameter) => /^ty\s*=\s*"?(\d{1,6})"?$/.exec(parameter)?.[1]).find((digits) => digits !== undefined);
  return { ...found, resourceType: number === undefined ? undefined : Number(number) };
}

import type { Facets, SimpleType } from '../../model/components.js';
import { oncePer } from '../../once-per.js';
import { lexicalPatterns } from '../../read/xsd/lexical.js';
import { safeSource } from '../../read/xsd/safe-pattern.js';

/** Strings that people would use, by local name of type: what patterns leave open, and what no pattern says. */
const known: ReadonlyMap<string, readonly string[]> = new Map([
  ['timestamp', ['20300131T120000', '20300201T000000', '20301231T235959,999999']],
  ['scheduleEntry', ['* 0-5 2,6,10 * * * *', '0 */10 * * * 1-5 2030-2040', '0 0 0 1 1 * *']],
  ['resourceName', ['sample-1', 'sample-2', 'sample-3']],
  ['ID', ['/cse-1/resource-1', '/cse-1/resource-2', '//example.org/cse-1/resource-3']],
  ['nodeID', ['urn:dev:os:32473-000001', 'urn:dev:os:32473-000002']],
  ['deviceID', ['urn:dev:ops:32473-box-1', 'urn:dev:ops:32473-box-2']],
  ['nhURI', ['resource-1', 'resource-2']],
  ['appID', ['Nsample-app', 'Rcom.example.app', 'Nanother-app']],
  ['pointOfAccess', ['http://device-1.example.org:8080', 'mqtt://device-2.example.org']],
  ['contentInfo', ['application/json:0', 'text/plain:0']],
  ['externalID', ['device-1@example.org', 'device-2@example.org']],
  ['roleID', ['installer@roles.example.org', 'owner@roles.example.org']],
  ['tokenID', ['token-1@tokens.example.org', 'token-2@tokens.example.org']],
  ['e2eCompactJWS', ['eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhIn0.c2lnbmF0dXJl']],
  ['e2eCompactJWE', ['eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVydGV4dA.dGFn']],
  ['ipv4', ['192.0.2.1', '198.51.100.0/24']],
  ['ipv6', ['2001:db8::1', '2001:db8::/32']],
  ['countryCode', ['KR', 'DE']],
  ['sessionCapability', ['audio:RTP/AVP', 'video:RTP/SAVP']],
  ['anyURI', ['https://example.org/1', 'https://example.org/2', 'https://example.org/3']],
  ['duration', ['PT1H', 'P1D', 'PT30S']],
  ['dateTime', ['2030-01-31T12:00:00Z', '2030-02-01T00:00:00Z']],
  ['date', ['2030-01-31', '2030-02-01']],
  ['time', ['12:00:00', '23:59:59']],
  ['gYearMonth', ['2030-01', '2030-02']],
  ['gYear', ['2030', '2031']],
  ['gMonthDay', ['--01-31', '--02-01']],
  ['gDay', ['---31', '---01']],
  ['gMonth', ['--01', '--02']],
  ['hexBinary', ['0FB7', 'FF']],
  ['base64Binary', ['c2FtcGxl', 'dGV4dA==']],
  ['language', ['en', 'ko']],
  ['token', ['sample-token', 'another-token', 'third-token']],
  ['string', ['sample text', 'another text', 'a third text']],
]);
const words: readonly string[] = ['sample-1', 'sample-2', 'sample-3', 'sample', 'a', 'A', '1'];

const samples: ReadonlySet<string> = new Set([...[...known.values()].flat(), ...words]);

/** Whether a string is one of those that samples are made of. */
export const isSampleString = (text: string): boolean => samples.has(text);

/** Whether a sample says nothing of its type that a word would not. */
export const isPlainWord = (text: string): boolean => [words, known.get('token'), known.get('string')].some((texts) => texts?.includes(text));

/** Other samples of the kind that a string is of, itself first; itself alone when it is none. */
export const samplesLike = (text: string): readonly string[] => {
  const kind = [...known.values(), words].find((texts) => texts.includes(text));
  return kind === undefined ? [text] : [text, ...kind.filter((other) => other !== text)];
};

/** Strings that most patterns reject. */
const odd: readonly string[] = ['not allowed!', '!', ' ', ''];

/**
 * The `n`-th sample of a type of strings; undefined when no known string fits its facets. In XML, white space separates
 * the items of a list, so that an item is one word.
 */
export function sampleString(type: SimpleType, n: number, word = false): string | undefined {
  const all = fittingStrings(type);
  const fitting = word ? all.filter((text) => !/\s/.test(text)) : all;
  return fitting.length === 0 ? stretched(type) : fitting[n % fitting.length];
}

/** Found once for each type: thousands of samples are of a few types. */
const fittingStrings = oncePer((type: SimpleType): readonly string[] => candidates(type).filter((text) => fits(type, text)));

/** A string that breaks the type's pattern and nothing else; undefined when there is no pattern, or none is known. */
export function oddString(type: SimpleType): string | undefined {
  return odd.find((text) => !matches(type, text) && fitsLength(type.facets, text));
}

function* typeNames(type: SimpleType): Generator<string> {
  for (let at: SimpleType | undefined = type; at !== undefined; at = at.base) if (at.name !== undefined) yield at.name.local;
}

const candidates = (type: SimpleType): readonly string[] => [...[...typeNames(type)].flatMap((name) => known.get(name) ?? []), ...words];

/** A string without pattern whose length is bounded to what no candidate has. */
function stretched(type: SimpleType): string | undefined {
  const { length, minLength = 0, maxLength = Infinity } = type.facets;
  const text = 'x'.repeat(length ?? Math.min(Math.max(minLength, 1), maxLength));
  return fits(type, text) ? text : undefined;
}

const fits = (type: SimpleType, text: string): boolean => fitsLength(type.facets, text) && matches(type, text);

function fitsLength({ length, minLength = 0, maxLength = Infinity }: Facets, text: string): boolean {
  const actual = [...text].length;
  return length === undefined ? actual >= minLength && actual <= maxLength : actual === length;
}

function matches(type: SimpleType, text: string): boolean {
  const lexical = lexicalPatterns.get(type.builtin);
  if (lexical !== undefined && !expression(lexical, (source) => `^(?:${source})$`).test(text)) return false;
  return type.facets.patterns.every((step) => step.some((pattern) => expression(pattern, (source) => safeSource(source) ?? '').test(text)));
}

const expressions = new Map<string, RegExp>();

/** Compiled once: a few patterns serve thousands of samples. */
function expression(source: string, translate: (source: string) => string): RegExp {
  const found = expressions.get(source) ?? new RegExp(translate(source), 'u');
  expressions.set(source, found);
  return found;
}

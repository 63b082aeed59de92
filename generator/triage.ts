import { causes } from './diagnostics/causes.js';
import type { CodeTable, Diagnostic } from './diagnostics/diagnostic.js';
import { Diagnostics } from './diagnostics/diagnostic.js';
import { plural } from './diagnostics/render.js';
import type { Model } from './model/model.js';
import { prefixedName } from './model/names.js';
import type { Losses } from './read/definitions/losses.js';
import type { Sources } from './read/sources.js';

export const triageCodes = {
  CONSEQUENCES: { severity: 'note', title: 'Messages that follow from others are left out' },
} as const satisfies CodeTable;

/** What the steps of an analysis reported, each for itself. */
export interface Reported {
  readonly reading: Diagnostics;
  readonly linking: Diagnostics;
  readonly checking: Diagnostics;
}

/** In JSON the members of a oneM2M object have no order (TS-0004 8.4), so nothing is lost where JSON Schema states none. */
const unasked = 'XSD_CHILD_ORDER';

/**
 * The diagnostics of an analysis as its user needs them: causes, without what follows from them. A file that cannot be
 * used at all may be missed anywhere, so that nothing is linked to it before it can.
 */
export function triage({ reading, linking, checking }: Reported, lost: Losses, sources: Sources, model: Model): Diagnostics {
  const withInstanceTypes = filesOfMessages(model);
  const read = reading.reported().filter(({ code, place }) => code !== unasked && !(code === 'XSD_INSTANCE_TYPE' && place !== undefined && withInstanceTypes.has(place.file)));
  for (const { severity, code, message, place } of read) {
    if (severity === 'error' && code.startsWith('XSD_')) loseXsd(code, message, place && lineAt(sources.get(place.file), place.line), lost);
  }
  const stale = read.filter(({ code }) => code === 'ERRATUM_STALE');
  const others = read.filter((diagnostic) => !stale.includes(diagnostic));
  // Without the file of the errata each of them is missing, and without a definition all that errata are about in it.
  const absent = [...stale.filter(({ message }) => message.startsWith('errata are about')), ...(hasErrata(sources) ? [] : checking.reported().filter(({ code }) => code === 'CHECK_ERRATUM_UNKNOWN'))];
  const isAbsent = absent.length > 0 && !lost.everything;
  // What is not patched is as it is printed, which may be no value.
  const isUnpatched = others.some(({ code, place }) => code === 'DEFINITION_VALUE' && stale.some(({ message }) => place !== undefined && message.includes(`${place.file} has no`)));
  // An erratum that no longer applies makes others stumble, unless the name that it misses is misspelt where it should stand.
  const misspelt = [...linking.reported(), ...checking.reported()].filter(({ code }) => /_UNKNOWN_|_NOT_IN_XSD/.test(code)).map(({ message }) => message);
  const followers = stale.filter(({ hint = '' }) => {
    const [, meant] = /^did you mean "([^"]+)"\?$/.exec(hint) ?? [];
    return !isUnpatched && meant !== undefined && misspelt.some((message) => message.includes(meant));
  });
  const staleCauses = { diagnostics: stale.filter((diagnostic) => !followers.includes(diagnostic)) };
  // Of XSDs that lack a document, what they say of names follows from that.
  const isCause = others.some(({ code }) => unread.has(code)) ? ({ code }: Diagnostic): boolean => unread.has(code) || !code.startsWith('XSD_') : () => true;
  const found = causes([
    ...(isAbsent ? [{ diagnostics: [] }, { diagnostics: absent, final: true }] : []),
    ...(isUnpatched ? [staleCauses] : []),
    { diagnostics: others.filter(isCause), lost: lost.names, final: lost.everything },
    { diagnostics: others.filter((diagnostic) => !isCause(diagnostic)) },
    ...(isUnpatched ? [] : [staleCauses]),
    { diagnostics: linking.reported() },
    { diagnostics: checking.reported() },
    { diagnostics: followers },
  ], withoutSubject(model));
  const diagnostics = new Diagnostics();
  for (const diagnostic of found.diagnostics) diagnostics.add(diagnostic);
  if (found.left > 0) {
    const what = diagnostics.list().length === 1 ? 'this' : 'these';
    const message = lost.everything || isAbsent
      ? `nothing is linked or checked before every file ${isAbsent ? 'is there' : 'can be read'}: ${plural(found.left, 'message')} left out`
      : `what follows from ${what} is left out: ${plural(found.left, 'message')}`;
    diagnostics.report(triageCodes, 'CONSEQUENCES', message);
  }
  return diagnostics;
}

/** Documents that could not be read are missed by all others; of anything else in an XSD only the names in the message may be. */
const unread: ReadonlySet<string> = new Set([
  ...['XSD_MALFORMED', 'XSD_NOT_A_SCHEMA', 'XSD_TOO_LARGE', 'XSD_TOO_DEEP', 'XSD_EXTERNAL_ENTITY', 'XSD_ENTITY_LIMIT', 'XSD_ENTITY_MARKUP'],
  ...['XSD_NO_ENTRY', 'XSD_MISSING_DOCUMENT', 'XSD_LOCATION_OUTSIDE', 'XSD_LOCATION_URL', 'XSD_WRONG_NAMESPACE'],
]);

function loseXsd(code: string, message: string, line: string | undefined, lost: Losses): void {
  if (unread.has(code) || line === undefined) lost.everything = true;
  else for (const [, name] of `${message} ${line}`.matchAll(/"([^"]+)"/g)) lost.lose(name);
}

const hasErrata = (sources: Sources): boolean => [...sources.keys()].some((file) => /(^|\/)errata\.json$/.test(file));

const lineAt = (text: string | undefined, number: number): string | undefined => text?.split('\n')[number - 1];

/** Documents whose abstract types come out as what XML says of them: a member that tells which derived type it is. */
const filesOfMessages = ({ cwmp }: Model): ReadonlySet<string> => new Set(cwmp?.messages.map(({ element }) => element.place.file));

/** A message without whom it is said of: checks name a resource, a type or an erratum bare, and rules and outcomes, by their ids, in quotes. */
function withoutSubject({ resources, components, contentRules, outcomes, errata }: Model): (message: string) => string {
  const ids = new Set([...resources.flatMap(({ rules }) => rules), ...contentRules, ...outcomes].map(({ id }) => id));
  const names = new Set([...resources.map(({ name }) => name), ...errata.map(({ id }) => id), ...[...components.types.values()].flatMap((type) => (type.kind === 'complex' ? (prefixedName(type) ?? []) : []))]);
  return (message) => {
    const [subject] = message.replace(/"[^"]*"/g, '').match(words)?.filter((word) => names.has(word)) ?? [];
    return message
      .replace(/"([^"]+)"/g, (quoted, id: string) => (ids.has(id) ? '"…"' : quoted))
      .replace(words, (word) => (word === subject ? '…' : word));
  };
}

const words = /[\p{L}\p{N}_]+(?::[\p{L}\p{N}_]+)?/gu;

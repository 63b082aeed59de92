/** Short or long names: in which of them a request primitive is, and so its answer (TS-0004 8.2). */

import { parameterNames } from '../../generated/tables/names.js';
import { isPrefixed } from '../../wire/vocabulary.js';
import { isObject } from '../json.js';
import { rootNamed, type NameForm } from '../names.js';
import { derived } from '../specification.js';
import { attributeRows } from '../types.js';

/** What an answer takes from its request. */
export interface Forms {
  readonly parameters: NameForm;
  readonly content: NameForm;
  readonly requestIdentifier?: string | number;
}

/** The form of the parameters, that of the content, which may be another, and the identifier of the request. */
export function formsOf(primitive: unknown): Forms {
  if (!isObject(primitive)) return { parameters: 'wire', content: 'wire' };
  const parameters = Object.keys(primitive).some((name) => parameterNames.toShort.has(name) && name !== 'to') ? 'long' : 'wire';
  const content = contentForm(primitive['pc'] ?? primitive['primitiveContent']) ?? parameters;
  const identifier = primitive['rqi'] ?? primitive['requestIdentifier'];
  const isIdentifier = typeof identifier === 'string' || typeof identifier === 'number';
  return { parameters, content, ...(isIdentifier && { requestIdentifier: identifier }) };
}

/** The form of a content by its root element, or by the first name that is one form and not the other. */
export function contentForm(content: unknown): NameForm | undefined {
  if (!isObject(content)) return undefined;
  for (const name of Object.keys(content)) {
    if (isPrefixed(name)) {
      const { forms = [longRoots().has(name) ? 'long' : 'wire'] } = rootNamed(name) ?? {};
      // A type of one's own may have no short name: then its attributes tell.
      return forms.length === 1 ? forms[0] : contentForm(content[name]);
    }
    const [isLong, isShort] = [attributeNames().long.has(name), attributeNames().short.has(name)];
    if (isLong !== isShort) return isLong ? 'long' : 'wire';
  }
  return undefined;
}

/** Root elements that are no resources, and are called otherwise in short. */
const longRoots = derived(({ vocabulary: { roots } }): ReadonlySet<string> =>
  new Set(roots.filter(({ name, shortName }) => name !== shortName).map(({ name }) => `m2m:${name}`)),
);

const attributeNames = derived(({ vocabulary }): { readonly long: ReadonlySet<string>; readonly short: ReadonlySet<string> } => {
  const rows = vocabulary.resources.flatMap(({ name }) => [...attributeRows(name).values()]);
  return { long: new Set(rows.map(({ name }) => name)), short: new Set(rows.map(({ shortName }) => shortName)) };
});

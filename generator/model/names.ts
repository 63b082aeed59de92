import type { Key, Type } from './components.js';
import { keyOf, XSD_NAMESPACE } from './components.js';
import type { Resource } from './resources.js';

/** TS-0004 6.1. */
export const M2M_NAMESPACE = 'http://www.onem2m.org/xml/protocols';

/** TR-069 A.3: that of CWMP 1.2 to 1.4, in which our XSD has its messages. */
const CWMP_NAMESPACE = 'urn:dslforum-org:cwmp-1-2';

/** The key of a global component of oneM2M's own namespace. */
export const m2mKey = (local: string): Key => keyOf({ namespace: M2M_NAMESPACE, local });

/** The key of the element that carries a resource, of the resource's own name. */
export const elementKey = ({ name, namespace }: Pick<Resource, 'name' | 'namespace'>): Key => keyOf({ namespace: namespace?.namespace ?? M2M_NAMESPACE, local: name });

const namespaces: ReadonlyMap<string, string> = new Map([
  ['m2m', M2M_NAMESPACE],
  ['xs', XSD_NAMESPACE],
  ['cwmp', CWMP_NAMESPACE],
]);

const prefixes: ReadonlyMap<string, string> = new Map([...namespaces].map(([prefix, namespace]) => [namespace, prefix]));

/** The key of `m2m:timestamp` or `xs:anyURI`, the two prefixes of definitions, or of `cwmp:EventStruct`; undefined for any other name. */
export function keyOfPrefixed(name: string): Key | undefined {
  const colon = name.indexOf(':');
  const namespace = namespaces.get(name.slice(0, Math.max(colon, 0)));
  return namespace === undefined ? undefined : keyOf({ namespace, local: name.slice(colon + 1) });
}

/** Codepoint order, the only order of our output (never the locale's). */
export const byCodepoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `softwareCampaign` → `SoftwareCampaign`: the TypeScript name of a resource or type; AE and CSEBase stay as they are. */
export const pascalCase = (name: string): string => {
  const cleaned = name.replace(/[^A-Za-z0-9_$]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
  const upper = cleaned.charAt(0).toUpperCase() + cleaned.slice(1);
  return /^[A-Za-z_$]/.test(upper) ? upper : `_${upper}`;
};

/** A published token as an identifier: `All Attributes` → `All_Attributes`, `[firmware]` → `firmware`. */
export const identifier = (token: string): string => {
  const cleaned = token.replace(/[^A-Za-z0-9_$]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z_$]/.test(cleaned) ? cleaned : `_${cleaned}`;
};

/** `m2m:execStatusType` → `execStatusType`. */
export const localName = (prefixed: string): string => prefixed.slice(prefixed.indexOf(':') + 1);

/** The prefixed name of a named type, `m2m:` for every namespace but XSD's own and that of CWMP; undefined for an anonymous type. */
export const prefixedName = (type: Type): string | undefined =>
  type.name === undefined ? undefined : `${prefixes.get(type.name.namespace) ?? 'm2m'}:${type.name.local}`;

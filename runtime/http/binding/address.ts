/** The parameter To as the path of a request (TS-0009 6.2.2.1, Table 6.2.2.1-1), and back. */

import { BindingError } from './binding-error.js';

const CLAUSE = 'TS-0009 6.2.2.1';

/** `cse-in/ae` → `/cse-in/ae`; `/id-in/cse-in` → `/~/id-in/cse-in`; `//sp.org/id-in/x` → `/_/sp.org/id-in/x`. */
export function pathOf(to: string): string {
  // Who is notified at a URI without a path has no address there.
  if (to === '') return '/';
  const [prefix, rest] = to.startsWith('//') ? ['/_/', to.slice(2)] : to.startsWith('/') ? ['/~/', to.slice(1)] : ['/', to];
  const segments = rest.split('/');
  // A client or a proxy would resolve dots; a relative address that begins like another form would be read as that one.
  const isLost = segments.some((segment) => segment === '' || segment === '.' || segment === '..') || (prefix === '/' && /^[~_]$/.test(segments[0]!));
  if (isLost) throw new BindingError('BAD_REQUEST', `${JSON.stringify(to.slice(0, 200))} cannot be the path of a request`, CLAUSE);
  return prefix + segments.map(encodeSegment).join('/');
}

/** The address that a path stands for; one slash at its end says nothing (the table prints one). */
export function addressOf(path: string): string {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const [prefix, rest] = trimmed.startsWith('/_/') ? ['//', trimmed.slice(3)] : trimmed.startsWith('/~/') ? ['/', trimmed.slice(3)] : ['', trimmed.slice(1)];
  return prefix + (rest.includes('%') ? rest.split('/').map(decodeSegment).join('/') : rest);
}

/** What a path may hold as it is (RFC 3986 3.3). */
const encodeSegment = (segment: string): string => {
  if (/^[\w.~-]*$/.test(segment)) return segment;
  if (/\p{Surrogate}/u.test(segment)) throw new BindingError('BAD_REQUEST', 'an address must be well-formed Unicode', CLAUSE);
  return encodeURIComponent(segment).replace(/%(3A|40|24|26|2B|2C|3B|3D)/g, (escape) => decodeURIComponent(escape));
};

function decodeSegment(segment: string): string {
  try {
    const decoded = decodeURIComponent(segment);
    // Names have no slashes: one that was escaped must not become a step of the path.
    if (!decoded.includes('/')) return decoded;
  } catch {
    // below
  }
  throw new BindingError('BAD_REQUEST', `${JSON.stringify(segment.slice(0, 200))} is no part of an address`, CLAUSE);
}

/** Where a target of notifications is reached over HTTP, and in which serialization (TS-0001 Table 9.6.8-2, notificationURI). */

import type { Syntax } from '../../../wire/media-types.js';
import { attribute, type Resource } from '../../resource.js';

export interface Destination {
  readonly url: string;
  readonly syntax: Syntax;
}

/** @param find the resource that an address names */
export function destinationsOf(target: string, find: (address: string) => Resource | undefined): readonly Destination[] {
  const { address, syntax } = withoutSyntax(target);
  if (isHttp(address)) return [{ url: address, syntax: syntax ?? 'json' }];
  const resource = find(address);
  // An AE or CSE that says it cannot be reached is not tried: that is what polling channels are for.
  if (resource === undefined || attribute(resource.attributes, 'requestReachability') === false) return [];
  const form = syntax ?? preferred(attribute(resource.attributes, 'contentSerialization'));
  return textsOf(attribute(resource.attributes, 'pointOfAccess'))
    .map((point) => withoutSyntax(point).address)
    .filter(isHttp)
    .map((url) => ({ url, syntax: form }));
}

const isHttp = (text: string): boolean => /^https?:\/\/[^/]/i.test(text);

/** `?ct=xml` behind a target is for us, no part of its address. */
function withoutSyntax(target: string): { readonly address: string; readonly syntax: Syntax | undefined } {
  const mark = target.indexOf('?');
  if (mark === -1) return { address: target, syntax: undefined };
  const parameters = target.slice(mark + 1).split('&');
  const given = parameters.find((each) => /^ct=(json|xml)$/i.test(each))?.slice(3).toLowerCase() as Syntax | undefined;
  const others = parameters.filter((each) => !/^ct=(json|xml)$/i.test(each));
  return { address: target.slice(0, mark) + (others.length === 0 ? '' : `?${others.join('&')}`), syntax: given };
}

/** contentSerialization: the first that we write. */
const preferred = (list: unknown): Syntax => (textsOf(list).find((each) => each === 'json' || each === 'xml') as Syntax | undefined) ?? 'json';

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []);

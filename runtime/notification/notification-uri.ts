/** A notificationURI, and what is said behind it: `?ct=xml`, the serialization in which its target is told (TS-0001 Table 9.6.8-2). */

import type { Syntax } from '../../wire/media-types.js';

export interface Destination {
  readonly url: string;
  readonly syntax: Syntax;
}

/** Where a target is over HTTP; undefined: it is no address of HTTP. */
export function destinationOf(target: string): Destination | undefined {
  const { address, syntax = 'json' } = withoutSyntax(target);
  return isHttp(address) ? { url: address, syntax } : undefined;
}

/** `?ct=xml` behind a target is for us, no part of its address. */
export function withoutSyntax(target: string): { readonly address: string; readonly syntax?: Syntax } {
  const mark = target.indexOf('?');
  if (mark === -1) return { address: target };
  const parameters = target.slice(mark + 1).split('&');
  const given = parameters.find((each) => /^ct=(json|xml)$/i.test(each))?.slice(3).toLowerCase() as Syntax | undefined;
  const others = parameters.filter((each) => !/^ct=(json|xml)$/i.test(each));
  return { address: target.slice(0, mark) + (others.length === 0 ? '' : `?${others.join('&')}`), ...(given !== undefined && { syntax: given }) };
}

/** The same told in another serialization; JSON goes without saying, and other bindings than HTTP have no such words. */
export function inSyntax(target: string, syntax: Syntax): string {
  const { address } = withoutSyntax(target);
  return syntax === 'json' || !isHttp(address) ? address : `${address}${address.includes('?') ? '&' : '?'}ct=${syntax}`;
}

const isHttp = (text: string): boolean => /^https?:\/\/[^/]/i.test(text);

import type { Wildcard } from '../../../model/components.js';
import { attributeOf, type XmlElement } from '../xml.js';
import type { Site } from './context.js';

type Namespaces = Wildcard['namespaces'];

/** `xs:any` or `xs:anyAttribute`. */
export function wildcard(element: XmlElement, { document }: Site): Wildcard {
  const text = attributeOf(element, 'namespace') ?? '##any';
  const processContents = attributeOf(element, 'processContents');
  return {
    kind: 'any',
    processContents: processContents === 'lax' || processContents === 'skip' ? processContents : 'strict',
    namespaces: namespacesOf(text, document.namespace),
  };
}

/** `##other` leaves out names without a namespace too (Part 1, 3.10.2). */
function namespacesOf(text: string, target: string): Namespaces {
  if (text === '##any') return { any: true };
  if (text === '##other') return { not: [...new Set([target, ''])] };
  const words = text.split(' ').filter(Boolean);
  return { only: words.map((word) => (word === '##targetNamespace' ? target : word === '##local' ? '' : word)) };
}

/** Whether a wildcard lets a namespace through. */
export function allowsNamespace({ namespaces }: Wildcard, namespace: string): boolean {
  if ('any' in namespaces) return true;
  return 'only' in namespaces ? namespaces.only.includes(namespace) : !namespaces.not.includes(namespace);
}

/** What both of two wildcards let through, as attribute groups combine (Part 1, 3.10.6). */
export function intersection(a: Wildcard, b: Wildcard): Wildcard {
  return { ...a, namespaces: intersect(a.namespaces, b.namespaces) };
}

/** What either lets through, as an extension adds to its base. */
export function union(a: Wildcard, b: Wildcard): Wildcard {
  return { ...a, namespaces: unite(a.namespaces, b.namespaces) };
}

function intersect(a: Namespaces, b: Namespaces): Namespaces {
  if ('any' in a) return b;
  if ('any' in b) return a;
  if ('only' in a) return { only: a.only.filter((name) => ('only' in b ? b.only.includes(name) : !b.not.includes(name))) };
  if ('only' in b) return intersect(b, a);
  return { not: [...new Set([...a.not, ...b.not])] };
}

function unite(a: Namespaces, b: Namespaces): Namespaces {
  if ('any' in a || 'any' in b) return { any: true };
  if ('only' in a && 'only' in b) return { only: [...new Set([...a.only, ...b.only])] };
  if ('not' in a && 'not' in b) return notNone(a.not.filter((name) => b.not.includes(name)));
  const [only, not] = 'only' in a ? [a.only, (b as { not: readonly string[] }).not] : [(b as { only: readonly string[] }).only, a.not];
  return notNone(not.filter((name) => !only.includes(name)));
}

const notNone = (not: readonly string[]): Namespaces => (not.length === 0 ? { any: true } : { not });

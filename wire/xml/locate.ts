/** Where something stands in a document, by the names there. */

import type { Path } from '../content.js';
import type { Vocabulary } from '../vocabulary.js';
import { globalName } from './element-names.js';
import type { XmlElement } from './parse.js';

/** Offsets of what is at the ends of these paths from a root element, which is their first step, or of the nearest thing around it. */
export function locate(root: XmlElement, paths: readonly Path[], vocabulary: Vocabulary): readonly number[] {
  const known = new Map<XmlElement, ChildrenByName>();
  const childrenOf = (element: XmlElement): ChildrenByName => {
    const children = known.get(element) ?? byName(element.elements, vocabulary);
    known.set(element, children);
    return children;
  };
  return paths.map(([, ...steps]) => {
    let element = root;
    for (const [i, step] of steps.entries()) {
      if (typeof step === 'number') continue;
      const children = childrenOf(element).get(step);
      if (children === undefined) return element.attributes.find(({ local, namespace }) => namespace === '' && local === step)?.offset ?? element.offset;
      const next = steps[i + 1];
      element = (typeof next === 'number' ? children[next] : undefined) ?? children[0]!;
    }
    return element.offset;
  });
}

type ChildrenByName = ReadonlyMap<string, readonly XmlElement[]>;

function byName(elements: readonly XmlElement[], vocabulary: Vocabulary): ChildrenByName {
  const children = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const name = element.namespace === '' ? element.local : (globalName(element, vocabulary) ?? element.tag);
    const others = children.get(name);
    if (others === undefined) children.set(name, [element]);
    else others.push(element);
  }
  return children;
}

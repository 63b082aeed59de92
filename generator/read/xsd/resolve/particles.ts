import type { Particle } from '../../../model/components.js';
import type { Place } from '../../../diagnostics/diagnostic.js';
import type { Declaration } from '../declare.js';
import { attributeOf, childOf, childrenOf, placeOf, type XmlElement } from '../xml.js';
import { declarationOf, depthLimit, isAbsent, once, report, type Context, type Extent, type Site } from './context.js';
import { localElement, referencedElement } from './elements.js';
import { wildcard } from './wildcards.js';

/** The model group, group reference, element or wildcard that `element` stands for; undefined when it may never occur. */
export function particle(context: Context, element: XmlElement, site: Site): Particle | undefined {
  if (context.level >= depthLimit) return tooMuch(context, 'XSD_TOO_DEEP', `nested more than ${depthLimit} deep`, element);
  context.level++;
  const made = make(context, element, site);
  context.level--;
  if (made === undefined) return undefined;
  const extent = extentOf(context, made);
  if (extent.depth > depthLimit) return tooMuch(context, 'XSD_TOO_DEEP', `nested more than ${depthLimit} deep`, element);
  if (extent.size > sizeLimit) return tooMuch(context, 'XSD_TOO_LARGE', `of more than ${sizeLimit} elements`, element);
  context.extents.set(made.term, extent);
  return made;
}

/** Groups that refer to groups may multiply: more elements than this in one content model are a mistake or an attack. */
const sizeLimit = 20_000;

function extentOf(context: Context, { term }: Particle): Extent {
  const known = context.extents.get(term);
  if (known !== undefined) return known;
  if (term.kind === 'element' || term.kind === 'any') return { depth: 1, size: 1 };
  const inner = term.particles.map((one) => extentOf(context, one));
  return { depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)), size: inner.reduce((sum, { size }) => sum + size, 0) };
}

function tooMuch(context: Context, code: 'XSD_TOO_DEEP' | 'XSD_TOO_LARGE', what: string, element: XmlElement): undefined {
  report(context, code, `the content model is ${what}`, element.place);
}

function make(context: Context, element: XmlElement, site: Site): Particle | undefined {
  const { min, max } = occurrences(context, element);
  if (max === 0) return undefined;
  switch (element.local) {
    case 'sequence':
    case 'choice':
    case 'all':
      return { min, max, term: { kind: element.local, particles: particlesIn(context, element, site) } };
    case 'any':
      return { min, max, term: wildcard(element, site) };
    case 'group': {
      const group = groupReference(context, element, site);
      return group && (min === 1 && max === 1 ? group : { min, max, term: group.term });
    }
    case 'element': {
      const term = element.attributes.has('ref') ? referencedElement(context, element, site) : localElement(context, element, site);
      return term && { min, max, term };
    }
    default:
      return undefined;
  }
}

const particlesIn = (context: Context, element: XmlElement, site: Site): Particle[] =>
  childrenOf(element, 'sequence', 'choice', 'all', 'any', 'group', 'element').flatMap((child) => particle(context, child, site) ?? []);

/** What is known of the content of a group that is not known. */
const anything: Particle = { min: 0, max: Infinity, term: { kind: 'any', processContents: 'lax', namespaces: { any: true } } };

function groupReference(context: Context, element: XmlElement, site: Site): Particle | undefined {
  const declaration = declarationOf(context, 'group', 'ref', element, site);
  if (declaration === undefined) {
    if (isAbsent(context, 'group', 'ref', element)) return anything;
    if (!element.attributes.has('ref')) report(context, 'XSD_MISSING_ATTRIBUTE', 'a group needs a ref here', element.place);
    return undefined;
  }
  return groupParticle(context, declaration, placeOf(element, 'ref'));
}

/** The content of a global group, made once: its elements may contain it again. */
export function groupParticle(context: Context, declaration: Declaration, place: Place): Particle | undefined {
  if (context.groups.has(declaration)) return context.groups.get(declaration);
  const site: Site = { document: declaration.document, ...(declaration.redefines && { redefining: declaration }) };
  const model = childOf(declaration.element, 'sequence', 'choice', 'all');
  const made = model && once(context, declaration, place, () => particle(context, model, site));
  context.groups.set(declaration, made);
  return made;
}

/** `minOccurs` and `maxOccurs`; one where they are absent or wrong. */
function occurrences(context: Context, element: XmlElement): { min: number; max: number } {
  const read = (name: string): number | undefined => {
    const text = attributeOf(element, name);
    if (text === undefined) return undefined;
    if (/^\+?\d+$/.test(text)) return Number(text);
    if (text === 'unbounded' && name === 'maxOccurs') return Infinity;
    const hint = name === 'maxOccurs' ? 'a whole number or "unbounded"' : 'a whole number';
    report(context, 'XSD_BAD_OCCURS', `${name} cannot be "${text}"`, placeOf(element, name), hint);
    return undefined;
  };
  const max = read('maxOccurs') ?? 1;
  const min = read('minOccurs') ?? (attributeOf(element, 'maxOccurs') === '0' ? 0 : 1);
  if (min <= max) return { min, max };
  report(context, 'XSD_BAD_OCCURS', `minOccurs ${min} exceeds maxOccurs ${max}`, placeOf(element, 'minOccurs'));
  return { min: max, max };
}

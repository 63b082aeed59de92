import { plural } from '../../diagnostics/render.js';
import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import type { Fact, Facts } from '../facts.js';
import { mergeCodes } from './codes.js';

/** The type that a fact describes, where it describes one. */
function typeOf(fact: Fact): string | undefined {
  if (fact.kind === 'member') return fact.of;
  return fact.kind === 'simple-type' || fact.kind === 'enumeration-value' ? fact.type : undefined;
}

/**
 * The documents without the types of other namespaces than oneM2M's own (TS-0003's `sec:`, TS-0022's `dcfg:`): definitions have
 * names of one namespace. Each namespace is named once, with every type that is left out.
 */
export function ofOurNamespace(documents: readonly Facts[], diagnostics: Diagnostics): readonly Facts[] {
  return documents.map((document) => {
    const others = new Map<string, { readonly place: Place; readonly types: Set<string>; facts: number }>();
    const facts = document.facts.filter((fact) => {
      const type = typeOf(fact);
      const prefix = type?.slice(0, Math.max(type.indexOf(':'), 0));
      if (type === undefined || prefix === 'm2m') return true;
      const other = others.get(prefix!) ?? { place: fact.place, types: new Set<string>(), facts: 0 };
      other.types.add(type);
      other.facts++;
      others.set(prefix!, other);
      return false;
    });
    for (const [prefix, { place, types, facts: count }] of others) {
      const whose = prefix === '' ? 'no namespace' : `the namespace ${prefix}:`;
      diagnostics.report(mergeCodes, 'IMPORT_NAMESPACE', `${plural(types.size, 'type')} of ${whose} ${types.size === 1 ? 'is' : 'are'} left out, with ${plural(count, 'row')}: ${[...types].join(', ')}`, place, 'definitions have types of m2m: alone; keep the XSD of the others beside them');
    }
    return others.size === 0 ? document : { ...document, facts };
  });
}

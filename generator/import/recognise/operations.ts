import type { Document } from '../document.js';
import type { OperationFact } from '../facts.js';
import { subjectsIn } from './subject.js';

const verbs: Readonly<Record<string, OperationFact['operation']>> = { created: 'create', retrieved: 'retrieve', updated: 'update', deleted: 'delete' };
const verb = '(?:created|retrieved|updated|deleted)';
/** `The <latest> resource shall not be created or updated via API.` */
const forbidden = new RegExp(
  String.raw`^(?:The\s+|An?\s+)?(?:[<\[]\s*[A-Za-z]\w{0,80}\s*[>\]]|[A-Za-z]\w{0,80})\s+(?:virtual\s+)?resources?\s+(?:shall\s+not|cannot|can\s+not|must\s+not)\s+be\s+(${verb}(?:(?:\s*,\s*|\s*,?\s+(?:or|nor|and)\s+)${verb}){0,3})\s+(?:via|through|using|over|by)\s+(?:the\s+|an?\s+)?(?:APIs?\b|requests?\b|Mca\b|reference\s+points?\b)`,
  'i',
);
/** Below a heading `Update`, of a resource type's own clause. */
const unsupported = /^(?:This|The)\s+(?:Create|Retrieve|Update|Delete)?\s*(?:operation|procedure|request)\s+(?:is|shall\s+be)\s+(?:not|never)\s+(?:supported|allowed|permitted|applicable)\b/i;
const operation = /^(Create|Retrieve|Update|Delete)(?:\s+(?:[<[].{1,82}[>\]]|operation|procedure))?$/i;

/** Operations that no request may ask for, as the text of a resource type's clause says (TS-0004 7.4.3.2.1). */
export function forbiddenOperations(document: Document): readonly OperationFact[] {
  const headings: { readonly level: number; readonly text: string }[] = [];
  const found = new Map<string, OperationFact>();
  let clause: string | undefined;
  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      while (headings.length > 0 && headings.at(-1)!.level >= block.level) headings.pop();
      headings.push(block);
      clause = block.number ?? clause;
      continue;
    }
    if (block.kind !== 'paragraph' || block.text.length > longest) continue;
    const [, stated] = forbidden.exec(block.text) ?? [];
    const [, headed] = stated === undefined && unsupported.test(block.text) ? (operation.exec(headings.at(-1)?.text.trim() ?? '') ?? []) : [];
    const named = stated === undefined ? (headed === undefined ? [] : [headed.toLowerCase()]) : [...stated.toLowerCase().matchAll(/created|retrieved|updated|deleted/g)].map(([word]) => verbs[word]!);
    if (named.length === 0) continue;
    const texts = [...(stated === undefined ? [] : [block.text.slice(0, block.text.search(/\b(?:shall|can|must)\b/)).replace(/^(?:The|An?)\s+/i, 'resource ').trim()]), ...headings.map(({ text }) => text).reverse()];
    const subject = texts.map(subjectsIn).find((subjects) => subjects.length === 1)?.[0];
    if (subject === undefined) continue;
    for (const name of named as readonly OperationFact['operation'][]) {
      const key = `${subject.name} ${name}`;
      if (found.has(key)) continue;
      found.set(key, {
        kind: 'operation',
        resource: subject.name,
        resourceKind: subject.kind,
        operation: name,
        allowed: false,
        source: clause === undefined ? {} : { clause },
        place: block.place,
      });
    }
  }
  return [...found.values()];
}

/** A sentence of its own; where it stands among others it is about a case of its own. */
const longest = 300;

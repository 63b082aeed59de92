import type { Document } from '../document.js';
import type { OperationFact } from '../facts.js';
import { subjectsIn } from './subject.js';

type Operation = OperationFact['operation'];

const four: readonly Operation[] = ['create', 'retrieve', 'update', 'delete'];
const namedIn = (text: string): readonly Operation[] => four.filter((operation) => text.toLowerCase().includes(operation.slice(0, -1)));

const listOf = (word: string): string => String.raw`(${word}(?:(?:\s*,\s*|\s*,?\s+(?:or|nor|and)\s+)(?:an?\s+|the\s+)?${word}){0,3})`;
const operations = String.raw`${listOf('(?:Create|Retrieve|Update|Delete)')}\s+(?:operations?|requests?)`;
const never = String.raw`(?:shall\s+not|cannot|can\s+not|must\s+not)`;
/** `The <latest> resource shall not be created or updated via API.`, `The <mashup> resource shall not support Update operations via API.` */
const forbidden = new RegExp(
  String.raw`^(?:The\s+|An?\s+)?(?:[<\[]\s*[A-Za-z]\w{0,80}\s*[>\]]|[A-Za-z]\w{0,80})\s+(?:virtual\s+)?resources?\s+(?:(?:${never}\s+be|(?:is|are)\s+not)\s+${listOf('(?:created|retrieved|updated|deleted)')}|${never}\s+support\s+${operations})\s+(?:via|through|using|over|by)\s+(?:the\s+|an?\s+)?(?:APIs?\b|requests?\b|Mca\b|reference\s+points?\b)`,
  'i',
);
/** `Only Retrieve and Delete operations shall be allowed for the <latest> resource.` */
const only = new RegExp(String.raw`(?:^|\.\s+)Only\s+(?:the\s+|an?\s+)?${operations}(?:\s+to\s+the\s+[<\[]?\w{1,80}[>\]]?\s+resource)?\s+(?:shall\s+be|are|is)\s+(?:allowed|applicable|permitted|supported|valid)\b`, 'i');
/** Below a heading `Update`, of a resource type's own clause. */
const unsupported = /^(?:This|The)\s+(?:Create|Retrieve|Update|Delete)?\s*(?:operation|procedure|request)\s+(?:is|shall\s+be)\s+(?:not|never)\s+(?:supported|allowed|permitted|applicable)\b/i;
/** There, too: a step that refuses, the first one of a request that is received. */
const refusing = /^\W{0,2}(?:\w[).]\s*)?\W{0,2}Create an unsuccessful Response primitive\W{1,3}with the Response Status Code indicating (?:an? )?\W{0,2}OPERATION_NOT_ALLOWED\W{1,3}error\W{0,2}$/i;
const received = /^(?:Primitive specific operation on Recv-1\.0\b|If the request is received, the Receiver CSE shall execute the following steps)/i;
const operation = /^(Create|Retrieve|Update|Delete)(?:\s+(?:[<[].{1,82}[>\]]|operation|procedure))?$/i;

/** Operations that no request may ask for, as the text of a resource type's clause says (TS-0004 7.4.3.2.1). */
export function forbiddenOperations(document: Document): readonly OperationFact[] {
  const headings: { readonly level: number; readonly text: string }[] = [];
  const found = new Map<string, OperationFact>();
  let clause: string | undefined;
  let before = '';
  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      while (headings.length > 0 && headings.at(-1)!.level >= block.level) headings.pop();
      headings.push(block);
      clause = block.number ?? clause;
      before = '';
      continue;
    }
    if (block.kind !== 'paragraph') continue;
    const stated = statedIn(block.text, before, headings.at(-1)?.text.trim() ?? '');
    before = block.text;
    if (stated === undefined) continue;
    const texts = [...(stated.of === undefined ? [] : [`resource ${stated.of}`]), ...headings.map(({ text }) => text).reverse()];
    const subject = texts.map(subjectsIn).find((subjects) => subjects.length === 1)?.[0];
    if (subject === undefined) continue;
    for (const name of stated.operations) {
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

/** What a paragraph forbids, and the words for the resource that it does so of; absent: it is that of the clause. */
function statedIn(text: string, before: string, heading: string): { readonly operations: readonly Operation[]; readonly of?: string } | undefined {
  if (text.length > longest) return undefined;
  const no = forbidden.exec(text);
  if (no !== null) return { operations: namedIn((no[1] ?? no[2])!), of: text.slice(0, text.search(/\b(?:shall|can|must|is|are)/)).replace(/^(?:The|An?)\s+/i, '').trim() };
  const but = only.exec(text);
  if (but !== null) {
    const allowed = namedIn(but[1]!);
    return { operations: four.filter((each) => !allowed.includes(each)) };
  }
  const [, headed] = operation.exec(heading) ?? [];
  if (headed === undefined || !(unsupported.test(text) || (refusing.test(text) && received.test(before)))) return undefined;
  return { operations: namedIn(headed) };
}

/** A sentence of its own; where it stands among others it is about a case of its own. */
const longest = 300;

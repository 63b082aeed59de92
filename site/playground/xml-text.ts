import type { Change } from './change.js';

/**
 * An XML text with one member changed, by the reader that browsers have: what stands around it stays as it was written. Undefined where there is
 * no such member, or no XML.
 */
export function changedXml(text: string, path: readonly (string | number)[], change: Change, example: string): string | undefined {
  const document = read(text);
  const key = path.at(-1);
  const holder = document && elementAt(document, path.slice(0, -1));
  if (document === undefined || holder === undefined || key === undefined) return undefined;
  if (change.kind === 'add') {
    const other = read(example);
    const from = other && elementAt(other, path.slice(0, -1));
    if (from === undefined || !added(document, holder, from, String(key))) return undefined;
  } else if (typeof key === 'string' && holder.hasAttribute(key)) {
    const before = holder.getAttribute(key)!;
    if (change.kind !== 'set') holder.removeAttribute(key);
    if (change.kind === 'rename') holder.setAttribute(change.to, before);
    if (change.kind === 'set') holder.setAttribute(key, String(change.value));
  } else {
    const found = elementAt(document, path);
    if (found !== undefined) {
      if (change.kind === 'remove') removed(found);
      else if (change.kind === 'rename') renamed(found, change.to);
      else found.textContent = String(change.value);
    } else if (!itemChanged(holder, key, change)) return undefined;
  }
  return new XMLSerializer().serializeToString(document);
}

function read(text: string): XMLDocument | undefined {
  const document = new DOMParser().parseFromString(text, 'application/xml');
  return document.querySelector('parsererror') === null ? document : undefined;
}

const isOf = (element: Element, name: string): boolean => element.nodeName === name || element.localName === name;

/** The first step is the root; a number picks one of several elements of a name. */
function elementAt(document: XMLDocument, path: readonly (string | number)[]): Element | undefined {
  const root = document.documentElement;
  if (typeof path[0] !== 'string' || !isOf(root, path[0])) return undefined;
  let found: readonly Element[] = [root];
  for (const step of path.slice(1)) {
    if (typeof step === 'number') {
      if (found.length < 2 && step > 0) return undefined;
      found = found.slice(step, step + 1);
      // An item of a list in one element is a word of its text.
      if (found[0] !== undefined && found[0].children.length === 0 && /\s/.test(found[0].textContent.trim())) return undefined;
    } else found = [...(found[0]?.children ?? [])].filter((child) => isOf(child, step));
    if (found.length === 0) return undefined;
  }
  return found[0];
}

/** A word of a list that is the text of one element. */
function itemChanged(list: Element, index: string | number, change: Change): boolean {
  const words = list.textContent.trim().split(/\s+/);
  if (typeof index !== 'number' || index >= words.length || list.children.length > 0) return false;
  words.splice(index, 1, ...(change.kind === 'set' ? [String(change.value)] : []));
  list.textContent = words.join(' ');
  return true;
}

/** With the white space before it, so that no empty line stays. */
function removed(element: Element): void {
  const before = element.previousSibling;
  if (before?.nodeType === Node.TEXT_NODE && before.textContent?.trim() === '') before.remove();
  element.remove();
}

function renamed(element: Element, name: string): void {
  const other = element.ownerDocument.createElementNS(element.namespaceURI, name);
  for (const { name, value } of element.attributes) other.setAttribute(name, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

/** As the example has it, before the first of what follows there: elements have an order. */
function added(document: XMLDocument, holder: Element, from: Element, key: string): boolean {
  const attribute = from.getAttribute(key);
  if (attribute !== null) {
    holder.setAttribute(key, attribute);
    return true;
  }
  const siblings = [...from.children];
  const wanted = siblings.filter((child) => isOf(child, key));
  if (wanted.length === 0) return false;
  const following = siblings.slice(siblings.indexOf(wanted.at(-1)!) + 1);
  const next = [...holder.children].find((child) => following.some((other) => isOf(child, other.localName))) ?? null;
  const isSpace = (node: Node | null | undefined): boolean => node?.nodeType === Node.TEXT_NODE && node.textContent?.trim() === '';
  const space = isSpace(holder.firstChild) ? holder.firstChild!.textContent! : '';
  const end = next ?? (isSpace(holder.lastChild) ? holder.lastChild : null);
  for (const each of wanted) {
    const lead = document.createTextNode(space);
    const element = document.importNode(each, true);
    for (const node of next === null ? [lead, element] : [element, lead]) holder.insertBefore(node, end);
  }
  return true;
}

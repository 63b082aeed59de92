import type { Node } from 'jsonc-parser';
import { getNodeValue, parseTree } from 'jsonc-parser';
import { equal } from '../../model/json-value.js';

/** The house style of `xsd/`: two spaces, and on one line what fits. */
const width = 140;

/** A definition as a new file has it. */
export const printJson = (value: object): string => `${print(value, { indent: 0, used: 0, tail: 0, top: true })}\n`;

/** Where a value is printed: how far it is indented, how much of its line is taken, and what follows on it. */
interface Spot {
  readonly indent: number;
  readonly used: number;
  readonly tail: number;
  /** A whole file is never one line. */
  readonly top?: boolean;
}

function print(value: unknown, spot: Spot): string {
  const flat = spot.top === true && typeof value === 'object' && value !== null ? undefined : inline(value, width - spot.used - spot.tail);
  if (flat !== undefined) return flat;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value) && value.every(isShort)) return filled(value.map((item) => JSON.stringify(item)), spot.indent);
  return Array.isArray(value)
    ? lines('[', ']', value.map((item) => ['', item]), spot.indent, print)
    : lines('{', '}', Object.entries(value).map(([key, item]) => [`${JSON.stringify(key)}: `, item]), spot.indent, print);
}

/** A value on one line, when it has room there; looks no further than the room goes. */
function inline(value: unknown, room: number): string | undefined {
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value);
    return text.length <= room ? text : undefined;
  }
  const isArray = Array.isArray(value);
  const members: readonly (readonly [head: string, value: unknown])[] = isArray ? value.map((item) => ['', item]) : Object.entries(value).map(([key, item]) => [`${JSON.stringify(key)}: `, item]);
  const [open, close] = isArray ? ['[', ']'] : members.length === 0 ? ['{', '}'] : ['{ ', ' }'];
  let text = open;
  for (const [i, [head, item]] of members.entries()) {
    text += `${i > 0 ? ', ' : ''}${head}`;
    const part = inline(item, room - text.length - close.length);
    if (part === undefined) return undefined;
    text += part;
  }
  return text.length + close.length <= room ? text + close : undefined;
}

/** Numbers and short names stand side by side, as long as a line is. */
const isShort = (value: unknown): boolean => typeof value === 'number' || (typeof value === 'string' && value.length <= 12);

function filled(items: readonly string[], indent: number): string {
  const pad = ' '.repeat(indent + 2);
  const rows: string[] = [];
  let row = pad;
  items.forEach((item, i) => {
    const text = i < items.length - 1 ? `${item},` : item;
    if (row !== pad && row.length + 1 + text.length > width) {
      rows.push(row);
      row = pad;
    }
    row += row === pad ? text : ` ${text}`;
  });
  return `[\n${[...rows, row].join('\n')}\n${' '.repeat(indent)}]`;
}

type Printer = (value: unknown, spot: Spot, index: number) => string;

function lines(open: string, close: string, members: readonly (readonly [head: string, value: unknown])[], indent: number, printer: Printer): string {
  const pad = ' '.repeat(indent + 2);
  const body = members.map(([head, value], i) => {
    const start = pad + head;
    return start + printer(value, { indent: indent + 2, used: start.length, tail: i < members.length - 1 ? 1 : 0 }, i);
  });
  return `${open}\n${body.join(',\n')}\n${' '.repeat(indent)}${close}`;
}

/**
 * A JSON text with the content `after`. What is equal keeps its bytes; only the objects and arrays on the way to a change are
 * written anew, in the house style. Without a change it is the same text.
 */
export function editJson(text: string, after: object): string {
  const root = parseTree(text, [], { disallowComments: true });
  if (root === undefined) return printJson(after);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  // Kept pieces have the line ends of the file already.
  const edited = edit(root, after, { indent: 0, used: 0, tail: 0, top: true }, text).replace(/\r?\n/g, eol);
  return text.slice(0, root.offset) + edited + text.slice(root.offset + root.length);
}

function edit(node: Node | undefined, after: unknown, spot: Spot, text: string): string {
  if (node === undefined) return print(after, spot);
  const source = text.slice(node.offset, node.offset + node.length);
  if (equal(JSON.parse(source), after)) return source;
  if (!isSpread(node, source) || typeof after !== 'object' || after === null || Array.isArray(after) !== (node.type === 'array')) return print(after, spot);
  if (Array.isArray(after)) {
    const nodes = counterparts(node.children ?? [], after);
    return lines('[', ']', after.map((item) => ['', item]), spot.indent, (item, at, i) => edit(nodes[i], item, at, text));
  }
  const members = new Map(node.children?.map((property) => [property.children?.[0]?.value as string, property.children?.[1]]));
  const entries = Object.entries(after);
  return lines('{', '}', entries.map(([key, item]) => [`${JSON.stringify(key)}: `, item]), spot.indent, (item, at, i) => edit(members.get(entries[i]![0]), item, at, text));
}

/** Written with one member a line; a list that was filled is filled again. */
const isSpread = (node: Node, source: string): boolean => source.includes('\n') && (node.type !== 'array' || source.split('\n').length > (node.children?.length ?? 0));

/** For every item of `after` the old item that it was: an equal one, else one of the same name, each but once. */
function counterparts(nodes: readonly Node[], after: readonly unknown[]): readonly (Node | undefined)[] {
  const free = new Map<string, Node[]>();
  const keyed = (key: string, node: Node): void => void (free.get(key)?.push(node) ?? free.set(key, [node]));
  for (const node of nodes) {
    const value: unknown = getNodeValue(node);
    keyed(JSON.stringify(value), node);
    keyed(`name ${nameOf(value)}`, node);
  }
  const taken = new Set<Node>();
  const take = (key: string): Node | undefined => {
    const node = free.get(key)?.find((n) => !taken.has(n));
    if (node !== undefined) taken.add(node);
    return node;
  };
  const equal = after.map((item) => take(JSON.stringify(item)));
  return after.map((item, i) => equal[i] ?? take(`name ${nameOf(item)}`));
}

const names = ['name', 'id', 'table', 'type', 'faultCode', 'code', 'cmdType', 'at', 'value'];

function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  for (const name of names) if (Object.hasOwn(value, name)) return `${name} ${JSON.stringify((value as Record<string, unknown>)[name])}`;
  return JSON.stringify(value);
}

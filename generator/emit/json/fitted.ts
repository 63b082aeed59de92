import type { JsonValue } from '../../model/model.js';
import type { Row } from './rows.js';
import { inlineJson } from './rows.js';

const width = 140;
/** One blank: schemas are deep, and a second one would be 170 KB of the whole standard. */
const step = ' ';

/** JSON as a person would set it: what fits stands on one line, what does not has a line for each member. */
export const fittedJson = (value: JsonValue | Row): string => `${fitted(value, '', 0)}\n`;

function fitted(value: JsonValue | Row, indent: string, taken: number): string {
  const line = inlineJson(value);
  if (typeof value !== 'object' || value === null || indent.length + taken + line.length <= width) return line;
  const inner = indent + step;
  const isList = Array.isArray(value);
  const members = isList
    ? (value as readonly JsonValue[]).map((item) => inner + fitted(item, inner, 1))
    : Object.entries(value as Row).map(([key, member]) => {
        const name = `${JSON.stringify(key)}: `;
        return inner + name + fitted(member ?? null, inner, name.length + 1);
      });
  if (members.length === 0) return line;
  return `${isList ? '[' : '{'}\n${members.join(',\n')}\n${indent}${isList ? ']' : '}'}`;
}

import type { EnumerationFact } from '../facts.js';
import { recogniser, skip } from './recogniser.js';
import { unquoted } from './text.js';
import { typeNameOfTable } from './type-name.js';

/** Said of values of which several hold at once: `by adding them together`, `the sum of the values`, `a bitmap`, `OR-ed`. */
const addedTogether =
  /\b(?:add(?:ing|ed)\b.{0,40}\btogether|(?:by|through) (?:adding|summing)|summ(?:ed|ing) (?:up|the|of|individual)|sum of\b.{0,60}\bvalues|(?:by|as) (?:the|their|a) sum\b|bit ?(?:mask|map|field|wise)s?|OR-(?:ed|ing))\b/i;

/** TS-0004 6.3.4.2: `Value | Interpretation | Note`. */
export const enumeration = recogniser({
  kind: 'enumeration',
  title: 'table of an enumeration',
  common: true,
  columns: {
    value: { headers: ['value', 'values', 'integer value', 'numeric value', 'enumeration value', 'enum value', 'code'] },
    name: { headers: ['interpretation', 'interpretation of *', 'meaning', 'enumeration', 'enumeration name', 'name'] },
    text: { headers: ['note', 'notes', 'description', 'comment', 'remark'] },
  },
  required: ['value', 'name'],
  begin: (table) => {
    const type = typeNameOfTable(table, /\b(?:interpretation|values|enumeration|definition)\s+(?:values\s+)?(?:of|for)\b/i);
    if (type === undefined) return 'no type named in caption or heading';
    // TS-0004 Table 6.3.4.2.29-1: `Combinations of these values are specified by adding them together.`
    const bitMask = [...table.notes, ...table.below].some((text) => addedTogether.test(text));
    return (row) => {
      const value = row.text('value') ?? '';
      const name = unquoted(row.text('name') ?? '');
      if (!/^[+-]?\d{1,9}$/.test(value)) return skip(value === '' ? `"${name}" has no value` : `"${value}" is no whole number`);
      if (name === '') return skip(`${value} has no interpretation`);
      const fact: EnumerationFact = {
        kind: 'enumeration-value',
        type,
        name,
        value: Number(value),
        from: 'table',
        ...(bitMask && { bitMask }),
        source: table.source,
        place: row.place,
      };
      return [fact];
    };
  },
});

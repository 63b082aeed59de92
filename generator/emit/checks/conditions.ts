/** `if`, in one line where one statement follows. */
export const when = (condition: string, statements: string): string => (statements === '' ? '' : `if (${condition}) ${block(statements)}`);

/** The same with what happens otherwise. */
export const either = (condition: string, yes: string, no: string): string => when(condition, yes) + (no === '' ? '' : `else ${block(no)}`);

const block = (statements: string): string => (/^(?!if |for |let |const )[^\n]*;\n$/.test(statements) ? statements : `{\n${statements}}\n`);
/** The opposite of a condition; the values that are compared are no NaN, since JSON has none. */
export function not(condition: string): string {
  const [, left, operator = '', right] = /^((?:typeof )?[\w$.]+) (===|!==|>=|<=|>|<) ("\w+"|[\w$.+-]+)$/.exec(condition) ?? [];
  if (left !== undefined) return `${left} ${opposites[operator]} ${right}`;
  return /^[\w$.]+\([\w$, ]*\)$/.test(condition) ? `!${condition}` : `!(${condition})`;
}
const opposites: Readonly<Record<string, string>> = { '===': '!==', '!==': '===', '>=': '<', '<=': '>', '>': '<=', '<': '>=' };

/** By type, the condition under which a value is of it; objects are asked by a function. */
export const typeConditions: Readonly<Record<string, (value: string) => string>> = {
  string: (value) => `typeof ${value} === "string"`,
  boolean: (value) => `typeof ${value} === "boolean"`,
  number: (value) => `Number.isFinite(${value})`,
  integer: (value) => `Number.isInteger(${value})`,
  array: (value) => `Array.isArray(${value})`,
  null: (value) => `${value} === null`,
};

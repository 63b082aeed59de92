/** Expressions of labelsQuery (TS-0004 7.3.3.17.16). A label is a key, or a key and a value behind a colon (TS-0001 9.6.1.3.2). */

export type LabelCondition = (labels: readonly string[]) => boolean;

const form = /^(?:NT +(?<absent>\S+)|(?<key>\S+) +(?<operator>EQ|NE) +(?<value>\S.*?)|(?<of>\S+) +(?<among>IN|NI) *\((?<values>[^()]*)\)|(?<alone>\S+))$/;

const keyOf = (label: string): string => label.split(':', 1)[0] ?? '';
/** What labels of this key have for values; a label without one has none. */
const valuesOf = (labels: readonly string[], key: string): readonly string[] =>
  labels.filter((label) => label.startsWith(`${key}:`)).map((label) => label.slice(key.length + 1));

/** Undefined: it is no expression. */
export function labelExpression(text: string): LabelCondition | undefined {
  const groups = form.exec(text.trim())?.groups;
  if (groups === undefined) return undefined;
  const { absent, key, operator, value, of, among, values, alone } = groups;
  if (absent !== undefined) return (labels) => !labels.some((label) => keyOf(label) === absent);
  if (key !== undefined && value !== undefined) return within(key, [value], operator === 'EQ');
  if (of !== undefined && values !== undefined) {
    const list = values.split(',').map((each) => each.trim());
    return list.includes('') ? undefined : within(of, list, among === 'IN');
  }
  if (alone === undefined) return undefined;
  const colon = alone.indexOf(':');
  return colon === -1 ? (labels) => labels.some((label) => keyOf(label) === alone) : within(alone.slice(0, colon), [alone.slice(colon + 1)], true);
}

/** The key has one of the values, or it has values and none of them. */
function within(key: string, values: readonly string[], wanted: boolean): LabelCondition {
  return (labels) => {
    const present = valuesOf(labels, key);
    const isAmong = present.some((value) => values.includes(value));
    return wanted ? isAmong : present.length > 0 && !isAmong;
  };
}

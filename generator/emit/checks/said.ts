/** The rule that is broken where a keyword of a schema does not hold, and what to say of it: code that makes up the rest of `report(e, d, …)`. `type`: of a type that has a name, this and an example. */
export function said(keyword: string, detail?: string, type?: string): string {
  const text = (rule: string, sentence: string): string => `${JSON.stringify(rule)}, ${JSON.stringify(sentence)}`;
  const [, end, of] = /^(min|max)(Length|Items)$/.exec(keyword) ?? [];
  if (of !== undefined) return text('length', `must have at ${end === 'min' ? 'least' : 'most'} ${detail} ${of === 'Items' ? 'item' : 'character'}${detail === '1' ? '' : 's'}`);
  if (keyword.endsWith('imum')) return text('range', `must be ${JSON.parse(detail!) as string}`);
  switch (keyword) {
    case 'type':
      return text('type', `must be ${[JSON.parse(detail!) as string | string[]].flat().map(withArticle).join(' or ')}`);
    case 'not':
      return text('type', detail === undefined ? 'is not valid (not)' : `must not be ${withArticle(JSON.parse(detail) as string)}`);
    case 'distinct':
      return text('unique', 'must not hold the same item twice');
    case 'const':
      return `"fixed", ${detail}`;
    // With a value that may be a number that is none of an enumeration, and none of what may stand beside it.
    case 'anyOf':
      return `${detail === undefined ? '"type"' : `typeof ${detail} === "number" ? "enum" : "type"`}, ${JSON.stringify(`has none of the forms ${type === undefined ? 'that its type allows' : `of ${type}`}`)}`;
    // What these say takes names that only a validator knows.
    case 'enum':
    case 'pattern':
    case 'unknown':
    case 'NP':
    case 'rules':
      return JSON.stringify(keyword) + (detail === undefined ? '' : `, ${detail}`);
    default:
      return text('type', `is not valid (${keyword})`);
  }
}

const withArticle = (noun: string): string => (noun === 'null' ? noun : `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`);

import type { Row } from '../document.js';
import { squeeze } from './text.js';

/** Why such a row gives nothing. */
export const elisionReason = 'says that rows are left out';

/** `…`, `...`, `[…]`, `. . .` */
const dots = /^[\s<>[\](){}*_~—–-]*(?:…|\.(?: ?\.){1,5}|⋮|⋯|etc\.?)[\s<>[\](){}*_~….—–-]*$/i;
/** What a row may be of which nothing is shown: `---`, `***`, `//`, `<skip>`, `[cut]`. In a cell of another row it may mean that there is no value. */
const gap = /^(?:(?:[-–—] ?){3,}|(?:[*~=] ?){3,}|\/{2,}|[<[(](?:skip|snip|cut|gap)(?:ped|ping)?[\])>])$/i;
/** What says that something is left out… */
const leftOut = /\b(?:omitted|elided|unchanged|unmodified|skipped|snip(?:ped)?|left out|not (?:\w+ )?(?:shown|changed|modified|repeated|affected)|no (?:other )?(?:changes?|modifications?)|same as before|as before|as is)\b/i;
/** …and the words that stand around it: `the other 17 rows of this table have been omitted for brevity`. */
const around = new Set(
  `the a this that these other others remaining further all rest of some existing following preceding previous next intervening
  are is be been has have were was will not no more and or to in from up until through for here below above brevity clarity
  readability simplicity purposes row rows attribute attributes entry entries value values line lines text table tables member
  members element elements content contents code codes name names part parts clause section unmarked
  change changes modification modifications same before as left out shown changed modified repeated affected
  omitted elided unchanged unmodified skipped snip snipped`.split(/\s+/),
);

/** A cell that stands for what is not shown: `…`, `(no change)`, `rows omitted`, `<unchanged text omitted>`. */
export function isElision(text: string): boolean {
  if (text.length > longest) return false;
  const words = squeeze(text);
  if (dots.test(words)) return true;
  // A token in capitals is a value of that name: `OMITTED`.
  if (!leftOut.test(words) || /^[A-Z]+$/.test(words)) return false;
  return words.split(/[^A-Za-z]+/).every((word) => word === '' || around.has(word.toLowerCase()));
}

/** A remark that rows are left out is short. */
const longest = 120;

/**
 * A row that says that others are not shown: dots for a name, or nothing but remarks behind it. A row with content of its own is
 * a row, though some of its cells be elided.
 */
export function isElidedRow(row: Row): boolean {
  const texts = [...new Set(row.cells)].map((cell) => squeeze(cell.text)).filter((text) => text !== '');
  const [first, ...rest] = texts;
  if (first === undefined) return false;
  if (rest.every((text) => text === first) && gap.test(first)) return true;
  return rest.length === 0 ? isElision(first) : dots.test(first) || rest.every(isElision);
}

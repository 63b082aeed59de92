/** xs:duration (XML Schema 1.1 Part 2, 3.3.6), as execFrequency and execDelay have it. */

const form = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** No timestamp is later. */
const LATEST = Date.UTC(9999, 11, 31);

/**
 * The moment that lies a duration after another, by the calendar: `P1M` after 31 January is the last day of February. A negative duration
 * leads nowhere: no command waits for the past.
 * @throws RangeError for a text that is no xs:duration
 */
export function addDuration(time: number, text: string): number {
  const match = form.exec(text);
  if (match === null) throw new RangeError(`${JSON.stringify(text.slice(0, 64))} is no xs:duration`);
  if (match[1] === '-') return time;
  const [years, months, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const then = addMonths(time, 12 * years + months) + ((days * 24 + hours) * 60 + minutes) * 60_000 + Math.round(seconds * 1000);
  return then <= LATEST ? then : LATEST;
}

/** A day that the month does not have becomes its last one. */
function addMonths(time: number, months: number): number {
  const date = new Date(time);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months));
  const daysInMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  return first.setUTCDate(Math.min(date.getUTCDate(), daysInMonth)) + (time - midnight);
}

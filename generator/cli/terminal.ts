import type { Format, Stream } from './context.js';

/** Colour on a terminal, unless NO_COLOR (any value but the empty one) or TERM=dumb says no; FORCE_COLOR says yes. */
export function isColored(stream: Stream, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Columns for excerpts: what the terminal has, within reason. */
export const excerptWidth = (stream: Stream): number => Math.min(Math.max((stream.columns ?? 110) - 10, 40), 160);

/** One line on standard error that overwrites itself, on a terminal; nothing in a pipe. An empty step wipes the line. */
export function progressOn(stream: Stream, format: Format): (step: string) => void {
  if (stream.isTTY !== true || format !== 'text') return () => undefined;
  let shown = '';
  return (step) => {
    if (step !== shown) stream.write(`\r\u001b[2K${step === '' ? '' : `${step} …`}`);
    shown = step;
  };
}

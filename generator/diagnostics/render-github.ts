import type { Diagnostic } from './diagnostic.js';
import { hintOf } from './render.js';
import { printable } from './render-safe.js';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Diagnostics as workflow commands, one a line: `::error file=…,line=…,col=…,title=CODE::message`. */
export const renderGithub = (diagnostics: readonly Diagnostic[]): string => diagnostics.map((d) => `${annotation(d)}\n`).join('');

function annotation(diagnostic: Diagnostic): string {
  const { severity, code, message, place } = diagnostic;
  const hint = hintOf(diagnostic);
  const properties = [
    ...(place === undefined ? [] : [`file=${property(place.file)}`, `line=${place.line}`, `col=${place.column}`]),
    `title=${property(code)}`,
  ];
  const text = [message, ...(hint === undefined ? [] : [`hint: ${hint}`])].map(data);
  return `::${commands[severity]} ${properties.join(',')}::${text.join('%0A')}`;
}

/** The escapes that the runner undoes; whatever could end a line early is gone before. */
const data = (text: string): string => printable(text).replaceAll('%', '%25');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

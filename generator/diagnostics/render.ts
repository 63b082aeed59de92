import type { Diagnostic, Severity } from './diagnostic.js';

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countsOf(diagnostics: readonly Diagnostic[]): SeverityCounts {
  const count = (severity: Severity): number => diagnostics.filter((d) => d.severity === severity).length;
  return { error: count('error'), warning: count('warning'), note: count('note') };
}

/** `2 errors, 1 warning`; empty when there is nothing to count. */
export const describeCounts = (counts: SeverityCounts): string =>
  (['error', 'warning', 'note'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], severity))
    .join(', ');

/** `1 file`, `2 files`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What to do about it, and where else. */
export function hintOf({ hint, also = [] }: Diagnostic): string | undefined {
  const [first, ...more] = also;
  const others = first === undefined ? [] : [`the same at ${first.file}:${first.line}${more.length === 0 ? '' : ` and ${more.length} more`}`];
  return [...(hint === undefined ? [] : [hint]), ...others].join('; ') || undefined;
}

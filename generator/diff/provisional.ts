import type { About, Findings } from './findings.js';

interface Marked {
  readonly provisional: boolean;
}

/** Reports that a provisional name or number is published now, or the other way round. */
export function compareProvisional(before: Marked, after: Marked, about: About, findings: Findings): void {
  if (before.provisional === after.provisional) return;
  findings.add(
    'provisional-changed',
    { ...about, before: word(before), after: word(after) },
    { published: after.provisional ? 'published→provisional' : 'provisional→published' },
  );
}

const word = ({ provisional }: Marked): string => (provisional ? 'provisional' : 'published');

/** What happens in a CSE while it runs, for whoever watches: the log, the page. */


export type Happening =
  | {
      readonly kind: 'request';
      readonly operation: string;
      readonly to: string;
      readonly from: string;
      readonly rsc: number;
      readonly http: number;
      readonly milliseconds: number;
    }
  | { readonly kind: 'notification'; readonly target: string; readonly outcome: 'delivered' | 'failed'; readonly reason?: string }
  | { readonly kind: 'resource'; readonly change: 'created' | 'updated' | 'deleted'; readonly id: string; readonly parent: string | null; readonly type: string; readonly name: string }
  | {
      /** A message of a CPE, and how it was answered. */
      readonly kind: 'cwmp';
      readonly heard: string;
      readonly http: number;
      readonly said?: string;
      readonly reason?: string;
    }
  | { readonly kind: 'error'; readonly message: string };

export interface Happened {
  /** Counts from 1. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly what: Happening;
}

export interface Happenings {
  tell(what: Happening): void;
  /** The result ends it. */
  watch(hear: (happened: Happened) => void): () => void;
  /** Those after a number, as far as they are kept. */
  since(number: number): readonly Happened[];
}

/** As many are kept for those that come later. */
const KEPT = 200;

export function happenings(now: () => number): Happenings {
  const watchers = new Set<(happened: Happened) => void>();
  const kept: Happened[] = [];
  let last = 0;
  return {
    tell(what) {
      const happened = { number: (last += 1), time: now(), what };
      kept.push(happened);
      if (kept.length > 2 * KEPT) kept.splice(0, kept.length - KEPT);
      for (const watcher of watchers) watcher(happened);
    },
    watch(hear) {
      watchers.add(hear);
      return () => void watchers.delete(hear);
    },
    since: (number) => kept.slice(-KEPT).filter((each) => each.number > number),
  };
}

/** For logs: no line of an attacker's making begins a new one. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);

/** Who hears what devices say, and when a device may take it that it was heard. */

import type { Report, ReportHandler } from './devices.js';
import { follow, prompt } from './prompt.js';

export interface ReportHandlers {
  /** As `Devices.onReport`. */
  on(handler: ReportHandler): () => void;
  /** Tells all of them, whatever one does. Kept when all have taken it, broken with the first error when one has not. */
  tell(report: Report): Promise<void>;
}

export function reportHandlers(): ReportHandlers {
  // Objects, because the same function may be given twice.
  const handlers = new Set<{ readonly handle: ReportHandler }>();
  return {
    on(handle) {
      const handler = { handle };
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    tell: (report) => all([...handlers].map(({ handle }) => () => handle(report))),
  };
}

/** Does all of it, at once where nothing has to be waited for. */
function all(tasks: readonly (() => unknown)[]): Promise<void> {
  return prompt(({ done, failed }) => {
    let left = 1;
    let first: { readonly error: unknown } | undefined;
    const over = (error?: { readonly error: unknown }) => {
      first ??= error;
      left -= 1;
      if (left > 0) return;
      if (first === undefined) done();
      else failed(first.error);
    };
    const wrong = (error: unknown) => over({ error });
    for (const task of tasks) {
      left += 1;
      try {
        const taken = task();
        if (taken instanceof Promise) follow(() => taken as Promise<unknown>, () => over(), wrong);
        else over();
      } catch (error) {
        wrong(error);
      }
    }
    over();
  });
}

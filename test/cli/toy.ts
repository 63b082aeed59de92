import type { World } from '../../generator/cli/context.js';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.js';
import { emptyModel } from '../support/empty-model.js';

/**
 * A compiler of a language of its own: every `NAME.json` becomes `NAME.txt` with the same text; a line `error …` or
 * `warning …` is a diagnostic, and `path X` writes to X instead.
 */
export const toyCompile: World['compiler']['compile'] = async (sources) => {
  const diagnostics = [...sources].flatMap(([file, text]) =>
    text.split('\n').flatMap((line, i): Diagnostic[] => {
      const [, severity, message] = /^(error|warning) (.*)$/.exec(line) ?? [];
      return severity === undefined ? [] : [{ code: 'TOY', severity: severity as 'error' | 'warning', message: message!, place: { file, line: i + 1, column: 1 } }];
    }),
  );
  const files = [...sources].map(([file, text]) => ({ path: /^path (.*)$/m.exec(text)?.[1] ?? file.replace(/\.json$/, '.txt'), text }));
  return { model: emptyModel, files: diagnostics.some((d) => d.severity === 'error') ? [] : files, diagnostics };
};

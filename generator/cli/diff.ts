import path from 'node:path';
import { checkCodes } from '../check/index.js';
import type { CodeTable, Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { painter } from '../diagnostics/render-text.js';
import type { Change } from '../diff/change.js';
import { changeClasses } from '../diff/change.js';
import { bumpOf, countByClass, diffModels } from '../diff/diff.js';
import { renderReleaseNote } from '../diff/render-markdown.js';
import { renderChanges } from '../diff/render-text.js';
import type { Model } from '../model/model.js';
import type { Input } from '../read/load.js';
import { loadSources } from '../read/load.js';
import type { Sources } from '../read/sources.js';
import type { Context, Report } from './context.js';
import { ExitCode } from './context.js';
import { hasErrors } from './compilation.js';
import { shownFolder } from './report.js';
import { looksLikeRevision, readRevision } from './revision.js';
import { isColored } from './terminal.js';

export const diffCodes = {
  DIFF_OPERANDS: { severity: 'error', title: 'diff compares two specifications, or the two views of one document' },
  DIFF_OPERAND: { severity: 'error', title: 'An operand is no folder, no document and no git revision' },
} as const satisfies CodeTable;

/** One side of the comparison: what it is called, and what it says. */
interface Side {
  /** As people named it; the start of the files of its places. */
  readonly name: string;
  readonly model?: Model;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** `specgen diff OLD NEW`: what changed in meaning, whom it breaks, which version follows. */
export async function run(context: Context): Promise<Report> {
  const { settings, stdout, env, operands = [] } = context;
  const [before, after] = operands;
  if (before === undefined || after === undefined || operands.length > 2) {
    return failed([problem('DIFF_OPERANDS', `diff takes two specifications, but got ${operands.length}`, 'specgen diff OLD NEW')], []);
  }
  const sides = [await readSide(context, before), await readSide(context, after)] as const;
  const [a, b] = sides;
  if (a.model === undefined || b.model === undefined) return failed(sides.flatMap((side) => side.diagnostics), sides);

  context.progress('comparing');
  const changes = diffModels(a.model, b.model).map((change) => relocated(change, a.name, b.name));
  const fails = settings.failOn !== undefined && changes.some((c) => changeClasses.indexOf(c.class) <= changeClasses.indexOf(settings.failOn!));
  return {
    exitCode: fails ? ExitCode.stale : ExitCode.clean,
    diagnostics: sides.flatMap((side) => side.diagnostics),
    sources: sourcesOf(sides),
    text:
      settings.format === 'markdown'
        ? renderReleaseNote({ before, after, changes }).trimEnd().split('\n')
        : renderChanges(changes, painter(isColored(stdout, env))),
    data: { before, after, bump: bumpOf(changes), classes: countByClass(changes), changes },
  };
}

const problem = (code: keyof typeof diffCodes, message: string, hint: string): Diagnostic => {
  const diagnostics = new Diagnostics();
  diagnostics.report(diffCodes, code, message, undefined, hint);
  return diagnostics.list()[0]!;
};

const sourcesOf = (sides: readonly Side[]): Sources => new Map(sides.flatMap((side) => [...side.sources]));

const failed = (diagnostics: readonly Diagnostic[], sides: readonly Side[]): Report => ({
  exitCode: ExitCode.input,
  diagnostics,
  sources: sourcesOf(sides),
  text: [],
  data: {},
});

/**
 * Reads and links one operand. A side that cannot be read or linked has no model, for what it lacks would look removed;
 * one that breaks a check says something all the same, and that is compared, with the check's findings as warnings.
 */
async function readSide(context: Context, operand: string): Promise<Side> {
  context.progress(`reading ${operand}`);
  const { name, input } = await readOperand(context, operand);
  const under = (file: string): string => (name === '' ? file : `${name}/${file}`);
  const located = (list: readonly Diagnostic[]): readonly Diagnostic[] => list.map((d) => (d.place === undefined ? d : { ...d, place: { ...d.place, file: under(d.place.file) } }));
  const sources = new Map([...input.sources].map(([file, text]) => [under(file), text]));
  if (hasErrors(input.diagnostics)) return { name, diagnostics: located(input.diagnostics), sources };
  // A configuration's names are the user's, and no part of what the two specifications say.
  const { model, diagnostics } = await context.compiler.analyse(input.sources, {});
  const findings = diagnostics.flatMap((d): Diagnostic[] => (d.severity !== 'error' ? [] : [Object.hasOwn(checkCodes, d.code) ? { ...d, severity: 'warning' } : d]));
  return { name, ...(!hasErrors(findings) && { model }), diagnostics: located(findings), sources };
}

/** What is on the disk comes first: a folder may have a colon in its name. */
async function readOperand(context: Context, operand: string): Promise<{ readonly name: string; readonly input: Input }> {
  const { cwd, files } = context;
  const folder = path.resolve(cwd, operand);
  const stat = await files.stat(folder).catch(() => undefined);
  if (stat?.isDirectory() === true) return { name: shownFolder(folder, cwd), input: await loadSources(folder, { files }) };
  if (stat === undefined && looksLikeRevision(operand)) {
    const revision = await readRevision(context.git, cwd, operand);
    if (revision.kind !== 'file') return { name: operand.replace(/\/+$/, ''), input: revision.input };
  }
  const nothing = problem('DIFF_OPERAND', `"${operand}" is no folder and no git revision of one`, 'name a folder such as xsd, or a revision and a folder such as HEAD~1:xsd');
  return { name: operand, input: { sources: new Map(), hash: '', diagnostics: [nothing] } };
}

/** The change with places that are found from the current folder. */
function relocated(change: Change, before: string, after: string): Change {
  const { places } = change;
  const under = (folder: string, file: string): string => (folder === '' ? file : `${folder}/${file}`);
  return {
    ...change,
    places: {
      ...(places.before && { before: { ...places.before, file: under(before, places.before.file) } }),
      ...(places.after && { after: { ...places.after, file: under(after, places.after.file) } }),
    },
  };
}

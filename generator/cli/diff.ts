import path from 'node:path';
import { checkCodes } from '../check/index.js';
import type { CodeTable, Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics, withPlaces } from '../diagnostics/diagnostic.js';
import { painter } from '../diagnostics/render-text.js';
import { plural } from '../diagnostics/render.js';
import type { Change } from '../diff/change.js';
import { changeClasses } from '../diff/change.js';
import { bumpOf, countByClass, diffModels } from '../diff/diff.js';
import { renderReleaseNote } from '../diff/render-markdown.js';
import { renderChanges } from '../diff/render-text.js';
import type { Given } from '../import/import.js';
import { importDocuments, resultOf } from '../import/import.js';
import type { linkCodes } from '../link/codes.js';
import type { Model } from '../model/model.js';
import { packageFolder } from '../read/definitions/package-schemas.js';
import { forDiff, loadSources } from '../read/load.js';
import type { Sources } from '../read/sources.js';
import { hasErrors } from './compilation.js';
import type { Context, Report } from './context.js';
import { ExitCode } from './context.js';
import { documentOptions, readDocumentOperand, reportNew } from './operand.js';
import { shownFolder } from './report.js';
import { looksLikeRevision, rangeOf, readRevision } from './revision.js';
import { isColored } from './terminal.js';

export const diffCodes = {
  DIFF_OPERANDS: { severity: 'error', title: 'diff compares two specifications, or the two views of one document' },
  DIFF_OPERAND: { severity: 'error', title: 'An operand is no folder, no document and no git revision' },
  DIFF_NO_MARKS: { severity: 'error', title: 'A document without change marks has one view only' },
  DIFF_UNSOUND: { severity: 'warning', title: 'A specification breaks checks' },
  DIFF_SILENT: { severity: 'warning', title: 'A document states no fact that the importer understands' },
  DIFF_REMARKS: { severity: 'note', title: 'Importing a document gave rise to remarks' },
} as const satisfies CodeTable;

/** What an operand names. `name` is how people named it, and the start of the files of its places. */
type Operand =
  | { readonly kind: 'folder'; readonly name: string; readonly sources: Sources; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'document'; readonly name: string; readonly given: Given };

/** One side of the comparison: what it says, when it could be read. */
interface Side {
  readonly name: string;
  readonly model?: Model;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  /** Of a document: attributes and members that it renames, new and old. */
  readonly renames?: readonly (readonly [string, string])[];
}

/** `specgen diff OLD NEW`: what changed in meaning, whom it breaks, which version follows. */
export async function run(context: Context): Promise<Report> {
  const { settings, stdout, env, operands = [] } = context;
  const sides = await readSides(context, operands);
  const [a, b] = sides;
  // What is wrong with a document is wrong with both of its views.
  const found = new Diagnostics();
  for (const diagnostic of sides.flatMap((side) => side.diagnostics)) found.add(diagnostic);
  const diagnostics = found.list();
  const sources = new Map(sides.flatMap((side) => [...side.sources]));
  if (a?.model === undefined || b?.model === undefined) return { exitCode: ExitCode.input, diagnostics, sources, text: [], data: {} };

  context.progress('comparing');
  const changes = diffModels(a.model, b.model, new Map(sides.flatMap((side) => side.renames ?? []))).map((change) => relocated(change, a.name, b.name));
  const [before, after] = operands.length === 2 ? (operands as [string, string]) : a.name === b.name ? [`${a.name}, original`, `${a.name}, accepted`] : [a.name, b.name];
  const { failOn } = settings;
  const fails = failOn !== undefined && changes.some((c) => changeClasses.indexOf(c.class) <= changeClasses.indexOf(failOn));
  return {
    exitCode: fails ? ExitCode.stale : ExitCode.clean,
    diagnostics,
    sources,
    text:
      settings.format === 'markdown'
        ? renderReleaseNote({ before, after, changes }).trimEnd().split('\n')
        : renderChanges(changes, painter(isColored(stdout, env))),
    data: { before, after, bump: bumpOf(changes), classes: countByClass(changes), changes },
  };
}

/** Both sides; a document needs definitions to change, which are the other operand's, or else the compiler's own. */
async function readSides(context: Context, operands: readonly string[]): Promise<readonly Side[]> {
  const problem = (code: keyof typeof diffCodes, message: string, hint: string): readonly Side[] => [
    { name: '', diagnostics: [report(code, message, hint)], sources: new Map() },
  ];
  if (operands.length === 0 || operands.length > 2) {
    return problem('DIFF_OPERANDS', `diff takes two specifications, but got ${operands.length}`, 'specgen diff OLD NEW');
  }
  const read: Operand[] = [];
  for (const operand of operands) read.push(await readOperand(context, operand));
  const [a, b] = read;
  if (b === undefined) {
    if (a?.kind !== 'document')
      return problem('DIFF_OPERANDS', 'diff takes two specifications, or one document with change marks', 'specgen diff OLD NEW');
    const base = await definitionsHere(context);
    const after = await readDocumentSide(context, a, base, {});
    // What the definitions do not have at all is there on both sides, as it was and as it is.
    if (after.isMarked !== false) return [await readDocumentSide(context, a, base, { contextOnly: true }), after];
    const found = new Diagnostics();
    reportNew(a.name, a.given, found);
    if (found.list().length === 0) return problem('DIFF_NO_MARKS', `${a.name} has no change marks, so that there is nothing to compare it with`, `name the other specification, too: specgen diff xsd ${a.name} says what it changes in the definitions`);
    const before = await linkSide(context, { kind: 'folder', name: shownFolder(context.settings.input, context.cwd), sources: base, diagnostics: found.list() });
    return [before, after];
  }
  if (a?.kind === 'document' && b.kind === 'document') {
    const before = await readDocumentSide(context, a, await definitionsHere(context), { isUnsoundToo: true });
    // The new version changes what differs from the old one, and nothing else.
    const after: Operand & { kind: 'document' } = { ...b, given: { ...b.given, original: b.given.original ?? a.given } };
    return before.result === undefined ? [before] : [before, await readDocumentSide(context, after, before.result, { isUnsoundToo: true })];
  }
  const base = read.find((operand) => operand.kind === 'folder')?.sources ?? new Map();
  const sides: Side[] = [];
  for (const operand of read)
    sides.push(operand.kind === 'folder' ? await linkSide(context, operand) : await readDocumentSide(context, operand, base, {}));
  return sides;
}

/** The definitions that an import would change: those of the input folder, or the compiler's own where there is none. */
async function definitionsHere({ settings, files }: Context): Promise<Sources> {
  const { sources } = await loadSources(settings.input, { files, except: settings.output });
  return sources.size > 0 ? sources : ownSources();
}

const ownSources = async (): Promise<Sources> => (await loadSources(path.join(packageFolder(), 'xsd'))).sources;

const whatToName = 'name a folder such as xsd, a document, or a revision and a path such as HEAD~1:xsd';

/** What is on the disk comes first: a folder may have a colon in its name. */
async function readOperand(context: Context, operand: string): Promise<Operand> {
  const { cwd, files } = context;
  context.progress(`reading ${operand}`);
  const place = path.resolve(cwd, operand);
  const stat = await files.stat(place).catch(() => undefined);
  const folder = stat?.isDirectory() === true ? await loadSources(place, { files, role: forDiff }) : undefined;
  // Without definitions it may be a specification that is split into documents, as an import takes it.
  const isSplit = folder?.sources.size === 0 && 'file' in (await readDocumentOperand(context, operand));
  if (folder !== undefined && !isSplit) return { kind: 'folder', name: shownFolder(place, cwd), ...folder };
  if (isSplit || stat?.isFile() === true || rangeOf(operand) !== undefined) {
    const given = await readDocumentOperand(context, operand);
    return 'file' in given ? { kind: 'document', name: operand, given } : { kind: 'folder', name: operand, sources: new Map(), diagnostics: given };
  }
  if (looksLikeRevision(operand)) {
    const revision = await readRevision(context.git, cwd, operand);
    return revision.kind === 'file'
      ? { kind: 'document', name: operand, given: { file: operand, bytes: revision.bytes } }
      : { kind: 'folder', name: operand.replace(/[/]$/, ''), ...revision.input };
  }
  const nothing = report(
    'DIFF_OPERAND',
    `"${operand}" is no folder, no document and no git revision`,
    whatToName,
  );
  return { kind: 'folder', name: operand, sources: new Map(), diagnostics: [nothing] };
}

/**
 * Links one side. A side that cannot be read or linked has no model, for what it lacks would look removed; one that
 * breaks a check says something all the same, and that is compared, with a warning.
 */
async function linkSide(context: Context, { name, sources, diagnostics }: Operand & { kind: 'folder' }): Promise<Side> {
  const under = (file: string): string => (name === '' ? file : `${name}/${file}`);
  const located = (list: readonly Diagnostic[]): readonly Diagnostic[] =>
    list.map((d) => withPlaces(d, (place) => ({ ...place, file: under(place.file) })));
  const shown = new Map([...sources].map(([file, text]) => [under(file), text]));
  if (hasErrors(diagnostics)) return { name, diagnostics: located(diagnostics), sources: shown };
  // A configuration's names are the user's, and no part of what the two specifications say.
  const analysed = await context.compiler.analyse(sources, {});
  const errors = analysed.diagnostics.filter((d) => d.severity === 'error');
  const unread = errors.filter((d) => !isComparable(d));
  if (unread.length > 0) return { name, diagnostics: located(unread), sources: shown };
  const unsound =
    errors.length === 0
      ? []
      : [
          report(
            'DIFF_UNSOUND',
            `${name} breaks checks (${plural(errors.length, 'error')}): what is wrong in it may show as a change`,
            errors[0]!.message,
          ),
        ];
  return { name, model: analysed.model, diagnostics: [...diagnostics, ...unsound], sources: shown };
}

/** What is wrong with definitions that can be linked all the same: an outcome has its number, whether or not a table names it. */
const isComparable = ({ code }: Diagnostic): boolean => Object.hasOwn(checkCodes, code) || code === ('LINK_UNKNOWN_STATUS_CODE' satisfies keyof typeof linkCodes);

interface SideOptions {
  /** Takes in only what the definitions do not have: the side before the change marks. */
  readonly contextOnly?: boolean;
  /** Two documents are compared by what they say; what definitions here would not bear is said as well. */
  readonly isUnsoundToo?: boolean;
}

/** The definitions of `base` as an import of the document leaves them. */
async function readDocumentSide(
  context: Context,
  { name, given }: Operand & { kind: 'document' },
  base: Sources,
  { contextOnly = false, isUnsoundToo = false }: SideOptions,
): Promise<Side & { readonly result?: Sources; readonly isMarked?: boolean }> {
  context.progress(`importing ${name}`);
  const found = new Diagnostics();
  // As an import has it: what cannot be reconciled with the rest is left out, and said.
  const examine = async (definitions: Sources): Promise<readonly Diagnostic[]> => (await context.compiler.analyse(definitions, {})).diagnostics.filter((d) => !isUnsoundToo || !isComparable(d));
  const options = { view: contextOnly ? ('original' as const) : ('accepted' as const), contextOnly, examine, ...documentOptions(context) };
  const imported = await importDocuments([given], base, await ownSources(), found, options);
  const { documents } = imported;
  if (found.hasErrors) return { name, diagnostics: found.list().filter((d) => d.severity === 'error'), sources: new Map() };
  const isMarked = documents.some(({ document, facts }) => document.hasChanges || facts.removed !== undefined);
  const result = resultOf(base, imported);
  // What bears on the comparison itself: what is not in it, and what the document has otherwise than the other side.
  const said = found.list().filter((d) => d.code === 'IMPORT_LEFT_OUT' || (d.code === 'IMPORT_CONTEXT' && !contextOnly));
  const remarks = found.list().length - said.length;
  const isSilent = documents.every(({ facts }) => facts.facts.length === 0 && (facts.removed ?? []).length === 0);
  // Any folder may have a README.
  if (isSilent && given.parts !== undefined) return { name, diagnostics: [report('DIFF_OPERAND', `the folder ${name} has no definitions, and nothing in its documents was understood`, whatToName)], sources: new Map() };
  const silent = isSilent
    ? [report('DIFF_SILENT', `nothing in ${name} was understood, so that it changes nothing`, `specgen import ${name} --dry-run says why`)]
    : [];
  const side = await linkSide(context, { kind: 'folder', name, sources: result, diagnostics: [] });
  const remark =
    remarks === 0 ? [] : [report('DIFF_REMARKS', `${plural(remarks, 'remark')} on ${name}`, `specgen import ${name} --dry-run shows them`)];
  // As the comparison has them: of a member, `m2m:lid.hinge`.
  const renames = imported.changes.flatMap(({ kind, what, name, from }) => (kind === 'renamed' && from !== undefined && (what === 'attribute' || what === 'member') ? [[name.replace('/', '.'), from.replace('/', '.')] as const] : []));
  return { ...side, result, isMarked, renames, diagnostics: [...silent, ...said, ...remark, ...side.diagnostics] };
}

function report(code: keyof typeof diffCodes, message: string, hint: string): Diagnostic {
  const diagnostics = new Diagnostics();
  diagnostics.report(diffCodes, code, message, undefined, hint);
  return diagnostics.list()[0]!;
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

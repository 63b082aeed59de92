import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** What an editor shows of generated types, as TypeScript's own language service has it. */
describe('hovers', () => {
  const here = path.join(root, 'test/emit/hovered.ts');
  const text = `import type { ContainerCreate, ContainerCreateWire, EventNotificationCriteria, EventNotificationCriteriaWire, RequestPrimitiveWire } from '../../generated/index.js';
const wire: ContainerCreateWire = { mni: 100 };
const long: ContainerCreate = { maxNrOfInstances: 100 };
declare const request: RequestPrimitiveWire;
request.rqi;
declare const criteria: EventNotificationCriteria;
criteria.notificationEventType;
declare const short: EventNotificationCriteriaWire;
short.net;
`;
  const options: ts.CompilerOptions = { strict: true, noEmit: true, types: [], module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'] };
  const read = (file: string): string | undefined => (file === here ? text : ts.sys.readFile(file));
  const service = ts.createLanguageService({
    getScriptFileNames: () => [here],
    getScriptVersion: () => '1',
    getScriptSnapshot: (file) => {
      const found = read(file);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: read,
  });

  it.each([
    ['a short name', 'mni: 100', /^maxNrOfInstances: How many direct .* RW, multiplicity 0\.\.1, create O, update O, announced OA \(TS-0001 9\.6\.6, Table 9\.6\.6-2\)\.$/],
    ['a long name', 'maxNrOfInstances: 100', /^How many direct .*\n\nRW, multiplicity 0\.\.1, create O, update O, announced OA; `mni` on the wire\.\n@see TS-0001 9\.6\.6, Table 9\.6\.6-2$/],
    ['a long name of a member', '.notificationEventType;', /^`net` on the wire\.$/],
    ['a short name of a member', '.net;', /^notificationEventType$/],
    ['a parameter', 'rqi;', /^requestIdentifier\.\n@see TS-0004/],
  ])('of %s say meaning, access and clause', (_of, at, expected) => {
    const info = service.getQuickInfoAtPosition(here, text.indexOf(at) + 1)!;
    const tags = (info.tags ?? []).map(({ name, text: said }) => `\n@${name} ${ts.displayPartsToString(said)}`);
    expect(ts.displayPartsToString(info.documentation) + tags.join('')).toMatch(expected);
  });

  it('say it of every attribute of every resource, in every operation and both forms', () => {
    const program = service.getProgram()!;
    const checker = program.getTypeChecker();
    const definitions = program.getSourceFiles().filter(({ fileName }) => /generated\/types\/(?!common|primitives|index)/.test(fileName));
    expect(definitions.length).toBeGreaterThan(100);
    const known = attributes();
    const silent: string[] = [];
    let asked = 0;
    for (const file of definitions) {
      const names = known.get(path.basename(file.fileName, '.ts'));
      for (const declaration of file.statements.filter(ts.isInterfaceDeclaration)) {
        for (const member of declaration.members.filter(ts.isPropertySignature)) {
          const symbol = checker.getSymbolAtLocation(member.name)!;
          if (names?.has(symbol.name) !== true) continue;
          const said = ts.displayPartsToString(symbol.getDocumentationComment(checker)) + ts.displayPartsToString(symbol.getJsDocTags(checker).flatMap(({ text: parts }) => parts ?? []));
          asked++;
          if (!/.{8,}\b(?:RW|RO|WO)\b, multiplicity .*TS-\d{4}/s.test(said)) silent.push(`${declaration.name.text}.${symbol.name}`);
        }
      }
    }
    expect(silent).toEqual([]);
    expect(asked).toBeGreaterThan(10_000);
  });

  /** Names of attributes, long and short: other members of a representation are children. */
  function attributes(): ReadonlyMap<string, ReadonlySet<string>> {
    const rows = JSON.parse(readFileSync(path.join(root, 'generated/json/attributes.json'), 'utf8')) as readonly { resource: string; name: string; shortName: string }[];
    const found = new Map<string, Set<string>>();
    for (const { resource, name, shortName } of rows) found.set(resource, (found.get(resource) ?? new Set()).add(name).add(shortName));
    return found;
  }
});

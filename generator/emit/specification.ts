import type { Model } from '../model/model.js';
import { emitConformance } from './conformance/emit-conformance.js';
import { enumerationEntries } from './enumerations.js';
import { emitJson } from './json/emit-json.js';
import type { OutputFile } from './output.js';
import { aliasRows } from './tables/aliases.js';
import { attributeRow } from './tables/attributes.js';
import { kindsOfNames, nameRows } from './tables/names.js';
import { resourceRows } from './tables/resources.js';
import { ruleRows } from './tables/rules.js';
import { structureRows } from './tables/structures.js';
import { emitSchemas } from './schemas/emit.js';
import { carried } from './schemas/representation.js';
import { emitVectors } from './vectors/emit-vectors.js';

export type OwnSpecification = ReturnType<typeof specificationOf>;

/** What programs read as files. */
const folders: Readonly<Record<string, (model: Model) => readonly OutputFile[]>> = { conformance: emitConformance, json: emitJson, schemas: emitSchemas, vectors: emitVectors };

/**
 * A specification as values: what programs import from the modules that are written for it, for who has compiled it in the same process.
 * Of validators, which are code, only the place is left. The files of a folder are made when one of them is asked for: a server asks for none.
 */
export function specificationOf(model: Model, validators: object) {
  const { structures, roots } = structureRows(model);
  const made = new Map<string, ReadonlyMap<string, OutputFile>>();
  const filesIn = (folder: string): ReadonlyMap<string, OutputFile> => new Map(folders[folder]?.(model).map((file) => [file.path, file]));
  const resources = resourceRows(model);
  const names = Object.fromEntries(kindsOfNames.map((kind) => [kind, nameTable(model, kind)])) as Record<(typeof kindsOfNames)[number], ReturnType<typeof nameTable>>;
  const attributes = new Map(carried(model).map((resource) => [resource.name, resource.attributes.map(attributeRow)]));
  const rules = ruleRows(model);
  const aliases = new Map(aliasRows(model).map((row) => [`${row.type} ${row.alias}`, row]));
  const types = model.enumerations.find(({ type }) => type === 'm2m:resourceType');
  const resourceTypes: Readonly<Record<string, number>> = Object.fromEntries(types === undefined ? [] : enumerationEntries(types).map(({ key, entry }) => [key, entry.value]));
  return {
    vocabulary: { structures, roots, names, resources, resourceTypes, namespaces: model.namespaces },
    resources,
    names,
    attributesOf: (resource: string) => attributes.get(resource),
    rulesOf: (resource: string) => rules.filter((row) => row.resource === resource),
    aliasOf: (type: string, token: string) => aliases.get(`${type} ${token}`),
    validators,
    file: (path: string): unknown => {
      const [folder] = path.split('/') as [string];
      const files = made.get(folder) ?? filesIn(folder);
      made.set(folder, files);
      const file = files.get(path);
      if (file === undefined) throw new Error(`nothing is generated as ${path}`);
      return JSON.parse(file.text);
    },
  };
}

function nameTable(model: Model, kind: (typeof kindsOfNames)[number]) {
  const rows = nameRows(model, kind);
  return {
    toShort: new Map(rows.map(({ name, shortName }) => [name, shortName])),
    toLong: new Map(rows.map(({ name, shortName }) => [shortName, name])),
    provisional: new Set(rows.filter(({ provisional }) => provisional).map(({ name }) => name)),
  };
}

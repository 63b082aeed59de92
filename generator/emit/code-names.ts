import type { Type } from '../model/components.js';
import type { Aggregation, Enumeration, Machine, Model, Resource } from '../model/model.js';
import { identifier, localName, pascalCase } from '../model/names.js';
import { oncePer } from '../once-per.js';
import { keptNames, languageNames } from './kept-names.js';

/**
 * What generated code calls the things that the standard names. The index exports all modules side by side, so that one
 * thing must not have the name of another, whatever the standard calls them: `authorizationDecision` is a resource and an
 * enumeration there. Who comes later yields: our own names, then resources, enumerations, machines, aggregations, then
 * the data types that all of them share. A name that is taken gets the word for what it names after it (`Resource`,
 * `Type`, …), and a number if that is taken too. Files are told apart without regard to case, as many systems do.
 */
export interface CodeNames {
  resource(resource: Pick<Resource, 'name'>): ResourceNames;
  enumeration(enumeration: Pick<Enumeration, 'type'>): EnumerationNames;
  machine(machine: Machine): MachineNames;
  aggregation(aggregation: Aggregation): AggregationNames;
  /** A named type that `types/common.ts` declares; names are given in order of first question. */
  newTypes(): (type: Type) => string;
}

export interface ResourceNames {
  /** `SoftwareCampaign`, before `Create`, `Wire` … */
  readonly type: string;
  /** Name of modules, folders and other files, without extension. */
  readonly file: string;
  /** As an export of `validators/index.js`. */
  readonly key: string;
  /** Constant of its attribute table. */
  readonly attributes: string;
}

export interface EnumerationNames {
  /** The object of numbers by name, and the union of the numbers. */
  readonly type: string;
  /** The map of names by number. */
  readonly names: string;
}

export interface MachineNames {
  readonly file: string;
  readonly constant: string;
  /** `CampaignStatus`, before `State`, `Event`, `Guard`, `Effect`. */
  readonly type: string;
}

export interface AggregationNames {
  readonly constant: string;
  readonly type: string;
}

/** The names of a model, which are the same whoever asks first. */
export const codeNames: (model: Model) => CodeNames = oncePer((model: Model) => allocate(model));

/** Parts of a name that a type declares besides its own. */
const representations = ['', 'Create', 'Update'].flatMap((operation) => [operation, `${operation}Wire`]);
const partsOfMachine = ['State', 'Event', 'Guard', 'Effect'];

function allocate(model: Model): CodeNames {
  const exports = new Claims([...keptNames, ...languageNames]);
  const files = new Claims(ownFiles, (name) => name.toLowerCase());
  const keys = new Claims(primitiveModules);
  const carried = model.resources.filter(({ kind }) => kind !== 'base');

  const resources = new Map<string, ResourceNames>();
  for (const { name } of model.resources) {
    if (resources.has(name)) continue;
    const isCarried = carried.some((resource) => resource.name === name);
    resources.set(name, {
      // A base is a table that others share, and has a page but no types.
      type: isCarried ? exports.claim(pascalCase(name), 'Resource', (base) => representations.map((part) => base + part)) : pascalCase(name),
      file: files.claim(fileName(name), '-resource'),
      key: keys.claim(identifier(name), 'Resource'),
      attributes: isCarried ? exports.claim(`${identifier(name)}Attributes`, 'Table') : '',
    });
  }

  const enumerations = new Map<string, EnumerationNames>();
  for (const { type } of model.enumerations) {
    if (enumerations.has(type)) continue;
    const name = exports.claim(pascalCase(localName(type)), 'Type', (base) => [base, `${base}Name`, mapName(base)]);
    enumerations.set(type, { type: name, names: mapName(name) });
  }

  const machineFiles = new Claims(['index', 'machine', ...devices], (name) => name.toLowerCase());
  const machines = new Map<string, MachineNames>();
  for (const machine of model.machines) {
    const { name, resource } = machine;
    if (machines.has(keyOf(machine))) continue;
    const file = machineFiles.claim(fileName(identifier(name)), '-machine');
    // Two resources may have a machine of one attribute; the one that comes later is called after its resource, too.
    const own = { constant: identifier(name), type: pascalCase(name) };
    const free = exports.areFree([`${own.constant}Machine`, ...partsOfMachine.map((part) => own.type + part)]);
    const base = free ? own : { constant: identifier(`${resource}_${name}`), type: pascalCase(`${resource}-${name}`) };
    const type = exports.claim(base.type, 'Machine', (each) => partsOfMachine.map((part) => each + part));
    machines.set(keyOf(machine), { file, constant: exports.claim(`${base.constant}Machine`, 'Table'), type });
  }

  const aggregations = new Map<string, AggregationNames>();
  for (const { name } of model.aggregations) {
    if (aggregations.has(name)) continue;
    const constant = exports.claim(identifier(name), 'Aggregation', (base) => [base, `${base}Rows`, `${base}ByBits`, `${upperFirst(base)}Name`]);
    aggregations.set(name, { constant, type: upperFirst(constant) });
  }

  return {
    resource: ({ name }) => resources.get(name)!,
    enumeration: ({ type }) => enumerations.get(type)!,
    machine: (machine) => machines.get(keyOf(machine))!,
    aggregation: ({ name }) => aggregations.get(name)!,
    newTypes: () => typeNames(exports.copy()),
  };
}

function typeNames(exports: Claims): (type: Type) => string {
  const names = new Map<Type, string>();
  return (type) => {
    const found = names.get(type) ?? exports.claim(pascalCase(type.name!.local), 'Type', (base) => (type.kind === 'complex' ? [base, `${base}Wire`] : [base]));
    names.set(type, found);
    return found;
  };
}

const keyOf = ({ resource, name }: Machine): string => JSON.stringify([resource, name]);
const mapName = (base: string): string => `${lowerFirst(base)}Names`;
const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** What a file may be called anywhere: no path, no dots that mean something, and short enough for what follows it. */
const fileName = (name: string): string => name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 120) || '_';

/** Modules of folders whose other files have the names of resources; and devices, which no Windows file may be called after. */
const primitiveModules = ['requestPrimitive', 'responsePrimitive', 'notification'];
const devices = ['con', 'prn', 'aux', 'nul', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n) => [`com${n}`, `lpt${n}`])];
const ownFiles = ['common', 'primitives', 'index', 'support', 'load', ...primitiveModules, 'README', 'faults', 'aggregations', 'transitions', ...devices];

/** Names that are given away, each once. */
class Claims {
  readonly #taken: Set<string>;
  readonly #fold: (name: string) => string;

  constructor(taken: Iterable<string>, fold: (name: string) => string = (name) => name) {
    this.#fold = fold;
    this.#taken = new Set([...taken].map(fold));
  }

  /** `base`, with `suffix` and then a number after it where that, or a name that `all` derives from it, is taken. */
  claim(base: string, suffix: string, all: (base: string) => readonly string[] = (name) => [name]): string {
    let name = base;
    for (let count = 1; !this.areFree(all(name)); count++) name = base + suffix + (count === 1 ? '' : String(count));
    for (const each of all(name)) this.#taken.add(this.#fold(each));
    return name;
  }

  areFree(names: readonly string[]): boolean {
    return names.every((name) => !this.#taken.has(this.#fold(name)));
  }

  copy(): Claims {
    return new Claims(this.#taken, this.#fold);
  }
}

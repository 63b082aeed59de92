import type { Model, Resource } from '../../model/model.js';
import { oncePer } from '../../once-per.js';
import { codeNames } from '../code-names.js';
import { inlineJson, rowsText } from '../json/rows.js';
import type { Row } from '../json/rows.js';
import type { OutputFile } from '../output.js';
import { carried } from '../schemas/representation.js';
import { aggregationVectors, faultVectors, transitionVectors } from './behaviour.js';
import { readme } from './readme.js';
import { vectorFile } from './vector-file.js';

/** Test vectors for any implementation in any language: payloads, transitions, fault codes, aggregates. Those of a resource are made when they are read. */
export function emitVectors(model: Model): readonly OutputFile[] {
  const textOf = oncePer((resource: Resource) => vectorFile(model, resource));
  const ofResources = carried(model).map((resource): OutputFile => ({
    path: `vectors/${codeNames(model).resource(resource).file}.json`,
    get text() {
      return textOf(resource);
    },
  }));
  const ofMachines = model.machines.map((machine) => ({
    path: `vectors/transitions.${codeNames(model).machine(machine).file}.json`,
    text: objectText({ machine: machine.name, resource: machine.resource }, transitionVectors(machine)),
  }));
  return [
    ...ofResources,
    ...ofMachines,
    { path: 'vectors/faults.json', text: rowsText(faultVectors(model)) },
    { path: 'vectors/aggregations.json', text: rowsText(aggregationVectors(model)) },
    { path: 'vectors/README.md', text: readme(model) },
  ];
}

/** A JSON object of plain members and lists, with one row per line. */
function objectText(plain: Row, lists: { readonly [name: string]: readonly Row[] }): string {
  const members = [
    ...Object.entries(plain).map(([name, value]) => `${JSON.stringify(name)}: ${inlineJson(value)}`),
    ...Object.entries(lists).map(([name, rows]) => `${JSON.stringify(name)}: ${rows.length === 0 ? '[]' : `[\n${rows.map((row) => `    ${inlineJson(row)}`).join(',\n')}\n  ]`}`),
  ];
  return `{\n  ${members.join(',\n  ')}\n}\n`;
}

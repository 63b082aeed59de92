import type { ErrorObject } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carried } from '../../generator/emit/schemas/representation.js';
import { keyOf } from '../../generator/model/components.js';
import type { Resource } from '../../generator/model/model.js';
import { instancesOf } from '../support/instances.js';
import { jsonOfResource } from '../support/json-names.js';
import { isArray, isObject, type Json, type JsonObject } from '../support/json.js';
import { compileAll, xsdFilesOf } from '../support/libxml2.js';
import { mutationsOf } from '../support/mutations.js';
import { toXml } from '../support/to-xml.js';
import { publishedValidator } from '../support/published-schemas.js';
import { specification, specificationValidators } from '../support/specification.js';

/**
 * What we emit for full representations, JSON Schema and validator, comes from the tables first; libxml2 knows the XSD
 * alone. On what both state they agree; the tables state more: the number of the resource type, fixed values, limits of
 * length, no duplicates, and rules across attributes.
 */
const set = specification.components;
const M2M = 'http://www.onem2m.org/xml/protocols';
const resources = carried(specification);
const elementOf = (resource: Resource) => set.elements.get(keyOf({ namespace: M2M, local: resource.name }))!;

interface Emitted {
  readonly full: { is(value: unknown): boolean };
}

/**
 * Nested children have keys with a prefix in JSON and are not looked into, so that there is nothing to compare; and the
 * tables of some announced variants name no children, to which the XSD allows references.
 */
function withoutChildren(resource: Resource, value: Json): Json {
  if (!isObject(value)) return value;
  const attributes = new Set(resource.attributes.map((a) => a.name));
  const child = (name: string): boolean => !attributes.has(name) && set.elements.has(keyOf({ namespace: M2M, local: name }));
  const reference = (name: string): boolean => name === 'childResource' && resource.children.length === 0;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !child(name) && !reference(name)));
}

/** The instance with what the tables fix. */
const asTablesSay = (resource: Resource, value: Json): Json => {
  const fixed = resource.attributes.flatMap((a): [string, Json][] => (a.fixed !== undefined ? [[a.name, a.fixed as Json]] : []));
  const kept = Object.entries(value as JsonObject).filter(([name]) => name !== 'mgmtSchema' || resource.mgmtDefinition === undefined);
  const distinct = Object.fromEntries(kept.map(([name, v]) => [name, isArray(v) && v.every((x) => typeof x === 'string') ? [...new Set(v)] : v]));
  return { ...distinct, ...Object.fromEntries(fixed), resourceType: resource.resourceType! };
};

/** What the tables fix is not spoilt: it has one value, whatever the XSD allows. */
const fixedByTables = (resource: Resource, what: string): boolean => {
  const [, name] = what.replace(/: .*$/, '').split('/');
  return name === 'resourceType' || name === 'mgmtSchema' || resource.attributes.some((a) => a.name === name && a.fixed !== undefined);
};

/** That it is not null either is no error of its own: a full representation is a partial one, in which null may stand beside a value. */
const isOfNull = ({ keyword, params }: ErrorObject): boolean => keyword === 'anyOf' || (keyword === 'type' && params['type'] === 'null');

/** Whether the tables alone forbid it: each error is of a limit that the row of the attribute states; a list that must be there has an item. */
const forbiddenByTables = (resource: Resource, errors: readonly ErrorObject[]): boolean =>
  errors.some((error) => !isOfNull(error)) &&
  errors.filter((error) => !isOfNull(error)).every(({ instancePath, keyword }) => {
    const [, name] = instancePath.split('/');
    const attribute = resource.attributes.find((a) => a.name === name);
    return attribute?.constraints.some((c) => c.keyword === keyword) === true || (keyword === 'minItems' && attribute?.multiplicity.min === 1);
  });

/**
 * There are more than a hundred resources, and of each thousands of ways to spoil it: as many as fit into a minute are tried,
 * spread over all of them. SPECGEN_RUNS multiplies them.
 */
const times = Number(process.env['SPECGEN_RUNS'] ?? 1);
const spread = <T>(items: readonly T[], most: number): readonly T[] => {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(items.length, most) }, (_, i) => items[Math.floor(i * step)]!);
};

describe('full representations with long names', () => {
  const folder = specificationValidators();
  let libxml: ReturnType<typeof compileAll>;
  beforeAll(() => {
    libxml = compileAll(xsdFilesOf('xsd'), M2M);
  });
  afterAll(() => libxml.dispose());

  it.each(resources.map((r) => [r.name, r] as const))('%s', async (_, resource) => {
    const element = elementOf(resource);
    const schema = publishedValidator(specification, resource.name, 'full.long');
    const { full: validator } = await folder.import<Emitted>(`validators/${resource.name}.js`);
    const disagreements: object[] = [];
    let invalid = 0;
    for (const generated of fc.sample(instancesOf(element, set), { seed: 20260101, numRuns: times })) {
      const value = asTablesSay(resource, withoutChildren(resource, generated));
      const mutations = spread(mutationsOf(element, value, set).filter(({ what }) => !fixedByTables(resource, what)), 100 * times);
      for (const candidate of [{ what: 'as generated', value }, ...mutations]) {
        const tested = withoutChildren(resource, candidate.value);
        const problems = libxml.validate(toXml(element, tested, set));
        const named = jsonOfResource(resource, element.type, tested, set);
        const verdicts = { libxml: problems.length === 0, schema: schema(named), validator: validator.is(named) };
        if (!verdicts.libxml) invalid++;
        if (new Set(Object.values(verdicts)).size === 1) continue;
        if (verdicts.libxml && !verdicts.validator && !verdicts.schema && forbiddenByTables(resource, schema.errors ?? [])) continue;
        disagreements.push({ what: candidate.what, ...verdicts, problems, errors: schema.errors?.map((e) => `${e.instancePath} ${e.message}`) });
      }
    }
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(invalid).toBeGreaterThan(20);
  });
});

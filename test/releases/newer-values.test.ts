import { beforeAll, describe, expect, it } from 'vitest';
import { load } from '../../generated/validators/load.js';
import type { Validator } from '../../generated/validators/support.js';
import { read } from '../../generated/validators/support.js';
import { toBeValid, vectors } from '../../testing/index.js';
import type { Form } from '../../testing/names.js';
import { operationsOf, resourceList } from '../../testing/payload.js';
import { schemaOf } from '../../testing/schema.js';
import { decode, encode, parse, toXml, WireError } from '../../wire/index.js';
import type { Json, Place } from './newer-values.js';
import { enumerations, placesIn, put, tried } from './newer-values.js';

/** A valid payload with a value at one place that only another release may have, or none. */
interface Try {
  readonly what: string;
  readonly validator: Validator<unknown>;
  readonly place: Place;
  readonly newer: readonly Json[];
  readonly wrong: readonly Json[];
  readonly body: Json;
}

/** A policy has links of certain types, whatever others it has: one in the place of another is one too few. */
const isNeeded = (resource: string, { path }: Place): boolean => /^cmdh(Policy|Defaults)$/.test(resource) && path.length === 3;

/** Nothing stands beside access control policies, known or not (TS-0004 7.3.3.9). */
const standsAlone = (body: Json, operation: string): boolean => operation === 'update' && ['accessControlPolicyIDs', 'acpi'].some((name) => Object.hasOwn(body as object, name));

async function* allTries(): AsyncGenerator<Try> {
  for (const resource of resourceList) {
    const validators = (await (load as Readonly<Record<string, () => Promise<unknown>>>)[resource]!()) as Readonly<Record<string, Validator<unknown>>>;
    for (const operation of operationsOf(resource)) {
      if (operation === 'partial') continue;
      const { valid } = vectors.payloads(resource, operation as 'full');
      for (const form of ['long', 'wire'] as const) {
        const schema = schemaOf(resource, operation, form as Form);
        for (const vector of valid) {
          const body = vector[form] as unknown as Json;
          const validator = validators[`${operation}${form === 'wire' ? 'Wire' : ''}`]!;
          for (const place of placesIn(schema, body)) {
            if ((place.path.length === 0 && standsAlone(body, operation)) || isNeeded(resource, place)) continue;
            const { newer, wrong } = tried(place);
            if (newer.length + wrong.length > 0) yield { what: `${resource} ${operation} ${form} ${vector.name}: ${place.path.join('/')}`, validator, place, newer, wrong, body };
          }
        }
      }
    }
  }
}

describe('in every place of every resource type', () => {
  const wrong: string[] = [];
  const met = new Set<string>();
  let places = 0;

  beforeAll(async () => {
    for await (const { what, validator, place, newer, wrong: spoiled, body } of allTries()) {
      places++;
      if (place.typeName !== undefined) met.add(place.typeName);
      const check = (value: Json, wanted: 'unknownHere' | 'invalid'): void => {
        const data = put(body, place.path, value);
        const { outcome, invalid, unknownHere } = read(validator, data);
        if (outcome !== wanted) wrong.push(`${what} ${JSON.stringify(value).slice(0, 60)} is ${outcome}: ${JSON.stringify(invalid.map(({ message }) => message))}`);
        // As printed it is wrong, whoever may have it; and no clause is cited of what is not known.
        if (validator.is(data) || unknownHere.some(({ clause }) => clause !== undefined)) wrong.push(`${what} ${JSON.stringify(value).slice(0, 60)} is taken, or a clause cited`);
      };
      for (const value of newer) check(value, 'unknownHere');
      for (const value of spoiled) check(value, 'invalid');
    }
  }, 120_000);

  it('another release may have more numbers, words and members, and nothing else', () => {
    expect([wrong.length, wrong.slice(0, 5)]).toEqual([0, []]);
  });

  it('which are many, and of every enumeration that a resource has', () => {
    expect(places).toBeGreaterThan(10_000);
    // Written in m2m:contentInfo, of a content of its own, and beside numbers of one's own.
    const elsewhere = ['contentSecurity', 'encodingType', 'securityInfoType', 'stdEventCats'];
    expect(enumerations.filter((type) => !met.has(type))).toEqual(elsewhere);
  });
});

describe('what a vector breaks', () => {
  it.each(resourceList)('%s', async (resource) => {
    const validators = (await (load as Readonly<Record<string, () => Promise<unknown>>>)[resource]!()) as Readonly<Record<string, Validator<unknown>>>;
    for (const operation of operationsOf(resource)) {
      if (operation === 'partial') continue;
      for (const { name, rule, wire } of vectors.payloads(resource, operation as 'full').invalid) {
        const validator = validators[`${operation}Wire`]!;
        const rules = new Set(validator.issues(wire).map((issue) => issue.rule));
        const isNewer = rule === 'unknown' || (rule === 'enum' && JSON.stringify(wire).includes('99999')) || (rule === 'range' && JSON.stringify(wire).includes('"acop":64'));
        // Some break another rule besides.
        expect(read(validator, wire).outcome, name).toBe(isNewer && rules.size === 1 ? 'unknownHere' : 'invalid');
      }
    }
  });
});

/** Whether who writes is told. */
function isRefused(write: () => unknown): boolean {
  try {
    write();
    return false;
  } catch (error) {
    if (error instanceof WireError) return true;
    throw error;
  }
}

describe('a text says the same, in JSON and in XML', () => {
  it('of all that a resource may have; who writes it is told', async () => {
    const wrong: string[] = [];
    let [json, xml] = [0, 0];
    for await (const { what, place, newer, body } of allTries()) {
      const [resource = '', operation, form, vector] = what.split(/[ :]/);
      if (form !== 'long' || vector !== 'everything' || operation !== 'full') continue;
      for (const value of newer) {
        const data = put(body, place.path, value) as { readonly [name: string]: Json };
        const options = { release: 'any', operation: 'full', type: resource } as const;
        const outcomeOf = async (text: string, media: string): Promise<string> => {
          const found = await parse(text, media, options as object);
          return found.ok ? (found.unknownHere === undefined ? 'valid' : 'unknownHere') : found.outcome;
        };
        json++;
        const isNamed = !Array.isArray(value) && typeof value === 'object';
        const short = encode(resource, data as never, { unknown: 'keep' } as never) as object;
        if (JSON.stringify(decode(resource, short as never)) !== JSON.stringify(data)) wrong.push(`decode ${what} ${JSON.stringify(value)}`);
        if (isRefused(() => encode(resource, data as never)) !== isNamed) wrong.push(`encode ${what} ${JSON.stringify(value)}`);
        if (toBeValid(data, resource as never, 'full', { form: 'long' }).pass) wrong.push(`toBeValid ${what} ${JSON.stringify(value)}`);
        for (const [form, text] of [['long', data], ['wire', short]] as const) {
          if ((await outcomeOf(JSON.stringify(text), 'application/json')) !== 'unknownHere') wrong.push(`JSON ${form} ${what} ${JSON.stringify(value)}`);
        }
        // What XML cannot say: an element within text.
        const written = toXml(resource, data as never, { operation: 'full', unknown: 'keep' } as never);
        if (!written.ok || Object.hasOwn(place.schema.properties ?? {}, 'val')) continue;
        xml++;
        if ((await outcomeOf(written.xml, 'application/xml')) !== 'unknownHere') wrong.push(`XML ${what} ${JSON.stringify(value)}`);
      }
    }
    expect([wrong.length, wrong.slice(0, 5)]).toEqual([0, []]);
    expect(Math.min(json, xml)).toBeGreaterThan(750);
  }, 120_000);
});

import { describe, expect, it } from 'vitest';
import { build } from '../../testing/index.js';
import { operationsOf, resourceList } from '../../testing/payload.js';
import { publishedValidator } from '../support/published-schemas.js';
import { specification } from '../support/specification.js';

type Make = (() => unknown) & { wire(): unknown };
const builders = build as unknown as Readonly<Record<string, Make & Readonly<Record<string, Make>>>>;

describe.each(resourceList)('what is built of %s', (resource) => {
  it.each(operationsOf(resource).filter((operation) => operation !== 'partial'))('for %s is valid with long names and short ones', (operation) => {
    const make = operation === 'create' ? builders[resource]! : builders[resource]![operation]!;
    expect([make(), make.wire()].map((body, i) => publishedValidator(specification, resource, `${operation}.${['long', 'wire'][i]}`)(body))).toEqual([true, true]);
  });
});

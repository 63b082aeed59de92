import { describe, expect, it } from 'vitest';
import { ourSources } from '../support/our-sources.js';
import { specification } from '../support/specification.js';

/** What a person sees on hover stands alone: no line leans on the one before it in our files. */
const leaning = /^(the same|it|its|their|they|these|those|likewise|ditto)\b|\b(as above|see above|(?<!such )as that|beside it)\b/i;

interface Line {
  readonly of: string;
  readonly text: string | undefined;
}

const { resources, enumerations } = specification;
const attributes = resources.flatMap((resource) => resource.attributes.map(({ name, description }) => ({ resource, name, description })));
const lines: Readonly<Record<string, readonly Line[]>> = {
  resources: resources.map(({ name, description }) => ({ of: name, text: description })),
  attributes: attributes.map(({ resource, name, description }) => ({ of: `${resource.name}.${name}`, text: description })),
  enumerations: enumerations.map(({ type, description }) => ({ of: type, text: description })),
  'enumeration values': enumerations.flatMap(({ type, values }) => values.map(({ name, description }) => ({ of: `${type} ${name}`, text: description }))),
  types: [...ourSources]
    .filter(([path]) => path.startsWith('CDT-'))
    .flatMap(([, text]) => [...text.matchAll(/<xs:(?:simple|complex)Type name="([^"]+)"[^>]*>\s*<xs:annotation>\s*<xs:documentation>([^<]*)/g)].map(([, of, said]) => ({ of: of!, text: said!.trim() }))),
};

describe.each(Object.entries(lines))('what is said of %s', (_, said) => {
  it('is there, and more than a word', () => {
    expect(said.length).toBeGreaterThan(60);
    expect(said.filter(({ text }) => text === undefined || text.split(/\s+/).length < 2)).toEqual([]);
  });

  it('stands alone', () => {
    expect(said.filter(({ text }) => text !== undefined && leaning.test(text))).toEqual([]);
  });
});

describe('an attribute that several types have', () => {
  it('is not called one of the management object where it is of something else', () => {
    const others = attributes.filter(({ resource }) => resource.kind !== 'mgmtObj' && !/mgmtObj/.test(resource.announces ?? resource.name));
    const isManaged = new Set(resources.filter(({ kind }) => kind === 'mgmtObj').map(({ name }) => name));
    const wrong = others.filter(({ resource, description }) => !isManaged.has(resource.announces ?? '') && /\bthe management object\b/.test(description));
    expect(wrong.map(({ resource, name }) => `${resource.name}.${name}`)).toEqual([]);
  });

  it('says what an <AE> understands of the <AE> alone', () => {
    const saying = (name: string) => attributes.filter((each) => each.name === name && /\bthe application\b/.test(each.description)).map(({ resource }) => resource.name);
    expect(saying('ontologyRef')).toEqual(['AE', 'AEAnnc']);
    expect(saying('nodeLink')).toEqual(['AE', 'AEAnnc']);
  });
});

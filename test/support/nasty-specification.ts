import fc from 'fast-check';
import type { Sources } from '../../generator/read/sources.js';

/**
 * Specifications that are legal, every name of which means trouble to those who write code: words of TypeScript, members
 * of every object, names that our own modules have, names that differ in case or in a hyphen alone, names of devices.
 * As XSD and JSON, so that the whole compiler has to take them.
 */
export const nastyNames: readonly string[] = `
  const required properties items constructor prototype toString hasOwnProperty valueOf __proto__ class default function enum await import type never any string
  undefined null arguments eval let yield static async of index Index INDEX common Common primitives names Names load support
  machine Machine enumerations tables AttributeRow attributeRow ResourceRow resources StatusCode statusCode statusCodeName statusCodes
  OneOf oneOf PartOf partOf ResourceTypes resourceTypes KnownResource RequestPrimitive requestPrimitive responsePrimitive notification
  Notification NotifyContent CreateRequest createRequest createRequestWire createContent Record Pick Readonly ReadonlyMap Map Set Exclude
  Array Object Promise globalThis Iterable a-b a.b aB ab a_b A-B AB -- con aux nul COM1 foo Foo FOO fooCreate fooCreateWire fooWire fooAnnc
  fooUpdate fooType fooTypeType fooName fooNames FooNames fooAttributes fooAttributesTable fooMachine FooState FooEvent fooResource
  data key errors vErrors check facts report isKnown validate issues validator issue Issue mapFault faultCodes commands commandOf outcomes
  OutcomeId parameters rules rulesOf structures roots lexical Lexical MemberRow machines Transition byCode byName nameTable byResource
  explain envelope ofKind validatorOf func0 schema16 instancePath then Then Symbol String Number Boolean BigInt Error RegExp Date Math JSON Function Reflect Proxy Omit Partial
  NonNullable Extract exports module require self this super satisfies infer is asserts declare namespace global arguments_ __dirname isPrototypeOf
  __defineGetter__ propertyIsEnumerable length name caller apply bind call hasOwn toJSON toLocaleString fooLIST fooList éa eá ÉA ſ s K Ω _1st _ _a a_ x1 X1 Größe 名前 T K P val NaN Infinity m2m xs
`.trim().split(/\s+/).map((name) => (name === '--' ? '_--' : name));

/** Long names that the tables of short names take: the names of resources and attributes. */
const longName = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const published = nastyNames.filter((name) => longName.test(name));

/** More attributes than any resource has. */
const wide = [...published.slice(0, 20), ...Array.from({ length: 300 }, (_, i) => `attribute${i}`)];

/** Tokens of enumerations as they are printed: almost anything. */
const tokens = [...nastyNames, 'A B', 'A_B', 'A-B', 'A B ', '1', '1st', '[a]', 'a/b', "it's", '*/', '"', '${x}', '\\', '7', '_7', 'A_B_2', 'ä'];

type Kind = (typeof kinds)[number];
const kinds = ['simple', 'sequence', 'choice', 'text', 'list', 'recursive', 'open'] as const;

interface Shape {
  readonly enumerations: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly types: readonly { readonly name: string; readonly kind: Kind; readonly members: readonly string[] }[];
  readonly resources: readonly { readonly name: string; readonly attributes: readonly string[]; readonly operations: readonly string[] }[];
  readonly statuses: readonly string[];
}

const some = (names: readonly string[], minLength: number, maxLength: number): fc.Arbitrary<readonly string[]> =>
  fc.uniqueArray(fc.constantFrom(...names), { minLength, maxLength });

const shape: fc.Arbitrary<Shape> = fc
  .record({
    enumerationNames: some(nastyNames, 0, 6),
    typeNames: some(nastyNames, 0, 8),
    resourceNames: some(published, 0, 5),
    statuses: some(tokens, 0, 6),
  })
  .chain(({ enumerationNames, typeNames, resourceNames, statuses }) =>
    fc.record({
      statuses: fc.constant(statuses),
      enumerations: fc.tuple(...enumerationNames.map((name) => some(tokens, 2, 6).map((values) => ({ name, values })))),
      types: fc.tuple(
        ...typeNames
          .filter((name) => !enumerationNames.includes(name))
          .map((name) => fc.record({ name: fc.constant(name), kind: fc.constantFrom(...kinds), members: some(nastyNames, 0, 5) })),
      ),
      resources: fc.tuple(
        ...resourceNames.map((name) =>
          fc.record({ name: fc.constant(name), attributes: fc.oneof({ weight: 9, arbitrary: some(published, 0, 6) }, { weight: 1, arbitrary: fc.constant(wide) }), operations: fc.subarray(['create', 'retrieve', 'update', 'delete']) }),
        ),
      ),
    }),
  ) as fc.Arbitrary<Shape>;

/** Sources of such a specification. */
export const nastySpecification: fc.Arbitrary<Sources> = shape.map(sourcesOf);

const source = { document: 'D', clause: '1' };
const json = (kind: string, content: object): string => JSON.stringify({ $schema: `schema/${kind}.schema.json`, ...content }, null, 1);

function sourcesOf({ enumerations, types, resources, statuses }: Shape): Sources {
  const typeNames = [...enumerations, ...types].map(({ name }) => name);
  const typeOf = (index: number): string => (typeNames.length === 0 ? 'xs:string' : `m2m:${typeNames[index % typeNames.length]!}`);
  // The type of an attribute is a name that definitions can write.
  const usable = typeNames.filter((name) => /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name));
  const attributeType = (index: number): string => (usable.length === 0 ? 'xs:string' : `m2m:${usable[index % usable.length]!}`);
  const element = (name: string, type: string, min = 0): string => `<xs:element name="${name}" type="${type}" minOccurs="${min}"/>`;
  const simple = (name: string, values: readonly number[]): string =>
    `<xs:simpleType name="${name}"><xs:restriction base="xs:integer">${values.map((v) => `<xs:enumeration value="${v}"/>`).join('')}</xs:restriction></xs:simpleType>`;
  const typeText = ({ name, kind, members }: Shape['types'][number], at: number): string => {
    // A type refers to the ones before it, so that no value has to be endless.
    const elements = members.map((member, i) => element(member, at === 0 ? 'xs:string' : typeOf(i % (enumerations.length + at)), kind === 'choice' ? 1 : i % 2)).join('');
    if (kind === 'simple') return `<xs:simpleType name="${name}"><xs:restriction base="xs:string"/></xs:simpleType>`;
    if (kind === 'text') return `<xs:complexType name="${name}"><xs:simpleContent><xs:extension base="xs:string">${members.map((m) => `<xs:attribute name="${m}" type="xs:string"/>`).join('')}</xs:extension></xs:simpleContent></xs:complexType>`;
    if (kind === 'list') return `<xs:simpleType name="${name}"><xs:list itemType="xs:${members.length % 2 === 0 ? 'string' : 'integer'}"/></xs:simpleType>`;
    // A choice of nothing allows nothing.
    const group = kind === 'choice' && members.length > 0 ? 'choice' : 'sequence';
    const more = kind === 'open' ? '<xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/>' : kind === 'recursive' ? `<xs:element name="again" minOccurs="0" maxOccurs="unbounded" type="m2m:${name}"/>` : '';
    return `<xs:complexType name="${name}"><xs:${group}>${elements}${more}</xs:${group}></xs:complexType>`;
  };
  const rows = (attributes: readonly string[]) => attributes.map((name, i) => ({ name, type: attributeType(i), min: i % 2 }));
  const xsd = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m2m="http://www.onem2m.org/xml/protocols" targetNamespace="http://www.onem2m.org/xml/protocols">
${enumerations.map(({ name, values }) => simple(name, values.map((_, i) => i + 1))).join('\n')}
${types.map(typeText).join('\n')}
${resources.map(({ name, attributes }) => `<xs:element name="${name}"><xs:complexType><xs:sequence>${rows(attributes).map((row) => element(row.name, row.type, row.min)).join('')}</xs:sequence></xs:complexType></xs:element>`).join('\n')}
</xs:schema>`;
  const attributes = [...new Set(resources.flatMap((resource) => resource.attributes))];
  const short = (names: readonly string[], prefix: string) => Object.fromEntries(names.map((name, i) => [name, `${prefix}${i}`]));
  const files: [string, string][] = resources.map(({ name, attributes: own, operations }, i) => [
    `tables/resources/r${i}.json`,
    json('resource', {
      name,
      kind: 'resource',
      description: `The resource ${name}.`,
      source,
      operations,
      group: 'xs:anyType',
      parents: [],
      children: resources.slice(0, i).map((child) => ({ type: child.name, multiplicity: '0..n' })),
      attributes: rows(own).map((row) => ({
        name: row.name,
        type: row.type,
        multiplicity: row.min === 1 ? '1' : '0..1',
        access: 'RW',
        create: row.min === 1 ? 'M' : 'O',
        update: 'O',
        description: `The attribute ${row.name}.`,
      })),
    }),
  ]);
  const numbered = enumerations.filter(({ name }) => usable.includes(name));
  const machines = numbered.slice(0, 2).flatMap(({ name, values }, i): [string, string][] => {
    const resource = resources.find((each) => each.attributes.length > 0);
    if (resource === undefined) return [];
    const states = values.map((value) => ({ name: value, description: 'A state.' }));
    return [
      [
        `tables/machines/m${i}.json`,
        json('machine', {
          name: resource.attributes[Math.min(i, resource.attributes.length - 1)],
          resource: resource.name,
          enumeration: `m2m:${name}`,
          description: 'A machine.',
          source,
          states,
          events: [{ name: 'go', by: 'clock', description: 'On.' }, { name: 'end', by: 'clock', description: 'Off.' }],
          transitions: [
            { from: null, event: 'go', to: values[0] },
            ...values.slice(1).map((value, k) => ({ from: values[k], event: 'go', to: value })),
            { from: values.at(-1), event: 'end', to: null },
          ],
        }),
      ],
    ].filter(() => i === 0 || resource.attributes.length > 1) as [string, string][];
  });
  const [first] = numbered;
  return new Map([
    ['CDT-nasty.xsd', xsd],
    ...files,
    ...machines,
    ['tables/documents.json', json('documents', { documents: [{ id: 'D', title: 'A document', version: '1' }] })],
    [
      'tables/short-names.json',
      json('short-names', {
        groups: [
          { name: 'resources', kind: 'resource', source, names: short(resources.map(({ name }) => name), 'r') },
          { name: 'attributes', kind: 'attribute', source, names: short(attributes, 'a') },
        ],
        reserved: [],
      }),
    ],
    ['tables/status-codes.json', json('status-codes', { source, codes: statuses.map((name, i) => ({ code: 2000 + i, name, http: 200 })) })],
    [
      'tables/enumerations.json',
      json('enumerations', {
        enumerations: numbered.map(({ name, values }) => ({ type: `m2m:${name}`, description: 'Values.', source, values: values.map((value, i) => ({ name: value, value: i + 1 })) })),
      }),
    ],
    ...(first === undefined
      ? []
      : ([
          [
            'tables/aggregations.json',
            json('aggregations', {
              aggregations: nastyNames.slice(0, 60).filter((_, i) => i % 7 === first.values.length % 7).map((name) => ({
                name,
                of: 'statuses',
                enumeration: `m2m:${first.name}`,
                source,
                rows: subsetsOf(first.values).map((set) => ({ set, result: set[0] ?? first.values[0] })),
              })),
            }),
          ],
        ] as [string, string][])),
  ]);
}

const subsetsOf = (names: readonly string[]): readonly (readonly string[])[] =>
  names.reduce<readonly (readonly string[])[]>((sets, name) => [...sets, ...sets.map((set) => [...set, name])], [[]]);

import { beforeAll, describe, expect, it } from 'vitest';
import { bindConformance } from '../../conformance/bind.js';
import { findingsOf } from '../../conformance/findings.js';
import { httpSender } from '../../conformance/http/send.js';
import { planOf } from '../../conformance/run.js';
import { packaged } from '../../conformance/specification.js';
import type { OwnSpecification } from '../../generator/emit/specification.js';
import { startCse } from '../../runtime/serve/index.js';
import { ownSpecificationOf } from '../support/own-types.js';
import { runInProcess, type Options } from './in-process.js';

const own = ['parkingSpace', 'bikeRack', 'parkingMeter', 'barrier', 'garage'] as const;
/** With their announced variants. */
const added: readonly string[] = [...own, 'bikeRackAnnc', 'garageAnnc'];

describe('types of one\'s own', () => {
  let specification: OwnSpecification;
  beforeAll(async () => void (specification = await ownSpecificationOf()), 120_000);

  const judged = (options: Options = {}) => runInProcess({ specification, only: [...own, 'container'], ...options, cse: { specification, ...options.cse } });
  const passedOf = (outcomes: readonly { readonly resource: string; readonly verdict: string; readonly id: string }[], resource: string) =>
    outcomes.filter((each) => each.resource === resource && each.id.startsWith(`${resource}.`) && each.verdict === 'passed').map(({ id }) => id);

  it('are in the plan, beside all that is in that of the package', () => {
    const plan = new Set(planOf([], specification).map(({ id }) => id));
    expect(planOf().filter(({ id }) => !plan.has(id))).toEqual([]);
    for (const type of own) expect(plan).toContain(`${type}.create: only what is mandatory`);
    expect(plan).toContain('container.create: with tariff');
    expect(() => planOf(['bikeRack'])).toThrow(/nothing that is called bikeRack/);
    expect(planOf(['bikeRack'], specification).find(({ attribute }) => attribute === 'places')?.clause).toContain('MY-TYPES 2');
  });

  it.each(['json', 'xml'] as const)('have no finding where the CSE hosts them, and cases of each pass: in %s', async (content) => {
    const errors: unknown[] = [];
    const report = await judged({ content, cse: { report: (error) => errors.push(error) } });
    expect(findingsOf(report).map(({ examples }) => examples)).toEqual([]);
    expect([errors, report.left, report.ended]).toEqual([[], [], undefined]);
    for (const type of own) expect(passedOf(report.outcomes, type).length, type).toBeGreaterThan(40);
    const container = passedOf(report.outcomes, 'container');
    for (const id of ['create: with tariff', 'stored: with tariff', 'updated: with tariff', 'update: with feeOf']) expect(container).toContain(`container.${id}`);
  }, 120_000);

  // What a CSE may do wrong with a type of which nobody has told it all.
  it.each<readonly [fault: string, find: RegExp, replace: string, found: readonly string[]]>([
    ['takes a number for another', /"free":\d+/, '"free":7', ['bikeRack stored.sent', 'bikeRack stored.updated']],
    ['shows a long name', /"trff":/, '"tariff":', ['container stored.names', 'container stored.sent', 'container stored.updated']],
    ['shows what is of no type', /"flrs":\d+/, '"flrs":"many"', ['garage stored.types', 'garage stored.sent', 'garage stored.updated']],
    ['forgets a namespace', /"my:bikeRack":/, '"m2m:bikeRack":', ['bikeRack stored.root']],
    ['shows another number of an enumeration', /"fee":\d/, '"fee":9', ['bikeRack stored.sent', 'bikeRack stored.updated']],
    ['shows a member of a structure that is of no type', /"frh":\d+/, '"frh":"late"', ['bikeRack stored.types', 'bikeRack stored.sent']],
  ])('are found out where the CSE %s', async (_fault, find, replace, found) => {
    const report = await judged({
      only: [found[0]!.split(' ')[0]!],
      send: (send) => async (request, how) => {
        const response = await send(request, how);
        return request.method === 'GET' && response.body !== undefined ? { ...response, body: response.body.replace(new RegExp(find, 'g'), replace) } : response;
      },
    });
    const kinds = new Set(report.outcomes.filter(({ verdict }) => verdict === 'failed').map(({ resource, kind }) => `${resource} ${kind}`));
    for (const each of found) expect(kinds).toContain(each);
  }, 120_000);

  it('are found out where the CSE takes what is wrong, and where it does not know them', async () => {
    const lenient = await judged({ only: ['bikeRack'], serve: (serve) => (primitive) => serve(JSON.parse(JSON.stringify(primitive).replace('"places":0', '"places":1').replace('"fee":3', '"fee":1')) as typeof primitive) });
    const failed = lenient.outcomes.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);
    expect(failed).toContain('bikeRack.create: places: too small');
    const stranger = await runInProcess({ specification, only: ['bikeRack', 'garage', 'container'] });
    const kinds = findingsOf(stranger).flatMap(({ kind, resources }) => resources.map((resource) => `${resource} ${kind}`));
    expect(kinds).toContain('container create.valid');
  }, 120_000);

  it('are judged over sockets by what is generated, with notifications', async () => {
    const { runConformance, listenForNotifications, planOf: ownPlan } = bindConformance(specification);
    const cse = await startCse({ specification, port: 0 });
    const url = `${cse.url}/cse-in`;
    const [sender, listener] = [httpSender({ url: new URL(url) }), await listenForNotifications()];
    try {
      const report = await runConformance({ url, send: sender.send, listener, seed: 1, only: ['parkingSpace', 'subscription'], content: 'xml' });
      expect(findingsOf(report).map(({ examples }) => examples)).toEqual([]);
      expect(passedOf(report.outcomes, 'parkingSpace').length).toBeGreaterThan(60);
      expect(ownPlan(['parkingSpace']).length).toBeGreaterThan(100);
    } finally {
      sender.close();
      await listener.close();
      await cse.close();
    }
  }, 120_000);

  it('stand beside all that the package has, which is loaded as what was generated is imported', () => {
    const { attributesOf, rulesOf, aliasOf, vocabulary, names } = specification;
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    const isOwn = ({ name }: { readonly name: string }): boolean => added.includes(name);
    expect(vocabulary.resources.filter(isOwn).map(({ name }) => name).sort()).toEqual([...added].sort());
    expect(plain(vocabulary.resources.filter((row) => !isOwn(row)))).toEqual(plain(packaged.resources));
    const more = packaged.resources.flatMap(({ name }) => {
      const rows = attributesOf(name) ?? [];
      const own = rows.filter((row) => row.name === 'tariff' || row.name === 'feeOf');
      expect(plain(rows.filter((row) => !own.includes(row))), name).toEqual(plain(packaged.attributesOf(name)));
      return own.map((row) => `${name} ${row.name}`);
    });
    expect(more).toEqual(['AE tariff', 'AE feeOf', 'AEAnnc tariff', 'container tariff', 'container feeOf', 'containerAnnc tariff']);
    expect(rulesOf('subscription').length).toBeGreaterThan(3);
    expect(aliasOf('m2m:resourceType', 'no such name')).toBeUndefined();
    const members = [...names.members.toShort].filter(([name]) => !packaged.names.members.toShort.has(name));
    expect(members).toEqual([['fromHour', 'frh'], ['price', 'prc']]);
    expect([...names.members.toShort].filter(([name]) => packaged.names.members.toShort.has(name))).toEqual([...packaged.names.members.toShort]);
    expect(plain(vocabulary.roots.filter((root) => !isOwn(root)))).toEqual(plain(packaged.vocabulary.roots));
    const { garage, garageAnnc, ...numbers } = vocabulary.resourceTypes;
    expect([garage, garageAnnc]).toEqual([7001, 17001]);
    expect(numbers).toEqual(packaged.vocabulary.resourceTypes);
  });
});

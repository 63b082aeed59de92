import { describe, expect, test } from 'vitest';
import { aggregationVectors, faultVectors, transitionVectors } from '../../generator/emit/vectors/behaviour.js';
import { emitVectors } from '../../generator/emit/vectors/emit-vectors.js';
import { aggregation, cleanModel, cleanTransitions, faultRange, faultRow, faultTable, machine } from '../check/fixture.js';
import { analyse } from '../../generator/pipeline.js';
import { ourSources } from '../support/our-sources.js';
import { specification, specificationVectors } from '../support/specification.js';

describe('transition vectors', () => {
  const { legal, illegal } = transitionVectors(machine());

  test('legal ones are the transitions, with guards', () => {
    expect(legal).toEqual([
      { state: null, event: 'create', guard: 'enabled is FALSE', to: 'IDLE' },
      { state: null, event: 'create', guard: 'enabled is TRUE', to: 'BUSY' },
      { state: 'IDLE', event: 'start', to: 'BUSY' },
      { state: 'BUSY', event: 'finish', to: 'DONE' },
      { state: 'DONE', event: 'delete', to: null },
    ]);
    expect(legal).toHaveLength(cleanTransitions.length);
  });

  test('illegal ones are all other pairs, each with what is legal there', () => {
    expect(illegal).toHaveLength(4 * 4 - 4);
    expect(illegal).toContainEqual({ state: 'IDLE', event: 'finish', legal: ['start'] });
    expect(illegal).toContainEqual({ state: null, event: 'delete', legal: ['create'] });
  });
});

describe('fault vectors', () => {
  test('own codes, codes of other tables, and samples of unlisted ones', () => {
    const model = cleanModel({
      faultTables: [
        faultTable('1-1', 'Reboot', [faultRow(9002, 'BROKEN', 2), faultRow(9001, 'DENIED', 1)]),
        faultTable('1-2', 'Cancel', [faultRow(9001, 'DENIED', 1)]),
        faultTable('1-3', 'Cancel', [faultRow(9001, 'DENIED', 1)]),
      ],
      unlistedFaults: [faultRange(9000, 9000), faultRange(9003, 9999)],
    });
    expect(faultVectors(model)).toEqual([
      { rpc: 'Cancel', faultCode: 9001, listed: true, status: 'DENIED', execResult: 1 },
      { rpc: 'Cancel', faultCode: 9002, listed: false, status: 'BROKEN', execResult: 2 },
      { rpc: 'Reboot', faultCode: 9001, listed: true, status: 'DENIED', execResult: 1 },
      { rpc: 'Reboot', faultCode: 9002, listed: true, status: 'BROKEN', execResult: 2 },
      { rpc: null, faultCode: 9000, listed: false, status: 'BROKEN', execResult: 2 },
      { rpc: null, faultCode: 9003, listed: false, status: 'BROKEN', execResult: 2 },
      { rpc: null, faultCode: 9501, listed: false, status: 'BROKEN', execResult: 2 },
      { rpc: null, faultCode: 9999, listed: false, status: 'BROKEN', execResult: 2 },
    ]);
  });
});

describe('aggregation vectors', () => {
  test('every set in order, and reversed with each value twice', () => {
    const rows = aggregationVectors(cleanModel({ aggregations: [aggregation({ rows: aggregation().rows.slice(2) })] }));
    const common = { aggregation: 'aggregatedStatus' };
    expect(rows).toEqual([
      { ...common, individual: ['DONE'], individualValues: [2], aggregate: 'DONE', aggregateValue: 2 },
      { ...common, individual: ['DONE', 'DONE'], individualValues: [2, 2], aggregate: 'DONE', aggregateValue: 2 },
      { ...common, individual: ['DONE', 'RUNNING'], individualValues: [2, 1], aggregate: 'RUNNING', aggregateValue: 1 },
      { ...common, individual: ['RUNNING', 'DONE', 'RUNNING', 'DONE'], individualValues: [1, 2, 1, 2], aggregate: 'RUNNING', aggregateValue: 1 },
    ]);
  });
});

describe('the files', () => {
  test('of the fixture', () => {
    expect(emitVectors(cleanModel()).map((f) => f.path)).toEqual([
      'vectors/gadget.json',
      'vectors/transitions.status.json',
      'vectors/faults.json',
      'vectors/aggregations.json',
      'vectors/README.md',
    ]);
  });

  test('read back as JSON, the same every time, with one line feed at the end', () => {
    // With overrides, even of nothing, it is analysed anew.
    const again = analyse(ourSources, { shortNames: {} }).model;
    expect(again === specification).toBe(false);
    const [first, second] = [specificationVectors(), emitVectors(again)];
    expect(second).toEqual(first);
    for (const { path, text } of first) {
      expect(text.endsWith('\n') && !text.endsWith('\n\n') && !text.includes('\r'), path).toBe(true);
      if (path.endsWith('.json')) expect(() => JSON.parse(text) as unknown, path).not.toThrow();
    }
  });

  test('of the specification: every state of campaignStatus against every event', () => {
    const file = specificationVectors().find((f) => f.path === 'vectors/transitions.campaignStatus.json')!;
    const { legal, illegal } = JSON.parse(file.text) as { legal: { state: string | null; event: string }[]; illegal: { state: string | null; event: string }[] };
    const pairs = new Set([...legal, ...illegal].map(({ state, event }) => `${state}/${event}`));
    const events = new Set([...legal, ...illegal].map(({ event }) => event));
    expect(pairs.size).toBe(7 * events.size);
    expect(legal).toContainEqual(expect.objectContaining({ state: 'INITIATED', event: 'disable', to: 'CANCELLING' }));
  });
});

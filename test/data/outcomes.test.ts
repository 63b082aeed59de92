import { describe, expect, test } from 'vitest';
import { asUsed } from './definitions.js';

const { outcomes } = asUsed.outcomes;

describe('outcomes', () => {
  test('have ids of their own, made of resource, procedure and a name', () => {
    expect(new Set(outcomes.map((o) => o.id)).size).toBe(outcomes.length);
    for (const o of outcomes) expect(o.id).toMatch(new RegExp(`^${o.resource}\\.${o.procedure}\\.[a-z][A-Za-z]+$`));
  });

  test('answer with codes that exist', () => {
    const known = new Set(asUsed.statusCodes.codes.map((c) => c.code));
    expect(outcomes.filter((o) => !known.has(o.statusCode))).toEqual([]);
  });

  test('quote the Change Request to TS-0006 to the letter', () => {
    expect(outcomes.filter((o) => o.text !== undefined).map((o) => [o.id, o.text, o.statusCode])).toEqual([
      ['mgmtCmd.delete.cancellationFailed', 'Delete mgmtCmd- execInstance cancellation error', 6026],
      ['mgmtCmd.delete.notCancellable', 'Delete mgmtCmd- execInstance cancellation error', 6029],
      ['execInstance.cancel.alreadyComplete', 'Cancel execInstance - already complete', 6028],
      ['execInstance.cancel.cancellationFailed', 'Cancel execInstance \u2013 cancellation error', 6026],
      ['execInstance.cancel.notCancellable', 'Cancel execInstance \u2013 not cancellable', 6029],
      ['execInstance.delete.cancellationFailed', 'Delete execInstance \u2013 cancellation failed', 6026],
      ['execInstance.delete.notCancellable', 'Delete execInstance \u2013 not cancellable', 6029],
    ]);
  });

  test('give the thirteen nameless errors of softwareCampaign a code', () => {
    const nameless = outcomes.filter((o) => o.errata?.includes('B34'));
    const codes = (procedure: string) => nameless.filter((o) => o.procedure === procedure).map((o) => o.statusCode).sort();
    expect(codes('create')).toEqual([4000, 4000, 4103, 4103, 4105]);
    expect(codes('update')).toEqual([4000, 4000, 4005, 4005, 4103, 4103, 4105]);
    expect(codes('delete')).toEqual([4005]);
    expect(nameless.every((o) => o.source.document === 'TS-0001-CR')).toBe(true);
  });

  test.each([
    ['mgmtCmd.create.created', 2001],
    ['mgmtCmd.create.cmdTypeInvalid', 6022],
    ['mgmtCmd.create.argumentsInvalid', 6023],
    ['mgmtCmd.create.argumentsInsufficient', 6024],
    ['mgmtCmd.create.attributeMissing', 4000],
    ['mgmtCmd.update.updated', 2004],
    ['mgmtCmd.update.lockedByInstances', 4005],
    ['mgmtCmd.execute.accepted', 2004],
    ['mgmtCmd.execute.entityNotReachable', 6003],
    ['mgmtCmd.execute.sessionRefused', 6020],
    ['mgmtCmd.execute.sessionTimeout', 6021],
    ['mgmtCmd.execute.conversionFailed', 6025],
    ['mgmtCmd.delete.deleted', 2002],
    ['execInstance.create.notAllowed', 4005],
    ['execInstance.cancel.cancelled', 2004],
    ['execInstance.delete.deleted', 2002],
    ['software.update.installConflict', 4000],
    ['software.update.activateConflict', 4000],
  ])('%s is %i', (id, statusCode) => {
    expect(outcomes.find((o) => o.id === id)?.statusCode).toBe(statusCode);
  });

  test('cover every procedure of the resources with a success', () => {
    const successes = new Set(outcomes.filter((o) => o.statusCode >= 2000 && o.statusCode < 3000).map((o) => `${o.resource}.${o.procedure}`));
    expect([...successes].sort()).toEqual([
      'execInstance.cancel', 'execInstance.delete', 'execInstance.update', 'mgmtCmd.create', 'mgmtCmd.delete', 'mgmtCmd.execute', 'mgmtCmd.update',
      'software.create', 'software.delete', 'software.update', 'softwareCampaign.create', 'softwareCampaign.delete', 'softwareCampaign.update',
    ]);
  });
});

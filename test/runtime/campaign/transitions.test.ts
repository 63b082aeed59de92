import { describe, expect, it } from 'vitest';
import { campaignStatusMachine } from '../../../generated/machines/campaignStatus.js';
import { stateIn } from '../../../runtime/machine.js';
import { HOUR, story, type Story } from './support.js';

const all = [0, 1, 2];
const enabled = async (tale: Story) => void (await tale.campaign({ cpen: true }));
const disabled = async (tale: Story) => void (await tale.campaign());
const finished = async (tale: Story) => {
  await enabled(tale);
  for (const index of all) tale.device(index, 'succeed');
};
/** Disabled while it waits for a window that does not come. */
const cancelled = async (tale: Story) => {
  await disabled(tale);
  await tale.schedule('0 0 0 1 1 * 2030');
  await tale.update({ cpen: true });
  await tale.update({ cpen: false });
};
const cancelling = async (tale: Story) => {
  await enabled(tale);
  await tale.update({ cpen: false });
};
const notCancellable = async (tale: Story) => {
  await cancelling(tale);
  for (const index of all) tale.device(index, 'succeed');
};
/** Longer than every expirationTime here. */
const expire = (tale: Story) => void tale.clock.advance(366 * 24 * HOUR);
const enable = async (tale: Story) => void (await tale.update({ cpen: true }));
const remove = async (tale: Story) => void (await tale.remove());

/** How to come to where a transition starts, and what takes it from there. */
const ways: Readonly<Record<string, readonly [before: (tale: Story) => Promise<void>, event: (tale: Story) => unknown]>> = {
  'null createDisabled PENDING': [async () => {}, disabled],
  'null createEnabled INITIATED': [async () => {}, enabled],
  'PENDING enable INITIATED': [disabled, enable],
  'CANCELLED enable INITIATED': [cancelled, enable],
  'STATUS_NOT_CANCELLABLE enable INITIATED': [notCancellable, enable],
  'INITIATED complete FINISHED': [enabled, (tale) => all.forEach((index) => tale.device(index, 'fail'))],
  'INITIATED disable CANCELLING': [enabled, (tale) => tale.update({ cpen: false })],
  'FINISHED disable PENDING': [finished, (tale) => tale.update({ cpen: false })],
  'CANCELLING allCancelled CANCELLED': [cancelling, (tale) => all.forEach((index) => tale.device(index, 'fail'))],
  'CANCELLING notAllCancelled STATUS_NOT_CANCELLABLE': [cancelling, (tale) => all.forEach((index) => tale.device(index, 'succeed'))],
  'CANCELLING cancelTimeout STATUS_NOT_CANCELLABLE': [cancelling, (tale) => tale.clock.advance(HOUR)],
  'PENDING delete null': [disabled, remove],
  'FINISHED delete null': [finished, remove],
  'CANCELLED delete null': [cancelled, remove],
  'STATUS_NOT_CANCELLABLE delete null': [notCancellable, remove],
  'PENDING expire null': [disabled, expire],
  'INITIATED expire null': [enabled, expire],
  'FINISHED expire null': [finished, expire],
  'CANCELLING expire null': [cancelling, expire],
  'CANCELLED expire null': [cancelled, expire],
  'STATUS_NOT_CANCELLABLE expire null': [notCancellable, expire],
};

/** What holds on the way to some transitions. */
const policies: Readonly<Record<string, object>> = {
  'CANCELLING allCancelled CANCELLED': { onCancel: () => 'withdraw' },
  'CANCELLING expire null': { cancelLimit: 1000 * 24 * HOUR, operationLimit: 1000 * 24 * HOUR },
  'INITIATED expire null': { operationLimit: 1000 * 24 * HOUR },
};

describe('the machine of campaignStatus (TS-0001-CR 10.2.28.1)', () => {
  const keys = campaignStatusMachine.transitions.map(({ from, event, to }) => `${from} ${event} ${to}`);

  it('each transition has a way', () => expect(Object.keys(ways).sort()).toEqual([...keys].sort()));

  it.each(keys)('%s', async (key) => {
    const [before, event] = ways[key] ?? expect.fail();
    const tale = await story({ campaigns: policies[key] ?? {} });
    const state = () => {
      const resource = tale.resource();
      return resource === undefined ? null : stateIn(campaignStatusMachine, resource.attributes);
    };
    await before(tale);
    const from = state();
    await event(tale);
    expect(`${from} ${key.split(' ')[1]} ${state()}`).toBe(key);
    expect(tale.reports).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../runtime/time/clock.js';
import { isCompletion, type Completion } from '../../../runtime/devices/devices.js';
import { keptDevices } from '../../../runtime/devices/kept.js';
import { simulatedDevices } from '../../../runtime/devices/simulated.js';
import { memoryStore, type Store } from '../../../runtime/store/store.js';

const install = (commandKey: string) => ({ commandKey, operations: [{ operation: 'Install' as const, url: 'http://files.example/app-1.0.zip' }] });

/** Devices of one process after another, on one store. */
function process(store: Store, clock = manualClock(0)) {
  const carriedOut: string[] = [];
  const reports: Completion[] = [];
  const simulated = simulatedDevices({ clock, onCall: (_node, rpc) => carriedOut.push(rpc) });
  const devices = keptDevices(simulated, store);
  devices.onReport((report) => isCompletion(report) && reports.push(report));
  return { clock, simulated, devices, carriedOut, reports };
}

describe('devices that outlive their process', () => {
  const storeWithNode = () => {
    const store = memoryStore();
    store.put({ id: 'n', type: 'node', name: 'n', parent: null, creator: 'C', attributes: {} });
    return store;
  };

  it('what was accepted is carried out and reported by the next one, once', async () => {
    const store = storeWithNode();
    const first = process(store);
    expect(await (await first.devices.connect('n')).changeDUState(install('k1'))).toEqual({ status: 1 });
    const second = process(store);
    // The CSE asks again what it had no durable answer to.
    expect(await (await second.devices.connect('n')).changeDUState(install('k1'))).toEqual({ status: 1 });
    await second.devices.resume();
    second.clock.advance(10_000);
    expect([second.carriedOut, second.reports.map(({ commandKey }) => commandKey)]).toEqual([['ChangeDUState'], ['k1']]);
    expect(second.simulated.device('n').installed()).toHaveLength(1);
    const third = process(store);
    await third.devices.resume();
    third.clock.advance(10_000);
    expect(third.reports).toEqual([]);
    expect(third.simulated.device('n').installed()).toEqual(second.simulated.device('n').installed());
  });

  it('what was cancelled, or reset, is not gone on with', async () => {
    const store = storeWithNode();
    const first = process(store);
    const session = await first.devices.connect('n');
    await session.download({ commandKey: 'd1', fileType: '1 Firmware Upgrade Image', url: 'http://files.example/f', username: '', password: '', fileSize: 0, targetFileName: '', delaySeconds: 0, successURL: '', failureURL: '' });
    expect(store.records('device-command')).toHaveLength(1);
    await session.cancelTransfer('d1');
    expect(store.records('device-command')).toHaveLength(0);
    await session.changeDUState(install('k1'));
    await session.factoryReset();
    expect(store.records('device-command')).toHaveLength(0);
  });

  it('of nodes that are gone nothing is left', () => {
    const store = storeWithNode();
    store.putRecord({ kind: 'device', key: 'n', owner: 'n', value: { units: [] } });
    store.delete('n');
    process(store);
    expect(store.records('device')).toEqual([]);
  });
});

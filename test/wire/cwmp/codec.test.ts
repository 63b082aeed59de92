import { describe, expect, it } from 'vitest';
import { decodeEnvelope, encodeEnvelope, type Envelope } from '../../../wire/cwmp/index.js';

const inform: Envelope = {
  version: '1-2',
  id: '1',
  body: {
    rpc: 'Inform',
    value: {
      deviceId: { manufacturer: 'Example & Co', oui: '00D09E', productClass: 'Gateway', serialNumber: '1' },
      event: [{ eventCode: '1 BOOT', commandKey: '' }, { eventCode: 'M Download', commandKey: 'key-1' }],
      maxEnvelopes: 1,
      currentTime: '2026-11-29T12:00:00Z',
      retryCount: 0,
      parameterList: [{ name: 'Device.DeviceInfo.SoftwareVersion', type: 'string', value: ' 1.0 ' }],
    },
  },
};

describe('an envelope', () => {
  it('comes back as it was', () => {
    const text = encodeEnvelope(inform);
    expect(text).toContain('soap-enc:arrayType="cwmp:EventStruct[2]"');
    expect(decodeEnvelope(text)).toEqual({ ok: true, envelope: inform });
  });
});

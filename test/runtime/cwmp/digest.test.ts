import { describe, expect, it } from 'vitest';
import { deviceGate, readDeviceCredentials, secretFor } from '../../../runtime/cwmp/credentials.js';
import { digestAuthorization, digestGuard, digestParametersIn } from '../../../runtime/cwmp/digest.js';

/** RFC 7616 3.9.1. */
const rfc7616 = {
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
  qop: 'auth, auth-int',
};
const mufasa = { user: 'Mufasa', password: 'Circle of Life' };

describe('HTTP digest', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('answers as the example of RFC 7616 does, with %s', (algorithm, response) => {
    const header = digestAuthorization({ ...rfc7616, algorithm }, 'GET', '/dir/index.html', mufasa, 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ');
    expect(digestParametersIn(header)).toMatchObject({ response, username: 'Mufasa', qop: 'auth', nc: '00000001' });
  });

  it('answers as RFC 2617 3.5 does, and as RFC 2069 does where there is no qop', () => {
    const challenge = { realm: 'testrealm@host.com', nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093', opaque: '5ccc069c403ebaf9f0171e9517f40e41' };
    const secret = { user: 'Mufasa', password: 'Circle Of Life' };
    const header = digestAuthorization({ ...challenge, qop: 'auth,auth-int' }, 'GET', '/dir/index.html', secret, '0a4f113b');
    expect(digestParametersIn(header)?.['response']).toBe('6629fae49393a05397450978507c4ef1');
    expect(digestParametersIn(digestAuthorization(challenge, 'GET', '/dir/index.html', secret))?.['response']).toBe('670fd8c2df070c60b045671b8b24ff02');
  });

  it('cannot answer what asks for more', () => {
    expect(digestAuthorization({ ...rfc7616, qop: 'auth-int' }, 'GET', '/', mufasa)).toBeUndefined();
    expect(digestAuthorization({ ...rfc7616, algorithm: 'SHA-512-256' }, 'GET', '/', mufasa)).toBeUndefined();
  });

  it.each([
    ['Digest a="x\\"y", b=z ,c=""', { a: 'x"y', b: 'z', c: '' }],
    ['digest username="u"', { username: 'u' }],
    ['Digest __proto__=1', { ['__proto__']: '1' }],
    ['Basic abc', undefined],
    ['Digest a="open', undefined],
    ['Digest =x', undefined],
    [undefined, undefined],
  ])('reads %s', (header, parameters) => {
    const found = digestParametersIn(header);
    expect(found === undefined ? undefined : Object.entries(found)).toEqual(parameters === undefined ? undefined : Object.entries(parameters));
  });

  describe('guard', () => {
    const at = { now: 0 };
    const guard = digestGuard({ realm: 'ACS', now: () => at.now, lifetime: 1_000 });
    const shown = (password = 'secret', more: object = {}, challenge = digestParametersIn(guard.challenge()) ?? {}) =>
      digestParametersIn(digestAuthorization({ ...challenge, ...more }, 'POST', '/', { user: 'cpe', password })) ?? {};
    const check = (parameters: ReturnType<typeof shown>, method = 'POST') => guard.check(method, parameters, (user) => (user === 'cpe' ? ['other', 'secret'] : []));

    it('knows who knows the password', () => {
      expect(check(shown())).toEqual({ user: 'cpe', password: 'secret' });
      expect(check(shown('wrong'))).toBeUndefined();
      expect(check(shown(), 'GET')).toBeUndefined();
      expect(check({ ...shown(), username: 'somebody' })).toBeUndefined();
      expect(check({ ...shown(), qop: 'auth-int' })).toBeUndefined();
      expect(check({ ...shown(), response: '' })).toBeUndefined();
      expect(check({})).toBeUndefined();
    });

    it('takes nothing twice: a count of a nonce, and a nonce without a count', () => {
      const challenge = digestParametersIn(guard.challenge()) ?? {};
      const once = shown('secret', {}, challenge);
      expect([check(once), check(once), check(shown('secret', {}, challenge))]).toEqual([{ user: 'cpe', password: 'secret' }, 'stale', 'stale']);
      const { qop: _, ...plain } = digestParametersIn(guard.challenge()) ?? {};
      expect([check(shown('secret', {}, plain)), check(shown('secret', {}, plain))]).toEqual([{ user: 'cpe', password: 'secret' }, 'stale']);
    });

    it('remembers only so much, and takes nothing from before that', () => {
      const small = digestGuard({ realm: 'ACS', now: () => at.now, remembered: 2 });
      const take = (challenge: ReturnType<typeof digestParametersIn>) => small.check('POST', shown('secret', {}, challenge), () => ['secret']);
      const made = Array.from({ length: 9 }, () => {
        at.now += 1;
        const challenge = digestParametersIn(small.challenge());
        expect(take(challenge)).toEqual({ user: 'cpe', password: 'secret' });
        return challenge;
      });
      expect(new Set(made.map(take))).toEqual(new Set(['stale']));
    });

    it('makes nonces for which every device has room', () => {
      expect(String(digestParametersIn(guard.challenge())?.['nonce'])).toMatch(/^[0-9a-f]{32}$/);
    });

    it('knows its own nonces, while they are fresh', () => {
      at.now = 0;
      const challenge = digestParametersIn(guard.challenge()) ?? {};
      at.now = 1_000;
      expect(check(shown('wrong', {}, challenge))).toBeUndefined();
      expect(check(shown('secret', {}, challenge))).toMatchObject({ user: 'cpe' });
      at.now = 1_001;
      expect(check(shown('secret', {}, challenge))).toBe('stale');
      expect(check(shown('wrong', {}, challenge))).toBeUndefined();
      const nonce = String(challenge['nonce']).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
      expect(check(shown('secret', { nonce }, challenge))).toBeUndefined();
      expect(check(shown('secret', { nonce: 'mine' }, challenge))).toBeUndefined();
      expect(guard.challenge(true)).toContain('stale=true');
    });
  });
});

describe('credentials of devices', () => {
  const device = { manufacturer: 'Acme', oui: '00D09E', productClass: 'Box', serialNumber: '12-3' };
  const basic = (user: string, password: string) => ({ method: 'POST', authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`, certificate: undefined });
  const gate = deviceGate(
    [
      { device: '00D09E-Box-12-3', user: 'one', password: 'secret' },
      { device: '00D09E-*', user: 'fleet', password: 'shared' },
      { user: 'any', password: 'all' },
      { device: '00D09E-12-3', certificate: 'AB:'.repeat(31) + 'AB' },
    ],
    { now: () => 0, basic: true },
  );
  const admits = (shown: Parameters<typeof gate.admit>[0], which = device) => {
    const admission = gate.admit(shown);
    return 'admits' in admission && admission.admits(which);
  };

  it('are of one device, of several, or of any', () => {
    const other = { ...device, serialNumber: '9' };
    const foreign = { ...device, oui: 'FFFFFF' };
    expect([admits(basic('one', 'secret')), admits(basic('one', 'secret'), other)]).toEqual([true, false]);
    expect([admits(basic('one', 'secret'), { ...device, oui: '00d09e' }), admits(basic('fleet', 'shared'), { ...other, oui: '00d09e' })]).toEqual([true, true]);
    expect([admits(basic('fleet', 'shared'), other), admits(basic('fleet', 'shared'), foreign)]).toEqual([true, false]);
    expect(admits(basic('any', 'all'), foreign)).toBe(true);
    expect([admits(basic('one', 'shared')), admits(basic('nobody', ''))]).toEqual([false, false]);
    const certificate = 'ab'.repeat(32);
    expect([admits({ method: 'POST', authorization: undefined, certificate }), admits({ method: 'POST', authorization: undefined, certificate: 'cd'.repeat(32) })]).toEqual([true, false]);
  });

  it('are asked for by digest first, and as they are only where that is safe', () => {
    const nothing = { method: 'POST', authorization: undefined, certificate: undefined };
    expect(gate.admit(nothing)).toMatchObject({ challenges: [expect.stringMatching(/^Digest realm="ACS", qop="auth", algorithm=MD5/), expect.stringMatching(/^Basic/)] });
    const strict = deviceGate([{ user: 'u', password: 'p' }], { now: () => 0, basic: false });
    expect(strict.admit(basic('u', 'p'))).toMatchObject({ challenges: [expect.stringMatching(/^Digest/)] });
  });

  it.each([
    ['', 'no JSON'],
    ['{}', 'a list'],
    ['[]', 'no credential'],
    ['[1]', 'credential 1 must be an object'],
    ['[{"user": "u"}]', 'user and password'],
    ['[{"device": ""}]', 'device must be'],
    ['[{"device": "x"}]', 'user and password, or certificate'],
    ['[{"certificate": "x"}]', 'fingerprint'],
    ['[{"user": "u", "password": "p", "connectionRequest": {}}]', 'connectionRequest'],
  ])('in a file that holds %s are refused', (text, message) => {
    expect(() => readDeviceCredentials(text)).toThrow(message);
  });

  it('say what the device is shown, the closest first', () => {
    const at = (user: string) => ({ user, password: 'p' });
    const list = [
      { user: 'a', password: 'p', connectionRequest: at('any') },
      { device: '00D09E-*', user: 'b', password: 'p', connectionRequest: at('some') },
      { device: '00D09E-Box-12-3', user: 'c', password: 'p', connectionRequest: at('one') },
    ];
    expect(secretFor(list, device)).toEqual(at('one'));
    expect(secretFor(list, { ...device, serialNumber: 'x' })).toEqual(at('some'));
    expect(secretFor(list, { ...device, oui: 'x' })).toEqual(at('any'));
    expect(secretFor([], device)).toBeUndefined();
  });
});

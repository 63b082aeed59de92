import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { credentialsIn } from '../../conformance/credentials.js';
import { findingsOf } from '../../conformance/findings.js';
import { httpSender } from '../../conformance/http/send.js';
import { runConformance } from '../../conformance/run.js';
import { ConformError } from '../../conformance/errors.js';
import { startCse } from '../../runtime/serve/index.js';

const closing: (() => unknown)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/cse-in`;
}

const list = [
  { originator: 'CAdmin', bearer: 'secret' },
  { originator: 'Cone', bearer: 'one' },
  { originator: 'Ctwo', user: 'two', password: 'geheim' },
];

describe('what shows who an Originator is', () => {
  it.each([
    ['Bearer abc', 'Bearer abc'],
    ['Basic eHg6eQ==\n', 'Basic eHg6eQ=='],
    ['abc', 'Bearer abc'],
  ])('%j is one header for all', (text, header) => {
    const { originators, authorization } = credentialsIn(text, 'file');
    expect([originators, authorization('C1'), authorization(undefined)]).toEqual([[], header, header]);
  });

  it('may be one for each, as serve takes them', () => {
    const { originators, authorization } = credentialsIn(JSON.stringify(list), 'file');
    expect(originators).toEqual(['CAdmin', 'Cone', 'Ctwo']);
    expect([...originators, 'Cstranger'].map(authorization)).toEqual(['Bearer secret', 'Bearer one', 'Basic dHdvOmdlaGVpbQ==', undefined]);
  });

  it.each(['', 'a\u0007b', '[', '[1]', '[{"originator":"C"}]', '[{"originator":"C","bearer":"sha256:00"}]', '[{"bearer":"x"}]'])('%j is refused', (text) => {
    expect(() => credentialsIn(text, 'file')).toThrow(ConformError);
  });

  it('lets a run judge a CSE that takes nobody at its word', async () => {
    const cse = await startCse({ credentials: list });
    closing.push(() => cse.close());
    const url = `${cse.url}/cse-in`;
    const sender = httpSender({ url: new URL(url) });
    closing.push(sender.close);
    const report = await runConformance({ url, send: sender.send, seed: 3, only: ['access.unknown', 'access.may-UPDATE', 'request.from', 'tree.delete', 'answer'], credentials: credentialsIn(JSON.stringify(list), 'file') });
    expect(findingsOf(report)).toEqual([]);
    expect(report.outcomes.filter(({ verdict }) => verdict === 'untested').map(({ id }) => id)).toEqual(['request.from']);
    await expect(runConformance({ url, send: sender.send, seed: 3 })).rejects.toMatchObject({ code: 'CONFORM_REFUSED' });
  });

  it('is asked for by a guard that knows nothing of oneM2M', async () => {
    const url = await listening((_request, response) => response.writeHead(401).end('who are you?'));
    const sender = httpSender({ url: new URL(url) });
    closing.push(sender.close);
    await expect(runConformance({ url, send: sender.send, seed: 3 })).rejects.toMatchObject({ code: 'CONFORM_REFUSED' });
  });
});

describe('a CSE that takes only so many requests', () => {
  it('is asked again later', async () => {
    let n = 0;
    const url = await listening((_request, response) => (n++ < 2 ? response.writeHead(429, { 'retry-after': '0' }).end() : response.writeHead(200, { 'x-m2m-rsc': '2000' }).end()));
    const sender = httpSender({ url: new URL(url) });
    closing.push(sender.close);
    expect((await sender.send({ method: 'GET', target: '/cse-in', headers: {} })).status).toBe(200);
    expect(n).toBe(3);
  });
});

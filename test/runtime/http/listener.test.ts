import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notificationListener, type NotificationListener } from '../../../runtime/client/index.js';

describe('a listener for notifications', () => {
  let listener: NotificationListener;
  const unread: string[] = [];
  beforeAll(async () => {
    listener = await notificationListener({ bodyLimit: 1_000, unreadable: (_uri, why) => void unread.push(why) });
  });
  afterAll(() => listener.close());

  const notify = (uri: string, init: RequestInit = {}) =>
    fetch(uri, { method: 'POST', headers: { 'Content-Type': 'application/vnd.onem2m-ntfy+json', 'X-M2M-RI': 'r1', 'X-M2M-Origin': '/id-in' }, body: '{"m2m:sgn":{"sur":"s"}}', ...init });

  it('hears what is told at its address, with whatever stands behind it, and answers as it is said', async () => {
    const heard: unknown[] = [];
    const { uri } = listener.listen((content) => (heard.push(content), heard.length === 1 ? undefined : 4103));
    const answers = [await notify(`${uri}?x=1`), await notify(`${uri}/behind`)];
    expect(heard).toEqual([{ 'm2m:sgn': { sur: 's' } }, { 'm2m:sgn': { sur: 's' } }]);
    expect(answers.map(({ status, headers }) => [status, headers.get('x-m2m-rsc'), headers.get('x-m2m-ri')])).toEqual([[200, '2000', 'r1'], [403, '4103', 'r1']]);
  });

  it.each<[string, RequestInit, number, string]>([
    ['what is no POST', { method: 'GET', body: null }, 405, '4005'],
    ['more than it takes', { body: `"${'x'.repeat(2_000)}"` }, 413, '4000'],
    ['what is no JSON', { body: '{' }, 400, '4000'],
  ])('refuses %s', async (_what, init, status, rsc) => {
    const { uri } = listener.listen(() => undefined);
    const answer = await notify(uri, init);
    expect([answer.status, answer.headers.get('x-m2m-rsc'), answer.headers.get('x-m2m-ri')]).toEqual([status, rsc, 'r1']);
  });

  it('survives who listens and fails, and says where nobody listens', async () => {
    const { uri, close } = listener.listen(() => {
      throw new Error('of whoever listens');
    });
    expect((await notify(uri)).headers.get('x-m2m-rsc')).toBe('5000');
    await close();
    expect((await notify(uri)).headers.get('x-m2m-rsc')).toBe('4004');
  });

  it('is gone when it is closed, whoever is connected, and may be closed again', async () => {
    const other = await notificationListener();
    const socket = connect(Number(new URL(other.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const ended = once(socket, 'close');
    await other.close();
    await ended;
    await other.close();
    await expect(notify(other.url)).rejects.toThrow();
  });
});

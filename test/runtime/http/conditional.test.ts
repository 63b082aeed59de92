/** Entity tags and conditional requests (TS-0009 6.4.6, RFC 9110 13). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCse, type RunningCse } from '../../../runtime/serve/index.js';

let cse: RunningCse;
beforeAll(async () => {
  cse = await startCse();
});
afterAll(() => cse.close());

const send = (method: string, path: string, headers: Record<string, string> = {}, body?: object) =>
  fetch(`${cse.url}/${path}`, {
    method,
    headers: { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': 'r1', 'X-M2M-RVI': '3', ...(body && { 'Content-Type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
const tagOf = async (path: string, headers: Record<string, string> = {}) => (await send('GET', path, headers)).headers.get('etag') ?? '';
const labels = (...lbl: string[]) => ({ 'm2m:cnt': { lbl } });
const outcome = ({ status, headers }: Response) => [status, headers.get('x-m2m-rsc'), headers.get('x-m2m-ri')];

let name: string;
let count = 0;
beforeEach(async () => {
  name = `cse-in/c${(count += 1)}`;
  await send('POST', 'cse-in', { 'Content-Type': 'application/json;ty=3' }, { 'm2m:cnt': { rn: name.slice(7), lbl: ['before'] } });
});

describe('ETag', () => {
  it('is that of a representation: another one has another, by its type too, and the same one the same', async () => {
    const tag = await tagOf(name);
    expect(tag).toMatch(/^"[\w-]+"$/);
    expect(await tagOf(name)).toBe(tag);
    expect(await tagOf(name, { Accept: 'application/xml' })).not.toBe(tag);
    expect(await tagOf(`${name}?rcn=4`)).toBe(tag);
    await send('PUT', name, {}, labels('after'));
    expect(await tagOf(name)).not.toBe(tag);
  });

  it('is of answers to a RETRIEVE alone, and not of errors', async () => {
    expect(await tagOf('cse-in/none')).toBe('');
    expect((await send('PUT', name, {}, labels('x'))).headers.get('etag')).toBeNull();
  });
});

describe('RETRIEVE', () => {
  it('what is known already is not said again: 304, with the headers of an answer and nothing else', async () => {
    const tag = await tagOf(name);
    for (const known of [tag, '*', `"other", ${tag}`, `W/${tag}`]) {
      const response = await send('GET', name, { 'If-None-Match': known });
      expect([known, ...outcome(response), response.headers.get('etag'), response.headers.get('content-type'), await response.text()]).toEqual([known, 304, '2000', 'r1', tag, null, '']);
    }
    expect((await send('GET', name, { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('what is another is not what was asked for: 412', async () => {
    const tag = await tagOf(name);
    expect((await send('GET', name, { 'If-Match': tag })).status).toBe(200);
    expect(outcome(await send('GET', name, { 'If-Match': '"other"' }))).toEqual([412, '4000', 'r1']);
    expect((await send('GET', 'cse-in/none', { 'If-None-Match': '*' })).status).toBe(404);
  });
});

describe('UPDATE, DELETE and CREATE', () => {
  it('are carried out on what the Originator has seen, and on nothing else', async () => {
    const seen = await tagOf(name);
    expect(outcome(await send('PUT', name, { 'If-Match': seen }, labels('first')))).toEqual([200, '2004', 'r1']);
    for (const [method, body] of [['PUT', labels('second')], ['DELETE', undefined]] as const) {
      const response = await send(method, name, { 'If-Match': seen }, body);
      expect(outcome(response)).toEqual([412, '4000', 'r1']);
      expect(await response.json()).toHaveProperty('m2m:dbg');
    }
    expect(await (await send('GET', name)).json()).toMatchObject({ 'm2m:cnt': { lbl: ['first'] } });
    expect((await send('DELETE', name, { 'If-Match': `"x", ${await tagOf(name)}` })).status).toBe(200);
  });

  it('If-None-Match: not on what is so, or is at all', async () => {
    for (const known of ['*', await tagOf(name)]) expect((await send('DELETE', name, { 'If-None-Match': known })).status).toBe(412);
    const instance = { 'm2m:cin': { con: 'x' } };
    const create = (headers: Record<string, string>) => send('POST', name, { 'Content-Type': 'application/json;ty=4', ...headers }, instance);
    expect((await create({ 'If-None-Match': '*' })).status).toBe(412);
    expect((await create({ 'If-None-Match': '"other"' })).status).toBe(201);
  });

  it('weak tags match nothing strongly, what is not there is said as always, and XML has tags of its own', async () => {
    expect((await send('PUT', name, { 'If-Match': `W/${await tagOf(name)}` }, labels('x'))).status).toBe(412);
    expect((await send('PUT', 'cse-in/none', { 'If-Match': '"x"' }, labels('x'))).status).toBe(404);
    const xml = { Accept: 'application/xml' };
    expect((await send('PUT', name, { 'If-Match': await tagOf(name, xml), ...xml }, labels('x'))).status).toBe(200);
  });

  it('whoever may not see it does not know it', async () => {
    await send('POST', 'cse-in', { 'Content-Type': 'application/json;ty=2', 'X-M2M-Origin': 'Cblind' }, { 'm2m:ae': { rn: 'blind', api: 'Nx', rr: false, srv: ['3'] } });
    const policy = { 'm2m:acp': { rn: 'blind-acp', pv: { acr: [{ acor: ['Cblind'], acop: 4 }, { acor: ['CAdmin'], acop: 63 }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] } } };
    await send('POST', 'cse-in', { 'Content-Type': 'application/json;ty=1' }, policy);
    await send('PUT', name, {}, { 'm2m:cnt': { acpi: ['cse-in/blind-acp'] } });
    const tag = await tagOf(name);
    const blind = { 'X-M2M-Origin': 'Cblind' };
    expect((await send('PUT', name, { ...blind, 'If-Match': tag }, labels('x'))).status).toBe(412);
    expect((await send('PUT', name, blind, labels('x'))).status).toBe(200);
  });

  it('of many at once that have seen the same, one is carried out', async () => {
    const seen = await tagOf(name);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => send('PUT', name, { 'If-Match': seen }, labels(`of ${index}`))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
  });
});

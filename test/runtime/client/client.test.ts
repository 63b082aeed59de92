import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { SoftwareOperation } from '../../../generated/enumerations.js';
import type { ResourceType } from '../../../generated/enumerations.js';
import type { ResponsePrimitiveWire } from '../../../generated/types/primitives.js';
import type { ContainerWire } from '../../../generated/types/container.js';
import type { Node, SoftwareCampaign } from '../../../generated/types/index.js';
import { createClient, httpClient, inProcess, notificationHub, notificationListener, ResponseError, type Client, type ClientRequest, type DiscoveryCriteria, type NotificationListener } from '../../../runtime/client/index.js';
import { createHostingCse } from '../../../runtime/index.js';
import { startCse, type RunningCse } from '../../../runtime/serve/index.js';

/** One interface, three ways. */
const ways: Readonly<Record<string, () => Promise<{ readonly client: Client; readonly end: () => Promise<void> }>>> = {
  'in process': async () => {
    const hub = notificationHub();
    const client = createClient(inProcess(createHostingCse({ notify: hub.notify }), hub));
    return { client, end: () => client.close() };
  },
  'HTTP, JSON': () => overHttp('json'),
  'HTTP, XML': () => overHttp('xml'),
};

async function overHttp(syntax: 'json' | 'xml') {
  const cse = await startCse();
  const listener = await notificationListener();
  const client = createClient(httpClient(cse.url, { listener, syntax }));
  return {
    client,
    end: async () => {
      await client.close();
      await cse.close();
      await listener.close();
    },
  };
}

describe.each(Object.entries(ways))('a client, %s', (_way, make) => {
  let client: Client;
  let end: () => Promise<void>;
  beforeAll(async () => ({ client, end } = await make()));
  afterAll(() => end());

  it('creates, retrieves, updates, discovers and deletes, under long names', async () => {
    const node = await client.create('cse-in', 'node', { resourceName: 'n1', nodeID: 'urn:n1', labels: ['fleet'] });
    expect(node).toMatchObject({ resourceType: 14, resourceName: 'n1', nodeID: 'urn:n1', labels: ['fleet'] });
    expect(await client.retrieve(node.resourceID, 'node')).toEqual(node);
    expect(await client.update('cse-in/n1', 'node', { labels: ['fleet', 'b'] })).toMatchObject({ labels: ['fleet', 'b'] });
    expect(await client.discover('cse-in', { labels: ['b'], resourceType: [14] })).toEqual(['cse-in/n1']);
    expect(await client.discover('cse-in', { labels: ['none'] })).toEqual([]);
    await client.delete('cse-in/n1');
    await expect(client.retrieve('cse-in/n1', 'node')).rejects.toMatchObject({ code: 'RESPONSE', responseStatusCode: 4004, statusName: 'NOT_FOUND' });
  });

  it('says what is no type, and what is of another one than was asked for', async () => {
    const any = client as unknown as { create(parent: string, type: string, attributes: object): Promise<unknown> };
    await expect(any.create('cse-in', 'nod', { nodeID: 'urn:n1' })).rejects.toThrow('"nod" is no resource type or primitive (did you mean "node"?)');
    await expect(any.create('cse-in', 'node', { nodeId: 'urn:n1' })).rejects.toThrow('did you mean "nodeID"?');
    await expect(any.create('cse-in', 'node', { ni: 'urn:n1' })).rejects.toThrow('ni is a short name among long ones (give every name in its long form: nodeID)');
    await expect(client.retrieve('cse-in', 'node')).rejects.toThrow('cse-in is no node: it is m2m:CSEBase');
  });

  it('discovers by every condition that a CSE can hold', async () => {
    await client.create('cse-in', 'container', { resourceName: 'above', labels: ['a'] });
    await client.create('cse-in/above', 'container', { resourceName: 'below', labels: ['b'] });
    const [above, below] = [['cse-in/above'], ['cse-in/above/below']];
    const cases: readonly (readonly [DiscoveryCriteria, readonly string[]])[] = [
      [{ childLabels: ['b'] }, above],
      [{ parentLabels: ['a'] }, below],
      [{ labelsQuery: 'b' }, below],
      [{ childResourceType: [3] }, above],
      [{ parentResourceType: [3] }, below],
      [{ attribute: [{ name: 'rn', value: 'below' }] }, below],
      [{ childAttribute: [{ name: 'rn', value: 'below' }] }, above],
      [{ parentAttribute: [{ name: 'rn', value: 'above' }] }, below],
      [{ resourceType: [3], applyRelativePath: 'below' }, below],
      [{ resourceType: [3], limit: 1 }, above],
    ];
    for (const [criteria, found] of cases) expect(await client.discover('cse-in', criteria), JSON.stringify(criteria)).toEqual(found);
    await client.delete('cse-in/above');
  });

  it('looks at the CSEBase', async () => {
    expect(await client.retrieve('cse-in', 'CSEBase')).toMatchObject({ resourceName: 'cse-in', 'CSE-ID': '/id-in', parentID: '' });
  });

  it('speaks for others', async () => {
    const ae = await client.as('C').create('cse-in', 'AE', { 'App-ID': 'Nx', requestReachability: false, supportedReleaseVersions: ['3'] });
    const id = ae['AE-ID'] as string;
    expect((await client.as(id).retrieve(id, 'AE'))['App-ID']).toBe('Nx');
    await expect(client.as('Cnobody').retrieve('cse-in', 'CSEBase')).rejects.toThrow(ResponseError);
  });

  it('hears of what happens', async () => {
    await client.create('cse-in', 'node', { resourceName: 'watched', nodeID: 'urn:w' });
    const heard: unknown[] = [];
    const subscribed = await client.subscribe('cse-in/watched', { notificationContentType: 2 }, (notification) => {
      expectTypeOf(notification.subscriptionReference).toEqualTypeOf<string>();
      heard.push(notification.notificationEvent?.representation);
    });
    await client.update('cse-in/watched', 'node', { labels: ['x'] });
    await expect.poll(() => heard, { timeout: 5_000 }).toMatchObject([{ 'm2m:node': { labels: ['x'] } }]);
    await subscribed.close();
    await client.update('cse-in/watched', 'node', { labels: ['y'] });
    expect(heard).toHaveLength(1);
    expect(await client.discover('cse-in/watched')).toEqual([]);
  });

  it('hears each notification of a batch', async () => {
    await client.create('cse-in', 'node', { resourceName: 'batched', nodeID: 'urn:b' });
    const heard: unknown[] = [];
    const subscribed = await client.subscribe('cse-in/batched', { notificationContentType: 2, batchNotify: { number: 2 } }, ({ notificationEvent }) => heard.push(notificationEvent?.representation));
    for (const label of ['x', 'y']) await client.update('cse-in/batched', 'node', { labels: [label] });
    await expect.poll(() => heard, { timeout: 5_000 }).toMatchObject([{ 'm2m:node': { labels: ['x'] } }, { 'm2m:node': { labels: ['y'] } }]);
    await subscribed.close();
  });

  it('asks anything under short names; an error is an answer', async () => {
    const answer = await client.request({ op: 2, to: 'cse-in/nothing' });
    expect(answer).toMatchObject({ rsc: 4004, pc: { 'm2m:dbg': expect.any(String) as string } });
  });
});

describe('what the types say', () => {
  it('is checked by the compiler', () => {
    const use = async (client: Client) => {
      const campaign = await client.retrieve('x', 'softwareCampaign');
      expectTypeOf(campaign).toEqualTypeOf<SoftwareCampaign>();
      expectTypeOf(await client.create('x', 'node', { nodeID: 'n' })).toEqualTypeOf<Node>();
      await client.create('x', 'softwareCampaign', { version: '1', softwareName: 'a', URL: 'u', softwareTargets: ['n'], softwareOperation: SoftwareOperation.INSTALL });
      await client.update('x', 'softwareCampaign', { campaignEnabled: true });
      // @ts-expect-error a node has a nodeID
      await client.create('x', 'node', {});
      // @ts-expect-error it is set by the CSE only
      await client.create('x', 'node', { nodeID: 'n', resourceID: 'r' });
      // @ts-expect-error no such attribute
      await client.update('x', 'softwareCampaign', { campaignEnable: true });
      // @ts-expect-error no such value
      await client.update('x', 'softwareCampaign', { campaignEnabled: 'yes' });
      // @ts-expect-error nobody creates a CSEBase
      await client.create('x', 'CSEBase', {});
      // @ts-expect-error no such type
      await client.retrieve('x', 'gadget');
      // @ts-expect-error no such condition
      await client.discover('x', { label: ['a'] });
      // @ts-expect-error no such value
      await client.discover('x', { filterOperation: 7 });
      // @ts-expect-error that it discovers goes without saying
      await client.discover('x', { filterUsage: 2 });
      // @ts-expect-error short names here, and of an operation that there is
      await client.request({ op: 9, to: 'x' });
    };
    expect(use).toBeTypeOf('function');
  });
});

describe('what an answer to a request is (TS-0004 Table 7.5.2-2)', () => {
  it('is known of what was asked, and by its status code', () => {
    const use = async ({ request }: Client, somewhere: string, made: ClientRequest) => {
      const created = await request({ op: 1, to: 'x', ty: 3, pc: { 'm2m:cnt': { mni: 1 } } });
      if (created.rsc === 2001) expectTypeOf(created.pc).toEqualTypeOf<{ readonly 'm2m:cnt': ContainerWire }>();
      else if (created.rsc === 4103) expectTypeOf(created.pc).toEqualTypeOf<{ readonly 'm2m:dbg': string } | undefined>();
      else if (created.rsc === 1001) expectTypeOf(created.pc?.['m2m:uri']).toEqualTypeOf<string | undefined>();
      else expectTypeOf(created.pc?.['m2m:dbg']).toEqualTypeOf<string | undefined>();
      const addressed = await request({ op: 1, to: 'x', ty: 3, rcn: 3, pc: { 'm2m:cnt': {} } });
      if (addressed.rsc === 2001) expectTypeOf(addressed.pc['m2m:rce'].uri).toEqualTypeOf<string>();
      if (addressed.rsc === 2001) expectTypeOf(addressed.pc['m2m:rce']['m2m:cnt'].ri).toEqualTypeOf<string | undefined>();
      const silent = await request({ op: 1, to: 'x', ty: 3, rcn: 0, pc: { 'm2m:cnt': {} } });
      if (silent.rsc === 2001) expectTypeOf(silent.pc).toEqualTypeOf<undefined>();
      const named = await request({ op: 1, to: 'x', ty: 3, rcn: 2, pc: { 'm2m:cnt': {} } });
      if (named.rsc === 2001) expectTypeOf(named.pc).toEqualTypeOf<{ readonly 'm2m:uri': string }>();
      const updated = await request({ op: 3, to: 'x', pc: { 'm2m:cnt': { mni: null } } });
      if (updated.rsc === 2004) expectTypeOf(updated.pc['m2m:cnt'].mni).toEqualTypeOf<number | null | undefined>();
      const deleted = await request({ op: 4, to: 'x' });
      if (deleted.rsc === 2002) expectTypeOf(deleted.pc).toEqualTypeOf<undefined>();
      const found = await request({ op: 2, to: 'x', fc: { fu: 1, lbl: ['a'] } });
      if (found.rsc === 2000) expectTypeOf(found.pc['m2m:uril']).toEqualTypeOf<readonly string[]>();
      const referred = await request({ op: 2, to: 'x', rcn: 6, fc: { fu: 1 } });
      if (referred.rsc === 2000) expectTypeOf(referred.pc['m2m:rrl'].rrf?.[0]?.typ).toEqualTypeOf<ResourceType | undefined>();
      const listed = await request({ op: 2, to: 'x', rcn: 6 });
      if (listed.rsc === 2000) expectTypeOf(listed.pc['m2m:rrl'].rrf?.[0]?.typ).toEqualTypeOf<ResourceType | undefined>();
      const tree = await request({ op: 2, to: 'x', rcn: 4 });
      if (tree.rsc === 2000 && 'm2m:ae' in tree.pc) {
        expectTypeOf(tree.pc['m2m:ae'].aei).toEqualTypeOf<string>();
        expectTypeOf(tree.pc['m2m:ae']['m2m:cnt']?.[0]?.['m2m:cin']?.[0]?.cs).toEqualTypeOf<number | undefined>();
      }
      const below = await request({ op: 2, to: 'x', rcn: 8 });
      if (below.rsc === 2000 && 'm2m:ae' in below.pc) {
        expectTypeOf(below.pc['m2m:ae']['m2m:sub']?.[0]?.nu).toEqualTypeOf<readonly string[] | undefined>();
        // @ts-expect-error the resource itself is not shown
        void below.pc['m2m:ae'].aei;
      }
      const references = await request({ op: 2, to: 'x', rcn: 5 });
      if (references.rsc === 2000 && 'm2m:cnt' in references.pc) expectTypeOf(references.pc['m2m:cnt'].ch?.[0]?.val).toEqualTypeOf<string | undefined>();
      const part = await request({ op: 2, to: 'x', pc: { 'm2m:atrl': ['mni'] } });
      if (part.rsc === 2000 && 'm2m:cnt' in part.pc) expectTypeOf(part.pc['m2m:cnt'].ri).toEqualTypeOf<string | undefined>();
      const whole = await request({ op: 2, to: 'x' });
      if (whole.rsc === 2000 && 'm2m:cnt' in whole.pc) expectTypeOf(whole.pc['m2m:cnt'].ri).toEqualTypeOf<string>();
      const members = await request({ op: 1, to: 'g/fopt', ty: 3, pc: { 'm2m:cnt': {} } });
      if (members.rsc === 2000) expectTypeOf(members.pc['m2m:agr']['m2m:rsp']?.[0]?.rqi).toEqualTypeOf<string | undefined>();
      const anything = await request({ op: 2, to: somewhere });
      if (anything.rsc === 2000 && 'm2m:agr' in anything.pc) expectTypeOf(anything.pc['m2m:agr'].ri).toEqualTypeOf<string | undefined>();
      expectTypeOf(await request(made)).toEqualTypeOf<ResponsePrimitiveWire>();
      // @ts-expect-error what a container has is no answer to a question for an AE
      if (created.rsc === 2001) void created.pc['m2m:ae'];
      // @ts-expect-error an attribute that a container has not
      await request({ op: 1, to: 'x', ty: 3, pc: { 'm2m:cnt': { mnj: 1 } } });
      // @ts-expect-error a condition that there is not
      await request({ op: 2, to: 'x', fc: { fu: 1, label: ['a'] } });
      // @ts-expect-error a parameter that there is not
      await request({ op: 2, to: 'x', rcm: 4 });
      // @ts-expect-error a Result Content that there is not
      await request({ op: 2, to: 'x', rcn: 12 });
      // @ts-expect-error a CREATE has a Resource Type
      await request({ op: 1, to: 'x', pc: { 'm2m:cnt': {} } });
    };
    expect(use).toBeTypeOf('function');
  });
});

describe('a CSE that is in trouble', () => {
  let cse: RunningCse;
  let listener: NotificationListener;
  beforeAll(async () => {
    cse = await startCse();
    listener = await notificationListener();
  });
  afterAll(async () => {
    await cse.close();
    await listener.close();
  });

  const servers: { close(): void }[] = [];
  afterAll(() => servers.forEach((server) => server.close()));
  async function peculiar(answer: (response: ServerResponse) => void): Promise<string> {
    const server = createServer((request, response) => void request.resume().on('end', () => answer(response)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push({ close: () => (server.closeAllConnections(), server.close()) });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['answers nothing', () => undefined, 'timeout'],
    ['hangs up', (response) => void response.destroy(), 'closed'],
    ['answers HTML', (response) => void response.setHeader('Content-Type', 'text/html').end('<html>'), 'unreadable'],
    ['answers no JSON', (response) => void response.setHeader('Content-Type', 'application/json').end('{'), 'unreadable'],
    ['answers without end', (response) => {
      const more = setInterval(() => response.write('x'.repeat(100_000)), 1);
      response.on('close', () => clearInterval(more));
    }, 'too-large'],
    ['answers byte by byte', (response) => {
      const more = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(more));
    }, 'timeout'],
    ['is no HTTP', (response) => void response.socket?.end('hello\r\n\r\n'), 'unreadable'],
  ])('%s', async (_what, answer, code) => {
    const client = httpClient(await peculiar(answer), { answerWithin: 700, answerBytes: 1_000_000 });
    const begin = performance.now();
    await expect(client.request({ op: 2, to: 'cse-in', fr: 'C1', rqi: '1', rvi: '3' })).rejects.toMatchObject({ name: 'TransportError', code });
    expect(performance.now() - begin).toBeLessThan(10_000);
    await client.close();
  }, 30_000);

  it('is not there', async () => {
    const client = httpClient('http://127.0.0.1:1');
    await expect(client.request({ op: 2, to: 'cse-in', fr: 'C1', rqi: '1', rvi: '3' })).rejects.toMatchObject({ code: 'unreachable' });
    await client.close();
  });

  it('shows what went over the wire; sends what the binding would not write', async () => {
    const client = httpClient(cse.url);
    const { sent, received, response } = await client.exchange({ op: 2, to: 'cse-in', fr: 'CAdmin', rqi: 'x1', rvi: '3' });
    expect([sent.method, sent.target, received.status, received.headers['x-m2m-rsc'], response?.['rsc']]).toEqual(['GET', '/cse-in', 200, '2000', 2000]);
    expect((await client.send({ method: 'POST', target: '/cse-in', headers: { 'Content-Type': 'application/json;ty=banana', 'X-M2M-RI': '1' }, body: '{}' })).status).toBe(400);
    await expect(client.request({ op: 2, to: '', fr: 'a\nb', rqi: '1', rvi: '3' })).rejects.toMatchObject({ code: 'request' });
    await client.close();
  });

  it('a listener tells who asks that nobody is there, and answers as it is told', async () => {
    const post = (uri: string) => fetch(uri, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-M2M-RI': 'q' }, body: '{"m2m:sgn":{"vrq":true,"sur":"s"}}' });
    expect((await post(`${listener.url}/none`)).status).toBe(404);
    const heard: unknown[] = [];
    const { uri, close } = listener.listen((content, primitive) => (heard.push([content, primitive['rqi']]), 4103));
    const refused = await post(uri);
    expect([refused.status, refused.headers.get('x-m2m-rsc'), refused.headers.get('x-m2m-ri')]).toEqual([403, '4103', 'q']);
    expect(heard).toEqual([[{ 'm2m:sgn': { vrq: true, sur: 's' } }, 'q']]);
    await close();
    expect((await post(uri)).status).toBe(404);
  });
});

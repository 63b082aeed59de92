/** What a server counts, for Prometheus: plainly while it serves, in the words of prom-client when somebody asks. */

import type { Metric, MetricObjectWithValues, MetricValueWithName, Registry } from 'prom-client';

export interface Metrics {
  request(operation: string, rsc: number, seconds: number): void;
  notification(outcome: 'delivered' | 'failed'): void;
  text(): Promise<{ readonly contentType: string; readonly text: string }>;
}

export interface Gauges {
  /** Requests that are not answered yet. */
  readonly underWay: () => number;
  readonly connections: () => Promise<number>;
  readonly notifications: () => number;
}

/** Upper bounds, in seconds. */
const BOUNDS = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30];

/** Of one operation. */
class Tally {
  readonly byStatus = new Map<number, number>();
  /** How many took as long as each bound and longer than the one before it; the last took longer than all. */
  readonly buckets = new Array<number>(BOUNDS.length + 1).fill(0);
  seconds = 0;

  add(rsc: number, seconds: number): void {
    this.byStatus.set(rsc, (this.byStatus.get(rsc) ?? 0) + 1);
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] as number)) bucket++;
    this.buckets[bucket] = (this.buckets[bucket] as number) + 1;
    this.seconds += seconds;
  }
}

export function metricsOf(gauges: Gauges): Metrics {
  const operations = new Map<string, Tally>();
  const notifications = { delivered: 0, failed: 0 };
  let registry: Promise<Registry> | undefined;
  return {
    request(operation, rsc, seconds) {
      let tally = operations.get(operation);
      if (tally === undefined) operations.set(operation, (tally = new Tally()));
      tally.add(rsc, seconds);
    },
    notification: (outcome) => void (notifications[outcome] += 1),
    async text() {
      const { contentType, metrics } = await (registry ??= registryOf(operations, notifications, gauges));
      return { contentType, text: await metrics.call(await registry) };
    },
  };
}

/** Loaded by who asks first: most servers of tests are never asked. */
async function registryOf(operations: ReadonlyMap<string, Tally>, outcomes: Readonly<Record<string, number>>, gauges: Gauges): Promise<Registry> {
  const { Counter, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[], counts: () => Iterable<readonly [Record<Label, string>, number]>) =>
    new Counter<Label>({
      name,
      help,
      labelNames: [...labelNames],
      registers,
      collect() {
        this.reset();
        for (const [labels, count] of counts()) this.inc(labels, count);
      },
    });
  const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await value());
      },
    });
  counter('onem2m_requests_total', 'Requests by operation and Response Status Code', ['operation', 'rsc'], () =>
    [...operations].flatMap(([operation, { byStatus }]) => [...byStatus].map(([rsc, count]) => [{ operation, rsc: String(rsc) }, count] as const)),
  );
  registry.registerMetric(histogram('onem2m_request_seconds', 'Time from the whole of a request to its answer', operations));
  counter('onem2m_notifications_total', 'Notifications by what became of them', ['outcome'], () => Object.entries(outcomes).map(([outcome, count]) => [{ outcome }, count]));
  gauge('onem2m_requests_under_way', 'Requests that are not answered yet', gauges.underWay);
  gauge('onem2m_connections', 'Connections that are open', gauges.connections);
  gauge('onem2m_notifications_waiting', 'Notifications that are not delivered yet', gauges.notifications);
  gauge('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss());
  gauge('process_cpu_seconds_total', 'Time that the process has computed', () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6);
  gauge('process_start_time_seconds', 'When the process began', () => Math.round(Date.now() / 1000 - process.uptime()));
  return registry;
}

/** As a registry asks for it: a Histogram of prom-client counts by itself, at ten times the price. */
function histogram(name: string, help: string, operations: ReadonlyMap<string, Tally>): Metric {
  const valuesOf = ([operation, { buckets, seconds }]: readonly [string, Tally]): MetricValueWithName<string>[] => {
    let count = 0;
    const upTo = buckets.map((more, index) => ({ metricName: `${name}_bucket`, labels: { le: BOUNDS[index] ?? '+Inf', operation }, value: (count += more) }));
    return [...upTo, { metricName: `${name}_sum`, labels: { operation }, value: seconds }, { metricName: `${name}_count`, labels: { operation }, value: count }];
  };
  const get = async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: [...operations].flatMap(valuesOf) }) as unknown as MetricObjectWithValues<MetricValueWithName<string>>;
  return { name, get, reset: () => undefined } as unknown as Metric;
}

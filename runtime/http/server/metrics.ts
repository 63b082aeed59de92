/** What a server counts, for Prometheus: by prom-client, which is loaded when there is enough to count, or somebody asks. */

import type { Counter, Histogram, Registry } from 'prom-client';

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

interface Instruments {
  readonly registry: Registry;
  readonly requests: Counter<'operation' | 'rsc'>;
  readonly duration: Histogram<'operation'>;
  readonly notifications: Counter<'outcome'>;
}

/** What is noted is counted so many at a time: one by one, between two requests, it costs several times as much. */
const AT_ONCE = 100;

type Noted = { readonly operation: string; readonly rsc: number; readonly seconds: number } | { readonly outcome: 'delivered' | 'failed' };

export function metricsOf(gauges: Gauges): Metrics {
  let loading: Promise<Instruments> | undefined;
  let waiting: Noted[] = [];
  const counted = async (): Promise<Instruments> => {
    const all = waiting;
    waiting = [];
    const instruments = await (loading ??= instrumentsOf(gauges));
    for (const noted of all) count(instruments, noted);
    return instruments;
  };
  const note = (noted: Noted) => {
    if (waiting.push(noted) >= AT_ONCE) void counted();
  };
  return {
    request: (operation, rsc, seconds) => note({ operation, rsc, seconds }),
    notification: (outcome) => note({ outcome }),
    async text() {
      const { registry } = await counted();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

function count({ requests, duration, notifications }: Instruments, noted: Noted): void {
  if ('outcome' in noted) return notifications.inc({ outcome: noted.outcome });
  const { operation, rsc, seconds } = noted;
  requests.inc({ operation, rsc: String(rsc) });
  duration.observe({ operation }, seconds);
}

async function instrumentsOf(gauges: Gauges): Promise<Instruments> {
  const { Counter, Gauge, Histogram, Registry } = await import('prom-client');
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({ name: 'onem2m_requests_total', help: 'Requests by operation and Response Status Code', labelNames: ['operation', 'rsc'], registers });
  const duration = new Histogram({
    name: 'onem2m_request_seconds',
    help: 'Time from the whole of a request to its answer',
    labelNames: ['operation'],
    buckets: [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers,
  });
  const notifications = new Counter({ name: 'onem2m_notifications_total', help: 'Notifications by what became of them', labelNames: ['outcome'], registers });
  const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await value());
      },
    });
  gauge('onem2m_requests_under_way', 'Requests that are not answered yet', gauges.underWay);
  gauge('onem2m_connections', 'Connections that are open', gauges.connections);
  gauge('onem2m_notifications_waiting', 'Notifications that are not delivered yet', gauges.notifications);
  gauge('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss());
  gauge('process_cpu_seconds_total', 'Time that the process has computed', () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6);
  gauge('process_start_time_seconds', 'When the process began', () => Math.round(Date.now() / 1000 - process.uptime()));
  return { registry, requests, duration, notifications };
}

import type { Environment } from './environment.ts';

/** Counts what this server does, in the words Prometheus reads. */
export type Metrics = {
  request(route: string, status: number, ms: number): void;
  error(type: string): void;
  /** Somebody came back: how long the way took, and how many tries failed before. */
  reconnect(awayMs: number, failedTries: number): void;
  text(now: {
    readonly users: number;
    readonly boards: number;
    readonly connections: number;
  }): string;
};

/** Whoever waited longer than this has noticed. */
const slowMs = 1_500;

const bucketsMs = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500];

/**
 * Keeps counters in memory. As in every client library, a series with labels begins with its first
 * event, and one without them at nought.
 */
export function newMetrics({ service, version, server }: Environment): Metrics {
  const requests = new Map<string, number>();
  const errors = new Map<string, number>();
  const durations = newHistogram();
  const reconnects = { arrived: 0, failed: 0, slow: 0 };
  const own = `service="${service}",version="${version}",server="${server}"`;
  const bump = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  const lines = (map: Map<string, number>, name: string) =>
    [...map].map(([labels, value]) => `${name}{${own},${labels}} ${value}`);
  return {
    request(route, status, ms) {
      bump(requests, `route="${route}",status="${status}"`);
      durations.took(ms);
    },
    error: (type) => void bump(errors, `type="${type}"`),
    reconnect(awayMs, failedTries) {
      reconnects.arrived += 1;
      reconnects.failed += failedTries;
      if (awayMs > slowMs) reconnects.slow += 1;
    },
    text: ({ users, boards, connections }) =>
      [
        '# TYPE board_requests_total counter',
        ...lines(requests, 'board_requests_total'),
        '# TYPE board_errors_total counter',
        ...lines(errors, 'board_errors_total'),
        '# TYPE board_request_duration_seconds histogram',
        ...durations.lines('board_request_duration_seconds', own),
        '# TYPE board_reconnects_total counter',
        `board_reconnects_total{${own}} ${reconnects.arrived}`,
        '# TYPE board_reconnects_failed_total counter',
        `board_reconnects_failed_total{${own}} ${reconnects.failed}`,
        '# TYPE board_reconnects_slow_total counter',
        `board_reconnects_slow_total{${own}} ${reconnects.slow}`,
        '# TYPE board_users gauge',
        `board_users{${own}} ${users}`,
        '# TYPE board_boards gauge',
        `board_boards{${own}} ${boards}`,
        '# TYPE board_store_connections gauge',
        `board_store_connections{${own}} ${connections}`,
        '',
      ].join('\n'),
  };
}

/** How long requests took, counted in buckets as Prometheus does. */
function newHistogram() {
  const buckets = bucketsMs.map(() => 0);
  let count = 0;
  let sum = 0;
  return {
    took(ms: number) {
      bucketsMs.forEach((limit, i) => {
        if (ms <= limit) buckets[i] = (buckets[i] ?? 0) + 1;
      });
      count += 1;
      sum += ms / 1000;
    },
    lines: (name: string, labels: string) => [
      ...bucketsMs.map(
        (limit, i) => `${name}_bucket{${labels},le="${limit / 1000}"} ${buckets[i] ?? 0}`,
      ),
      `${name}_bucket{${labels},le="+Inf"} ${count}`,
      `${name}_sum{${labels}} ${sum}`,
      `${name}_count{${labels}} ${count}`,
    ],
  };
}

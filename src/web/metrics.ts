import { collectDefaultMetrics, Gauge, Registry } from '@prometheus-io/client';
import type { Ledger } from '../ports/ledger.ts';

/**
 * What Prometheus may know of Davy: how the process is, and what every service is doing. Read from
 * the ledger when asked.
 */
export function metricsOf(
  services: readonly string[],
  ledger: Pick<Ledger, 'open' | 'line' | 'touch'>,
): { readonly contentType: string; text(): Promise<string> } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'davy_' });
  const { up, open, locked, countdowns } = gaugesIn(registry);

  async function read(): Promise<void> {
    await ledger.touch();
    // One service after the other: all at once would take every connection from what moves.
    const seen = [];
    for (const service of services)
      seen.push({
        service,
        running: await ledger.open(service),
        line: await ledger.line(service),
      });
    open.reset();
    for (const { service, running, line } of seen) {
      for (const { kind, phase } of running) open.inc({ service, kind, phase: phase.kind });
      countdowns.set({ service }, running.filter((release) => release.countdown !== null).length);
      locked.set({ service }, line.lock ? 1 : 0);
    }
  }

  return {
    contentType: registry.contentType,
    async text() {
      up.set(
        await read().then(
          () => 1,
          () => 0,
        ),
      );
      return registry.metrics();
    },
  };
}

/** What each figure is called and means: dashboards hold these names. */
function gaugesIn(registry: Registry) {
  const registers = [registry];
  const up = new Gauge({
    name: 'davy_ledger_up',
    help: '1 while the ledger answers and stores',
    registers,
  });
  const open = new Gauge({
    name: 'davy_releases_open',
    help: 'Pre-releases and releases that are not over',
    labelNames: ['service', 'kind', 'phase'],
    registers,
  });
  const locked = new Gauge({
    name: 'davy_line_locked',
    help: '1 while a service starts nothing until somebody unlocks it',
    labelNames: ['service'],
    registers,
  });
  const countdowns = new Gauge({
    name: 'davy_countdowns',
    help: 'Automatic rollbacks people have been paged for',
    labelNames: ['service'],
    registers,
  });
  return { up, open, locked, countdowns };
}

import { startPrometheus } from '../../playground/prometheus/start.ts';
import { classicText, type CorpusSample, openMetrics } from './prometheus-samples.ts';
import { findPrometheus, runPrometheus } from './real-prometheus.ts';

type Kept = { readonly url: string; readonly close: () => Promise<unknown> };

/**
 * The stand-in, and the real one where it is installed, each with these samples kept: what is to be
 * tried on both, for `describe.each`.
 */
export async function bothKeeping(rows: readonly CorpusSample[]) {
  const binaries = await findPrometheus();
  const local = async (): Promise<Kept> => {
    const server = await startPrometheus({ port: 0, retentionMs: 86_400_000 });
    await fetch(`${server.url}/_control/samples`, {
      method: 'POST',
      body: JSON.stringify({ exposition: classicText(rows) }),
    });
    return server;
  };
  const real = async (): Promise<Kept> => {
    if (binaries === undefined) throw new Error('Prometheus is not installed');
    return runPrometheus(binaries, { samples: openMetrics(rows) });
  };
  return [
    ['the local Prometheus', local, true],
    ['the real Prometheus', real, binaries !== undefined],
  ] as const;
}

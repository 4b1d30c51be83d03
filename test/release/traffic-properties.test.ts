import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withUnknown } from '../../src/release/servers/accounts.ts';
import { nextStep } from '../../src/release/servers/next-step.ts';
import { batchesOf } from '../../src/release/migration/move.ts';
import type { Release } from '../../src/release/state/release.ts';
import { counterexample, servers } from './arbitrary.ts';
import { lines, releases } from './arbitrary-releases.ts';

const byTraffic = releases.filter(({ plan }) => plan.ways.moves === 'traffic');
const laterMs = fc.nat(10_000_000);

describe('a step where shares of traffic move', () => {
  it('shares out all, to each group once, and to nobody who is shown not to take it', () => {
    expect(
      counterexample(
        fc.property(lines, byTraffic, servers, laterMs, (line, release, there, later) => {
          const step = nextStep(line, release, there, release.at + later);
          if (step?.kind !== 'steer') return true;
          const sum = step.shares.reduce((all, { share }) => all + share, 0);
          const names = step.shares.map((one) => `${one.release}/${one.version}`);
          // A server that a list leaves out for a moment may be anything: nobody is shown not to.
          const maybe = withUnknown(release, there);
          return (
            Math.abs(sum - 1) < 1e-9 &&
            step.shares.every(({ share }) => share >= 0 && share <= 1 + 1e-9) &&
            new Set(names).size === names.length &&
            step.shares.every(
              (one) =>
                one.share === 0 ||
                maybe.some((server) => {
                  const isOf = server.release === one.release && server.version === one.version;
                  const keeps = server.share !== null && server.share > 0;
                  const open = server.state === 'ready' && server.joined && server.admits;
                  return isOf && (open || keeps || server.state === 'unknown');
                }),
            )
          );
        }),
      ),
    ).toBeNull();
  });

  it('hands over nobody, and closes no old server before the last batch', () => {
    expect(
      counterexample(
        fc.property(lines, byTraffic, servers, laterMs, (line, release, there, later) => {
          const step = nextStep(line, release, there, release.at + later);
          if (step?.kind === 'migrate') return false;
          if (step?.kind !== 'close' || !isBeforeTheLast(release)) return true;
          const olds = there.filter(({ version }) => version === release.target?.version);
          return olds.every(({ id }) => !step.ids.includes(id));
        }),
      ),
    ).toBeNull();
  });
});

function isBeforeTheLast(release: Release): boolean {
  const { phase, kind } = release;
  if (kind === 'prerelease') return phase.kind !== 'rolling-back';
  if (phase.kind === 'verifying') return true;
  return phase.kind === 'migrating' && (batchesOf(release)[phase.batch] ?? 1) < 1;
}

import { failedRequests } from './felt-of.ts';
import type { Harm } from './phase.ts';
import type { Release } from './release.ts';

/** Whom it hurt, where something was wrong; users go back now, and nobody can count them later. */
export function harmDone({ watch, countdown, seen, plan }: Release, at: number): Harm | null {
  const { badSince } = watch;
  if (badSince === null && !countdown) return null;
  const called = countdown?.since ?? at;
  const users = seen?.newServers.users ?? null;
  const left = seen?.oldServers.users ?? null;
  const all = users === null || left === null ? 0 : users + left;
  const failing = mostFailing(watch, countdown);
  return {
    began: Math.min(badSince ?? called, called),
    seen: called,
    turned: at,
    users: plan.ways.moves === 'traffic' ? null : users,
    share:
      plan.ways.moves === 'traffic'
        ? (seen?.newServers.share ?? null)
        : users === null || all === 0
          ? null
          : users / all,
    ...(failing > 0 ? { failing } : {}),
  };
}

/** When people were called, or now: whichever was worse. */
function mostFailing({ readings }: Release['watch'], countdown: Release['countdown']): number {
  const { because } = countdown ?? {};
  const then = because?.kind === 'unhealthy' ? because.felt?.requests : null;
  return Math.max(then?.failing ?? 0, failedRequests(readings)?.failing ?? 0);
}

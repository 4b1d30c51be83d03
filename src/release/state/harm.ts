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
  };
}

import type { Release } from '../state/release.ts';

/** Watched time that is still to come, and the proof's where that takes longer; null: unknown. */
export function soakLeft({ plan, watch }: Release): number | null {
  const watched = Math.max(0, plan.soakMs - watch.creditedMs);
  const judged = watch.verdict?.judged;
  if (!judged || judged.kind === 'passed') return watched;
  const open = judged.findings.filter(
    ({ signal, proven }) =>
      proven < 1 && judged.lacks.some((lack) => 'signal' in lack && lack.signal === signal),
  );
  const left = open.map(({ leftMs }) => leftMs);
  return left.every((ms) => ms !== null) ? Math.max(watched, ...left) : watched || null;
}

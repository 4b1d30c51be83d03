import { provenTimes } from './allowance.ts';
import { floorProofAfter, proofAfter, proofStart, provenLog } from './certificate.ts';
import type { JudgedSignal } from './judged-signal.ts';
import { evidenceFor } from './paired.ts';
import type { Measure } from './ruler.ts';
import { roleOfSignal } from './signal-role.ts';

/**
 * How much a build must be proven no worse, as a logarithm. It is asked only from the end of the
 * soak on, which is why it may be less than what calls people; who leaves are few, and need less.
 */
export function provesFrom(signal: string): number {
  return Math.log(roleOfSignal(signal) === 'sessions' ? 8 : 30);
}

/** How far the proof has come: 1 is proven. */
export function provenShare(signal: JudgedSignal): number {
  return Math.min(1, Math.max(0, provenLog(signal) / provesFrom(signal.name)));
}

const hour = 3_600_000;

/** How much longer it takes at the pace of the last hour; null while it comes no nearer. */
export function proofLeftMs(signal: JudgedSignal, at: number): number | null {
  const { name, recent } = signal;
  const now = provenLog(signal);
  const missing = provesFrom(name) - now;
  if (missing <= 0) return 0;
  const first = recent.find(({ from }) => at - from <= hour);
  const gained = first ? now - first.proof : 0;
  return first && gained > 0 ? (missing / gained) * (at - first.from) : null;
}

/**
 * How long the proof takes a build that is like old servers, before anybody starts: from what is
 * usual and the requests a minute of each server. Where they hardly ever fail, the proof that it
 * fails less often than is tolerated on any may be the shorter one. Null where no soak is long
 * enough.
 */
export function proofTakesMs(
  measure: Measure,
  perMinute: number,
  servers: JudgedSignal['servers'],
): number | null {
  const { signal, usual, bunching } = measure;
  if (usual === null || usual < 0) return null;
  const limit = provenTimes({ measure, servers });
  const [all, oldAll] = [perMinute * servers.new, perMinute * servers.old];
  const pair = { bad: all * usual, all, oldBad: oldAll * usual, oldAll };
  const paired =
    evidenceFor(pair, 1, limit) > 0
      ? minutesOf(proofAfter(proofStart, pair, limit, bunching), provesFrom(signal))
      : Infinity;
  const floor = floorProofAfter(proofStart, pair, measure, 1);
  const least = Math.min(paired, minutesOf(floor, provesFrom(signal) + Math.LN2));
  return Number.isFinite(least) ? least * 60_000 : null;
}

/** How many minutes it takes until any part of the proof is there, from what one minute gains. */
function minutesOf(afterOne: readonly number[], wanted: number): number {
  return Math.min(
    ...afterOne.map((after, index) => {
      const prior = proofStart[index] ?? 0;
      return after > prior ? (wanted - prior) / (after - prior) : Infinity;
    }),
  );
}
